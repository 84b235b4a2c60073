"""What rows earn, from their segments and numbers: for each segment four whole numbers of the quotient ``(a·m + b) / (c·m + d)``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from perfrules.frames.numerals import Array
from perfrules.frames.rulers import Rulers, step_of
from perfrules.statements.programs import RATIO_PLACES, Weight

_RATIO = 2 * 10**RATIO_PLACES

_Terms: TypeAlias = "tuple[Array, Array, Array, Array]"


@dataclass(slots=True)
class Quotients:
    """The quotients of segments, kept as far as there are segments: a row of four for each."""

    rulers: Rulers
    weight: Weight
    _points: Array = field(default_factory=lambda: np.zeros((0, 4)))
    _ratios: Array = field(default_factory=lambda: np.zeros((0, 4)))

    def points(self, segments: Array, numbers: Array, weights: Array | None) -> Array:
        """The points of rows, in whole units of their weight; what is not decided has none that mean anything."""
        step, value = float(self.step), self.weight.value
        top, bottom = self.shares(segments, numbers)
        most: Array | int = value or 0
        if weights is not None:
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
        return found

    @property
    def step(self) -> int:
        """The units of a weight that points are rounded to."""
        return step_of(self.rulers.asked.policy, self.weight)

    def shares(self, segments: Array, numbers: Array) -> tuple[Array, Array]:
        """Top and bottom of what rows earn: the share of a column of weights, or, of one weight, its half steps."""
        with self.rulers.lock:
            self._points = self._kept(self._points, lambda start: self._earning(start, float(self.step), self.weight.value))
        return _read(self._points, segments, numbers)

    def ratios(self, segments: Array, numbers: Array) -> Array:
        """The ratios of rows, in whole units; NaN where there is none."""
        with self.rulers.lock:
            self._ratios = self._kept(self._ratios, self._reaching)
        top, bottom = _read(self._ratios, segments, numbers)
        size = np.floor((_RATIO * np.abs(top) + bottom) / (2 * bottom))
        found: Array = np.copysign(size, top, out=size)
        return found

    def _kept(self, known: Array, make: Callable[[int], _Terms]) -> Array:
        """What is known with what is missing of it."""
        return known if len(known) == len(self.rulers.segments.cell) else np.concatenate([known, np.column_stack(make(len(known)))])

    def _earning(self, start: int, step: float, value: int | None) -> _Terms:
        """The shares of a weight; where that is the same everywhere, in half steps with half a step more, to be rounded down."""
        a, b, c, d = self._terms("share", start)
        return (a, b, c, d) if value is None else (2 * value * a + step * c, 2 * value * b + step * d, 2 * step * c, 2 * step * d)

    def _reaching(self, start: int) -> _Terms:
        return self._terms("ratio", start)

    def _terms(self, form: str, start: int) -> _Terms:
        segments, entries, cells = self.rulers.segments, self.rulers.entries.columns, self.rulers.cells
        cell, entry = segments.cell[start:], segments.entry[start:]
        a, b, c, d = (np.where(cell > 0, cells[f"{form}_{term}"].take(cell), np.nan) for term in "abcd")
        side, times = cells["side"].take(cell), entries["times"].take(entry)
        bound = segments.per[start:] * np.choose(
            np.nan_to_num(side).astype(np.intp), [entries[name].take(entry) for name in ("one", "low", "high")]
        )
        return a * times, b * bound, c * times, d * bound


def _read(table: Array, segments: Array, numbers: Array) -> tuple[Array, Array]:
    """Top and bottom of the quotients of rows."""
    terms = table.take(segments, axis=0, mode="clip")
    return terms[:, 0] * numbers + terms[:, 1], terms[:, 2] * numbers + terms[:, 3]
