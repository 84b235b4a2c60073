"""Plain tables, one indicator a row, that carry what is said of the project: goal, funds by source, dates, department, year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

from perfrules.model import Amounts

TABLE = """\
单位：万元
项目名称|主管部门|实施单位|年度|开始日期|结束日期|绩效目标|目标实际完成情况|资金总额|财政拨款|其他资金|指标名称|指标值|实际完成值|分值
甲|市局|中心|2023|2023-01-01|2023-12-31|办好。|已办好。|100|80|20|场次|≥3场|4场|90
乙|市局||2023年|||办好乙。||50|50||场次|≥3场|2场|45
乙||||||||||{other}|人数|≥3人|5人|45
"""


def test_a_plain_table_carries_what_is_said_of_its_projects(tmp_path: Path) -> None:
    reading = reading_of(TABLE.format(other=""), tmp_path)
    first, second = reading.department.projects
    assert (first.name, first.department, first.implementing_unit, first.year) == ("甲", "市局", "中心", 2023)
    assert (first.start, first.end, first.objective, first.objective_actual) == ("2023-01-01", "2023-12-31", "办好。", "已办好。")
    assert (first.funding.total, first.funding.appropriation, first.funding.other) == (100, 80, 20)
    assert (second.year, second.funding.total, second.funding.other, len(second.indicators)) == (2023, 50, None, 2)
    assert reading.department.unit == "万元"
    assert codes(reading) == ["IN002"]


def test_the_first_row_that_says_a_thing_has_said_it(tmp_path: Path) -> None:
    table = "项目名称|年度|绩效目标|指标名称|指标值\n甲|今年|一|场次|≥3场\n甲|今年|二|人数|≥3人\n甲||三|次数|≥3次\n"
    reading = reading_of(table, tmp_path)
    assert (project_of(reading).objective, project_of(reading).year) == ("一", None)
    assert codes(reading) == ["IN002", "IN034", "IN004"]


def test_three_amounts_a_source_and_the_unit_of_their_headings(tmp_path: Path) -> None:
    table = """\
项目名称|资金总额（元）|全年预算数|全年执行数|财政拨款全年预算数|其他资金|指标名称|指标值
甲|100|110|90|110|-|场次|≥3场
"""
    reading = reading_of(table, tmp_path)
    funding = project_of(reading).funding
    assert funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(110), executed=Decimal(90))
    assert funding.appropriation == Amounts(adjusted=Decimal(110))
    assert funding.other is None
    assert reading.department.unit == "元"


@pytest.mark.parametrize(
    ("heads", "budget"),
    [
        ("预算", 100),
        ("本年预算", 100),
        ("2023年预算数", 100),
        ("当年预算金额", 100),
        ("2022年预算|2023年预算", None),
        ("2022年执行数|2023年预算数", None),
        ("本年预算数|2022年执行数", None),
        ("预算|2022年预算", 100),
    ],
)
def test_a_heading_of_funds_may_begin_with_its_year(heads: str, budget: int | None, tmp_path: Path) -> None:
    values = "|".join(["100", "90"][: heads.count("|") + 1])
    reading = reading_of(f"项目名称|{heads}|指标名称|指标值\n甲|{values}|场次|≥3场\n", tmp_path)
    assert project_of(reading).funding.budget == budget


@pytest.mark.parametrize(
    ("title", "heads", "amounts"),
    [
        ("2023年度项目绩效目标表\n", "2022年预算|2023年预算|2023年执行数", (90, 80)),
        ("2023年度项目绩效目标表\n", "预算数|2022年执行数|2021年执行数", (100, None)),
        ("", "预算|2022年执行数|备注", (100, None)),
        ("", "2022年预算|2022年执行数|备注", (100, 90)),
        ("", "2022年预算|执行数|备注", (100, 90)),
    ],
)
def test_what_was_spent_is_of_the_year_of_the_budget(title: str, heads: str, amounts: tuple[int, int | None], tmp_path: Path) -> None:
    reading = reading_of(f"{title}项目名称|{heads}|指标名称|指标值\n甲|100|90|80|场次|≥3场\n", tmp_path)
    total = project_of(reading).funding.total
    assert isinstance(total, Amounts)
    assert (total.adjusted, total.executed) == amounts
