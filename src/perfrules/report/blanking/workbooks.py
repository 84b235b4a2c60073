"""A workbook without its contents, made anew: cells, formats of numbers, merged areas, hidden rows, columns and sheets."""

from __future__ import annotations

import io
import re
from datetime import date, time

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from perfrules.report.blanking.words import Blank


def copied(data: bytes, blank: Blank) -> bytes:
    """Return the copy; sheets are called 表1, 表2 …, and a formula becomes the other number that its result becomes."""
    with_results = load_workbook(io.BytesIO(data), data_only=True)
    copy = Workbook()
    copy.remove(copy.worksheets[0])
    for count, sheet in enumerate(with_results.worksheets, 1):
        _sheet(sheet, copy.create_sheet(f"表{count}"), blank)
    copy.active = next((at for at, sheet in enumerate(copy.worksheets) if sheet.sheet_state == "visible"), 0)
    stream = io.BytesIO()
    copy.save(stream)
    return stream.getvalue()


def _sheet(sheet: Worksheet, copy: Worksheet, blank: Blank) -> None:
    copy.sheet_state = sheet.sheet_state
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.value is not None:
                _cell(cell, copy.cell(cell.row, cell.column), blank)
    for area in sheet.merged_cells.ranges:
        copy.merge_cells(area.coord)
    for at, height in sheet.row_dimensions.items():
        copy.row_dimensions[at].hidden = height.hidden
    for letter, width in sheet.column_dimensions.items():
        copy.column_dimensions[letter].hidden = width.hidden
        copy.column_dimensions[letter].width = width.width


def _cell(cell: Cell, copy: Cell, blank: Blank) -> None:
    value = cell.value
    copy.number_format = re.sub(r'"([^"]*)"', lambda words: f'"{blank.text(words[1])}"', cell.number_format)
    if cell.font.strike:
        copy.font = Font(strike=True)
    if isinstance(value, str | CellRichText) and cell.data_type != "e":
        text = blank.text(str(value))
        copy.value = text
        copy.data_type = "s"
    elif isinstance(value, date | time):
        copy.value = blank.day(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        copy.value = blank.number(value, share="%" in cell.number_format)
    else:
        copy.value = value
