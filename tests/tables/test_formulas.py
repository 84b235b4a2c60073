"""Formulas without a result: those that matter are listed, the others counted."""

from pathlib import Path

import openpyxl

import perfrules


def test_what_is_computed_anyway_is_counted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目名称", "甲"],
        ["资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", 100, 100, "=50+1", "=D3/C3"],
        ["一级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "备用"],
        ["产出指标", "场次", "≥3场", "4场", "=40+10", "=E5", "=1"],
        ["总分", None, None, None, "=E5", "=F5"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    found = perfrules.read(tmp_path / "a.xlsx").findings
    assert [item.location.cell for item in found if item.code == "IN008"] == ["D3", "E5"]
    assert [item.params["count"] for item in found if item.code == "IN078"] == ["5"]
