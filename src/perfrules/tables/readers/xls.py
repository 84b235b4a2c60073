"""Old workbooks (xls), WPS sheets among them: every sheet a grid, as for xlsx."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.formats import is_date_format, moment_of, shown_date, shown_number, stored
from perfrules.tables.grid import Cell, Document, Grid, Row, Source, at
from perfrules.tables.limits import Limits, bounded

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as Stored
    from xlrd.sheet import Sheet


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
        try:
            sheet = book.sheet_by_index(index)
            grid = _grid(book, sheet, Source(name, title), limits, findings, left=left)
        except Exception as error:  # noqa: BLE001 - a sheet of a stranger's file may fail anywhere in the xls library
            what = {"what": f"工作表“{title}”", "what_en": f"Sheet “{title}”", "reason": str(error)[:120]}
            findings.append(finding("IN021", span=None, text=None, fix=None, **what).at(file=name, sheet=title))
            continue
        left -= sum(map(len, grid.rows))
        if sheet.visibility:
            findings.append(finding("IN007", what=f"工作表“{title}”", what_en=f"Sheet “{title}”").at(file=name, sheet=title))
        grids.append(grid)
    return Document(tuple(grids), tuple(findings))


def _grid(book: Book, sheet: Sheet, source: Source, limits: Limits, findings: list[Finding], *, left: int) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        if len(cells) > left:
            break
        for column, found in enumerate(sheet.row(row)):
            cell = _cell(book, found, Cell("", source, row + 1, column + 1), findings)
            if cell.text:
                cells[row, column] = Cell(
                    bounded(cell.text, limits), source, row + 1, column + 1, number_format=cell.number_format, value=cell.value
                )
    for top, bottom, leftmost, right in sheet.merged_cells:
        first = cells.get((top, leftmost))
        if first is not None:
            for row, column in (
                (row, column) for row in range(top, bottom) for column in range(leftmost, min(right, sheet.ncols)) if len(cells) <= left
            ):
                if (row, column) not in cells:
                    cells[row, column] = Cell(first.text, source, row + 1, column + 1, origin=(first.row, first.column), value=first.value)
    used = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    hidden = [row + 1 for row in used if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden]
    if hidden:
        shown = "、".join(map(str, hidden[:10]))
        findings.append(finding("IN007", what=f"第 {shown} 行", what_en=f"Row {shown}").at(file=source.file, sheet=source.sheet))
    most = left // max(1, len(columns))
    if len(used) > most:
        findings.append(finding("IN020", limit=f"{limits.cells:,}").at(file=source.file, sheet=source.sheet))
    return Grid(source, tuple(_row(row, cells, columns, source) for row in used[:most]))


def _row(row: int, cells: dict[tuple[int, int], Cell], columns: list[int], source: Source) -> Row:
    return tuple(cells.get((row, column)) or Cell("", source, row + 1, column + 1) for column in columns)


def _cell(book: Book, found: Stored, cell: Cell, findings: list[Finding]) -> Cell:
    import xlrd

    written = book.format_map.get(book.xf_list[found.xf_index].format_key) if found.xf_index is not None else None
    number_format = written.format_str if written else "General"
    if found.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return _number(stored(found.value), number_format, cell, epoch_1904=bool(book.datemode))
    if found.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if found.value else "FALSE", cell.source, cell.row, cell.column)
    if found.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(found.value, "#?")
        cell = Cell(text, cell.source, cell.row, cell.column)
        findings.append(at(finding("IN016", error=text), cell))
        return cell
    text = str(found.value) if found.ctype == xlrd.XL_CELL_TEXT else ""
    return Cell(text.replace("\r\n", "\n").replace("\r", "\n"), cell.source, cell.row, cell.column, number_format=number_format)


def _number(value: Decimal, number_format: str, cell: Cell, *, epoch_1904: bool) -> Cell:
    moment = moment_of(value, epoch_1904=epoch_1904) if is_date_format(number_format) else None
    if moment is not None:
        text = shown_date(moment, number_format)
        return Cell(text, cell.source, cell.row, cell.column, number_format=number_format, value=moment.date() if len(text) == 10 else None)
    return Cell(shown_number(value, number_format), cell.source, cell.row, cell.column, number_format=number_format, value=value)
