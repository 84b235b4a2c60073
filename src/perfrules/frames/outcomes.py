"""What is found of rows as columns of Arrow, exact decimals and texts; rows that columns do not decide are put in by the row API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from perfrules.frames.arrow_types import coded, doubles
from perfrules.frames.batches import Scorer
from perfrules.frames.blocks import in_blocks
from perfrules.frames.columns import Question
from perfrules.frames.entries import Texts
from perfrules.frames.numerals import Array
from perfrules.frames.quotients import Quotients
from perfrules.frames.results import DECIDED, RESULTS
from perfrules.quantities import EXACT
from perfrules.statements.programs import RATIO_PLACES

_WORD = 2**64
_PLACES = {name: place for place, name in enumerate(RESULTS)}


@dataclass(slots=True)
class Judge:
    """Scores batches of rows of one question; what one batch asked the row API, the next one knows.

    What is found of a row is its segment, or, where that is below zero, the place of what the row API says of it.
    """

    asked: Question
    settle: bool
    scorer: Scorer = field(init=False)
    quotients: Quotients = field(init=False)
    known: dict[tuple[Any, ...], int] = field(default_factory=dict)
    told: list[tuple[Any, ...]] = field(default_factory=list)
    findings: Texts = field(default_factory=Texts)
    lock: Any = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.scorer = Scorer(self.asked)
        self.quotients = Quotients(self.scorer.rulers, self.asked.weight)

    def found(self, columns: Mapping[str, pa.Array]) -> dict[str, Array]:
        """What is found of the rows of a batch, as :meth:`column` shows it."""
        columns = {name: doubles(column) for name, column in columns.items()}
        found = self.scorer.placed(columns)
        left = np.flatnonzero(found["segment"] == 0) if self.settle else ()
        if len(left):
            used = {name: columns[name].take(pa.array(left)) for name in self.asked.columns.used}
            first, which = _distinct(list(used.values()))
            rows = list(zip(*(column.take(pa.array(first)).to_pylist() for column in used.values()), strict=True))
            with self.lock:
                self._ask([row for row in rows if row not in self.known])
            found["segment"][left] = np.array([-1 - self.known[row] for row in rows], np.int32)[which]
        return found

    def _ask(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let the row API score rows."""
        told = self.asked.singles.table(self._values(rows))
        self._keep(rows, list(zip(*told.values(), strict=True)))

    def _values(self, rows: Sequence[tuple[Any, ...]]) -> Mapping[str, Sequence[Any]]:
        """Rows by column."""
        return dict(zip(self.asked.columns.used, zip(*rows, strict=True), strict=True)) if rows else {}

    def _keep(self, rows: Sequence[tuple[Any, ...]], told: Sequence[tuple[Any, ...]]) -> None:
        """Keep what the row API says of rows."""
        self.known |= zip(rows, range(len(self.told), len(self.told) + len(rows)), strict=True)
        self.told += told

    def column(self, name: str, found: Mapping[str, Array]) -> pa.Array:
        """A column of results: a text as a dictionary, an amount as a decimal; null where nothing is found."""
        segments = found["segment"]
        if name == DECIDED:
            return pa.array(segments > 0)
        left = np.flatnonzero(segments < 0) if self.told else np.zeros(0, np.intp)
        put = _Put(left, -1 - segments.take(left), [row[_PLACES[name]] for row in self.told])
        if name == "outcome":
            return _texts(found, self._outcomes, self.scorer.texts, put)
        if name == "findings":
            return _texts(found, self._findings, self.findings, put)
        places = RATIO_PLACES if name == "attainment" else self.asked.weight.places
        return _decimals(found, lambda rows: self._units(name, found, rows), places, put)

    def units(self, name: str, found: Mapping[str, Array]) -> pa.Array:
        """An amount of the rows that columns decide, in whole units of 64 bits; null where there is none."""
        count = len(found["segment"])
        amounts = np.empty(count)
        in_blocks(count, lambda rows: amounts.__setitem__(rows, self._units(name, found, rows)))
        there = (found["segment"] > 0) & ~np.isnan(amounts)
        return pa.array(np.where(there, amounts, 0).astype(np.int64), mask=None if there.all() else ~there)

    def apart(self, name: str, found: Mapping[str, Array], kind: pa.DataType) -> pa.Array:
        """What the row API says of rows; null where columns decide them, and where nobody is asked."""
        segments = found["segment"]
        told = pa.array([row[_PLACES[name]] for row in self.told] or [None], kind)
        return told.take(pa.array(-1 - segments, mask=segments >= 0))

    def _units(self, name: str, found: Mapping[str, Array], rows: slice) -> Array:
        """An amount of rows in whole units; NaN where there is none."""
        segments, numbers, weights = self._rows(found, rows)
        if name == "attainment":
            return self.quotients.ratios(segments, numbers)
        if name == "maximum":
            return self._most(segments, weights)
        points = self.quotients.points(segments, numbers, weights)
        return np.where(self.scorer.rulers.stay_open(segments), self._most(segments, weights), points) if name == "high" else points

    def _most(self, segments: Array, weights: Array | None) -> Array:
        """The weights of rows."""
        return np.full(len(segments), float(self.asked.weight.value or 0)) if weights is None else weights

    @staticmethod
    def _rows(found: Mapping[str, Array], rows: slice) -> tuple[Array, Array, Array | None]:
        """Segments, numbers and weights of some rows."""
        weights = found["weight"][rows] if "weight" in found else None
        return found["segment"][rows].astype(np.intp), found["mantissa"][rows], weights

    def _outcomes(self, found: Mapping[str, Array], rows: slice) -> Array:
        rulers = self.scorer.rulers
        outcomes: Array = rulers.cells["outcome"].take(rulers.segments.cell)
        return outcomes.take(found["segment"][rows].astype(np.intp), mode="clip")

    def _findings(self, found: Mapping[str, Array], rows: slice) -> Array:
        """The numbers of the texts of findings: those of the number, then those of the cell."""
        rulers, texts = self.scorer.rulers, self.scorer.texts
        segments, numbers, weights = self._rows(found, rows)
        np.maximum(segments, 0, out=segments)
        entries, cells, entry = rulers.entries.columns, rulers.cells, rulers.segments.entry.take(segments).astype(np.intp)
        cell = rulers.segments.cell.take(segments).astype(np.intp)
        one = entries["codes"].take(entry)
        counted = entries["counted"].take(entry) == 1
        if counted.any():
            whole, number = rulers.segments.per.take(segments) * entries["one"].take(entry), numbers * entries["times"].take(entry)
            one = np.where(counted & (np.floor(number / whole) * whole < number), entries["part_codes"].take(entry), one)
        most = self.asked.weight.value if weights is None else weights
        lost = self.quotients.points(segments, numbers, weights) < most
        other = np.where(lost, cells["codes_lost"].take(cell), cells["codes_full"].take(cell))
        count = len(texts.all) + 1
        both = (one + 1) * count + other + 1
        there = np.zeros(count * count, np.bool_)
        there[both] = True
        shown = np.full(count * count, -1, np.int32)
        for pair in np.flatnonzero(there):
            parts = [texts.all[part - 1] for part in divmod(int(pair), count) if part]
            shown[pair] = self.findings.number(" ".join(filter(None, parts)))
        told: Array = shown.take(both)
        return told


class _Put(NamedTuple):
    """What the row API says, of which rows, and which of its values each of them has."""

    rows: Array
    which: Array
    values: Sequence[Any]


def _texts(found: Mapping[str, Array], read: Callable[[Mapping[str, Array], slice], Array], texts: Texts, put: _Put) -> pa.Array:
    """Texts by their numbers."""
    segments = found["segment"]
    numbers = np.empty(len(segments), np.int32)
    in_blocks(len(segments), lambda rows: numbers.__setitem__(rows, read(found, rows)))
    if len(put.rows):
        numbers[put.rows] = np.array([texts.number(text) for text in put.values], np.int32).take(put.which)
    there = segments != 0
    return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=None if there.all() else ~there), pa.array(texts.all, pa.string()))


def _decimals(found: Mapping[str, Array], units: Callable[[slice], Array], places: int, put: _Put) -> pa.Array:
    """Whole units as decimals."""
    count = len(found["segment"])
    words, there = np.empty((count, 2), np.int64), np.empty(count, np.bool_)

    def fill(rows: slice) -> None:
        amounts = units(rows)
        there[rows] = (found["segment"][rows] > 0) & (amounts == amounts)  # noqa: PLR0124 -- NaN
        words[rows, 0] = amounts
        np.right_shift(words[rows, 0], 63, out=words[rows, 1])

    in_blocks(count, fill)
    if len(put.rows):
        known = [None if value is None else int(EXACT.scaleb(value, places)) for value in put.values]
        both = [((value or 0) % _WORD, ((value or 0) >> 64) % _WORD) for value in known]
        words[put.rows] = np.array(both, np.uint64).view(np.int64)[put.which]
        there[put.rows] = np.array([value is not None for value in known])[put.which]
    bits = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.decimal128(38, places), count, [bits, pa.py_buffer(words)])


def decimals(units: Array, places: int) -> pa.Array:
    """Whole units as decimals."""
    words = np.column_stack([units, units >> 63])
    return pa.Array.from_buffers(pa.decimal128(38, places), len(units), [None, pa.py_buffer(words)])


def _distinct(columns: Sequence[pa.Array]) -> tuple[Array, Array]:
    """The first of each of the different rows, and which of them each row is."""
    keys: Any = 0
    for column in columns:
        codes = column if pa.types.is_dictionary(column.type) else coded(column)
        count = len(codes.dictionary) + 1
        numbers = codes.indices.fill_null(count - 1).to_numpy(zero_copy_only=False).astype(np.int64)
        _, keys = np.unique(keys * count + numbers, return_inverse=True)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return first, which
