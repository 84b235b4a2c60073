"""Old workbooks (xls), WPS sheets among them: every sheet a grid, as for xlsx."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Document, Grid, Source
from perfrules.tables.limits import Limits
from perfrules.tables.readers.marks import as_seen
from perfrules.tables.readers.spreadsheets.stored_cells import StoredCells, columns_named

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as Stored
    from xlrd.sheet import Sheet


_NOTHING = (0, 6)
"""The kinds of cells that xlrd calls empty and blank; xlrd is not loaded for two numbers."""


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The sheets of a workbook in their order."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except Exception as error:
        if "encrypted" in str(error).lower():
            raise TableError(
                f"“{name}”有打开密码，请在原程序中取消密码并另存为 xlsx 后再读。",
                f"“{name}” is protected by a password; save it as xlsx without.",
            ) from error
        raise TableError(
            f"“{name}”已损坏，不能作为 xls 打开，请用电子表格程序打开后另存为 xlsx。",
            f"“{name}” is damaged and cannot be opened as xls: {error}.",
        ) from error
    if book.nsheets > limits.sheets:
        raise limits.refuse("工作表数", "sheets", book.nsheets, limits.sheets)
    grids: list[Grid] = []
    findings: list[Finding] = []
    left = limits.cells
    for index, title in enumerate(book.sheet_names()):
        cells = StoredCells(Source(name, title), limits, left, bool(book.datemode))
        if left <= 0:
            cells.cut()
            findings += cells.findings
            continue
        try:
            sheet = book.sheet_by_index(index)
            _fill(cells, book, sheet)
            grid = cells.grid()
            left -= sheet.nrows  # a row of nothing costs as much as a cell, and a sheet of one cell may have 65,536
            book.unload_sheet(index)
        except Exception as error:  # noqa: BLE001 - a sheet of a stranger's file may fail anywhere in the xls library
            what = {"what": f"工作表“{title}”", "what_en": f"Sheet “{title}”", "reason": str(error)[:120]}
            findings.append(finding("IN021", span=None, text=None, fix=None, **what).at(file=name, sheet=title))
            continue
        left -= sum(map(len, grid.rows))
        findings += cells.findings
        grids.append(replace(grid, hidden=bool(sheet.visibility)))
    return Document(tuple(grids), tuple(findings))


def _fill(cells: StoredCells, book: Book, sheet: Sheet) -> None:
    for row in range(sheet.nrows):
        if cells.is_full:
            cells.cut()
            break
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in _NOTHING:
                continue
            cell = _cell(cells, book, sheet, sheet.cell(row, column), (row + 1, column + 1))
            if cell.text:
                cells.cells[row + 1, column + 1] = cell
    cells.areas += [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    cells.hidden_rows += [row + 1 for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden]
    cells.hidden_columns += [columns_named(column + 1, column + 1) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden]
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        cells.remark((row + 1, column + 1), note.text)


def _cell(cells: StoredCells, book: Book, sheet: Sheet, found: Stored, place: tuple[int, int]) -> Cell:
    import xlrd

    style = book.xf_list[found.xf_index] if found.xf_index is not None else None
    written = book.format_map.get(style.format_key) if style else None
    number_format = written.format_str if written else "General"
    if found.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return cells.number(found.value, *place, number_format)
    if found.ctype == xlrd.XL_CELL_ERROR:
        return cells.error(xlrd.error_text_from_code.get(found.value, "#?"), *place)
    if found.ctype == xlrd.XL_CELL_BOOLEAN:
        return cells.text("TRUE" if found.value else "FALSE", *place, number_format)
    text = str(found.value) if found.ctype == xlrd.XL_CELL_TEXT else ""
    runs = sheet.rich_text_runlist_map.get((place[0] - 1, place[1] - 1), ())
    stretches = _stretches(text, style.font_index if style else 0, runs)
    marks = [(mark, stretch) for font, stretch in stretches for mark in _marks(book, font)]
    shown = "".join(_as_seen(stretch, _marks(book, font)) if runs else stretch for font, stretch in stretches)
    return cells.text(shown.replace("\r\n", "\n").replace("\r", "\n"), *place, number_format, marks)


def _stretches(text: str, font: int, runs: Iterable[tuple[int, int]]) -> list[tuple[int, str]]:
    """The stretches of a text by font: the first is in the cell's own, each run begins another."""
    edges = [(0, font), *runs]
    ends = [start for start, _ in edges[1:]]
    return [(index, text[start:end]) for (start, index), end in zip(edges, [*ends, len(text)], strict=True)]


def _marks(book: Book, index: int) -> list[str]:
    font = book.font_list[index]
    raised = {1: ["superscript"], 2: ["subscript"]}.get(font.escapement, [])
    return [*raised, *(["strike"] if font.struck_out else [])]


def _as_seen(text: str, marks: Iterable[str]) -> str:
    for mark in marks:
        text = as_seen(text, mark)
    return text
