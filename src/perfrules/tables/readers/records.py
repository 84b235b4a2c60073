"""The records of a text as rows: where each stands is kept, and its cells are made when the row is asked for.

The cells of a long table take ten times the room of its text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import count, repeat
from typing import NamedTuple, overload

from perfrules.tables.grid import Cell, Chosen, Row, Source
from perfrules.tables.limits import Limits, bounded


class Record(NamedTuple):
    """The line on which a record begins, its fields, and the stretch of the text of which ``split`` makes them; None: it is put together."""

    line: int
    fields: list[str]
    start: int
    end: int
    split: Callable[[str], list[str]] | None


_RECENT = 256


class Records(Sequence[Row]):
    """The rows of ``text``. Those asked for last are kept: the lines that may be a header are looked at again and again."""

    def __init__(self, text: str, source: Source, limits: Limits) -> None:
        self._text = text
        self._source = source
        self._limits = limits
        self._places = array("I")
        self._ways: list[Callable[[str], list[str]] | None] = []
        self._joined: dict[int, list[str]] = {}
        self._recent: dict[int, Row] = {}

    def add(self, record: Record) -> None:
        """One record more."""
        if record.split is None:
            self._joined[len(self)] = record.fields
        if record.split not in self._ways:
            self._ways.append(record.split)
        self._places.extend((record.line, record.start, record.end, self._ways.index(record.split)))

    def __len__(self) -> int:
        return len(self._places) // 4

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return Chosen(self, range(len(self))[index])
        place = range(len(self))[index]
        if place not in self._recent:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[place] = self._row(place)
        return self._recent[place]

    def _row(self, place: int) -> Row:
        line, start, end, way = self._places[4 * place : 4 * place + 4]
        split = self._ways[way]
        fields = self._joined[place] if split is None else split(self._text[start:end])
        if end - start > self._limits.cell_characters:
            fields = [bounded(value, self._limits) for value in fields]
        return tuple(map(Cell, fields, repeat(self._source), repeat(line), count(1)))
