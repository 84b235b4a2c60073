"""The numbers that texts begin with, read digit by digit where they stand in the memory of Arrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.quantities import EXACT
from perfrules.statements.suffixes import DIGITS

Array: TypeAlias = "np.ndarray[Any, Any]"

_MARKS = "-0123456789."
_MINUS, _POINT, _ZERO = (np.uint8(ord(mark)) for mark in "-.0")
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)([.][0-9]+)?")
_TENS = 10.0 ** np.arange(DIGITS + 1)


@dataclass(frozen=True, slots=True)
class Doubles:
    """A column of numbers; NaN is null."""

    values: Array

    @classmethod
    def of(cls, column: pa.Array) -> Doubles:
        """Those of a column of numbers."""
        return cls(column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))

    def hundredths(self, rows: slice) -> Array:
        """The hundredths of rows, as whole numbers; NaN where a number is no such."""
        return _parts(self.values[rows], 100)

    def others(self, rows: slice, left: Array) -> Iterator[tuple[int, Array, Array]]:
        """Some of these rows as whole numbers, and those that are none in ten-thousandths: the decimals, which rows, and their numbers."""
        values = self.values[rows][left]
        whole = np.floor(values) == values
        yield 0, left[whole], values[whole]
        yield 4, left[~whole], _parts(values[~whole], 10_000)


def _parts(values: Array, per: int) -> Array:
    """Doubles counted in parts of one; NaN where the double is not the one of such a number."""
    counted = values * per
    np.rint(counted, out=counted)
    good = counted / per == values
    if not good.all():
        counted[~good] = np.nan
    return counted


@dataclass(frozen=True, slots=True)
class Numerals:
    """A column of texts: where each begins, how long the number before its suffix is, and the suffixes."""

    data: Array
    starts: Array
    sizes: Array
    suffixes: pa.Array

    @classmethod
    def of(cls, texts: pa.Array) -> Numerals:
        """Those of a column of large strings."""
        suffixes = pc.ascii_ltrim(texts, characters=_MARKS)
        starts, rest = offsets_of(texts), offsets_of(suffixes)
        data = np.frombuffer(texts.buffers()[2] or b"\0", np.uint8)
        return cls(data if len(data) else np.zeros(1, np.uint8), starts[:-1], np.diff(starts) - np.diff(rest), suffixes)

    def read(self, rows: slice) -> tuple[Array, Array]:
        """Whole number, and how many parts of one it counts; NaN where it is not written plainly."""
        starts, sizes = self.starts[rows], self.sizes[rows]
        longest = int(min(sizes.max(initial=0), DIGITS))
        negative = (self._byte(starts) == _MINUS) & (sizes > 0)
        value, places, points = np.zeros(len(starts)), np.zeros(len(starts), np.intp), np.zeros(len(starts), np.int8)
        digits = np.zeros(len(starts), np.int8)
        for place in range(longest):
            byte, inside = self._byte(starts + place), sizes > place
            digit = (byte - _ZERO < 10) & inside
            value *= 1 + 9 * digit
            value += (byte - _ZERO) * digit
            places += digit & (points > 0)
            digits += digit
            points += (byte == _POINT) & inside
        lead = starts + negative
        first, last = self._byte(lead) - _ZERO, self._byte(starts + sizes - 1) - _ZERO
        padded = (first == 0) & (self._byte(lead + 1) - _ZERO < 10) & (sizes > negative + 1)
        plain = (
            (sizes > 0) & (first < 10) & (last < 10) & (points <= 1) & (digits + points + negative == sizes) & ~padded & (sizes <= DIGITS)
        )
        value[negative] *= -1
        value[~plain] = np.nan
        return value, _TENS.take(places)

    def _byte(self, places: Array) -> Array:
        found: Array = self.data.take(places, mode="clip")
        return found


def offsets_of(texts: pa.Array) -> Array:
    """Where each of a column of large strings begins, and the last ends."""
    found: Array = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return found


def units(texts: pa.Array, places: int) -> Array:
    """Numbers that are written plainly, in whole units of ``10**-places``; NaN for what is none, is negative or has other parts."""
    codes = texts.dictionary_encode()
    known = np.array([_units(text, places) for text in codes.dictionary.to_pylist()] + [np.nan])
    found: Array = known.take(codes.indices.fill_null(len(known) - 1).to_numpy(zero_copy_only=False))
    return found


def _units(text: str, places: int) -> float:
    if len(text) > DIGITS or not _PLAIN.fullmatch(text):
        return np.nan
    counted = EXACT.scaleb(Decimal(text), places)
    return float(counted) if counted == int(counted) and 0 <= counted < 10**DIGITS else np.nan
