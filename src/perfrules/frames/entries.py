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
from perfrules.frames.shapes import Shapes, entries_of, halves_of
from perfrules.statements.lookups import Place
from perfrules.statements.programs import LOOKUP, OWN, Kind
from perfrules.wording.vocabularies import applied

_DENSE = 1 << 22
"""Up to so many combinations are looked up in one array."""
_MANY = 8
"""So many of a shape are read by the column: two of it are read for that."""


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
            indices = column.indices.fill_null(len(inner)) if column.null_count else column.indices
            found = np.append(inner, 0).take(indices.to_numpy(), mode="clip")
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
    columns: Mapping[str, Array] = field(init=False)
    _places: dict[tuple[int, ...], int] = field(default_factory=dict)
    _shapes: Shapes = field(default_factory=Shapes)
    _dense: Array = field(default_factory=lambda: np.zeros(0, np.int32))
    _sizes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.columns = columns_of(LOOKUP, [[None] * len(LOOKUP)], self.texts)

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self.columns["cell"])

    def places(self, parts: Mapping[str, tuple[Array, pa.Array]]) -> Array:
        """The places of rows; ``parts`` are the numbers and texts of target, name, category and suffix, as far as there are such."""
        sizes = tuple(1 << (len(known) - 1).bit_length() for _, known in parts.values())
        (first, _), *others = parts.values()
        keys = first.astype(np.int64)
        for (codes, _), size in zip(others, sizes[1:], strict=True):
            if size > 1:
                keys = keys * size + codes
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
        for size in reversed(sizes):
            columns.append(rest % size)
            rest = rest // size
        codes = np.column_stack(columns[::-1])
        combinations = list(map(tuple, codes.tolist()))
        known = self._places
        fresh = np.flatnonzero([one not in known for one in combinations])
        if len(fresh):
            with applied(self.asked.readings.vocabulary):
                places = self._added(codes[fresh], texts)
            known |= zip([combinations[row] for row in fresh.tolist()], places.tolist(), strict=True)
        return np.array([known[one] for one in combinations], np.int32)

    def _added(self, codes: Array, texts: Mapping[str, pa.Array]) -> Array:
        """The places of combinations that are not known yet: those of shapes that many have by the column, the others one by one."""
        places = np.full(len(codes), -1, np.int32)
        if len(codes) >= _MANY:
            self._shapes.learn(texts["target"])
            shaped = codes.copy()
            shaped[:, 0] = self._shapes.which.take(codes[:, 0])
            if self.asked.readings.known:
                shaped[
                    [self.asked.readings.differs(text or "") for text in texts["target"].take(pa.array(codes[:, 0])).to_pylist()], 0
                ] = -1
            kinds, which, counts = np.unique(shaped, axis=0, return_inverse=True, return_counts=True)
            rows = np.split(np.argsort(which.ravel(), kind="stable"), np.cumsum(counts)[:-1])
            for kind, alike in zip(kinds, rows, strict=True):
                if kind[0] >= 0 and len(alike) >= _MANY:
                    self._add_shape(codes[alike], texts, places, alike)
        left = np.flatnonzero(places < 0)
        if len(left):
            found = lookup(self._words(codes[left], texts), self.asked)
            places[left] = self._add(list(zip(*found.values(), strict=True)))
        return places

    def _add_shape(self, codes: Array, texts: Mapping[str, pa.Array], places: Array, rows: Array) -> None:
        """Put in the places of combinations of one shape, where they are known of all alike."""
        words = {name.removeprefix(OWN): column[0] for name, column in self._words(codes[:1], texts).items()}
        place = Place(words.get("name") or None, words.get("category") or None)
        targets = codes[:, 0]
        both = halves_of(self._shapes.all[self._shapes.which[targets[0]]], place, words["suffix"], self.asked)
        if both is not None:
            found = entries_of(both, self._shapes.digits.take(targets), self.asked)
            places[rows] = self.count + np.arange(len(rows))
            self._append({name: _filled(value, len(rows), self.texts) for name, value in zip(LOOKUP, found, strict=True)})

    def _words(self, codes: Array, texts: Mapping[str, pa.Array]) -> Mapping[str, Sequence[str]]:
        """The texts of combinations by column; a category that is empty is none, and one of nothing is no category."""
        found: dict[str, Sequence[str]] = {}
        for (name, known), column in zip(texts.items(), codes.T, strict=True):
            given = known.take(pa.array(column)).to_pylist()
            found[OWN + name] = ["?" if name == "category" and one == "" else one or "" for one in given]
        return found

    def _add(self, rows: Sequence[Sequence[Any]]) -> Array:
        """The places of rows of the table, 0 of those of nothing; the others are added."""
        there = np.array([row[0] is not None for row in rows])
        places = np.where(there, self.count - 1 + np.cumsum(there), 0)
        self._append(columns_of(LOOKUP, [row for row in rows if row[0] is not None], self.texts))
        return places

    def _append(self, fresh: Mapping[str, Array]) -> None:
        self.columns = {name: np.append(column, fresh[name]) for name, column in self.columns.items()}


def _filled(value: Any, count: int, texts: Texts) -> Array:
    """A column of so many rows: of a text its number, else doubles."""
    if isinstance(value, str):
        return np.full(count, texts.number(value), np.int32)
    found = np.empty(count)
    found[:] = value
    return found


def columns_of(kinds: Mapping[str, Kind], rows: Sequence[Sequence[Any]], texts: Texts) -> Mapping[str, Array]:
    """A table by column."""
    return {name: _array([row[place] for row in rows], kind, texts) for place, (name, kind) in enumerate(kinds.items())}


def _array(values: Sequence[Any], kind: Kind, texts: Texts) -> Array:
    """Numbers with NaN for null, or texts by their numbers with -1 for null."""
    if kind == "text":
        return np.array([-1 if value is None else texts.number(value) for value in values], np.int32)
    return np.array(values, np.float64)
