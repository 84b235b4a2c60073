from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import perfrules
from perfrules.model import Actual, Amounts, Category, Department, Funding, Indicator, Project, Subcategory
from perfrules.report.form import xlsx_form
from perfrules.rollup import score
from perfrules.scoring.rounding import rounded
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
        assert shown.sheet_properties.pageSetUpPr.fitToPage is (shown.title == "汇总")
    assert sheets["汇总"].print_title_rows == "$3:$3"


def test_the_rows_of_single_sources_have_no_points(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["项目01"]
    assert [sheet.cell(7, column).value for column in (7, 8, 9)] == ["—"] * 3
    assert sheet["G6"].value == 10


SHEET = re.compile(r"(?:'(?P<sheet>[^']+)'!)?(?P<cell>[A-Z]\d+)(?::(?P<end>[A-Z]\d+))?")


def calculated(book: openpyxl.Workbook, sheet: Worksheet, formula: str) -> Decimal | str:
    """What a spreadsheet program makes of a formula of the form, with numbers as they stand in the cells and texts passed over."""

    def value(place: Worksheet, cell: str) -> Decimal | str:
        found = place[cell].value
        if isinstance(found, str) and found.startswith("=") and place[cell].data_type == "f":
            return calculated(book, place, found[1:])
        return found if isinstance(found, str) else Decimal(str(found or 0))

    def cells(found: re.Match[str]) -> str:
        place = book[found["sheet"]] if found["sheet"] else sheet
        names = [cell.coordinate for row in place[f"{found['cell']}:{found['end']}"] for cell in row] if found["end"] else [found["cell"]]
        values = [value(place, name) for name in names if place[name].value is not None]
        return repr(values)

    def flat(lists: tuple[list[Decimal | str], ...]) -> list[Decimal]:
        return [one for values in lists for one in values if isinstance(one, Decimal)]

    words = {
        "Decimal": Decimal,
        "SUM": lambda *lists: [sum(flat(lists))],
        "COUNT": lambda *lists: [len(flat(lists))],
        "ROUND": lambda number, places: [rounded(Fraction(number[0]), places)],
        "SUMPRODUCT": lambda one, other: [sum(a * b for a, b in zip(one, other, strict=True) if isinstance(a, Decimal))],
        "IF": lambda holds, yes, no: yes if holds else [no],
        "SLASH": lambda one, other: [Fraction(one[0]) / Fraction(other[0])],
    }
    text = re.sub(r"=(\d+)", r"==[\1]", SHEET.sub(cells, formula))
    text = re.sub(r"ROUND\((.*)/(.*),(\d)\)", r"ROUND(SLASH(\1,\2),\3)", text)
    result = eval(text, {}, words)  # formulas of our own
    assert len(result) == 1
    return result[0] if isinstance(result[0], str) else Decimal(str(result[0]))


def test_totals_are_formulas_whose_results_are_stored(department: Department) -> None:
    actuals = {"P01I1": "达成（90%）", "P01I2": "100%", "P01I3": "2%", "P01I4": "96%", "P01I5": "88%", "P02I1": "达成（100%）"}
    spent = [Actual(key=key, budget=Decimal(12), executed=Decimal("11.5")) for key in ("P01X", "P02X")]
    for left_out in (set(), {"P02I1"}, {"P01I4", "P01X"}):
        given = [Actual(key=key, value=value) for key, value in actuals.items()] + spent
        result = score(department, [one for one in given if one.key not in left_out], rollup={"P01": 3, "P02": 1})
        data = xlsx_form(department, result)
        stored, written = openpyxl.load_workbook(io.BytesIO(data), data_only=True), openpyxl.load_workbook(io.BytesIO(data))
        formulas = [cell for sheet in written.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert {cell.parent.title for cell in formulas} == {"汇总", "项目01", "项目02"}
        assert len(formulas) == 9 - ("P01X" in left_out)
        for cell in formulas:
            known = stored[cell.parent.title][cell.coordinate].value
            found = calculated(written, cell.parent, cell.value[1:])
            assert (found if isinstance(found, str) else float(found)) == known, (cell.value, left_out)


def test_a_total_follows_where_a_number_takes_the_place_of_an_interval(department: Department) -> None:
    actuals = {"P01I1": "达成（100%）", "P01I2": "100%", "P01I3": "2%", "P01I4": "96%", "P01I5": "95%", "P02I1": "达成（100%）"}
    book = openpyxl.load_workbook(io.BytesIO(xlsx_form(department, score(department, actuals, rollup="mean"))))
    sheet = book["项目01"]
    total = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "总分")
    assert calculated(book, sheet, sheet.cell(total, 8).value[1:]) == "90.00～100.00"
    sheet["I6"].value = 8.5
    assert calculated(book, sheet, sheet.cell(total, 8).value[1:]) == Decimal("98.5")
    assert calculated(book, book["汇总"], book["汇总"]["C6"].value[1:]) == Decimal("99.25")


def test_a_total_that_is_no_sum_of_its_cells_is_no_formula() -> None:
    only = Project(name="甲", indicators=(indicator("场次", "≥3场", Category.OUTPUT),))
    department = Department(projects=(only,))
    result = score(department, {"P01I1": "3场"}, policy="mof-2020-10")
    lost = replace(result.projects[0], maximum=Decimal(99), interval=result.projects[0].interval._replace(high=Decimal(99)))
    for one in (replace(result, weights=()), replace(result, projects=(lost,))):
        book = openpyxl.load_workbook(io.BytesIO(xlsx_form(department, one)))
        assert book["汇总"]["C5"].data_type != "f"
    assert "f" not in [cell.data_type for column in "GH" for cell in book["项目01"][column]]


def test_a_long_form_says_on_each_page_whose_rows_they_are() -> None:
    many = tuple(indicator(f"场次{number}", f"≥{number}场", Category.OUTPUT, Subcategory.QUANTITY) for number in range(1, 60))
    department = Department(projects=(Project(name="甲", indicators=many),))
    data = xlsx_form(department, score(department, {}))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["项目01"]
    first_of_pages = [item.id + 1 for item in sheet.row_breaks.brk]
    assert len(first_of_pages) >= 2
    for row in first_of_pages:
        assert [sheet.cell(row, column).value for column in (1, 2, 3)] == ["绩效指标", "产出指标", "数量指标"]
    assert sheet.print_title_rows == "$1:$3"
    assert "第 &P 页" in sheet.oddFooter.center.text.replace("&P", " &P ").replace("  ", " ")
    read = perfrules.read(data).department.projects[0].indicators
    assert [(item.name, item.category, item.subcategory) for item in read] == [
        (item.name, item.category, item.subcategory) for item in many
    ]


def test_weights_that_the_table_does_not_give_are_said_to_be_assigned(sheets: dict[str, Worksheet], department: Department) -> None:
    remark = str(sheets["项目01"].cell(sheets["项目01"].max_row, 1).value)
    assert "产出指标、成本指标 56.25 分" in remark or "由 3 个指标平均分配" in remark
    weighted = [item.model_copy(update={"weight": Decimal(18)}) for item in department.projects[0].indicators]
    given = Department(projects=(Project(name="甲", indicators=tuple(weighted)),))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_form(given, score(given, []))))["项目01"]
    assert "分配" not in str(sheet.cell(sheet.max_row, 1).value)


def test_a_rate_of_another_budget_than_the_form_divides_by_is_a_number(department: Department) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_form(department, score(department, {}, policy="beijing-2016"))))
    row = [book["项目02"].cell(6, column) for column in (4, 5, 6, 8)]
    assert [cell.value for cell in row] == [5, 6, 7, 1.4]


def test_the_year_that_the_table_does_not_print_is_the_one_it_was_scored_for() -> None:
    department = Department(projects=(Project(name="甲", indicators=(indicator("场次", "≥3场", Category.OUTPUT),)),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_form(department, score(department, {}, year=2024))))
    assert book["项目01"]["A2"].value == "（2024年度）"
