"""A target that was adjusted during the year: the adjusted one is in force, and the reader says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

HEADINGS = ["调整指标值", "调整后指标值", "调整后的指标值（年中）", "年中调整指标值", "调整后目标值", "調整後指標值"]


def table(heading: str, value: str) -> str:
    return f"项目名称|甲\n一级指标|三级指标|年初指标值|{heading}|实际完成值|分值\n产出指标|场次|≥20场|{value}|16场|50\n"


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_adjusted_target_is_in_force(heading: str, tmp_path: Path) -> None:
    reading = reading_of(table(heading, "≥15场"), tmp_path)
    (one,) = reading.department.projects[0].indicators
    assert (one.target.text, one.note) == ("≥15场", "年初指标值：≥20场")
    (found,) = [item for item in reading.findings if item.code == "IN080"]
    assert found.params == {"initial": "≥20场", "adjusted": "≥15场"}
    assert (found.location.row, found.location.column, found.location.indicator) == (3, 4, "场次")
    assert one.place is not None
    assert one.place.column == 4


@pytest.mark.parametrize("value", ["", "—", "/", "未调整", "≥20场"])
def test_without_an_adjustment_the_first_counts(value: str, tmp_path: Path) -> None:
    reading = reading_of(table("调整后指标值", value), tmp_path)
    (one,) = reading.department.projects[0].indicators
    assert (one.target.text, one.note) == ("≥20场", None)
    assert not {"IN070", "IN080"} & set(codes(reading))


def test_signs_and_units_belong_to_both(tmp_path: Path) -> None:
    text = "项目名称|甲\n一级指标|三级指标|计算符号|年初指标值|调整后指标值|单位\n产出指标|场次|≥|20|15|场\n产出指标|册数|≥|7||册\n"
    assert [item.target.text for item in reading_of(text, tmp_path).department.projects[0].indicators] == ["≥ 15 场", "≥ 7 册"]


def test_the_only_target_may_be_the_adjusted_one(tmp_path: Path) -> None:
    reading = reading_of("项目名称|甲\n一级指标|三级指标|调整后指标值\n产出指标|场次|≥15场\n", tmp_path)
    assert [item.target.text for item in reading.department.projects[0].indicators] == ["≥15场"]
    assert "IN080" not in codes(reading)


def test_both_below_one_heading(tmp_path: Path) -> None:
    text = "项目名称|甲\n一级指标|三级指标|指标值||实际完成值\n||年初指标值|调整后指标值|\n产出指标|场次|≥20场|≥15场|16场\n"
    (one,) = reading_of(text, tmp_path).department.projects[0].indicators
    assert (one.target.text, one.actual) == ("≥15场", "16场")
