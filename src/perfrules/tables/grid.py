"""Grids: what every reader hands on, whatever the file was. Each cell knows where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import overload

from perfrules.findings import Finding, Location
from perfrules.text import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The container of cells: a sheet of a workbook, a table of a document or web page, a page, or the file itself."""

    file: str
    sheet: str | None = None
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``row`` and ``column`` count from 1 in the source; in a text file a row is a line.

    ``text`` is what a reader of the file sees (``95.00%``, never 0.95); ``value`` the stored number or date behind it.
    ``extent`` is the merged area (rows, columns) whose first cell this is; a cell covered by a merged area has the text
    of its first cell and names it in ``origin``. ``comment`` is what people have noted at the cell.
    """

    text: str
    source: Source
    row: int
    column: int
    extent: tuple[int, int] = (1, 1)
    origin: tuple[int, int] | None = None
    number_format: str | None = None
    value: Decimal | date | None = None
    comment: str | None = None

    @property
    def address(self) -> str:
        """The address as spreadsheets write it, such as ``D5``.

        >>> Cell("", Source("a.xlsx", "表"), 5, 28).address
        'AB5'
        """
        letters = ""
        rest = self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return f"{letters}{self.row}"

    @property
    def place(self) -> Location:
        """The place of the cell, its text included."""
        return self.place_of(self.text)

    def place_of(self, text: str | None, *, span: Span | None = None, project: str | None = None, indicator: str | None = None) -> Location:
        """The place of the cell where ``text`` stands in it, and whom it is about."""
        source = self.source
        return Location(
            file=source.file,
            sheet=source.sheet,
            page=source.page,
            table=source.table,
            cell=self.address if source.sheet is not None else None,
            row=self.row,
            column=self.column,
            span=span,
            text=text,
            project=project,
            indicator=indicator,
        )

    @property
    def inherited(self) -> bool:
        """Whether the text belongs to a merged area that begins elsewhere."""
        return self.origin is not None


Row = tuple[Cell, ...]


class Chosen(Sequence[Row]):
    """Some rows of a table by their places; each is taken from the table when it is asked for, and none is kept."""

    def __init__(self, rows: Sequence[Row], places: Sequence[int]) -> None:
        self._rows = rows
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Chosen(self._rows, self._places[index])
        return self._rows[self._places[index]]


def chosen(rows: Sequence[Row], wanted: Callable[[Row], bool]) -> Sequence[Row]:
    """The rows that are ``wanted``."""
    return Chosen(rows, array("I", (place for place, row in enumerate(rows) if wanted(row))))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells in reading order. A paragraph of a document is a row of one cell.

    ``hidden``: a sheet that is not shown; ``hidden_rows``: the numbers of rows with text that are not. ``beside``: it stands
    beside another table on one sheet.
    """

    source: Source
    rows: Sequence[Row]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    beside: bool = False

    def filled(self) -> Iterator[tuple[int, Row]]:
        """The rows that hold any text, with their index."""
        for index, row in enumerate(self.rows):
            if any(cell.text.strip() for cell in row):
                yield index, row


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader returns: the grids of a file in order, and what it noticed."""

    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...] = ()


def shared(text: str) -> str:
    """The text, as the same object where it was met a short while ago: names and values stand in a table many times."""
    return _met(text) if len(text) < _SHORT else text


_SHORT = 64


@lru_cache(maxsize=2048)
def _met(text: str) -> str:
    return text


def own(row: Row) -> list[Cell]:
    """The cells of a row that hold text of their own: no blanks, and each merged area once."""
    return [cell for cell in row if cell.text.strip() and not (cell.origin and cell.origin[0] == cell.row)]


def at(found: Finding, cell: Cell, **more: object) -> Finding:
    """The finding at the place of ``cell``; ``more`` names the project or the indicator, or a span in the cell."""
    place = cell.place
    known = {name: getattr(place, name) for name in ("file", "sheet", "page", "table", "cell", "row", "column", "text")}
    return found.at(**(known | more))
