from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.reading import document_of

xlwt = pytest.importorskip("xlwt")


def document(fill: Callable[[Any, Any], None], limits: Limits = LIMITS) -> Document:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("表"))
    data = io.BytesIO()
    book.save(data)
    return document_of(data.getvalue(), "a.xls", limits)


def test_cells_as_shown() -> None:
    def fill(_: Any, sheet: Any) -> None:
        for column, (value, shown) in enumerate(
            [(0.95, "0.00%"), (26000, "#,##0.00"), (45260, "yyyy-mm-dd"), (45260, 'm"月"d"日"'), (0.5, "h:mm")]
        ):
            sheet.write(0, column, value, xlwt.easyxf(num_format_str=shown))
        sheet.write(0, 5, True)
        sheet.write(0, 6, "甲\r\n乙")

    (row,) = document(fill).grids[0].rows
    assert [cell.text for cell in row] == ["95.00%", "26,000.00", "2023-11-30", "11月30日", "12:00", "TRUE", "甲\n乙"]
    assert row[2].value == date(2023, 11, 30)
    assert str(row[0].place) == "a.xls:表!A1"


def test_merged_hidden_and_wrong() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_merge(0, 1, 0, 1, "头")
        sheet.write_merge(3, 3, 0, 1, "")
        sheet.write(1, 2, "旁")
        sheet.write(2, 0, "隐")
        sheet.row(2).hidden = True
        sheet.row(5).hidden = True
        sheet.row(4).set_cell_error(0, "#REF!")
        book.add_sheet("隐藏表").visibility = 1

    found = document(fill)
    assert [[cell.text for cell in row] for row in found.grids[0].rows] == [["头", ""], ["头", "旁"], ["隐", ""], ["#REF!", ""]]
    assert found.grids[0].rows[1][0].origin == (1, 1)
    assert found.grids[0].rows[0][0].extent == (2, 2)
    assert [(item.code, item.params.get("what")) for item in found.findings] == [
        ("IN016", None),
        ("IN006", None),
    ]
    assert [(grid.hidden, grid.hidden_rows) for grid in found.grids] == [(False, (3,)), (True, ())]


@pytest.mark.parametrize(("message", "says"), [("Workbook is encrypted", "密码"), ("x", "已损坏")])
def test_what_cannot_be_opened(message: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlrd

    def refuse(**_: object) -> None:
        raise xlrd.XLRDError(message)

    monkeypatch.setattr(xlrd, "open_workbook", refuse)
    with pytest.raises(TableError, match=says):
        document(lambda _, sheet: sheet.write(0, 0, "x"))


def test_a_damaged_sheet_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from xlrd.book import Book

    whole = Book.sheet_by_index

    def damaged(book: Any, index: int) -> Any:
        if index == 0:
            raise IndexError("list index out of range")
        return whole(book, index)

    monkeypatch.setattr(Book, "sheet_by_index", damaged)
    found = document(lambda book, _: book.add_sheet("好").write(0, 0, "甲"))
    assert [item.code for item in found.findings] == ["IN021"]
    assert [cell.text for cell in found.grids[0].rows[0]] == ["甲"]


def test_the_limit_of_cells_ends_a_sheet() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(9):
        sheet.write(row, 0, "甲")
    data = io.BytesIO()
    book.save(data)
    found = document_of(data.getvalue(), "a.xls", replace(LIMITS, cells=4))
    assert [item.code for item in found.findings] == ["IN020"]
    assert len(found.grids[0].rows) == 4


def test_what_fonts_do_to_text() -> None:
    def fill(_: Any, sheet: Any) -> None:
        raised, struck = xlwt.Font(), xlwt.Font()
        raised.escapement, struck.struck_out = xlwt.Font.ESCAPEMENT_SUPERSCRIPT, True
        sheet.write_rich_text(0, 0, ("≥10", ("6", raised), ("作废", struck), ("立方米", xlwt.Font())))
        style = xlwt.XFStyle()
        style.font = struck
        sheet.write(1, 0, "旧", style)

    found = document(fill)
    assert [row[0].text for row in found.grids[0].rows] == ["≥10⁶作废立方米", "旧"]
    assert [(item.code, item.params["mark"], item.params["excerpt"]) for item in found.findings] == [
        ("IN010", "上标", "6"),
        ("IN010", "删除线", "作废"),
        ("IN010", "删除线", "旧"),
    ]


def test_percents_rounding_and_hidden_columns_are_said_as_for_xlsx() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 3, 0.9555, xlwt.easyxf(num_format_str="0.0%"))
        sheet.col(3).hidden = True

    found = document(fill)
    assert [item.code for item in found.findings] == ["IN027", "IN009", "IN007"]
    assert found.findings[2].params["what"] == "D 列"


def test_notes_and_long_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from xlrd.sheet import Sheet

    whole = Sheet.tidy_dimensions

    def noted(sheet: Any) -> None:
        whole(sheet)
        sheet.cell_note_map = {(0, 0): SimpleNamespace(text="请补材料"), (9, 9): SimpleNamespace(text="空格")}

    monkeypatch.setattr(Sheet, "tidy_dimensions", noted)
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲" * 20)
    data = io.BytesIO()
    book.save(data)
    found = document_of(data.getvalue(), "a.xls", replace(LIMITS, cell_characters=9))
    assert found.grids[0].rows[0][0].comment == "请补材料"
    assert [item.code for item in found.findings] == ["IN023", "IN086", "IN086"]


def test_rows_of_nothing_count_and_the_sheets_behind_them_are_not_opened() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        for number in range(4):
            book.add_sheet(f"空{number}").write(65_535, 0, "远")

    found = document(fill, replace(LIMITS, cells=100_000))
    assert [[cell.text for row in grid.rows for cell in row] for grid in found.grids] == [["甲"], ["远"], ["远"]]
    assert [(remark.code, remark.location.sheet) for remark in found.findings] == [("IN020", "空2"), ("IN020", "空3")]


def test_a_cell_with_a_format_alone_is_no_cell() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, None, xlwt.easyxf("font: bold on"))
        sheet.write(0, 3, "甲")
        sheet.write(0, 200, None, xlwt.easyxf("font: bold on"))

    assert [[(cell.text, cell.column) for cell in row] for row in document(fill).grids[0].rows] == [[("甲", 4)]]
