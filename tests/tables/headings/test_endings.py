"""Headings that nobody listed, known by how they end, and said so; what may be another year's or period's is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

import perfrules
from perfrules.errors import TableError

ROWS = "产出指标|数量指标|场次|20场|18场|50|45|雨天\n效益指标|社会效益|人次|≥1000人次|1200人次|40|40|\n"


@pytest.mark.parametrize("project", ["项目名称|丙\n", ""])
@pytest.mark.parametrize(
    "heads",
    [
        "年度绩效目标值|2023年实际完成情况|标准分值|自评分值|原因说明",
        "计划数|本年完成数|设定分|考评分|未完成的原因",
        "2023年计划值|年末达成情况|各项权重|单位自评分|偏离原因",
        "批复的目标任务|任务完成结果|考核满分|评价组打分|下步改进措施",
    ],
)
def test_a_heading_is_known_by_its_ending(heads: str, project: str, tmp_path: Path) -> None:
    reading = reading_of(f"{project}一级指标|二级指标|三级指标|{heads}\n{ROWS}", tmp_path)
    first, _ = reading.department.projects[0].indicators
    assert (first.target.text, first.actual, first.weight, first.points, first.deviation_reason) == ("20场", "18场", 50, 45, "雨天")
    assert "IN081" in codes(reading)
    assert "IN070" not in codes(reading)


@pytest.mark.parametrize("heads", ["第一季度目标值|完成值", "上年目标值|完成值", "甲方目标值和乙方|完成值", "市级任务数|县级任务数"])
def test_another_period_or_two_of_a_kind_are_left(heads: str, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of(f"项目名称|丙\n一级指标|二级指标|三级指标|{heads}\n产出指标|数量指标|场次|20场|18场\n", tmp_path)


def test_a_heading_of_the_users_own_is_not_doubted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("项目名称,一级指标,三级指标,考核目标值\n甲,产出指标,场次,≥3场\n", "utf-8")
    assert "IN081" in [found.code for found in perfrules.read(path).findings]
    assert "IN081" not in [found.code for found in perfrules.read(path, columns={"target": ("考核目标值",)}).findings]


def test_a_total_of_funds_below_a_list_is_the_departments(tmp_path: Path) -> None:
    table = "部门名称：某局\n项目名称|年度资金总额（元）|其中：财政拨款|指标名称|指标值\n甲|500|500|场次|≥3场\n乙|300|200|册数|≥5册\n合计|{}||\n"
    reading = reading_of(table.format(800), tmp_path)
    assert (reading.department.funding.budget, [project.total for project in reading.department.projects]) == (800, [None, None])
    assert [(item.code, item.severity.value) for item in reading.findings if item.code == "BG001"] == [("BG001", "info")]
    (found,) = [item for item in reading_of(table.format(900), tmp_path).findings if item.params.get("stated") == "900.00"]
    assert (found.severity.value, found.location.row, found.location.column) == ("error", 5, 1)


def test_an_adjusted_target_is_known_by_its_ending(tmp_path: Path) -> None:
    heads = "年初目标值|年中调整目标值|年末完成值|分值|得分|偏差原因及整改措施"
    rows = "产出指标|数量指标|人数|≥100人|≥80人|70人|50|44|裁员\n产出指标|数量指标|场次|≥10场||10场|50|50|\n"
    reading = reading_of(f"项目名称|甲\n一级指标|二级指标|三级指标|{heads}\n{rows}", tmp_path)
    found = [(item.target.text, item.actual, item.deviation_reason) for item in reading.department.projects[0].indicators]
    assert found == [("≥80人", "70人", "裁员"), ("≥10场", "10场", None)]


@pytest.mark.parametrize(("title", "actual"), [("2024年度项目支出绩效目标表", None), ("2023年度项目支出绩效自评表", "5场")])
def test_of_headings_with_several_years_those_of_the_title_count(title: str, actual: str | None, tmp_path: Path) -> None:
    heads = "2023年指标值|2023年完成值|2024年指标值|2024年权重" if actual is None else "2022年完成值|2023年完成值|2023年指标值|2023年权重"
    row = "≥4场|5场|≥6场|50" if actual is None else "3场|5场|≥6场|50"
    (project,) = reading_of(
        f"{title}\n项目名称|甲\n一级指标|二级指标|三级指标|{heads}\n产出指标|数量指标|场次|{row}\n", tmp_path
    ).department.projects
    (item,) = project.indicators
    assert (item.target.text, item.actual, item.weight) == ("≥6场", actual, 50)


def test_what_was_reached_in_another_year_is_not_set_against_a_target(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of("项目名称|甲\n一级指标|三级指标|2023年完成值|2024年指标值\n产出指标|场次|5场|≥6场\n", tmp_path)
