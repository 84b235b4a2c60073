from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from perfrules.comparators import AtLeast, Qualitative
from perfrules.model import Category, Department, Indicator, Project
from perfrules.quantities import Quantity
from perfrules.report.workbooks import xlsx_table, xlsx_template
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


def test_only_what_is_filled_in_is_open(department: Department) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(department))).active
    assert sheet is not None
    assert sheet.protection.sheet
    assert sheet.column_dimensions["K"].hidden
    opened = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert opened == {"H2", "I2", "J2", "G3", "J3", "G4", "J4"}
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {"G4": '"达成,部分达成,未达成"', "H2 I2": "0"}


def test_a_filled_sheet_reads_back(department: Department, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(department)))
    sheet = book.active
    assert sheet is not None
    sheet["H2"], sheet["I2"] = 26000, 25999.99
    sheet["G3"], sheet["G3"].number_format = 0.955, "0.0%"
    sheet["G4"], sheet["G4"].number_format = datetime(2023, 11, 30), "yyyy-mm-dd"  # noqa: DTZ001
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
    assert str(actuals[1].place) == "填报.xlsx:实际完成值!G3"


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
