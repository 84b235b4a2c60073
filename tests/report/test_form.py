from __future__ import annotations

import io
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import perfrules
from perfrules.model import Actual, Amounts, Category, Department, Funding, Indicator, Project, Subcategory
from perfrules.report.form import xlsx_form
from perfrules.rollup import score
from perfrules.wording import parse


def indicator(name: str, target: str, category: Category | None, subcategory: Subcategory | None = None) -> Indicator:
    return Indicator(name=name, target=parse(target, name=name), category=category, subcategory=subcategory)


@pytest.fixture
def department() -> Department:
    indicators = (
        indicator("影响力", "进一步提高", Category.BENEFIT),
        indicator("场次", "=100%", Category.OUTPUT, Subcategory.QUANTITY),
        indicator("差错率", "<3%", Category.OUTPUT, Subcategory.QUANTITY),
        indicator("及时率", "≥95%", Category.OUTPUT, Subcategory.TIMELINESS),
        indicator("满意度", "≥90%", Category.SATISFACTION),
    )
    first = Project(
        name="甲=1", year=2023, objective="办好活动。\n" + "很长的目标" * 60, funding=Funding(total=Decimal(10)), indicators=indicators
    )
    total = Amounts(initial="5", adjusted="6", executed="7")
    second = Project(name="乙", department="上级", implementing_unit="科普处", funding=Funding(total=total), indicators=indicators[:1])
    return Department(name="局", unit="万元", projects=(first, second), indicators=indicators[:1])


@pytest.fixture
def sheets(department: Department, tmp_path: Path) -> dict[str, Worksheet]:
    actuals = [
        Actual(key="P01I1", value="达成（90%）"),
        Actual(key="P01I2", value="100%", deviation_reason="=SUM(1)"),
        Actual(key="P01I3", value="2%"),
        Actual(key="P01I4", value="2023-11-30"),
        Actual(key="P01I5", value="88%"),
        Actual(key="P01X", budget="12", executed="11.5", deviation_reason="结余"),
    ]
    result = score(department, actuals)
    data = xlsx_form(department, replace(result, own=result.projects[1]))
    (tmp_path / "自评.xlsx").write_bytes(data)
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets}


def test_sheets_are_named_by_number(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == ["汇总", "项目01", "项目02", "部门整体"]
    assert sheets["汇总"]["B4"].value == "甲=1"


def test_the_form_reads_back_as_the_project_it_was_filled_from(
    sheets: dict[str, Worksheet], department: Department, tmp_path: Path
) -> None:
    assert sheets
    reading = perfrules.read(tmp_path / "自评.xlsx")
    first, second = reading.department.projects
    assert [item.name for item in reading.department.indicators] == [item.name for item in department.indicators]
    assert (first.name, first.year, first.objective, first.department) == ("甲=1", 2023, department.projects[0].objective, "局")
    assert (second.department, second.implementing_unit, reading.department.name) == ("上级", "科普处", "局")
    assert first.funding.total == Amounts(initial=Decimal(10), adjusted=Decimal(12), executed=Decimal("11.5"))
    assert first.funding.appropriation is None
    assert first.execution is not None
    assert (first.execution.weight, first.execution.points, first.execution.rate) == (10, Decimal("9.58"), Decimal("95.83"))
    read = [(item.name, item.target.text, item.category, item.subcategory, item.actual) for item in first.indicators]
    quantity = (Category.OUTPUT, Subcategory.QUANTITY)
    assert read == [
        ("场次", "=100%", *quantity, "100%"),
        ("差错率", "<3%", *quantity, "2%"),
        ("及时率", "≥95%", Category.OUTPUT, Subcategory.TIMELINESS, "2023-11-30"),
        ("影响力", "进一步提高", Category.BENEFIT, None, "达成（90%）"),
        ("满意度", "≥90%", Category.SATISFACTION, None, "88%"),
    ]
    assert first.indicators[0].deviation_reason == "=SUM(1)"
    assert first.total is not None
    assert first.total.weight == 100


def test_targets_and_reasons_are_texts(sheets: dict[str, Worksheet]) -> None:
    cells = {cell.value: cell for row in sheets["项目01"].iter_rows() for cell in row if cell.value is not None}
    for text in ("=100%", "<3%", "=SUM(1)"):
        assert cells[text].data_type == "s"


def test_open_points_are_an_interval_and_findings_are_notes(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["项目01"]
    row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 4).value == "及时率")
    assert "～" in str(sheet.cell(row, 8).value)
    comment = sheet.cell(row, 8).comment
    assert comment is not None
    assert comment.text
    assert "～" in str(sheets["项目02"].cell(sheets["项目02"].max_row - 1, 8).value)


def test_merges_are_those_of_the_form(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["项目01"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {
        "A1:I1",
        "A2:I2",
        "A3:B3",
        "C3:I3",
        "A5:B10",
        "A11:A12",
        "B11:E11",
        "F11:I11",
        "B14:B16",
        "C14:C15",
        "A13:A18",
        "A19:F19",
    } <= merged
    assert sheet["A5"].value == "项目资金（万元）"
    assert sheet.row_dimensions[12].height == pytest.approx(150, abs=60)


def test_a_project_with_nothing_to_judge() -> None:
    department = Department(projects=(Project(name="空"),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_form(department, score(department, []))))
    assert [sheet.title for sheet in book.worksheets] == ["汇总", "项目01"]
    assert book.worksheets[1]["A2"].value == "（    年度）"
    assert book.worksheets[1]["H6"].value is None


def test_xlsx_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfrules.errors import TableError
    from perfrules.report.workbooks import workbook

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(TableError, match="openpyxl"):
        workbook()


def test_rows_are_as_high_as_their_texts_and_pages_one_sheet_across(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["项目01"]
    objective = next(row for row in range(1, sheet.max_row) if str(sheet.cell(row, 2).value).startswith("办好活动"))
    assert sheet.row_dimensions[objective].height > 100
    assert sheet.row_dimensions[objective].height + sheet.row_dimensions[objective - 1].height >= 50
    assert all(sheet.row_dimensions[row].height >= 20 for row in range(1, sheet.max_row + 1))
    for shown in sheets.values():
        assert shown.page_setup.orientation == "landscape"
        assert shown.sheet_properties.pageSetUpPr.fitToPage
    assert sheets["汇总"].print_title_rows == "$3:$3"


def test_the_rows_of_single_sources_have_no_points(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["项目01"]
    assert [sheet.cell(7, column).value for column in (7, 8, 9)] == ["—"] * 3
    assert sheet["G6"].value == 10
