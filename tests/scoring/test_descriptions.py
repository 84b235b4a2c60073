"""A policy in words, and what two policies judge differently."""

from typing import Any

import pytest

from perfrules import Department, Indicator, Project, parse, score, shifts
from perfrules.scoring.descriptions import describe
from perfrules.scoring.policies import load


@pytest.mark.parametrize(
    ("rule", "lang", "settings"),
    [
        ("over", "zh", {"从指标值的几倍起提示": "1.2", "从指标值的几倍起须说明": "1.3"}),
        ("forward", "zh", {"方法": "比率 × 分值"}),
        ("forward", "en", {"method": "ratio × points"}),
        ("equals", "en", {"exceeded": "at least"}),
        ("grades", "zh", {"可以不评": "否", "分档": "优 90 起；良 80 起；中 60 起；差 0 起"}),
        ("weights", "en", {
            "execution": "10", "given by the table": "optional",
            "pools": "output, cost points 50; benefit points 30; satisfaction points 10",
        }),
    ],
)  # fmt: skip
def test_settings_are_told_in_words(rule: str, lang: str, settings: dict[str, str]):
    assert {one.rule: one.settings for one in describe(load("mof-2020-10"), lang)}[rule] == settings


@pytest.mark.parametrize(("lang", "moved"), [("zh", {"移给": "满意度→效益"}), ("en", {"moved to": "satisfaction→benefit"})])
def test_where_points_are_moved_is_told_in_words(lang: str, moved: dict[str, str]):
    told = {one.rule: one.settings for one in describe(load("mof-2021-101"), lang)}["missing"]
    assert told.items() > moved.items()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_value_that_one_key_calls_otherwise_is_called_so_there(lang: str):
    told = {one.rule: list(one.settings.values()) for one in describe(load("mof-2020-10"), lang)}
    exact = {"zh": ("不取整", "按指标值本身"), "en": ("not rounded", "the target itself")}[lang]
    assert (exact[0] in told["execution"], exact[1] in told["monitoring"]) == (True, True)


@pytest.mark.parametrize(("name", "shown"), [("某局", "某局"), (None, "")])
def test_what_is_graded_otherwise_is_told_of_the_project_and_of_the_department(name: str | None, shown: str):
    def row(name: str, target: str, actual: str, weight: int) -> Any:
        return Indicator(name=name, category="output", target=parse(target, name=name), actual=actual, weight=weight)

    rows = (row("企业数", "≥50家", "48家", 90), row("合格率", "95%", "80%", 10))
    department = Department(name=name, year=2023, projects=(Project(name="甲", indicators=rows),))
    found = shifts(score(department, {}), score(department, {}, policy="vendor-80-70-60"))
    assert [(one.key, one.name, one.grades) for one in found] == [("P01", "甲", ("待定", "优")), ("", shown, ("待定", "优"))]
    assert {one.one for one in found} == {"81.09～91.09/100"}
