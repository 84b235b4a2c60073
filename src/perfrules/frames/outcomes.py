"""What is found of rows as columns of Arrow, exact decimals and texts; rows that columns do not decide are put in by the row API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from perfrules.frames.batches import Results, Scorer
from perfrules.frames.columns import Question
from perfrules.frames.numerals import Array
from perfrules.frames.results import DECIDED, RESULTS
from perfrules.frames.singles import Singles
from perfrules.statements.programs import RATIO_PLACES

_LOW = 2**64


class _Told(NamedTuple):
    """What the row API says: of which rows, which of its results each of them has, and the results by column."""

    rows: Array
    which: Array
    results: Mapping[str, Sequence[Any]]


@dataclass(slots=True)
class Judge:
    """Scores batches of rows of one question; what one batch asked the row API, the next one knows."""

    asked: Question
    settle: bool
    scorer: Scorer = field(init=False)
    known: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scorer = Scorer(self.asked)

    def results(self, columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
        """The columns of results of a batch: texts as dictionaries."""
        found = self.scorer.scored(columns)
        decided = found.outcome >= 0
        told = self._told(columns, np.flatnonzero(~decided) if self.settle else np.zeros(0, np.intp))
        there = decided | self.settle
        places = self.asked.weight.places
        return {
            "outcome": self._texts(found.outcome, there, told, "outcome"),
            "maximum": _decimals(found.weight, there, places, told, "maximum"),
            **{name: _decimals(found.points, there, places, told, name) for name in ("points", "low", "high")},
            "attainment": _decimals(found.ratio, found.rated, RATIO_PLACES, told, "attainment"),
            "findings": self._texts(self._codes(found), there, told, "findings"),
            DECIDED: pa.array(decided),
        }

    def _told(self, columns: Mapping[str, pa.Array], rows: Array) -> _Told:
        """The results of these rows by the row API, equal rows once."""
        if not len(rows):
            return _Told(rows, rows, dict.fromkeys(RESULTS, ()))
        used = {name: columns[name].take(pa.array(rows)) for name in self.asked.columns.used}
        first, which = _distinct(list(used.values()))
        asked = list(zip(*(column.take(pa.array(first)).to_pylist() for column in used.values()), strict=True))
        fresh = [row for row in asked if row not in self.known]
        if fresh:
            values = dict(zip(used, zip(*fresh, strict=True), strict=True))
            told = Singles(self.asked.columns, self.asked.policy, self.asked.weight).table(values)
            self.known |= dict(zip(fresh, zip(*told.values(), strict=True), strict=True))
        return _Told(rows, which, dict(zip(RESULTS, zip(*(self.known[row] for row in asked), strict=True), strict=True)))

    def _codes(self, found: Results) -> Array:
        """The numbers of the texts of findings: those of the number, then those of the cell."""
        texts = self.scorer.texts
        count = len(texts.all) + 1
        both = (found.number_codes.astype(np.int32) + 1) * count + found.cell_codes + 1
        there = np.zeros(count * count, np.bool_)
        there[both] = True
        numbers = np.full(count * count, -1, np.int16)
        for pair in np.flatnonzero(there):
            parts = [texts.all[part - 1] for part in divmod(int(pair), count) if part]
            numbers[pair] = texts.number(" ".join(filter(None, parts)))
        return numbers.take(both)

    def _texts(self, numbers: Array, there: Array, told: _Told, name: str) -> pa.Array:
        texts = self.scorer.texts
        if len(told.rows):
            numbers[told.rows] = np.array([texts.number(text) for text in told.results[name]], np.int16)[told.which]
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=~there), pa.array(texts.all))


def _decimals(units: Array, there: Array, places: int, told: _Told, name: str) -> pa.Array:
    """Whole units as decimals, with what the row API says put in; null where nothing is there."""
    words = np.empty((len(units), 2), np.int64)
    words[:, 0], words[:, 1] = units, units >> 63
    if len(told.rows):
        found = [None if value is None else int(value.scaleb(places)) for value in told.results[name]]
        words[told.rows] = np.array([_words(value or 0) for value in found], np.int64)[told.which]
        there = there.copy()
        there[told.rows] = np.array([value is not None for value in found])[told.which]
    bits = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.decimal128(38, places), len(units), [bits, pa.py_buffer(words)])


def _words(value: int) -> tuple[int, int]:
    """The two words of a whole number of 128 bits."""
    high, low = divmod(value, _LOW)
    return low - _LOW if low >= _LOW // 2 else low, high


def _distinct(columns: Sequence[pa.Array]) -> tuple[Array, Array]:
    """The first of each of the different rows, and which of them each row is."""
    keys: Any = 0
    for column in columns:
        codes = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        count = len(codes.dictionary) + 1
        numbers = codes.indices.fill_null(count - 1).to_numpy(zero_copy_only=False).astype(np.int64)
        _, keys = np.unique(keys * count + numbers, return_inverse=True)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return first, which
