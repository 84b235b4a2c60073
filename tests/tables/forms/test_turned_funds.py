"""A block of funds with its sources across and its figures down the side."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

from perfrules.model import Amounts, Execution

INDICATORS = "一级指标|三级指标|年度指标值|实际完成值\n产出指标|场次|≥3场|4场\n"
FIGURES = "|年初预算数|80|10|100\n|全年预算数|90|10|110\n|全年执行数|85|10|100\n"


def amounts(initial: int, adjusted: int, executed: int) -> Amounts:
    return Amounts(initial=Decimal(initial), adjusted=Decimal(adjusted), executed=Decimal(executed))


@pytest.mark.parametrize("rate", ["", "|执行率|||90.91%\n", "|执行率|90.91%\n"])
def test_sources_across_and_figures_down(rate: str, tmp_path: Path) -> None:
    text = f"项目名称|甲\n项目资金（万元）|资金来源|财政拨款|其他资金|合计\n{FIGURES}{rate}{INDICATORS}"
    reading = reading_of(text, tmp_path)
    (project,) = reading.department.projects
    funding = project.funding
    assert (funding.total, funding.appropriation, funding.other) == (amounts(100, 110, 100), amounts(80, 90, 85), amounts(10, 10, 10))
    assert project.execution == (Execution(rate=Decimal("90.91")) if rate else None)
    assert "IN070" not in codes(reading)


def test_without_a_total_and_without_figures(tmp_path: Path) -> None:
    text = f"项目名称|甲\n资金来源|财政拨款|其他资金|\n全年预算数|||\n得分|||\n{INDICATORS}"
    funding = reading_of(text, tmp_path).department.projects[0].funding
    assert (funding.total, funding.appropriation, funding.other) == (None, None, None)


def test_sources_side_by_side_without_figures_below_are_none(tmp_path: Path) -> None:
    text = f"项目名称|甲\n资金来源|财政拨款|其他资金\n年度资金总额|100\n{INDICATORS}"
    assert reading_of(text, tmp_path).department.projects[0].funding.total == 100


def test_a_line_of_figures_with_one_that_is_not_known(tmp_path: Path) -> None:
    text = f"项目名称|甲\n资金|预算安排|实际到位|实际支出|支出率\n|1,200.00|1,200.00|1,150.5|95.88%\n{INDICATORS}"
    reading = reading_of(text, tmp_path)
    (project,) = reading.department.projects
    assert project.funding.total == Amounts(adjusted=Decimal(1200), executed=Decimal("1150.5"))
    assert project.execution == Execution(rate=Decimal("95.88"))
    assert [item.location.column for item in reading.findings if item.code == "IN070"] == [3]
