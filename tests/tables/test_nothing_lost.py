"""What stands beside the values of a table and is not read is said, and no number is made of several."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

import perfrules
from perfrules.model import Reading

HEAD = "一级指标|三级指标|年度指标值|实际完成值|分值|得分\n"
TOP = "2023年度项目支出绩效自评表\n项目名称|甲\n"


def said(reading: Reading, code: str, name: str) -> list[str]:
    return [item.params[name] for item in reading.findings if item.code == code]


@pytest.mark.parametrize(
    ("captions", "fields", "values"),
    [
        ("项目名称|甲|主管部门|交通局|备用字段|重要的话", ["主管部门、备用字段"], []),
        ("项目名称|甲|预算数|500|执行数|480", [], ["500", "480"]),
        ("单位名称：交通局||联系人：张三||项目名称：甲", ["联系人：张三"], []),
        ("单位：万元||交通局填报", ["交通局填报"], []),
        ("（2023年度）||交通局填报|单位：万元", ["交通局填报"], []),
        ("项目名称：甲||单位：万元", [], []),
        ("部门名称|某局|单位|万元", [], []),
    ],
)
def test_what_stands_beside_the_captions_of_a_list_is_said(captions: str, fields: list[str], values: list[str], tmp_path: Path) -> None:
    reading = reading_of(f"2023年度绩效目标表\n{captions}\n序号|指标名称|指标值\n1|修路|≥5公里\n2|修桥|≥5座\n", tmp_path)
    assert (said(reading, "IN029", "fields"), said(reading, "IN070", "values")) == (fields, values)


def test_a_project_without_an_indicator_is_said(tmp_path: Path) -> None:
    head = "序号|项目名称|指标名称|指标值|分值\n"
    reading = reading_of(f"{head}1|甲|修路|≥5公里|50\n2|乙|||\n3|丙|||\n|丙|修桥|≥5座|50\n4|丁|||\n||植树|≥5棵|50\n合计||||150\n", tmp_path)
    assert [project.name for project in reading.department.projects] == ["甲", "丙", "丁"]
    assert said(reading, "IN085", "project") == ["乙"]


def test_one_text_beside_its_label_is_no_indicator(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        *(line.split("|") for line in HEAD.strip().split("\n")),
        ["产出指标", "修路", "≥5公里", "6公里", 50, 50],
        ["偏差大的原因", "雨"],
    ):
        sheet.append(row)
    sheet.merge_cells("B3:F3")
    for place, top in enumerate(([], [["项目名称", "甲"]])):
        for row in top:
            sheet.insert_rows(1)
            sheet.merged_cells.ranges.clear()
            sheet["A1"], sheet["B1"] = row
            sheet.merge_cells("B4:F4")
        book.save(tmp_path / f"{place}.xlsx")
        reading = perfrules.read(tmp_path / f"{place}.xlsx")
        assert [item.name for item in project_of(reading).indicators] == ["修路"]
        assert said(reading, "IN004", "excerpt") == ["偏差大的原因", "雨"]


@pytest.mark.parametrize("weight", ["10\n20", "10 20", "25 \n 5"])
def test_several_numbers_in_one_cell_are_not_put_together(weight: str, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["项目名称", "指标名称", "指标值", "分值"], ["甲", "修路", "≥5公里", weight]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    reading = perfrules.read(tmp_path / "a.xlsx")
    assert project_of(reading).indicators[0].weight is None
    assert "IN022" in codes(reading)


@pytest.mark.parametrize(
    ("name", "target", "actual", "weight", "read"),
    [
        (
            "1.场次\n2.人次",
            "≥20场\n≥9人次",
            "22场\n8人次",
            "10\n20",
            [("1", "场次", "≥20场", "22场", 10), ("2", "人次", "≥9人次", "8人次", 20)],
        ),
        (
            "1、场次\n2、人次",
            "1.≥20场\n2.≥9人次",
            "1）22场\n2）8人次",
            "10\n20",
            [("1", "场次", "≥20场", "22场", 10), ("2", "人次", "≥9人次", "8人次", 20)],
        ),
        (
            "1.投诉率\n2.知晓率",
            "1.≤5%\n2.≥80%",
            "1.3%\n2.85%",
            "25\n25",
            [(None, "1.投诉率\n2.知晓率", "1.≤5%\n2.≥80%", "1.3%\n2.85%", None)],
        ),
        (
            "指标1：投诉率\n指标2：知晓率",
            "≤5%\n≥80%",
            "1.3%\n2.85%",
            "9\n8",
            [("1", "投诉率", "≤5%", "1.3%", 9), ("2", "知晓率", "≥80%", "2.85%", 8)],
        ),
        ("1.场次\n2.人次", "≥20场，≥9人次", "22场", "10", [(None, "1.场次\n2.人次", "≥20场，≥9人次", "22场", 10)]),
    ],
)
def test_numbered_lines_are_indicators_each(
    name: str, target: str, actual: str, weight: str, read: list[tuple[object, ...]], tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["项目名称", "指标名称", "指标值", "实际完成值", "分值"], ["甲", name, target, actual, weight]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    indicators = project_of(perfrules.read(tmp_path / "a.xlsx")).indicators
    assert [(item.number, item.name, item.target.text, item.actual, item.weight) for item in indicators] == read


def test_headers_footers_and_notes_of_a_document_are_said() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "单位：万元 编号：0098", "第1页"
    table = document.add_table(2, 3)
    for row, texts in enumerate((("项目名称", "指标名称", "指标值"), ("甲", "修路", "≥5公里"))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    data = _with_note(stream.getvalue())
    reading = perfrules.read(data, name="a.docx")
    assert said(reading, "IN018", "excerpt") == ["单位：万元 编号：0098"]
    assert said(reading, "IN030", "excerpt") == ["不含村道"]


def _with_note(data: bytes) -> bytes:
    import zipfile

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:footnotes xmlns:w="{space}"><w:footnote/><w:footnote><w:p><w:r><w:t>不含村道</w:t></w:r></w:p></w:footnote></w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/footnotes.xml", notes)
    return out.getvalue()


def test_funds_of_a_department_and_parts_of_them(tmp_path: Path) -> None:
    text = (
        "部门整体支出绩效自评表\n部门名称|某局\n预算情况（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分\n"
        "|部门支出总额|500|520|510|10|98.08%|9.8\n|其中：基本支出|300|310|310|—|100%|—\n|项目支出|200|210|200|—|95.24%|—\n|委托费|5|6|6|—|100%|—\n"
    )
    reading = reading_of(f"{text}{HEAD}产出指标|人数|≥9人|9人|90|90\n", tmp_path)
    assert reading.department.funding.budget == Decimal(520)
    assert reading.department.execution is not None
    assert said(reading, "IN070", "heading") == ["委托费"]
    assert [item for item in said(reading, "IN029", "fields") if "—" in item] == []
