"""One sheet of an xlsx workbook: its stored cells, merged areas, hidden rows and columns, notes."""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import Element

from perfrules.findings import Finding
from perfrules.tables.grid import Cell, Grid, Source
from perfrules.tables.limits import Limits
from perfrules.tables.readers.spreadsheets.stored_cells import StoredCells, columns_named
from perfrules.tables.readers.xlsx.workbook_parts import (
    String,
    Style,
    WorkbookParts,
    boxes_of,
    comments_of,
    elements,
    local,
    running_text,
    string_of,
    unescaped,
)

_WORDS = re.compile(r"[^\W\d_]{2}")
"""Words on each page that are more than its number: 第 页 are none."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_sheet(
    archive: zipfile.ZipFile, part: str, parts: WorkbookParts, source: Source, limits: Limits, *, left: int
) -> tuple[Grid, list[Finding]]:
    """The grid of one sheet and its findings; at most ``left`` cells are read."""
    sheet = StoredCells(source, limits, left, parts.epoch_1904)
    row_number = 0
    for element in elements(archive, part, "row", "mergeCell", "col", "oddHeader", "oddFooter"):
        kind = local(element)
        if kind == "mergeCell":
            _merge(sheet, element.get("ref", ""))
        elif kind in ("oddHeader", "oddFooter"):
            if _WORDS.search(running := running_text(element)):
                sheet.note("IN018", excerpt=" ".join(running.split())[:60])
        elif kind == "col":
            _column(sheet, element)
        elif not sheet.is_full:
            row_number = _row(sheet, parts, element, row_number)
            element.clear()
        else:
            sheet.cut()
            break
    for reference, text in comments_of(archive, part).items():
        place = position(reference)
        if place is not None:
            sheet.remark(place, text)
    for row, column, text in boxes_of(archive, part):
        sheet.note("IN054", Cell("", source, row, column), excerpt=" ".join(text.split())[:60])
    return sheet.grid(), sheet.findings


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


def _row(sheet: StoredCells, parts: WorkbookParts, element: Element, before: int) -> int:
    written = element.get("r", "")
    row = int(written) if written.isdecimal() else before + 1
    column = 0
    for child in element:
        if local(child) != "c":
            continue
        row, column = position(child.get("r", "")) or (row, column + 1)
        if not len(child) and "t" not in child.attrib:  # a format and nothing in it, as whole columns may have
            continue
        cell = _cell(sheet, parts, child, row, column)
        if cell.text:
            sheet.cells[row, column] = cell
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_rows.append(row)
    return row


def _cell(sheet: StoredCells, parts: WorkbookParts, element: Element, row: int, column: int) -> Cell:
    index = element.get("s", "0")
    style = parts.styles[int(index)] if index.isdecimal() and int(index) < len(parts.styles) else Style()
    children = {local(child): child for child in element}
    value = children["v"].text or "" if "v" in children else ""
    kind = element.get("t", "n")
    if kind == "e":
        return sheet.error(value, row, column)
    if kind == "s":
        shared = _shared(parts, value)
        string = shared or String("#共享字符串缺失")
        if shared is None and not parts.damaged:
            reason, reason_en = f"共享字符串 {value} 缺失", f"shared string {value} is missing"
            found = sheet.text(string.text, row, column, style.number_format)
            sheet.note("IN021", found, what="单元格的文字", what_en="The text of a cell", reason=reason, reason_en=reason_en)
    elif kind == "inlineStr":
        string = string_of(children["is"]) if "is" in children else String("")
    elif kind in ("n", "d") and value:
        return sheet.number(value, row, column, style.number_format)
    else:
        string = String({"0": "FALSE", "1": "TRUE"}.get(value, value) if kind == "b" else unescaped(value))
    marks = [*string.marked, *((mark, string.text) for mark in sorted(style.marks))]
    cell = sheet.text(string.text, row, column, style.number_format, marks)
    if "f" in children and not value and not (kind == "str" and "v" in children):  # a formula may come to nothing: IF(A1="","",…)
        sheet.note("IN008", cell, formula=f"={(children['f'].text or '')[:60]}")
    return cell


def _shared(parts: WorkbookParts, value: str) -> String | None:
    """The shared string that a cell names; None where the workbook has lost it."""
    index = int(value) if value.isdecimal() else -1
    return parts.strings[index] if 0 <= index < len(parts.strings) else None


def _merge(sheet: StoredCells, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start and end:
        sheet.areas.append((min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])))


def _column(sheet: StoredCells, element: Element) -> None:
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_columns.append(columns_named(int(element.get("min", "1")), min(16_384, int(element.get("max", "1")))))
