from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from perfrules import parse
from perfrules.comparators import AtLeast, Qualitative
from perfrules.model import Amounts, Category, Department, Funding, Indicator, Project
from perfrules.quantities import Quantity
from perfrules.report.workbooks import xlsx_table, xlsx_template
from perfrules.scoring.policies import load
from perfrules.tables.actuals import read_actuals
from perfrules.text import Span
from perfrules.wording import Criterion, Target


@pytest.fixture
def department() -> Department:
    floor = Target("=3家\x01", (Criterion(AtLeast(Quantity(3, "家")), "=3家", Span(0, 3)),))
    prose = Target("提高", (Criterion(Qualitative("提高"), "提高", Span(0, 2)),))
    indicators = (
        Indicator(number="1", category=Category.OUTPUT, name="甲", target=floor),
        Indicator(number="2", category=Category.BENEFIT, name="乙", target=prose),
    )
    return Department(unit="万元", projects=(Project(name="一", indicators=indicators),))


def test_texts_stay_texts(department: Department) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(department))).active
    assert sheet is not None
    assert (sheet["E3"].value, sheet["E3"].data_type) == ("=3家\\x01", "s")
    table = openpyxl.load_workbook(io.BytesIO(xlsx_table(department))).active
    assert table is not None
    assert [table.cell(row, 1).value for row in (1, 2, 3)] == ["编号", "P01I1", "P01I2"]
    assert table["H2"].data_type == "s"


def at(sheet: Worksheet, row: int, head: str) -> Cell:
    column = next(cell.column for cell in sheet[1] if cell.value == head)
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def test_cells_to_fill_are_marked_and_nothing_is_locked(department: Department) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(department))).active
    assert sheet is not None
    assert not sheet.protection.sheet
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions[at(sheet, 1, "编号").column_letter].hidden
    marked = {(cell.row, sheet.cell(1, cell.column).value) for row in sheet.iter_rows(min_row=2) for cell in row if cell.fill.fill_type}
    assert marked == {
        (2, "全年预算数（万元）"), (2, "全年执行数（万元）"), (2, "偏差原因"),
        (3, "实际完成值"), (3, "偏差原因"),
        (4, "实际完成值"), (4, "达成比例"), (4, "偏差原因"),
    }  # fmt: skip
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    money = f"{at(sheet, 2, '全年预算数（万元）').coordinate} {at(sheet, 2, '全年执行数（万元）').coordinate}"
    assert lists == {at(sheet, 4, "实际完成值").coordinate: '"达成,部分达成,未达成"', money: "0"}
    assert [at(sheet, row, "填写要求").value for row in (2, 3, 4)] == ["填：万元", "填：家", "填：达成、部分达成、未达成"]


def test_the_sheet_has_the_columns_that_table_and_policy_ask_for(department: Department) -> None:
    funding = Funding(total=Amounts(initial="10", adjusted="12.5", executed="12"))
    change = Indicator(name="丙", target=parse("同比增长5%"))
    project = Project(name="一", funding=funding, indicators=(*department.projects[0].indicators, change))
    for policy, more in (("mof-2020-10", set()), ("beijing-2016", {"年初预算数（万元）"}), ("mof-2021-101", set())):
        data = xlsx_template(department.model_copy(update={"projects": (project,)}), load(policy))
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        heads = {str(cell.value) for cell in sheet[1]}
        assert {"基期值", "达成比例"} <= heads
        assert more <= heads
        assert ("任务是否完成" in heads) == (load(policy).execution.method == "steps")
        assert at(sheet, 2, "全年预算数（万元）").value == 12.5
        assert (at(sheet, 2, "全年预算数（万元）").data_type, at(sheet, 5, "基期值").fill.fill_type) == ("n", "solid")
    plain = openpyxl.load_workbook(io.BytesIO(xlsx_template(Department(projects=(Project(name="一"),))))).active
    assert plain is not None
    assert not {"基期值", "达成比例", "任务是否完成", "年初预算数"} & {cell.value for cell in plain[1]}


def test_a_filled_sheet_reads_back(department: Department, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(department)))
    sheet = book.active
    assert sheet is not None
    at(sheet, 2, "全年预算数（万元）").value, at(sheet, 2, "全年执行数（万元）").value = 26000, 25999.99
    value = at(sheet, 3, "实际完成值")
    value.value, value.number_format = 0.955, "0.0%"
    day = at(sheet, 4, "实际完成值")
    day.value, day.number_format = datetime(2023, 11, 30), "yyyy-mm-dd"  # noqa: DTZ001
    path = tmp_path / "填报.xlsx"
    book.save(path)
    actuals, findings = read_actuals(path)
    assert [(actual.key, str(actual.value), str(actual.budget), str(actual.executed)) for actual in actuals] == [
        ("P01X", "None", "26000", "25999.99"),
        ("P01I1", "95.5%", "None", "None"),
        ("P01I2", "2023-11-30", "None", "None"),
    ]
    assert [found.code for found in findings] == ["IN009"]
    assert actuals[1].place is not None
    assert str(actuals[1].place) == f"填报.xlsx:实际完成值!{value.coordinate}"


def test_a_department_without_rows_still_has_a_sheet() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(Department()))).active
    assert sheet is not None
    assert sheet.max_row == 1


def test_sheets_of_rows_print_with_their_header_on_every_page(department: Department) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(department))).active
    assert sheet is not None
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A2"].border.left.style == "thin"
    assert all(sheet.row_dimensions[row].height >= 20 for row in (1, 2, 3, 4))
