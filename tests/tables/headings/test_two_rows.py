"""Headings in two rows: what the lower row says of each column under a heading over several."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of

import perfrules
from perfrules.errors import TableError
from perfrules.model import Reading
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


def book(lines: str, tmp_path: Path) -> Reading:
    """A form in a workbook whose cells with < and ^ are merged with the ones to the left and above."""
    import openpyxl

    written = openpyxl.Workbook()
    sheet = written.active
    assert sheet is not None
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(lines.splitlines(), 1):
        for column, text in enumerate(line.split("|"), 1):
            if text in ("<", "^"):
                beside = (row, column - 1) if text == "<" else (row - 1, column)
                origins[row, column] = origins.get(beside, beside)
            elif text:
                sheet.cell(row, column, text)
    for first in set(origins.values()):
        covered = [place for place, origin in origins.items() if origin == first]
        last_row, last_column = (max(place[side] for place in covered) for side in (0, 1))
        sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last_row, end_column=last_column)
    written.save(tmp_path / "a.xlsx")
    return perfrules.read(tmp_path / "a.xlsx")


PLACES = [("^|^|^", "<", "^"), ("||", "", "")]
"""What stands in the second row of a header and behind a heading over several columns: merged cells, or blank ones."""


@pytest.mark.parametrize(("front", "right", "down"), PLACES)
@pytest.mark.parametrize(
    ("heads", "below", "row", "target", "actual"),
    [
        ("2022年|<|2023年|<", "目标值|完成值|目标值|完成值", "≥4场|5场|≥6场|7场", "≥6场", "7场"),
        ("2023年|<|2022年|<", "目标值|完成值|目标值|完成值", "≥6场|7场|≥4场|5场", "≥6场", "7场"),
        ("上年|<|本年|<", "目标值|完成值|目标值|完成值", "≥4场|5场|≥6场|7场", "≥6场", "7场"),
        ("上年情况|<|本年情况|<", "目标值|完成值|目标值|完成值", "≥4场|5场|≥6场|7场", "≥6场", "7场"),
        ("2022年|<|2023年|完成值", "目标值|完成值|目标值|^", "≥4场|5场|≥6场|7场", "≥6场", "7场"),
        ("指标值|<|<|完成值", "2021年实际|2022年预计|2023年目标|^", "4场|5场|≥6场|7场", "≥6场", "7场"),
        ("指标值|<|完成值", "定量|定性|^", "≥6场|显著|7场", "≥6场；显著", "7场"),
        ("上半年|<|全年|<", "目标值|完成值|目标值|完成值", "≥4场|5场|≥6场|7场", "≥6场", "7场"),
        ("目标值|<|<|实际完成值|<", "符号|数值|单位|数值|单位", "≥|6|场|7|场", "≥ 6 场", "7场"),
        ("目标值|<|<|实际完成值|<", "单位|数值|符号|单位|数值", "场|6|≥|场|7", "≥ 6 场", "7场"),
        ("目标值|<|实际完成值|<|<", "数值|单位|符号|数值|单位", "6|场|=|7|场", "6 场", "7场"),
        ("目标值|<|实际完成值|<|<", "数值|单位|符号|数值|单位", "6|场|≥|7|场", "6 场", "≥7场"),
        ("年初目标值|<|调整后目标值|<|完成值", "符号|数值|符号|数值|^", "≥|6|≤|9|7场", "≤ 9", "7场"),
        ("目标值|<|<|完成值", "符号|数值|核定|^", "≥|6|是|7场", "≥ 6", "7场"),
        ("年初目标值|<|调整后目标值|<|完成值", "数值|单位|数值|单位|^", "6|场|9|人|7场", "9 人", "7场"),
        ("目标值|实际完成值|<", "^|数值|单位", "≥6场|7|场", "≥6场", "7场"),
        ("指标性质|目标值|实际完成值|<", "^|^|单位|数值", "≥|6|场|7", "≥ 6 场", "7场"),
        ("年初目标值|调整后目标值|<|完成值", "^|数值|单位|^", "≥6场|≤9|人|7场", "≤9 人", "7场"),
    ],
)
def test_each_part_is_of_the_heading_above_it(
    front: str, right: str, down: str, heads: str, below: str, row: str, target: str, actual: str, tmp_path: Path
) -> None:
    lines = f"{CLASSES}|{heads}|分值|得分\n{front}|{below}|{down}|{down}\n".replace("<", right).replace("^", down)
    reading = book(f"2023年度项目支出绩效自评表\n项目名称|甲\n{lines}产出指标|数量指标|场次|{row}|50|48", tmp_path)
    (indicator,) = project_of(reading).indicators
    assert (brief((indicator,)), indicator.weight, indicator.points) == ([("场次", target, actual)], 50, 48)


@pytest.mark.parametrize(
    ("title", "year", "actual", "said"),
    [
        ("2023年度项目支出绩效自评表", "2023年", "8人", []),
        ("项目支出绩效自评表", "2023年度", "8人", []),
        ("2023年度项目支出绩效自评表", "上半年", None, ["IN070"]),
    ],
)
def test_the_year_of_the_table_above_its_values_is_no_other_heading(
    title: str, year: str, actual: str | None, said: list[str], tmp_path: Path
) -> None:
    lines = f"一级指标|三级指标|指标值|{year}|<|分值\n^|^|^|完成值|得分|^\n产出指标|人数|≥9人|8人|80|90"
    reading = book(f"{title}\n项目名称|甲\n{lines}", tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", actual)]
    assert sorted({"IN070", "IN081"} & set(codes(reading))) == said


@pytest.mark.parametrize("year", ["2023年", "2023年度", "上半年"])
def test_a_year_above_the_names_of_indicators_is_none_of_theirs(year: str, tmp_path: Path) -> None:
    rows = "甲|产出指标|场次|≥5场|50\n乙|产出指标|人数|≥9人|90"
    reading = book(f"绩效目标表\n项目名称|{year}|<|指标值|分值\n^|一级指标|三级指标|^|^\n{rows}", tmp_path)
    assert [(project.name, brief(project.indicators)) for project in reading.department.projects] == [
        ("甲", [("场次", "≥5场", None)]),
        ("乙", [("人数", "≥9人", None)]),
    ]


@pytest.mark.parametrize(("front", "right", "down"), PLACES)
def test_of_several_years_without_one_above_none_is_the_years(front: str, right: str, down: str, tmp_path: Path) -> None:
    lines = f"{CLASSES}|2022年|{right}|2023年|{right}|分值\n{front}|目标值|完成值|目标值|完成值|{down}\n"
    with pytest.raises(TableError):
        book(f"项目支出绩效自评表\n项目名称|甲\n{lines}产出指标|数量指标|场次|≥4场|5场|≥6场|7场|50", tmp_path)


@pytest.mark.parametrize(("front", "right", "down"), PLACES)
def test_of_parts_of_the_year_without_the_whole_none_is_the_target(front: str, right: str, down: str, tmp_path: Path) -> None:
    lines = f"{CLASSES}|目标值|{right}|完成值\n{front}|上半年|下半年|{down}\n"
    with pytest.raises(TableError):
        book(f"项目支出绩效自评表\n项目名称|甲\n{lines}产出指标|数量指标|场次|≥4场|≥5场|7场", tmp_path)


def test_the_weight_below_a_heading_of_scores_is_that_of_the_third_level(tmp_path: Path) -> None:
    lines = f"{CLASSES}|目标值|完成值|分值|<|<|得分\n^|^|^|^|^|一级|二级|三级|^\n"
    rows = "产出指标|数量指标|场次|≥5场|6场|50|50|30|30\n^|^|人数|≥9人|9人|^|^|20|20"
    reading = book(f"项目支出绩效自评表\n项目名称|甲\n{lines}{rows}", tmp_path)
    assert [(item.name, item.weight, item.points) for item in project_of(reading).indicators] == [("场次", 30, 30), ("人数", 20, 20)]


@pytest.mark.parametrize("right", ["<", ""])
@pytest.mark.parametrize("row", ["场|≥|5", "≥|5|场", "5|场|≥"])
def test_what_stands_below_a_heading_over_three_columns_tells_them_apart(row: str, right: str, tmp_path: Path) -> None:
    reading = book(f"项目支出绩效目标表\n项目名称|甲\n{CLASSES}|指标值|{right}|{right}|分值\n产出指标|数量指标|场次|{row}|50", tmp_path)
    assert brief(project_of(reading).indicators) == [("场次", "≥ 5 场", None)]


@pytest.mark.parametrize(("right", "counts"), [("<", ("指标1", "指标2")), ("", ("1.", "2.")), ("", ("（1）", "（2）"))])
def test_a_column_that_counts_names_below_their_heading_is_none_of_names(right: str, counts: tuple[str, str], tmp_path: Path) -> None:
    lines = f"一级指标|三级指标|{right}|指标值\n产出指标|{counts[0]}|场次|≥5场\n产出指标|{counts[1]}|人数|≥9人"
    reading = book(f"项目支出绩效目标表\n项目名称|甲\n{lines}", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["场次", "人数"]
