"""What is found of rows as columns of Arrow, exact decimals and texts; rows that columns do not decide are put in by the row API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from perfrules.frames.batches import RESULTS_OF_ROWS, Scorer
from perfrules.frames.columns import Question
from perfrules.frames.numerals import Array
from perfrules.frames.results import DECIDED, RESULTS
from perfrules.frames.singles import Singles
from perfrules.statements.programs import RATIO_PLACES

FOUND = RESULTS_OF_ROWS | {"single": np.int32}
"""What is found of a row, and the place of what the row API says of it."""

_WORD = 2**64
_PLACES = {name: place for place, name in enumerate(RESULTS)}


@dataclass(slots=True)
class Judge:
    """Scores batches of rows of one question; what one batch asked the row API, the next one knows."""

    asked: Question
    settle: bool
    scorer: Scorer = field(init=False)
    known: dict[tuple[Any, ...], int] = field(default_factory=dict)
    told: list[tuple[Any, ...]] = field(default_factory=list)
    lock: Any = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.scorer = Scorer(self.asked)

    def found(self, columns: Mapping[str, pa.Array]) -> dict[str, Array]:
        """What is found of the rows of a batch, as :meth:`column` shows it; ``single`` is what the row API says of a row (-1: nothing)."""
        found = self.scorer.scored(columns)
        found["single"] = np.full(len(found["cell"]), -1, np.int32)
        left = np.flatnonzero(found["cell"] == 0) if self.settle else ()
        if len(left):
            used = {name: columns[name].take(pa.array(left)) for name in self.asked.columns.used}
            first, which = _distinct(list(used.values()))
            rows = list(zip(*(column.take(pa.array(first)).to_pylist() for column in used.values()), strict=True))
            with self.lock:
                self._ask([row for row in rows if row not in self.known])
            found["single"][left] = np.array([self.known[row] for row in rows], np.int32)[which]
        return found

    def _ask(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let the row API score rows."""
        columns = self.asked.columns
        values = dict(zip(columns.used, zip(*rows, strict=True), strict=True)) if rows else {}
        told = Singles(columns, self.asked.policy, self.asked.weight).table(values)
        self.known |= zip(rows, range(len(self.told), len(self.told) + len(rows)), strict=True)
        self.told += zip(*told.values(), strict=True)

    def column(self, name: str, found: Mapping[str, Array]) -> pa.Array:
        """A column of results: a text as a dictionary, an amount as a decimal; null where nothing is found."""
        cell, single = found["cell"], found["single"]
        if name == DECIDED:
            return pa.array(cell > 0)
        left = np.flatnonzero(single >= 0) if self.told else np.zeros(0, np.intp)
        put = _Put(left, single.take(left), [row[_PLACES[name]] for row in self.told])
        if name == "outcome":
            return self._texts(self.scorer.cells["outcome"].take(cell), (cell > 0) | (single >= 0), put)
        if name == "findings":
            return self._texts(self._codes(found), (cell > 0) | (single >= 0), put)
        if name == "attainment":
            return _decimals(found["ratio"], found["rated"], RATIO_PLACES, put)
        units = found["weight" if name == "maximum" else "points"]
        return _decimals(units, cell > 0, self.asked.weight.places, put)

    def _codes(self, found: Mapping[str, Array]) -> Array:
        """The numbers of the texts of findings: those of the number, then those of the cell."""
        texts, entries, cells, cell = self.scorer.texts, self.scorer.entries.columns, self.scorer.cells, found["cell"]
        one = np.where(found["part"] > 0, entries["part_codes"].take(found["entry"]), entries["codes"].take(found["entry"]))
        other = np.where(found["points"] < found["weight"], cells["codes_lost"].take(cell), cells["codes_full"].take(cell))
        count = len(texts.all) + 1
        both = (one + 1) * count + other + 1
        there = np.zeros(count * count, np.bool_)
        there[both] = True
        numbers = np.full(count * count, -1, np.int32)
        for pair in np.flatnonzero(there):
            parts = [texts.all[part - 1] for part in divmod(int(pair), count) if part]
            numbers[pair] = texts.number(" ".join(filter(None, parts)))
        shown: Array = numbers.take(both)
        return shown

    def _texts(self, numbers: Array, there: Array, put: _Put) -> pa.Array:
        texts = self.scorer.texts
        if len(put.rows):
            numbers[put.rows] = np.array([texts.number(text) for text in put.values], np.int32).take(put.which)
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=None if there.all() else ~there), pa.array(texts.all))


class _Put(NamedTuple):
    """What the row API says, of which rows, and which of its values each of them has."""

    rows: Array
    which: Array
    values: Sequence[Any]


def _decimals(units: Array, there: Array, places: int, put: _Put) -> pa.Array:
    """Whole units as decimals."""
    words = np.empty((len(units), 2), np.int64)
    words[:, 0] = units
    np.right_shift(units, 63, out=words[:, 1])
    if len(put.rows):
        known = [None if value is None else int(value.scaleb(places)) for value in put.values]
        both = [((value or 0) % _WORD, ((value or 0) >> 64) % _WORD) for value in known]
        words[put.rows] = np.array(both, np.uint64).view(np.int64)[put.which]
        there = there.copy()
        there[put.rows] = np.array([value is not None for value in known])[put.which]
    bits = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.decimal128(38, places), len(words), [bits, pa.py_buffer(words)])


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
