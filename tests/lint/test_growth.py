"""The work of a check grows with the rows of the department, by counted calls: no rule walks the department for each project."""

import sys
from types import FrameType
from typing import Any

import pytest

from perfrules import Department, Indicator, Project, parse
from perfrules.lint import inspect
from perfrules.scoring import projects
from perfrules.scoring.indicators import Judged, judged

ROWS = (
    ("组织培训次数", "output", "≥12次", "13次"),
    ("申报企业数", "output", "≥450家", "460家"),
    ("申报通过率", "output", "≥60%", "61%"),
    ("学员满意度", "benefit", "≥95%", "96%"),
    ("示范引领作用", "benefit", "进一步提高", "达成预期指标"),
    ("年度投诉率", "satisfaction", "不超过3%", "2%"),
)


def _department(projects: int) -> Department:
    return Department(
        projects=tuple(
            Project(
                name=f"项目{number}",
                objective="组织培训不少于12次",
                indicators=tuple(
                    Indicator(name=f"{name}（{number}）", category=category, target=parse(text), actual=actual)
                    for name, category, text, actual in ROWS
                ),
            )
            for number in range(projects)
        )
    )


def _calls(subject: Department) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        inspect(subject)
    finally:
        sys.setprofile(before)
    return count


def test_four_times_the_projects_are_four_times_the_calls():
    inspect(_department(60))  # what is built on first use is not counted
    assert _calls(_department(60)) <= 4.1 * _calls(_department(15))


def test_a_wording_under_one_name_is_judged_once():
    target = parse("约5场")
    many = Department(
        projects=tuple(Project(name=f"项目{number}", indicators=(Indicator(name="宣传", target=target),)) for number in range(40))
    )
    told = [item.location.project for item in inspect(many).findings if item.code == "OP005"]
    assert told == [project.name for project in many.projects]
    others = tuple(Project(name=item.name, indicators=(Indicator(name=f"宣传{item.name}", target=target),)) for item in many.projects)
    inspect(Department(projects=others))
    assert _calls(many) < 0.7 * _calls(Department(projects=others))


def test_each_indicator_of_a_filled_form_is_scored_once(monkeypatch: pytest.MonkeyPatch):
    scored: list[str | None] = []

    def told(*given: Any) -> Judged:
        scored.append(given[1].value)
        return judged(*given)

    monkeypatch.setattr(projects, "judged", told)
    own, *others = (Indicator(name="企业数", category="output", target=parse("≥50家"), actual=f"{place}%") for place in range(1, 5))
    found = inspect(Department(indicators=(own,), projects=(Project(name="甲", indicators=tuple(others)),))).findings
    assert [item.code for item in found if item.code.startswith("AC")] == ["AC036"] * 4
    assert sorted(map(str, scored)) == ["1%", "2%", "3%", "4%"]
