"""Cells as spreadsheets store them, put together to the grid of a sheet: numbers as shown, merged areas, what is hidden."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Grid, Row, Source, at
from perfrules.tables.limits import Limits, bounded, too_long
from perfrules.tables.readers.marks import commented, marked
from perfrules.tables.readers.spreadsheets.formats import is_date_format, moment_of, shown_date, shown_elapsed, shown_number, stored

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(slots=True)
class StoredCells:
    """One sheet while it is read. ``left``: how many cells may still be read of the whole file."""

    source: Source
    limits: Limits
    left: int
    epoch_1904: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _percents: list[Cell] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether no more cells may be read."""
        return len(self.cells) >= self.left

    def note(self, code: str, cell: Cell | None = None, **params: object) -> None:
        """A finding at a cell, or about the sheet."""
        found = finding(code, span=None, text=None, fix=None, **params)
        self.findings.append(at(found, cell) if cell else found.at(file=self.source.file, sheet=self.source.sheet))

    def remark(self, place: tuple[int, int], text: str) -> None:
        """Keep a comment at its cell, and say that there is one."""
        cell = self.cells.get(place)
        if cell is not None:
            self.cells[place] = replace(cell, comment=bounded(text, self.limits))
        self.findings.append(at(commented(text), cell or Cell("", self.source, *place)))

    def cut(self) -> None:
        """Say that the rest of the sheet was not read."""
        self.note("IN020", limit=f"{self.limits.cells:,}")

    def text(self, text: str, row: int, column: int, number_format: str | None, marks: Iterable[tuple[str, str]] = ()) -> Cell:
        """A cell of text, cut at the limit; ``marks`` are the stretches of it that a font raises, lowers or strikes through."""
        cell = Cell(bounded(text, self.limits), self.source, row, column, number_format=number_format)
        if len(text) > self.limits.cell_characters:
            self.findings.append(too_long(cell, text, self.limits))
        self.findings.extend(at(marked(mark, stretch), cell) for mark, stretch in marks if stretch.strip())
        return cell

    def number(self, written: float | str, row: int, column: int, number_format: str) -> Cell:
        """A cell of a stored number as it is shown; a serial number under a date format is a date."""
        cell = Cell(str(written), self.source, row, column, number_format=number_format)
        try:
            value = stored(written)
        except (InvalidOperation, ValueError):
            return cell
        elapsed = shown_elapsed(value, number_format)
        if elapsed is not None:
            shown = replace(cell, text=elapsed)
            self.note("IN027", shown, shown=elapsed, stored=format(value, "f"))
            return shown
        if is_date_format(number_format):
            moment = moment_of(value, epoch_1904=self.epoch_1904)
            if moment is not None:
                text = shown_date(moment, number_format)
                whole: date | None = moment.date() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
                return replace(cell, text=text, value=whole)
        shown = replace(cell, text=shown_number(value, number_format), value=value)
        if "%" in shown.text:
            self._percents.append(shown)
        if _differs(shown.text, value):
            self.note("IN027", shown, shown=shown.text, stored=format(value, "f"))
        return shown

    def error(self, text: str, row: int, column: int) -> Cell:
        """A cell whose value is an error such as #DIV/0!."""
        cell = Cell(text, self.source, row, column)
        self.note("IN016", cell, error=text)
        return cell

    def grid(self) -> Grid:
        """The rows in use, each as wide as the columns in use."""
        _inherit(self)
        self._tell()
        columns = sorted({column for _, column in self.cells})
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            by_row.setdefault(row, {})[column] = cell
        most = self.left // max(1, len(columns))
        if len(by_row) > most:
            self.cut()
        rows = tuple(_padded(row, by_row[row], columns, self.source) for row in sorted(by_row)[:most])
        return Grid(self.source, rows, hidden_rows=tuple(row for row in self.hidden_rows if row in by_row))

    def _tell(self) -> None:
        if self.areas:
            self.note("IN006", count=len(self.areas))
        if self._percents:
            self.note("IN009", self._percents[0], count=len(self._percents), example=self._percents[0].text)
        for columns in self.hidden_columns:
            self.note("IN007", what=f"{columns} 列", what_en=f"Column {columns}")


def columns_named(first: int, last: int) -> str:
    """Columns as spreadsheets name them, from 1.

    >>> columns_named(4, 4), columns_named(4, 28)
    ('D', 'D:AB')
    """
    names = [Cell("", Source(""), 1, column).address[:-1] for column in (first, last)]
    return names[0] if first == last else ":".join(names)


def _differs(shown: str, value: Decimal) -> bool:
    """Whether the shown number rounds away digits of the stored one. Text around it does not count."""
    numbers = [Decimal(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", shown)]
    whole = abs(value) * 100 if "%" in shown else abs(value)
    return whole not in numbers


def _inherit(sheet: StoredCells) -> None:
    """Give the cells that a merged area covers the text of its first cell, inside the rows and columns in use."""
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})
    left = sheet.left
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
                sheet.cells[row, column] = replace(first, row=row, column=column, origin=(top, leftmost), comment=None)


def _between(numbers: list[int], low: int, high: int) -> list[int]:
    return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)]


def _padded(row: int, cells: Mapping[int, Cell], columns: list[int], source: Source) -> Row:
    return tuple(cells.get(column) or Cell("", source, row, column) for column in columns)
