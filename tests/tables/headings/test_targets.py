"""Columns of names that what stands below a header tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

from perfrules.errors import TableError
from perfrules.model import Category

TOP = "项目名称|甲\n"


def test_below_a_heading_of_names_may_stand_classes(tmp_path: Path) -> None:
    rows = "绩效指标|评价内容|目标值|完成值|分值|得分\n产出指标|服务人次|≥50人次|52人次|50|50\n效果指标|老人满意度|≥95%|96%|50|50\n合计||||100|100\n"
    (project,) = reading_of(TOP + rows, tmp_path).department.projects
    assert [(item.name, item.category) for item in project.indicators] == [("服务人次", Category.OUTPUT), ("老人满意度", Category.BENEFIT)]


def test_names_below_two_such_headings_are_below_the_better_one(tmp_path: Path) -> None:
    rows = "绩效指标|评价内容|目标值|分值\n服务人次|产出|≥50人次|50\n产出指标|老人|≥95%|50\n"
    (project,) = reading_of(TOP + rows, tmp_path).department.projects
    assert [item.name for item in project.indicators] == ["服务人次", "产出指标"]


def test_a_header_without_a_third_level_has_its_names_on_the_second(tmp_path: Path) -> None:
    rows = "一级指标|二级指标|指标值|完成值|得分\n产出指标|培训人数|≥10人|11人|50\n满意度指标|学员满意度|≥90%|95%|10\n"
    reading = reading_of(TOP + rows, tmp_path)
    assert [(item.name, item.category) for item in reading.department.projects[0].indicators] == [
        ("培训人数", Category.OUTPUT),
        ("学员满意度", Category.SATISFACTION),
    ]
    assert set(codes(reading)) == {"IN002", "IN081"}


@pytest.mark.parametrize(
    "rows",
    [
        "一级指标|二级指标|指标值|完成值\n产出指标|数量指标|≥10人|11人\n产出指标|培训人数|≥10人|11人\n",
        "一级指标|二级指标|考核要点|指标值|完成值\n履职|重点工作|培训人数|≥10人|11人\n",
        "一级指标|指标值|二级指标|完成值\n产出指标|≥10人|培训人数|11人\n",
    ],
)
def test_a_second_level_of_classes_or_before_something_unknown_has_no_names(rows: str, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of(TOP + rows, tmp_path)


@pytest.mark.parametrize("heads", ["定量指标值|定性指标值", "定性目标值|定量目标值"])
def test_targets_in_figures_and_in_words_in_columns_of_their_own(heads: str, tmp_path: Path) -> None:
    cells = ["≥6场", "显著"] if heads.startswith("定量") else ["显著", "≥6场"]
    figures, words = (("|".join(cell if cell == one else "" for cell in cells)) for one in ("≥6场", "显著"))
    rows = f"产出指标|数量指标|场次|{figures}|50\n效益指标|社会效益指标|影响|{words}|50\n效益指标|经济效益指标|增收|／|／|\n"
    reading = reading_of(f"{TOP}一级指标|二级指标|三级指标|{heads}|分值\n{rows}", tmp_path)
    first, second, third = reading.department.projects[0].indicators
    assert [item.target.text for item in (first, second)] == ["≥6场", "显著"]
    assert not third.target.criteria
    assert second.place is not None
    assert second.place.column == cells.index("显著") + 4


@pytest.mark.parametrize("heads", ["定量指标值|定量目标值", "定性指标值|备注", "定性目标值|定性指标值|定量目标值"])
def test_other_kinds_of_targets_are_not_told_apart(heads: str, tmp_path: Path) -> None:
    cells = "|".join("显著" for _ in heads.split("|"))
    try:
        reading = reading_of(f"{TOP}一级指标|二级指标|三级指标|{heads}|分值\n效益指标|社会效益指标|影响|{cells}|50\n", tmp_path)
    except TableError:
        return
    assert [item.target.text for item in reading.department.projects[0].indicators] == ["显著"]
