"""Wordings by the column: of all short forms that differ in their digits alone, two are read, and the bounds of the others are counted.

A number bears on what such a form stands for by its size only, and on which side of 1 and of the whole of a share it is: not at all
within one length of digits, which these begin and end (:meth:`perfrules.wording.languages.Language.brief_of_any`, and
tests/frames/test_shapes.py for all others on the way). What is no such form, or no number that is certain, is read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import floor
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.errors import ValueRangeError
from perfrules.frames.numerals import Array
from perfrules.scoring.actuals.proportions import SHARES
from perfrules.statements.lookups import BEYOND, LIMIT, Behind, Bounds, Entry, Place, combined, halves
from perfrules.statements.templates import templates
from perfrules.wording import Target
from perfrules.wording.languages import APPLIED, language_of

if TYPE_CHECKING:
    from perfrules.frames.columns import Question

_FORM = "^(?P<before>[^0-9.]{0,24})(?P<whole>0|[1-9][0-9]{0,8})(?:[.](?P<part>[0-9]{1,4}))?(?P<after>[^0-9.]{0,24})$"
_DIGITS, _PLACES = 10, 5
"""A number has fewer digits before the point, and fewer decimals."""
_EDGES = (0, 1, *sorted(set(SHARES.values())))
"""What a number stands for else than those of as many digits."""
_SAMPLES = "37"
_MOST = 2**61
"""What numbers of entries stay below."""


class Shape(NamedTuple):
    """A wording without its digits; ``wholes``: how many stand before the point, 0 where that is a 0."""

    before: str
    wholes: int
    places: int
    after: str

    def of(self, digit: str) -> tuple[str, int]:
        """A wording of this shape, all of its digits the same, and the number that these are."""
        part = f".{digit * self.places}" if self.places else ""
        return f"{self.before}{digit * self.wholes or '0'}{part}{self.after}", int(digit * (self.wholes + self.places) or "0")


@dataclass(slots=True)
class Shapes:
    """The shapes of texts by their numbers in a column that grows (-1: it has none), and the digits of each as one number."""

    which: Array = field(default_factory=lambda: np.zeros(0, np.int32))
    digits: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    all: list[Shape] = field(default_factory=list)
    _numbers: dict[Shape, int] = field(default_factory=dict)

    def learn(self, texts: pa.Array) -> None:
        """Take what is not known yet of texts."""
        fresh = texts.slice(len(self.which))
        parts = pc.extract_regex(fresh, _FORM)
        before, whole, part, after = (pc.fill_null(pc.struct_field(parts, name), "") for name in ("before", "whole", "part", "after"))
        there, places = parts.is_valid().to_numpy(zero_copy_only=False), pc.binary_length(part).to_numpy().astype(np.int64)
        value, rest = _numbers(whole), _numbers(part)
        digits = value * 10**places + rest
        wholes = np.where(value == 0, 0, pc.binary_length(whole).to_numpy())
        keys: Any = np.zeros(len(fresh), np.int64)
        words = []
        for word in (before, after):
            codes = word.dictionary_encode()
            words.append(codes.dictionary.to_pylist())
            keys = keys * len(words[-1]) + codes.indices.to_numpy()
        keys = (keys * _DIGITS + wholes) * _PLACES + places
        there &= (rest != 0) | ~np.isin(value, _EDGES)
        made = np.full(len(fresh), -1, np.int32)
        distinct, first, place = np.unique(keys[there], return_index=True, return_inverse=True)
        rows = np.flatnonzero(there)[first].tolist()
        shapes = [Shape(before[row].as_py(), int(wholes[row]), int(places[row]), after[row].as_py()) for row in rows]
        made[there] = np.array([self._number(shape) for shape in shapes], np.int32).take(place) if len(distinct) else 0
        self.which, self.digits = np.append(self.which, made), np.append(self.digits, digits)

    def _number(self, shape: Shape) -> int:
        found = self._numbers.setdefault(shape, len(self.all))
        if found == len(self.all):
            self.all.append(shape)
        return found


def _numbers(texts: pa.Array) -> Array:
    """Digits as numbers; 0 where there are none."""
    found: Array = pc.if_else(pc.equal(texts, ""), pa.scalar("0", texts.type), texts).cast(pa.int64()).to_numpy()
    return found


def halves_of(shape: Shape, place: Place, suffix: str, asked: Question) -> tuple[Bounds, Behind] | None:
    """What a shape and a suffix each give to their entries, its numbers those of a sample; None where it is not known what numbers bear on."""
    language = language_of(APPLIED.get())
    if place.name and not language.is_silent(place.name):
        return None
    found = []
    for digit in _SAMPLES:
        text, number = shape.of(digit)
        brief = language.brief_of_any(text)
        both = None if brief is None else _halves(Target(text, (brief,)), place, suffix, asked)
        if both is None or not _counts(both[0], Fraction(number, 10**shape.places), asked):
            return None
        found.append(both)
    (bounds, behind), (other, same) = found
    alike = _apart(bounds) == _apart(other) and behind == same
    largest = 10 ** (_DIGITS + _PLACES - 2) * max(behind.divisor, Fraction(asked.policy.scale.times).numerator)
    small = max(largest, 10**_PLACES * max(behind.factor, Fraction(asked.policy.scale.times).denominator)) < _MOST
    return (bounds, behind) if alike and small else None


def _halves(target: Target, place: Place, suffix: str, asked: Question) -> tuple[Bounds, Behind] | None:
    try:
        return halves(target, place, suffix, asked.policy)
    except ValueRangeError:  # no category: the row API says so
        return None


def _counts(bounds: Bounds, number: Fraction, asked: Question) -> bool:
    """Whether bounds are a number, in parts of one, or none, and nothing else is counted from it but what a bare number is up to."""
    if bounds.cell == templates(asked.policy).refused:
        return True
    ends, parts = (bounds.low_bound, bounds.high_bound), number.denominator
    most = LIMIT - 1 if bounds.family.scale == 1 else floor(asked.policy.scale.times * number)
    return bounds.parts == parts and {*ends} <= {number.numerator, BEYOND} and bounds.one_bound in (1, parts) and bounds.bare_most == most


def _apart(bounds: Bounds) -> tuple[Any, ...]:
    """What of bounds is no number."""
    whole = bounds.one_bound == bounds.parts
    return bounds.family, bounds.cell, bounds.counted, whole, bounds.low_bound == BEYOND, bounds.high_bound == BEYOND


def bounds_of(sample: Bounds, digits: Array, asked: Question) -> Bounds:
    """The bounds of numbers of the shape of a sample, as arrays where these are not the same for all."""
    shared = np.gcd(digits, sample.parts)
    number: Any = digits // shared
    parts: Any = sample.parts // shared
    low, high = (BEYOND if end == BEYOND else number for end in (sample.low_bound, sample.high_bound))
    one = parts if sample.one_bound == sample.parts else 1
    reach = sum((end for end in (low, high) if end is not BEYOND), one)
    times = Fraction(asked.policy.scale.times)
    most: Any = LIMIT - 1 if sample.family.scale == 1 else times.numerator * number // (times.denominator * parts)
    return sample._replace(parts=parts, low_bound=low, high_bound=high, one_bound=one, bound_reach=reach, bare_most=most)


def entries_of(both: tuple[Bounds, Behind], digits: Array, asked: Question) -> Entry:
    """The entries of numbers of a shape, as arrays where these are not the same for all."""
    sample, behind = both
    bounds = bounds_of(sample, digits, asked)
    most: Any = bounds.bare_most
    found = combined(bounds._replace(bare_most=LIMIT - 1), behind, lambda *numbers: reduce(np.gcd, numbers))
    return found._replace(least=np.maximum(found.least, -most), most=np.minimum(found.most, most)) if behind.bare else found
