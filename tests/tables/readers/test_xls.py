from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.limits import LIMITS
from perfrules.tables.reading import document_of

xlwt = pytest.importorskip("xlwt")


def document(fill: Callable[[Any, Any], None]) -> Document:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("表"))
    data = io.BytesIO()
    book.save(data)
    return document_of(data.getvalue(), "a.xls")


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
        sheet.write(2, 0, "隐")
        sheet.row(2).hidden = True
        sheet.row(5).hidden = True
        sheet.row(4).set_cell_error(0, "#REF!")
        book.add_sheet("隐藏表").visibility = 1

    found = document(fill)
    assert [[cell.text for cell in row] for row in found.grids[0].rows] == [["头", "头"], ["头", "头"], ["隐", ""], ["#REF!", ""]]
    assert found.grids[0].rows[1][1].origin == (1, 1)
    assert [(item.code, item.params.get("what")) for item in found.findings] == [
        ("IN016", None),
        ("IN007", "第 3 行"),
        ("IN007", "工作表“隐藏表”"),
    ]


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
