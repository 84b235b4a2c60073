"""Where a row stands: for an entry and a count of decimals, the whole numbers at which another cell begins, in their order.

All comparisons of a program (:mod:`perfrules.statements.programs`) are between a row's number and what its entry says. So its
entry alone says between which whole numbers a row is decided alike: a segment. A row is placed by halving.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

import numpy as np

from perfrules.frames.columns import Question
from perfrules.frames.entries import Entries, columns_of
from perfrules.frames.numerals import Array
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.lookups import BEYOND, LIMIT
from perfrules.statements.programs import CELLS, FAR, cell_rows
from perfrules.statements.scorings import OPEN
from perfrules.statements.templates import SIDES, templates


def largest(policy: Policy) -> int:
    """Below this sum of a number and its bounds both sides of every mark and form of a policy are below 2**53, and so are exact."""
    table = templates(policy)
    return LIMIT // (2 * max(table.form_reach, table.mark_reach))


@dataclass(slots=True)
class Segments:
    """All segments, each at its place for good: its cell (0: it is not decided), its entry, and the parts of one that it counts."""

    cell: Array = field(default_factory=lambda: np.zeros(1, np.int32))
    entry: Array = field(default_factory=lambda: np.zeros(1, np.int32))
    per: Array = field(default_factory=lambda: np.ones(1))
    decided: Array = field(default_factory=lambda: np.zeros(1, np.bool_))

    def add(self, cell: Array, entry: Array, per: float) -> int:
        """Put segments after the others; the place of the first."""
        first = len(self.cell)
        self.cell = np.append(self.cell, cell)
        self.entry = np.append(self.entry, entry)
        self.per = np.append(self.per, np.full(len(cell), per))
        self.decided = self.cell > 0
        return first


@dataclass(slots=True)
class Ruler:
    """The rulers of entries for numbers that are counted in parts of one: ``levels`` are the numbers to halve by, from the middle on."""

    per: float
    slots: Array = field(default_factory=lambda: np.zeros(1, np.intp))
    cuts: Array = field(default_factory=lambda: np.full((1, 1), np.nan))
    starts: Array = field(default_factory=lambda: np.zeros(1, np.intp))
    levels: tuple[Array, ...] = (np.full(1, np.nan),)

    def add(self, entries: Array, cuts: Array, starts: Array) -> None:
        """Give entries their rulers."""
        first, deep = len(self.cuts), max(len(self.levels), int(cuts.shape[1]).bit_length())
        padded = np.full((first + len(cuts), (1 << deep) - 1), np.nan)
        padded[:first, : self.cuts.shape[1]] = self.cuts
        padded[first:, : cuts.shape[1]] = cuts
        slots = np.zeros(max(len(self.slots), int(entries.max()) + 1), np.intp)
        slots[: len(self.slots)] = self.slots
        slots[entries] = range(first, len(padded))
        halves = (1 << level for level in reversed(range(deep)))
        self.cuts, self.slots, self.starts = padded, slots, np.append(self.starts, starts)
        self.levels = tuple(np.ascontiguousarray(padded[:, half - 1 :: 2 * half]).ravel() for half in halves)

    def placed(self, numbers: Array, entries: Array) -> Array:
        """The segments of whole numbers; NaN stands on the first of its ruler, which is not decided."""
        slots = self.slots.take(entries, mode="clip")
        places = slots.copy()
        levels = self.levels
        for level in levels:
            beyond = numbers >= level.take(places, mode="clip")
            places += places
            places += beyond
        places -= slots << len(levels)
        places += self.starts.take(slots, mode="clip")
        return places


@dataclass(slots=True)
class Rulers:
    """The rulers of one question, made where they are needed."""

    asked: Question
    entries: Entries
    segments: Segments = field(default_factory=Segments)
    cells: Mapping[str, Array] = field(init=False)
    cell_at: Array = field(init=False)
    lock: Any = field(default_factory=RLock)
    _open: Array = field(init=False)
    _made: dict[int, Ruler] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = cell_rows(self.asked.policy)
        alike: dict[tuple[Any, ...], int] = {}
        numbers = [alike.setdefault(row[1:], len(alike) + 1) for row in rows]
        texts = self.entries.texts
        self.cells = columns_of(CELLS, [[None] * len(CELLS), *([None, *row] for row in alike)], texts)
        self._open = self.cells["outcome"] == texts.number(OPEN)
        places = [cell.cell for cell in templates(self.asked.policy).cells]
        self.cell_at = np.zeros(max(places) + 2, np.int32)
        self.cell_at[np.array(places) + 1] = numbers

    def stay_open(self, segments: Array) -> Array:
        """Whether the points of rows stay open where they stand."""
        found: Array = self._open.take(self.segments.cell.take(segments, mode="clip"))
        return found

    def of(self, entries: Array, places: int) -> Ruler:
        """The ruler for so many decimals, which has all of these entries."""
        with self.lock:
            ruler = self._made.setdefault(places, Ruler(10.0**places))
            wanted = np.zeros(self.entries.count, np.bool_)
            wanted[entries] = True
            wanted[: len(ruler.slots)] &= ruler.slots == 0
            wanted[0] = False
            fresh = np.flatnonzero(wanted)
            if len(fresh):
                cuts, cells = self._cut(fresh, ruler.per)
                there = np.column_stack([np.ones(len(fresh), np.bool_), ~np.isnan(cuts)])
                counts = there.sum(axis=1)
                flat = np.column_stack([np.zeros(len(fresh), np.int32), cells])[there]
                first = self.segments.add(flat, np.repeat(fresh, counts).astype(np.int32), ruler.per)
                ruler.add(fresh, cuts, first + np.cumsum(counts) - counts)
            return ruler

    def _cut(self, rows: Array, per: float) -> tuple[Array, Array]:
        """Where on their rulers other cells begin, and which; NaN after the last. A bound of more than 2**53 is not exact, and beyond the rest.

        A row is decided where its ratio, either way, has no more millionths than doubles hold.
        """
        told = {name: column[rows] for name, column in self.entries.columns.items()}
        times, table, limit = told["times"], templates(self.asked.policy), largest(self.asked.policy)
        marks = []
        for side in SIDES:
            for mark in table.marks[side]:
                top, bottom = per * told[side] * mark.times.numerator, times * mark.times.denominator
                marks.append((np.floor(top / bottom) + 1 if mark.after else np.ceil(top / bottom), table.strides[side]))
        room = np.floor((limit - 1 - per * told["reach"]) / times)  # below 0 where nothing is decided
        near = np.ceil(per * np.minimum(told["low"], told["high"]) * FAR / times) - 1
        first, last = np.maximum(-np.minimum(room, near), per * told["least"]), np.minimum(np.minimum(room, near), per * told["most"])
        tiny = np.floor(per * np.where(told["high"] < BEYOND, told["high"], 0) / (FAR * times))
        doubted = np.maximum(per * told["doubted"], tiny)
        cuts = np.column_stack([*(mark for mark, _ in marks), first, last + 1, -doubted, 0 * times, 1 + 0 * times, doubted + 1])
        cuts.sort(axis=1)
        place = told["cell"][:, None] + sum((mark[:, None] <= cuts) * stride for mark, stride in marks)
        decided = (cuts >= first[:, None]) & (cuts <= last[:, None])
        decided &= (np.abs(cuts) > doubted[:, None]) | (cuts == 0)
        cells = np.where(decided, self.cell_at.take((place + 1).astype(np.intp), mode="clip"), 0)
        kept = np.diff(cells, axis=1, prepend=0) != 0
        order = np.argsort(~kept, axis=1, kind="stable")[:, : max(1, int(kept.sum(axis=1).max()))]
        cuts[~kept] = np.nan
        return np.take_along_axis(cuts, order, axis=1), np.take_along_axis(cells, order, axis=1)
