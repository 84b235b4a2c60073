"""A form's own budget execution: printed beside the funds, as a row of its own, or as an indicator."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

import perfrules
from perfrules.model import Actual, Execution
from perfrules.scoring.results.scores import ProjectScore
from perfrules.tables.actuals import actuals_of

HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n"
FUNDS = "资金情况（万元）|年初预算数|全年预算数|全年执行数{}\n年度资金总额|100|100|60{}\n"


def table(funds: str, *rows: str) -> str:
    return f"项目名称|甲\n{funds}{HEAD}" + "\n".join(rows) + "\n"


def test_an_indicator_is_the_execution_too(tmp_path: Path) -> None:
    text = table("", "产出指标|数量指标|场次|≥3场|4场|50|50", "成本指标|经济成本指标|预算执行率|100%|81%|10|8.1")
    (project,) = reading_of(text, tmp_path).department.projects
    assert [(item.name, item.weight) for item in project.indicators] == [("场次", 50), ("预算执行率", 10)]
    assert project.execution == Execution(rate=Decimal(81))


def test_a_row_of_its_own_is_the_execution(tmp_path: Path) -> None:
    (project,) = reading_of(
        table("", "预算执行率|||100%|81%|10|8.1", "产出指标|数量指标|场次|≥3场|4场|90|90"), tmp_path
    ).department.projects
    assert [item.name for item in project.indicators] == ["场次"]
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(81), points=Decimal("8.1"))


def test_an_indicator_never_overwrites_the_row(tmp_path: Path) -> None:
    text = table("", "产出指标|数量指标|预算执行率|≥95%|50%|5|5", "预算执行率|||100%|81%|10|8.1")
    (project,) = reading_of(text, tmp_path).department.projects
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(81), points=Decimal("8.1"))
    assert [item.name for item in project.indicators] == ["预算执行率"]


def test_the_row_completes_what_the_funds_print(tmp_path: Path) -> None:
    text = table(FUNDS.format("|执行率", "|60%"), "预算执行率|||100%|60%|10|6", "产出指标|数量指标|场次|≥3场|4场|90|90")
    (project,) = reading_of(text, tmp_path).department.projects
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(60), points=Decimal(6))


@pytest.mark.parametrize(("printed", "differs"), [("60%", False), ("60.2", False), ("0.6", False), ("100%", True), ("6%", True)])
def test_the_printed_rate_is_held_against_the_funds(printed: str, differs: bool, tmp_path: Path) -> None:
    reading = reading_of(table(FUNDS.format("|执行率", f"|{printed}"), "产出指标|数量指标|场次|≥3场|4场|90|90"), tmp_path)
    found = [item for item in reading.findings if item.code == "BG003"]
    assert bool(found) == differs
    assert [(item.location.row, item.location.column) for item in found] == ([(3, 5)] if differs else [])


def test_funds_point_at_their_cell(tmp_path: Path) -> None:
    text = "项目名称|甲\n年度资金总额|100\n其中：财政拨款|60\n其他资金|30\n" + HEAD + "产出指标|数量指标|场次|≥3场|4场|90|90\n"
    (found,) = [item for item in reading_of(text, tmp_path).findings if item.code == "BG001"]
    assert (found.location.row, found.location.column) == (2, 1)


def test_names_are_looked_at(tmp_path: Path) -> None:
    text = table("", "产出指标|数量指标|场\u200b次|≥3场|4场|90|90")
    reading = reading_of(text + text, tmp_path)
    assert [item.code for item in reading.findings if item.code in {"IN076", "IN077"}] == ["IN076", "IN077", "IN077"]
    assert "IN076" not in codes(reading_of(text, tmp_path))
    assert "IN077" in codes(reading_of(text.replace("甲", "甲\u200b").replace("场\u200b次", "场次"), tmp_path))


def scored(text: str, tmp_path: Path, policy: str = "mof-2020-10", **funds: Actual) -> ProjectScore:
    reading = reading_of(text, tmp_path)
    return perfrules.score(reading.department, [*actuals_of(reading.department), *funds.values()], policy=policy).projects[0]


ROWS: tuple[str, ...] = (
    "产出指标|数量指标|场次|≥3场|4场|{}|50",
    "成本指标|经济成本指标|预算执行率|{}|81%|{}|8.1",
    "效益指标|社会效益|人次|≥3|4|{}|30",
)
ROWS += ("满意度指标|满意度|满意度|≥90%|95%|{}|10",)


@pytest.mark.parametrize(
    ("target", "weights", "points", "total"),
    [
        ("100%", ("50", "10", "30", "10"), "50 8.10 30 10", "98.10"),
        ("≥80%", ("50", "10", "30", "10"), "50 10 30 10", "100"),
        ("100%", ("50", "5", "35", "10"), "50 4.05 35 10", "99.05"),
        ("100%", ("", "", "", ""), "50 8.10 30 10", "98.10"),
        ("100%", ("50", "", "30", "10"), "50 8.10 30 10", "98.10"),
    ],
)
def test_an_execution_that_is_an_indicator_counts_once(
    target: str, weights: tuple[str, str, str, str], points: str, total: str, tmp_path: Path
) -> None:
    rows = [row.format(*([target] if "预算执行率" in row else []), weight) for row, weight in zip(ROWS, weights, strict=True)]
    score = scored(table("", *rows), tmp_path)
    assert [item.points for item in score.indicators] == [Decimal(word) for word in points.split()]
    assert (score.execution.points, score.execution.maximum, score.execution.outcome.value) == (0, 0, "not_applicable")
    assert [item.code for item in score.execution.findings] == ["SC031"]
    assert score.interval == (Decimal(total), Decimal(total))
    assert score.maximum == 100


def test_an_execution_that_the_funds_tell_is_their_own(tmp_path: Path) -> None:
    rows = [ROWS[0].format(50), ROWS[1].format("100%", 10), ROWS[2].format(30), ROWS[3].format(10)]
    score = scored(table(FUNDS.format("|分值|执行率|得分", "|10|60%|6"), *rows), tmp_path)
    assert (score.execution.points, score.execution.maximum) == (6, 10)
    assert [item.code for item in score.execution.findings] == ["AC001"]
    whole = scored(table(FUNDS.format("", ""), *rows), tmp_path)
    assert (whole.execution.maximum, whole.maximum, [item.maximum for item in whole.indicators]) == (0, 100, [50, 10, 30, 10])


@pytest.mark.parametrize(
    ("printed", "points", "high", "code"),
    [("98%", "9.8", "9.8", "SC032"), ("98", "9.8", "9.8", "SC032"), ("0.98", "0", "10", "AC023"), ("", "0", "10", "AC023")],
)
@pytest.mark.parametrize("policy", ["mof-2020-10", "beijing-2016"])
def test_the_printed_rate_counts_where_no_funds_tell_it(
    printed: str, points: str, high: str, code: str, policy: str, tmp_path: Path
) -> None:
    text = table("", "产出指标|数量指标|场次|≥3场|4场|90|90", f"预算执行率|||100%|{printed}|10|")
    score = scored(text, tmp_path, policy)
    assert score.execution.interval == (Decimal(points), Decimal(high))
    assert code in [item.code for item in score.execution.findings]


def test_a_printed_rate_above_all_is_judged_as_the_policy_judges_it(tmp_path: Path) -> None:
    text = table("", "产出指标|数量指标|场次|≥3场|4场|90|90", "预算执行率|||100%|{}|10|")
    assert scored(text.format("120%"), tmp_path).execution.points == 10
    late = scored(text.format("120%"), tmp_path, "mof-2021-101").execution
    assert (late.outcome.value, [item.code for item in late.findings]) == ("cannot_judge", ["AC023"])
    steps = scored(text.format("85%"), tmp_path, "mof-2021-101").execution
    assert [item.code for item in steps.findings][:2] == ["SC032", "AC027"]


YINCHUAN = """\
2021年度项目支出绩效自评表
项目名称|文化惠民工程
{}一级指标|二级指标|三级指标|分值|年度指标值|实际完成值|得分
项目决策（10分）|项目立项|立项规范性|5|规范|达成（100%）|5
|绩效目标|目标合理性|5|合理|达成（100%）|5
项目管理（25分）|资金管理|{}|10|100%|90%|9
||资金使用合规性|5|合规|达成（100%）|5
|组织实施|制度健全性|10|健全|达成（100%）|10
产出（30分）|数量指标|演出场次|15|≥20场|22场|15
|质量指标|合格率|15|≥95%|96%|15
效益（35分）|社会效益|受众人次|25|≥1000人次|1200人次|25
|满意度|群众满意度|10|≥90%|95%|10
总分|||100|||99
"""
AMOUNTS = "项目资金（万元）||年初预算数|全年预算数|全年执行数|执行率\n|年度资金总额|100|100|90|90%\n"


@pytest.mark.parametrize("name", ["预算执行率", "预算执行情况", "预算执行"])
@pytest.mark.parametrize("funds", ["", AMOUNTS])
def test_an_execution_inside_management(funds: str, name: str, tmp_path: Path) -> None:
    text = YINCHUAN.format(funds, name)
    score = scored(text, tmp_path, "yinchuan-2021")
    assert [str(item.points) for item in score.indicators] == ["5", "5", "9.00", "5", "10", "15", "15", "25", "10"]
    assert score.interval == (Decimal(99), Decimal(99))
    other = scored(text, tmp_path)
    assert [item.code for item in other.findings] == ["SC022"] * 4
    assert [item.maximum for item in other.indicators] == [5, 5, 10, 5, 10, 15, 15, 25, 10]


def test_what_does_not_apply_leaves_an_execution_as_it_is(tmp_path: Path) -> None:
    rows = [ROWS[0].format(50), ROWS[1].format("100%", 10), ROWS[2].format(30), "满意度指标|满意度|满意度|≥90%|不适用|10|"]
    score = scored(table("", *rows), tmp_path, "tests/cases/policies/rescaled.toml")
    assert [item.maximum for item in score.indicators] == [Decimal("56.25"), 10, Decimal("33.75"), 0]
