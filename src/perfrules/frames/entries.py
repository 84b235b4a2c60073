"""The first lookup table on arrays: wordings, names, categories and suffixes by their numbers, worked out where they are not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.frames.columns import Question, lookup
from perfrules.frames.numerals import Array
from perfrules.statements.programs import LOOKUP, OWN, Kind

_DENSE = 1 << 22
"""Up to so many combinations are looked up in one array."""


class Texts:
    """Texts as whole numbers, from 0 on."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def number(self, text: str) -> int:
        """The number of a text."""
        with self._lock:
            found = self._numbers.setdefault(text, len(self.all))
            if found == len(self.all):
                self.all.append(text)
            return found


class Codes:
    """The texts of a column as whole numbers; 0 is null."""

    def __init__(self) -> None:
        self.known = pa.array([None], pa.large_string())

    def of(self, column: pa.Array) -> Array:
        """The numbers of a column."""
        found: Array
        if pa.types.is_dictionary(column.type):
            inner = self.of(column.dictionary)
            found = np.append(inner, 0)[column.indices.fill_null(len(inner)).to_numpy(zero_copy_only=False)]
            return found
        texts = column.cast(pa.large_string())
        numbers = pc.index_in(texts, value_set=self.known)
        if numbers.null_count:
            self.known = pa.concat_arrays([self.known, pc.unique(texts.filter(numbers.is_null()))])
            numbers = pc.index_in(texts, value_set=self.known)
        found = numbers.to_numpy()
        return found


@dataclass(slots=True)
class Entries:
    """The first lookup table as it is needed: what a wording with a suffix stands for, by its place in the table; 0 is none."""

    asked: Question
    texts: Texts
    rows: list[Sequence[Any]] = field(default_factory=lambda: [[None] * len(LOOKUP)])
    columns: Mapping[str, Array] = field(init=False)
    _places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _dense: Array = field(default_factory=lambda: np.zeros(0, np.int32))
    _sizes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.columns = columns_of(LOOKUP, self.rows, self.texts)

    def places(self, parts: Mapping[str, tuple[Array, pa.Array]]) -> Array:
        """The places of rows; ``parts`` are the numbers and texts of target, name, category and suffix, as far as there are such."""
        sizes = tuple(1 << (len(known) - 1).bit_length() for _, known in parts.values())
        keys: Any = 0
        for (codes, _), size in zip(parts.values(), sizes, strict=True):
            keys = keys * size + codes.astype(np.int64)
        texts = {name: known for name, (_, known) in parts.items()}
        if prod(sizes) > _DENSE:
            distinct, which = np.unique(keys, return_inverse=True)
            return self._found(distinct, sizes, texts).take(which)
        if sizes != self._sizes:
            self._sizes, self._dense = sizes, np.full(prod(sizes), -1, np.int32)
        found: Array = self._dense.take(keys)
        if (found < 0).any():
            there = np.zeros(prod(sizes), np.bool_)
            there[keys] = True
            fresh = np.flatnonzero(there & (self._dense < 0))
            self._dense[fresh] = self._found(fresh, sizes, texts)
            found = self._dense.take(keys)
        return found

    def _found(self, keys: Array, sizes: Sequence[int], texts: Mapping[str, pa.Array]) -> Array:
        """The places of distinct keys; what they stand for is worked out where it is not known."""
        columns, rest = [], keys
        for size, known in zip(reversed(sizes), reversed(list(texts.values())), strict=True):
            columns.append(known.take(pa.array(rest % size)).to_pylist())
            rest = rest // size
        combinations = list(zip(*reversed(columns), strict=True))
        fresh = [one for one in combinations if one not in self._places]
        if fresh:
            self._add(fresh, list(texts))
        return np.array([self._places[one] for one in combinations], np.int32)

    def _add(self, fresh: Sequence[tuple[str | None, ...]], names: Sequence[str]) -> None:
        rows = {OWN + name: [one or "" for one in values] for name, values in zip(names, zip(*fresh, strict=True), strict=True)}
        if "category" in names:
            rows[OWN + "category"] = ["?" if one[names.index("category")] == "" else one[names.index("category")] or "" for one in fresh]
        found = lookup(rows, self.asked)
        for one, values in zip(fresh, zip(*found.values(), strict=True), strict=True):
            empty = values[0] is None
            self._places[one] = 0 if empty else len(self.rows)
            if not empty:
                self.rows.append(values)
        fresh_rows = columns_of(LOOKUP, self.rows[len(self.columns["cell"]) :], self.texts)
        self.columns = {name: np.append(column, fresh_rows[name]) for name, column in self.columns.items()}


def columns_of(kinds: Mapping[str, Kind], rows: Sequence[Sequence[Any]], texts: Texts) -> Mapping[str, Array]:
    """A table by column."""
    return {name: _array([row[place] for row in rows], kind, texts) for place, (name, kind) in enumerate(kinds.items())}


def _array(values: Sequence[Any], kind: Kind, texts: Texts) -> Array:
    """Numbers with NaN for null, or texts by their numbers with -1 for null."""
    if kind == "text":
        return np.array([-1 if value is None else texts.number(value) for value in values], np.int32)
    return np.array(values, np.float64)
