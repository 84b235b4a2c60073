"""The department's own row, and rows of one project under one merged name, in a table with one project a row."""

from __future__ import annotations

from pathlib import Path

import pytest

import perfrules
from perfrules.model import Reading

ONE = "1、产出指标：场次，年度指标值：≥3场。2、效益指标：影响，年度指标值：提升。"
HEAD = ["项目名称", "年度资金总额（元）", "财政拨款", "绩效目标", "绩效指标"]
A, B = ["甲", "100", "100", "办好", ONE], ["乙", "200", "200", "办好", ONE]


def book(tmp_path: Path, rows: list[list[str]], *merged: str) -> Reading:
    import openpyxl

    written = openpyxl.Workbook()
    sheet = written.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell or None for cell in row])
    for area in merged:
        sheet.merge_cells(area)
    written.save(tmp_path / "a.xlsx")
    return perfrules.read(tmp_path / "a.xlsx")


OWN = [
    ("填报单位（盖章）：市科技局", "市科学技术局"),
    ("填报单位：市科技局", "市科技局本级"),
    ("填报单位：[060]市科学技术局", "市科学技术局"),
    ("2023年度项目支出绩效目标表", "市科技局"),
    ("部门名称：市科技局", "合计"),
]


@pytest.mark.parametrize(("caption", "name"), OWN)
def test_the_row_of_the_department(caption: str, name: str, tmp_path: Path) -> None:
    found = book(tmp_path, [[caption], HEAD, [name, "300", "300", "", ""], A, B]).department
    assert [project.name for project in found.projects] == ["甲", "乙"]
    assert found.funding.budget == 300


def test_a_project_without_indicators_is_one_still(tmp_path: Path) -> None:
    rows = [["填报单位：市科技局"], HEAD, ["市科技局办公楼维修", "50", "50", "", ""], A, B]
    found = book(tmp_path, rows).department
    assert [project.name for project in found.projects] == ["市科技局办公楼维修", "甲", "乙"]
    assert found.funding.budget is None


def test_a_project_with_an_unknown_amount_beside_it_is_no_sum(tmp_path: Path) -> None:
    rows = [["填报单位：某局"], HEAD, ["办公楼维修", "100", "100", "", ""], A, ["乙", "", "", "办好", ONE]]
    assert len(book(tmp_path, rows).department.projects) == 3


def test_a_name_merged_over_its_rows_is_one_project(tmp_path: Path) -> None:
    more = ["", "", "", "", "3、效益指标：丙，年度指标值：≥5。"]
    found = book(tmp_path, [HEAD, A, more, B], "A2:A3", "B2:B3").department
    assert [(project.name, len(project.indicators), project.funding.budget) for project in found.projects] == [
        ("甲", 3, 100),
        ("乙", 2, 200),
    ]
