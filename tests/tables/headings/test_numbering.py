"""Rows that number the columns of a table are none of its indicators, and no project."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of

TOP = "2024年度项目支出绩效自评表\n项目名称||甲\n"
FORM = "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n"
LIST = "项目名称|一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分\n"


@pytest.mark.parametrize("numbers", ["|||（名称）|（A）|（B）|（C）|（D）", "1|2|3|4|5|6|7|8", "栏次||||A|B|C|D=B/A", "||||①|②|③|④"])
def test_below_the_header_of_a_form(numbers: str, tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{FORM}{numbers}\n|产出指标|数量指标|人数|≥9人|8人|50|40\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人")]
    assert "IN018" in codes(reading)


@pytest.mark.parametrize("numbers", ["1|2|3|4|5|6|7|8", "甲|乙|丙|丁|1|2|3|4", "（1）|（2）|（3）|（4）|（5）|（6）|（7）|（8=7/6）"])
def test_below_the_header_of_a_list(numbers: str, tmp_path: Path) -> None:
    reading = reading_of(f"{LIST}{numbers}\n甲|产出指标|数量指标|人数|≥9人|8人|50|40\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人")]
    assert "IN018" in codes(reading)


def test_numbers_do_not_hide_what_a_column_without_a_known_heading_holds(tmp_path: Path) -> None:
    table = f"{TOP}绩效指标|一级指标|二级指标|三级指标|方式|年度指标值|分值\n1|2|3|4|5|6|7\n|产出指标|数量指标|人数|≤|9人|50\n"
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [("人数", "≤ 9人", None)]


def test_a_row_of_values_below_a_name_is_no_row_of_numbers(tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{FORM}|产出指标|数量指标|人数|≥9人|8人|50|40\n||||1|2|3|4\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人"), ("人数", "1", "2")]
