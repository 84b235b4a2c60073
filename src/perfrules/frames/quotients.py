"""What rows earn, from their segments and numbers: for each segment four whole numbers of the quotient ``(a·m + b) / (c·m + d)``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from perfrules.frames.numerals import Array
from perfrules.frames.rulers import Rulers
from perfrules.statements.lookups import LIMIT
from perfrules.statements.programs import RATIO_PLACES, Weight, step_of

_RATIO = 2 * 10**RATIO_PLACES

_Terms: TypeAlias = "tuple[Array, Array, Array, Array]"


@dataclass(slots=True)
class _Forms:
    """The terms of segments, a row of four for each, as far as there are segments; and the largest of each of the four."""

    terms: Array = field(default_factory=lambda: np.zeros((0, 4)))
    peak: Array = field(default_factory=lambda: np.zeros((1, 4)))

    def grow(self, count: int, make: Callable[[int], _Terms]) -> None:
        """Put in what is missing of so many segments."""
        if len(self.terms) < count:
            self.terms = np.concatenate([self.terms, np.column_stack(make(len(self.terms)))])
            self.peak = np.fmax.reduce(np.abs(self.terms))[None]

    def unsure(self, segments: Array, numbers: Array, times: Array | float, plus: float) -> Array:
        """The rows of which some number on the way to the quotient may not be exact in a double; mostly the largest of all say that none is."""
        farthest = np.maximum(np.fmax.reduce(numbers), -np.fmin.reduce(numbers))
        if not _beyond(*_sides(self.peak, farthest), np.fmax.reduce(np.atleast_1d(times)), plus).any():
            return np.zeros(0, np.intp)
        top, bottom = _sides(np.abs(self.terms.take(segments, axis=0, mode="clip")), np.abs(numbers))
        return np.flatnonzero(_beyond(top, bottom, times, plus))


@dataclass(slots=True)
class Quotients:
    """The quotients of segments."""

    rulers: Rulers
    weight: Weight
    _points: _Forms = field(default_factory=_Forms)
    _ratios: _Forms = field(default_factory=_Forms)

    def points(self, segments: Array, numbers: Array, weights: Array | None) -> Array:
        """The points of rows, in whole units of their weight; what is not decided has none that mean anything."""
        step, value = float(self.step), self.weight.value
        with self.rulers.lock:
            self._points.grow(len(self.rulers.segments.cell), lambda start: self._earning(slice(start, None), step, value))
        top, bottom = _sides(self._points.terms.take(segments, axis=0, mode="clip"), numbers)
        most: Array | int = value or 0
        if weights is None:
            unsure = self._points.unsure(segments, numbers, 1.0, 0.5)
        else:
            unsure = self._points.unsure(segments, numbers, 2 * weights, step)
            most = weights
            top *= 2 * weights
            top += step * bottom
            bottom *= 2 * step
        top /= bottom
        np.floor(top, out=top)
        if step > 1:
            top *= step
            full = self.rulers.cells["full"].take(self.rulers.segments.cell.take(segments, mode="clip")) == 1
            top = np.where(full, most, top)
        found: Array = np.minimum(top, most, out=top)
        if len(unsure):
            weighs = np.broadcast_to(most, found.shape)[unsure]
            found[unsure] = self.exactly(segments[unsure], numbers[unsure], weighs, self.step)
        return found

    @property
    def step(self) -> int:
        """The units of a weight that points are rounded to."""
        return step_of(self.rulers.asked.policy, self.weight)

    def exactly(self, segments: Array, numbers: Array, weights: Array, step: int) -> Array:
        """The points of decided rows in whole numbers of any size; weights and ``step`` count the same units."""
        top, bottom = self._whole("share", segments, numbers)
        whole = weights.astype(np.int64).astype(object)
        rounded = (2 * whole * top + step * bottom) // (2 * step * bottom) * step
        return np.where(top == bottom, whole, np.minimum(rounded, whole)).astype(np.int64)

    def _whole(self, form: str, segments: Array, numbers: Array) -> tuple[Array, Array]:
        """Both sides of a form of rows, as whole numbers of any size."""
        terms = np.column_stack([*self._terms(form, segments), numbers]).astype(np.int64).astype(object)
        return _sides(terms[:, :4], terms[:, 4])

    def ratios(self, segments: Array, numbers: Array) -> Array:
        """The ratios of rows, in whole units; NaN where there is none."""
        with self.rulers.lock:
            self._ratios.grow(len(self.rulers.segments.cell), lambda start: self._terms("ratio", slice(start, None)))
        top, bottom = _sides(self._ratios.terms.take(segments, axis=0, mode="clip"), numbers)
        size = np.floor((_RATIO * np.abs(top) + bottom) / (2 * bottom))
        unsure = self._ratios.unsure(segments, numbers, float(_RATIO), 1.0)
        if len(unsure):
            one, other = self._whole("ratio", segments[unsure], numbers[unsure])
            size[unsure] = (_RATIO * np.abs(one) + other) // (2 * other)
        found: Array = np.copysign(size, top, out=size)
        return found

    def _earning(self, which: slice, step: float, value: int | None) -> _Terms:
        """The shares of a weight; where that is the same everywhere, in half steps with half a step more, to be rounded down."""
        a, b, c, d = self._terms("share", which)
        return (a, b, c, d) if value is None else (2 * value * a + step * c, 2 * value * b + step * d, 2 * step * c, 2 * step * d)

    def _terms(self, form: str, which: slice | Array) -> _Terms:
        """The terms of a form of some segments."""
        segments, entries, cells = self.rulers.segments, self.rulers.entries.columns, self.rulers.cells
        cell, entry = segments.cell[which], segments.entry[which]
        a, b, c, d = (np.where(cell > 0, cells[f"{form}_{term}"].take(cell), np.nan) for term in "abcd")
        side, times = cells["side"].take(cell), entries["times"].take(entry)
        bound = segments.per[which] * np.choose(
            np.nan_to_num(side).astype(np.intp), [entries[name].take(entry) for name in ("one", "low", "high")]
        )
        return a * times, b * bound, c * times, d * bound


def _sides(terms: Array, numbers: Array) -> tuple[Array, Array]:
    """Top and bottom of the quotients of rows."""
    return terms[:, 0] * numbers + terms[:, 1], terms[:, 2] * numbers + terms[:, 3]


def _beyond(top: Array, bottom: Array, times: Array | float, plus: float) -> Array:
    """Whether so many times a top, with its bottom, or twice a bottom are no whole numbers that doubles hold."""
    found: Array = np.maximum(top * times + bottom * plus, 2 * plus * bottom) >= LIMIT
    return found
