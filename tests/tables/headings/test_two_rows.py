"""Headings in two rows: what the lower row says of each column under a heading over several."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of

from perfrules.tables.headings.labels import squeezed

TOP = "2024年度项目支出绩效自评表\n项目名称|甲\n"
CLASSES = "一级指标|二级指标|三级指标"


@pytest.mark.parametrize(
    ("heads", "row", "target", "actual"),
    [
        ("指标值|实际完成值||分值\n||||半年|全年|", "≥9人|4人|8人|50", "≥9人", "8人"),
        ("指标值|实际完成值||分值\n||||全年|半年|", "≥9人|8人|4人|50", "≥9人", "8人"),
        ("指标值||完成值|分值\n|||实施期|年度||", "≥30人|≥9人|8人|50", "≥9人", "8人"),
        ("目标值||完成值||分值\n|||2023年|2024年|2023年|2024年|", "≥7人|≥9人|7人|8人|50", "≥9人", "8人"),
        ("指标值||分值\n|||计划|实际|", "≥9人|8人|50", "≥9人", "8人"),
        ("指标值||实际完成值|分值\n|||下限|上限||", "9人|12人|8人|50", "9人～12人", "8人"),
    ],
)
def test_the_part_of_the_year_is_read(heads: str, row: str, target: str, actual: str, tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{CLASSES}|{heads}\n产出指标|数量指标|人数|{row}\n", tmp_path)
    (indicator,) = project_of(reading).indicators
    assert brief((indicator,)) == [("人数", target, actual)]
    assert indicator.weight == 50
    assert "IN005" not in codes(reading)


@pytest.mark.parametrize(
    "below", ["产出指标|数量指标|人数|≥9人|8人|7人|50", "||||9|8|", "||||一个特别特别特别长的说明文字|全年|", "||||半年||"]
)
def test_other_rows_below_a_header_are_none_of_it(below: str, tmp_path: Path) -> None:
    table = f"{TOP}{CLASSES}|指标值|实际完成值||分值\n{below}\n产出指标|质量指标|合格率|≥9%|8%||50\n"
    assert ("合格率", "≥9%", "8%") in brief(project_of(reading_of(table, tmp_path)).indicators)


def test_of_two_alike_parts_none_is_the_years(tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{CLASSES}|指标值|实际完成值||分值\n||||半年|半年|\n产出指标|质量指标|合格率|≥9%|8%|7%|50\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("合格率", "≥9%", None)]
    assert codes(reading).count("IN070") == 2


@pytest.mark.parametrize("name", ["项目名称", "明细项目", "二级项目名称"])
@pytest.mark.parametrize(
    ("parts", "values"),
    [("指标值", "≥9人"), ("指标方向|指标值|单位", "≥|9|人"), ("指标值|计量单位", "≥9|人"), ("计算符号|目标值", "≥|9人")],
)
def test_what_stands_beside_headings_in_two_rows_is_kept(name: str, parts: str, values: str, tmp_path: Path) -> None:
    under = f"{CLASSES}|{parts}"
    blank = "|" * under.count("|")
    table = f"{name}|预算数|绩效指标{blank}|分值|实际完成值\n||{under}||\n乙|10|产出指标|数量指标|人数|{values}|20|8人\n"
    reading = reading_of(table, tmp_path)
    (project,) = reading.department.projects
    (indicator,) = project.indicators
    assert (project.name, project.funding.budget) == ("乙", 10)
    assert (indicator.name, squeezed(indicator.target.text), indicator.weight, indicator.actual) == ("人数", "≥9人", 20, "8人")
    assert not {"IN070", "IN026"} & set(codes(reading))
