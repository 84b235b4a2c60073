"""Remarks on a project point at the cell that they are about."""

from pathlib import Path

from tests.tables.written import csv

from perfrules.lint.checking import check


def test_goals_and_totals_have_their_own_cells(tmp_path: Path) -> None:
    lines = [
        ["项目名称", "甲"],
        ["年度总体目标", "培训300人次，建成5个基地。"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "分值"],
        ["产出指标", "数量指标", "场次", "≥3场", "50"],
        ["效益指标", "社会效益指标", "覆盖率", "≥90%", "20"],
        ["总分", "", "", "", "70"],
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(csv(lines))
    found = {(item.code, item.location.row, item.location.column) for item in check(path)}
    assert {("TB006", 2, 2), ("WT001", 6, 1)} <= found
