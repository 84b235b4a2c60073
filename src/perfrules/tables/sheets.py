"""One sheet of an xlsx workbook as a grid: stored cells, merged areas, what is hidden, what cannot be taken at its word."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from perfrules.findings import Finding, finding
from perfrules.tables.formats import is_date_format, moment_of, shown_date, shown_number, stored
from perfrules.tables.grid import Cell, Grid, Row, Source, at
from perfrules.tables.limits import Limits, bounded, too_long
from perfrules.tables.workbook_parts import Parts, String, Style, comments_of, elements, local, string_of, unescaped

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MARKS = {"superscript": ("上标", "superscript"), "subscript": ("下标", "subscript"), "strike": ("删除线", "struck-through")}


@dataclass(slots=True)
class _Sheet:
    parts: Parts
    source: Source
    limits: Limits
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    percents: list[Cell] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)

    def note(self, code: str, cell: Cell | None = None, **params: object) -> None:
        found = finding(code, span=None, text=None, fix=None, **params)
        self.findings.append(at(found, cell) if cell else found.at(file=self.source.file, sheet=self.source.sheet))


def read_sheet(
    archive: zipfile.ZipFile, part: str, parts: Parts, source: Source, limits: Limits, *, left: int
) -> tuple[Grid, list[Finding]]:
    """The grid of one sheet and its findings; at most ``left`` cells are read."""
    sheet = _Sheet(parts, source, limits)
    row_number = 0
    for element in elements(archive, part, "row", "mergeCell", "col"):
        kind = local(element)
        if kind == "mergeCell":
            _merge(sheet, element.get("ref", ""))
        elif kind == "col":
            _column(sheet, element)
        elif len(sheet.cells) < left:
            row_number = _row(sheet, element, row_number)
            element.clear()
        else:
            sheet.note("IN020", limit=f"{limits.cells:,}")
            break
    for reference, text in comments_of(archive, part).items():
        place = position(reference)
        if place in sheet.cells:
            sheet.cells[place] = replace(sheet.cells[place], comment=bounded(text, limits))
    _inherit(sheet, left)
    _tell(sheet)
    return Grid(source, _rows(sheet, left)), sheet.findings


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of an address such as ``AB5``; None where it is none.

    >>> position("AB5"), position("5A")
    ((5, 28), None)
    """
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _row(sheet: _Sheet, element: Element, before: int) -> int:
    written = element.get("r", "")
    row = int(written) if written.isdecimal() else before + 1
    column = 0
    for child in element:
        if local(child) != "c":
            continue
        row, column = position(child.get("r", "")) or (row, column + 1)
        cell = _cell(sheet, child, row, column)
        if cell.text:
            sheet.cells[row, column] = cell
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_rows.append(row)
    return row


def _cell(sheet: _Sheet, element: Element, row: int, column: int) -> Cell:
    index = element.get("s", "0")
    styles = sheet.parts.styles
    style = styles[int(index)] if index.isdecimal() and int(index) < len(styles) else Style()
    children = {local(child): child for child in element}
    value = children["v"].text or "" if "v" in children else ""
    kind = element.get("t", "n")
    if kind == "s":
        string = _shared(sheet.parts, value)
    elif kind == "inlineStr":
        string = string_of(children["is"]) if "is" in children else String("")
    elif kind in ("n", "d") and value:
        return _number(sheet, Cell(value, sheet.source, row, column, number_format=style.number_format))
    else:
        string = String({"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else unescaped(value))
    cell = Cell(bounded(string.text, sheet.limits), sheet.source, row, column, number_format=style.number_format)
    if cell.text is not string.text:
        sheet.findings.append(too_long(cell, string.text, sheet.limits))
    if kind == "e":
        sheet.note("IN016", cell, error=value)
    elif "f" in children and not value:
        sheet.note("IN008", cell, formula=f"={(children['f'].text or '')[:60]}")
    marked = [*string.marked, *((mark, cell.text) for mark in sorted(style.marks) if cell.text.strip())]
    for mark, text in marked:
        zh, en = _MARKS[mark]
        sheet.note("IN010", cell, mark=zh, mark_en=en, excerpt=text.strip()[:40])
    return cell


def _shared(parts: Parts, value: str) -> String:
    index = int(value) if value.isdecimal() else -1
    return parts.strings[index] if 0 <= index < len(parts.strings) else String("#共享字符串缺失")


def _number(sheet: _Sheet, cell: Cell) -> Cell:
    """A stored number as it is shown; a serial number under a date format is a date."""
    try:
        value = stored(cell.text)
    except (InvalidOperation, ValueError):
        return cell
    number_format = cell.number_format or "General"
    if is_date_format(number_format):
        moment = moment_of(value, epoch_1904=sheet.parts.epoch_1904)
        if moment is not None:
            text = shown_date(moment, number_format)
            whole: date | None = moment.date() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
            return _with(cell, text, whole)
    shown = _with(cell, shown_number(value, number_format), value)
    if "%" in shown.text:
        sheet.percents.append(shown)
    if _differs(shown.text, value):
        sheet.note("IN027", shown, shown=shown.text, stored=format(value, "f"))
    return shown


def _with(cell: Cell, text: str, value: Decimal | date | None) -> Cell:
    return Cell(text, cell.source, cell.row, cell.column, number_format=cell.number_format, value=value)


def _differs(shown: str, value: Decimal) -> bool:
    """Whether the shown number rounds away digits of the stored one. Text around it does not count."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", shown)
    if not match or "E" in shown:
        return False
    number = Decimal(match[0].replace(",", ""))
    whole = abs(value) * 100 if "%" in shown else abs(value)
    return number != whole


def _merge(sheet: _Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start and end:
        sheet.areas.append((min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])))


def _column(sheet: _Sheet, element: Element) -> None:
    if element.get("hidden") in ("1", "true"):
        first = Cell("", sheet.source, 1, int(element.get("min", "1"))).address[:-1]
        last = Cell("", sheet.source, 1, min(16_384, int(element.get("max", "1")))).address[:-1]
        sheet.hidden_columns.append(first if first == last else f"{first}:{last}")


def _inherit(sheet: _Sheet, left: int) -> None:
    """Give the cells that a merged area covers the text of its first cell, inside the rows and columns in use."""
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})
    for area in sheet.areas:
        top, leftmost, bottom, rightmost = area
        first = sheet.cells.get((top, leftmost))
        if first is None:
            continue
        extent = (bottom - top + 1, rightmost - leftmost + 1)
        sheet.cells[top, leftmost] = replace(first, extent=extent)
        covered = [(row, column) for row in _between(rows, top, bottom) for column in _between(columns, leftmost, rightmost)][:left]
        left -= len(covered)
        for row, column in covered:
            if (row, column) not in sheet.cells:
                sheet.cells[row, column] = Cell(
                    first.text, first.source, row, column, origin=(top, leftmost), number_format=first.number_format, value=first.value
                )


def _between(numbers: list[int], low: int, high: int) -> list[int]:
    return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)]


def _tell(sheet: _Sheet) -> None:
    if sheet.areas:
        sheet.note("IN006", count=len(sheet.areas))
    if sheet.percents:
        sheet.note("IN009", sheet.percents[0], count=len(sheet.percents), example=sheet.percents[0].text)
    filled = {row for row, _ in sheet.cells}
    rows = [row for row in sheet.hidden_rows if row in filled]
    if rows:
        shown = "、".join(map(str, rows[:10])) + ("…" if len(rows) > 10 else "")
        sheet.note("IN007", what=f"第 {shown} 行", what_en=f"Row {shown}")
    for columns in sheet.hidden_columns:
        sheet.note("IN007", what=f"{columns} 列", what_en=f"Column {columns}")


def _rows(sheet: _Sheet, left: int) -> tuple[Row, ...]:
    """The rows in use, each as wide as the columns in use."""
    columns = sorted({column for _, column in sheet.cells})
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        by_row.setdefault(row, {})[column] = cell
    most = left // max(1, len(columns))
    if len(by_row) > most:
        sheet.note("IN020", limit=f"{sheet.limits.cells:,}")
    return tuple(_padded(row, by_row[row], columns, sheet.source) for row in sorted(by_row)[:most])


def _padded(row: int, cells: Mapping[int, Cell], columns: list[int], source: Source) -> Row:
    return tuple(cells.get(column) or Cell("", source, row, column) for column in columns)
