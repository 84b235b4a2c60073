"""Short texts that plainly begin with a number, read eight bytes at a time: a number of hundredths, and what follows it as one word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import log10
from threading import RLock
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from perfrules.frames.blocks import in_blocks
from perfrules.frames.entries import Codes
from perfrules.frames.numerals import Array, Numerals, offsets_of

_WINDOW = 16
_LONGEST = 7
"""A suffix of so many bytes and its length stand in one word."""

_ONE, _THREE, _SIX, _SEVEN, _EIGHT, _TEN, _TWO_BYTES, _HALF, _TOP, _WIDE = map(np.uint64, (1, 3, 6, 7, 8, 10, 16, 32, 56, 64))
_EACH = np.uint64(0x0101010101010101)
_HIGH, _LOW, _NINES = (np.uint64(byte * int(_EACH)) for byte in (0x80, 0x7F, 0x76))
_POINTS, _MINUSES, _ZEROS = (np.uint64(ord(mark) * int(_EACH)) for mark in ".-0")
_BYTE, _HIGH_BIT, _SECOND, _LAST = (np.uint64(bits) for bits in (0xFF, 0x80, 0x8000, 1 << 63))
_PAIRS, _HUNDREDS, _UNITS = (np.uint64(bits) for bits in (0x000000FF000000FF, 100 + (1_000_000 << 32), 1 + (10_000 << 32)))
"""Eight digits become pairs, and these one number, by three products."""
_TENS = 10.0 ** np.arange(6, -1, -1)

_BLOCK = 8192
"""So many texts at a time: reading them takes many columns of words."""
_SLOTS = 12
_MOST = 256
_MULTIPLIERS = [np.uint64(0x9E3779B97F4A7C15 * (2 * place + 1) % 2**64) for place in range(64)]


class _Table(NamedTuple):
    """Words by slots, each in one of its own, and their numbers."""

    multiplier: np.uint64
    bits: int
    words: Array
    numbers: Array

    @classmethod
    def of(cls, numbers: Mapping[int, int]) -> _Table:
        """The smallest table that gives every word a slot of its own."""
        words = np.array(list(numbers), np.uint64)
        multiplier, bits = next(
            (multiplier, bits)
            for bits in range(_SLOTS, 64)
            for multiplier in _MULTIPLIERS
            if len(np.unique(_slots(words, multiplier, bits))) == len(words)
        )
        found = cls(multiplier, bits, np.zeros(1 << bits, np.uint64), np.full(1 << bits, -1, np.int32))
        slots = _slots(words, multiplier, bits)
        found.words[slots], found.numbers[slots] = words, list(numbers.values())
        return found

    def find(self, words: Array) -> Array:
        """The numbers of words; -1 where one is not known."""
        slots = _slots(words, self.multiplier, self.bits)
        found: Array = self.numbers.take(slots)
        found[self.words.take(slots) != words] = -1
        return found


def _slots(words: Array, multiplier: np.uint64, bits: int) -> Array:
    found: Array = ((words * multiplier) >> np.uint64(64 - bits)).astype(np.intp)
    return found


@dataclass(slots=True)
class Suffixes:
    """The suffixes that were met, by their numbers; the words of short ones lie in a table as long as they are few."""

    codes: Codes = field(default_factory=Codes)
    lock: Any = field(default_factory=RLock)
    _words: dict[int, int] = field(default_factory=dict)
    _table: _Table = field(default_factory=lambda: _Table.of({}))

    def numbers(self, words: Array, good: Array) -> Array:
        """The numbers of words that are ``good``; -1 of the others and of those that are too many."""
        found = self._table.find(words)
        if (found[good] < 0).any():
            self._learn(words[good & (found < 0)])
            found = self._table.find(words)
        found[~good] = -1
        return found

    def _learn(self, words: Array) -> None:
        with self.lock:
            fresh = [word for word in np.unique(words).tolist() if word not in self._words][: _MOST - len(self._words)]
            texts = [word.to_bytes(8, "little")[: word >> 56].decode() for word in fresh]
            self._words |= zip(fresh, self.codes.of(pa.array(texts, pa.large_string())).tolist(), strict=True)
            self._table = _Table.of(self._words)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of texts that begin with numbers: these as hundredths, and the numbers of the suffixes; ``left`` were read mark by mark."""

    counted: Array
    suffixes: Array
    left: Array
    values: Array
    pers: Array

    @classmethod
    def of(cls, texts: pa.Array, suffixes: Suffixes) -> Numbers:
        """Those of a column of large strings."""
        texts = texts.fill_null("")  # bytes may lie under a null
        count, offsets = len(texts), offsets_of(texts)
        data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
        data = data if len(data) >= _WINDOW else np.append(data, np.zeros(_WINDOW, np.uint8))
        counted, numbers = np.empty(count), np.empty(count, np.int32)

        def fill(rows: slice) -> None:
            starts = offsets[rows.start : rows.stop + 1]
            counted[rows], words, good = read(data, starts[:-1], np.diff(starts))
            numbers[rows] = suffixes.numbers(words, good)

        in_blocks(count, fill, _BLOCK)
        left = np.flatnonzero(numbers < 0)
        rest = Numerals.of(texts.take(pa.array(left)))
        values, pers = rest.read(slice(None))
        with suffixes.lock:
            numbers[left] = suffixes.codes.of(rest.suffixes)
        counted[left] = np.where(pers <= 100, values * (100 / pers), np.nan)
        return cls(counted, numbers, left, values, pers)

    def hundredths(self, rows: slice) -> Array:
        """The hundredths of rows, as whole numbers; NaN where a number is no such."""
        return self.counted[rows].copy()

    def others(self, rows: slice, left: Array) -> Iterator[tuple[int, Array, Array]]:
        """Some of these rows with no more decimals than are written: the decimals, which rows, and their numbers."""
        values, pers = self.counted[rows][left], np.full(len(left), 100.0)
        for _ in range(2):
            even = values % 10 == 0
            values[even] /= 10
            pers[even] /= 10
        places = np.searchsorted(self.left, left + rows.start)
        slow = np.append(self.left, -1)[places] == left + rows.start
        values[slow], pers[slow] = self.values[places[slow]], self.pers[places[slow]]
        for per in np.unique(pers):
            which = pers == per
            yield round(log10(per)), left[which], values[which]


def read(data: Array, starts: Array, sizes: Array) -> tuple[Array, Array, Array]:
    """Hundredths and the words of suffixes, and which texts are read so: the others are longer, or no such numbers."""
    there = np.minimum(starts, len(data) - _WINDOW)
    both = np.ndarray((len(data) - _WINDOW + 1,), "V16", data, strides=(1,))[there].view("<u8").reshape(-1, 2)
    text, rest = both[:, 0].copy(), both[:, 1]
    lengths = sizes.astype(np.uint64)
    ends = _HIGH_BIT << (lengths << _THREE)  # beyond the eighth byte there is no such bit
    values = text ^ _ZEROS
    others = ((values & _LOW) + _NINES | values) & _HIGH | ends
    points = ~_filled(text ^ _POINTS) & _HIGH
    stops = others & ~points | ends
    stop = stops & (~stops + _ONE)
    inside = (stop >> _SEVEN) - _ONE
    points &= inside
    before = (points >> _SEVEN) - _ONE
    values &= inside
    digits: Array = values & before | values >> _EIGHT & ~before
    wrong = others & _HIGH_BIT | points & (points - _ONE) | points << _EIGHT & stop | points & _LAST
    wrong |= ~_filled(text ^ _MINUSES) & _HIGH & stop & ~ends
    good: Array = wrong == 0
    good &= (starts == there) & ((stop != 0) | (lengths == _EIGHT))
    good &= ((values & _BYTE) != 0) | ((others & _SECOND) != 0)  # no 0 before another digit
    count = _bytes(inside)
    long: Array = lengths - count
    good &= long <= _LONGEST
    words: Array = (text >> (count << _THREE)) | (rest << (_WIDE - (count << _THREE)))
    words &= (_ONE << (long << _THREE)) - _ONE
    words |= long << _TOP
    digits = digits * _TEN + (digits >> _EIGHT)
    digits = ((digits & _PAIRS) * _HUNDREDS + ((digits >> _TWO_BYTES) & _PAIRS) * _UNITS) >> _HALF
    whole = _bytes(before & inside)
    counted = digits.astype(np.float64) / _TENS.take(whole.astype(np.intp), mode="clip")
    good &= (np.floor(counted) == counted) & (whole <= _SIX)
    return counted, words, good


def _filled(words: Array) -> Array:
    """The high bit of each byte that is not 0."""
    filled: Array = ((words & _LOW) + _LOW) | words
    return filled


def _bytes(masks: Array) -> Array:
    """How many bytes a mask has."""
    found: Array = ((masks & _EACH) * _EACH) >> _TOP
    return found
