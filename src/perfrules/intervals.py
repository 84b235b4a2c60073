"""Intervals of admitted values: two ends, each open or closed, or without limit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from perfrules.arguments import Word, of_kind
from perfrules.quantities import Exact, exact, plain

_End: TypeAlias = tuple[Exact | None, bool]


class Direction(Word):
    """Which way is better: 正向 (more) or 反向 (less)."""

    ASCENDING = "ascending"
    DESCENDING = "descending"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values between ``low`` and ``high``; None is no limit. An end counts where its ``*_closed`` is true.

    Raises :class:`ValueRangeError` for an end, or a value asked for, that is no exact and finite number.

    >>> Decimal(80) in Interval(Decimal(80), Decimal(90)), str(Interval(None, Decimal(3), high_closed=False))
    (True, '(-∞, 3)')
    """

    low: Exact | None = None
    high: Exact | None = None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        for end in ("low", "high"):  # where there is no limit there is nothing to close
            value = getattr(self, end)
            if value is None:
                object.__setattr__(self, f"{end}_closed", True)
            elif not _is_exact(value):
                object.__setattr__(self, end, exact(value))

    def __contains__(self, value: Decimal | Fraction) -> bool:
        value = value if _is_exact(value) else exact(value)
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    @property
    def is_empty(self) -> bool:
        """Whether no value is admitted."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def __and__(self, other: Interval) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        low, low_closed = _tighter((self.low, self.low_closed), (other.low, other.low_closed), lower=False)
        high, high_closed = _tighter((self.high, self.high_closed), (other.high, other.high_closed), lower=True)
        return Interval(low, high, low_closed, high_closed)

    def covers(self, other: Interval) -> bool:
        """Whether every value of ``other`` is admitted here."""
        of_kind(other, Interval, ("区间（Interval）", "an Interval"))
        return other.is_empty or self & other == other

    def __str__(self) -> str:
        left = "(" if self.low is None or not self.low_closed else "["
        right = ")" if self.high is None or not self.high_closed else "]"
        low = "-∞" if self.low is None else plain(self.low)
        high = "+∞" if self.high is None else plain(self.high)
        return f"{left}{low}, {high}{right}"


def _is_exact(value: object) -> bool:
    return isinstance(value, Fraction) or (isinstance(value, Decimal) and value.is_finite())


def _tighter(one: _End, other: _End, *, lower: bool) -> _End:
    """Return the end that admits less: the ``lower`` or the higher of two values, closed where both are that stand there."""
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    return one if (one[0] < other[0]) is lower else other
