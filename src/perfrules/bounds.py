"""Bounds and ranges: the comparators that admit an interval of values, and their intersection."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias, cast

from perfrules import canonical
from perfrules.arguments import of_kind
from perfrules.canonical import is_year
from perfrules.displays import Displayed
from perfrules.errors import UnitError, ValueRangeError
from perfrules.intervals import Direction, Interval
from perfrules.quantities import Exact, Quantity, exact, plain
from perfrules.units import SCALES

Value: TypeAlias = Quantity | Exact | int | str


def number_in(value: object, unit: str | None) -> Fraction:
    """``value`` in ``unit``: a bare number is taken in it, a quantity converts or raises UnitError.

    Anything may be asked, as ``in`` lets it; raises :class:`ValueRangeError` for what is no :data:`Value`.
    """
    return value.fraction(unit) if isinstance(value, Quantity) else Fraction(exact(cast("Exact", value)))


_HOUR = "点"
"""Its ranges are times of the day: 3点～5点."""
_QUANTITY = ("数量（Quantity）", "a Quantity")
_CLOSED = ("真或假：端点是否算在内", "a bool: whether an end counts")


@dataclass(frozen=True, slots=True, repr=False)
class _Bound(Displayed):
    quantity: Quantity
    op: ClassVar[str]
    direction: ClassVar[Direction | None] = None

    def __post_init__(self) -> None:
        of_kind(self.quantity, Quantity, _QUANTITY)
        canonical.check(self, self.quantity)

    @property
    def unit(self) -> str | None:
        """The unit of the bound."""
        return self.quantity.unit

    @property
    @abstractmethod
    def interval(self) -> Interval:
        """The admitted values, in the bound's own unit."""

    def __contains__(self, value: object) -> bool:
        return number_in(value, self.unit) in self.interval

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.quantity!r})"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        return {"kind": "bound", "op": self.op, "value": plain(self.quantity.value), "unit": self.unit}

    def __and__(self, other: _Bound | Between) -> _Bound | Between:
        """Both requirements as one: ``AtLeast(3 家) & AtMost(10 家)``; raises where no value satisfies both.

        >>> AtLeast(Quantity(3, "家")) & AtMost(Quantity(10, "家"))
        Between(Quantity('3', '家'), Quantity('10', '家'))
        """
        return _both(self, other) if isinstance(other, (_Bound, Between)) else NotImplemented


class AtLeast(_Bound):
    """≥ 不少于 以上: the value or more.

    >>> 60 in AtLeast(Quantity(60, "项")), str(AtLeast(Quantity("20000000000", "元")))
    (True, '≥200亿元')
    """

    __slots__ = ()
    op = ">="
    direction = Direction.ASCENDING

    @property
    def interval(self) -> Interval:
        """From the value on."""
        return Interval(low=self.quantity.value)

    def __str__(self) -> str:
        return f"≥{self.quantity}"


class MoreThan(_Bound):
    """> 超过: more than the value.

    >>> 60 in MoreThan(Quantity(60, "项"))
    False
    """

    __slots__ = ()
    op = ">"
    direction = Direction.ASCENDING

    @property
    def interval(self) -> Interval:
        """Above the value."""
        return Interval(low=self.quantity.value, low_closed=False)

    def __str__(self) -> str:
        return f">{self.quantity}"


class AtMost(_Bound):
    """≤ 不超过 以内: the value or less.

    >>> Quantity("30", "‰") in AtMost(Quantity(3, "%"))
    True
    """

    __slots__ = ()
    op = "<="
    direction = Direction.DESCENDING

    @property
    def interval(self) -> Interval:
        """Up to the value."""
        return Interval(high=self.quantity.value)

    def __str__(self) -> str:
        return f"≤{self.quantity}"


class LessThan(_Bound):
    """< 低于: less than the value.

    >>> 3 in LessThan(Quantity(3, "%"))
    False
    """

    __slots__ = ()
    op = "<"
    direction = Direction.DESCENDING

    @property
    def interval(self) -> Interval:
        """Below the value."""
        return Interval(high=self.quantity.value, high_closed=False)

    def __str__(self) -> str:
        return f"<{self.quantity}"


class Exactly(_Bound):
    """= 等于, or no operator at all: the value itself. What a bare number earns is the policy's business.

    >>> 2 in Exactly(Quantity(2, "台"))
    True
    """

    __slots__ = ()
    op = "="

    @property
    def interval(self) -> Interval:
        """The value alone."""
        return Interval(low=self.quantity.value, high=self.quantity.value)

    def __str__(self) -> str:
        computed = isinstance(self.quantity.value, Fraction) or (self.unit or "").startswith("/")
        sign = "等于" if computed else "="  # =1/3 and =1/1日 are what a spreadsheet would compute
        return f"{sign}{self.quantity}"


class About(_Bound):
    """约 左右: near the value. How near is a policy's setting; ``in`` takes ±10 % of the value, edges included.

    >>> Decimal("5.5") in About(Quantity(5, "人")), 6 in About(Quantity(5, "人"))
    (True, False)
    """

    __slots__ = ()
    op = "~"

    @property
    def interval(self) -> Interval:
        """±10 % of the value."""
        return self.within(Decimal("0.1"))

    def within(self, tolerance: Decimal) -> Interval:
        """The values at most ``tolerance`` (a share of the value) away."""
        value = Fraction(self.quantity.value)
        reach = abs(value) * Fraction(tolerance)
        return Interval(low=exact(value - reach), high=exact(value + reach))

    def __str__(self) -> str:
        return f"约{self.quantity}"


Bound: TypeAlias = AtLeast | MoreThan | AtMost | LessThan | Exactly | About

BOUNDS: Mapping[str, type[Bound]] = {kind.op: kind for kind in (AtLeast, MoreThan, AtMost, LessThan, Exactly, About)}
"""The bound class of each operator of the JSON form."""


@dataclass(frozen=True, slots=True, repr=False)
class Between(Displayed):
    """80%～90%: a range whose ends share one unit.

    Raises :class:`ValueRangeError` for a reversed or empty range and for one whose text does not read back, :class:`UnitError` for
    two different units.

    >>> 85 in Between(Quantity(80, "%"), Quantity(90, "%")), str(Between(Quantity(80, "%"), Quantity(90, "%"), high_closed=False))
    (True, '≥80%<90%')
    """

    low: Quantity
    high: Quantity
    low_closed: bool = True
    high_closed: bool = True
    direction: ClassVar[Direction | None] = None

    def __post_init__(self) -> None:
        for end in (self.low, self.high):
            of_kind(end, Quantity, _QUANTITY)
        for closed in (self.low_closed, self.high_closed):
            of_kind(closed, bool, _CLOSED)
        if self.low.unit != self.high.unit:
            raise UnitError(f"区间两端单位不同：{self.low}、{self.high}。", f"The ends of a range share one unit: {self.low}, {self.high}.")
        if self.interval.is_empty:
            raise ValueRangeError(f"区间下限大于上限：{self.low}、{self.high}。", f"The range is reversed: {self.low}, {self.high}.")
        canonical.check(self, self.low, self.high)

    @property
    def unit(self) -> str | None:
        """The unit of both ends."""
        return self.low.unit

    @property
    def interval(self) -> Interval:
        """The admitted values, in the range's own unit."""
        return Interval(self.low.value, self.high.value, self.low_closed, self.high_closed)

    def __contains__(self, value: object) -> bool:
        return number_in(value, self.unit) in self.interval

    def __and__(self, other: _Bound | Between) -> _Bound | Between:
        return _both(self, other) if isinstance(other, (_Bound, Between)) else NotImplemented

    def __repr__(self) -> str:
        closed = "".join(f", {name}=False" for name in ("low_closed", "high_closed") if not getattr(self, name))
        return f"Between({self.low!r}, {self.high!r}{closed})"

    def __str__(self) -> str:
        ends = (self.low, self.high)
        low, high = map(str, ends)
        if self.unit is None and high[-1] in SCALES and high[-1] != low[-1]:  # 5～1亿 is read as 5亿～1亿
            high = plain(self.high.value)
        seldom = self.unit == _HOUR or any(isinstance(end.value, Fraction) or is_year(end) for end in ends)  # 1/3～2/3, 2021～2023
        if self.low_closed and self.high_closed and self.high.value >= 0 and not seldom:
            return f"{low}～{high}"
        return f"{'≥' if self.low_closed else '>'}{low}{'≤' if self.high_closed else '<'}{high}"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        return {
            "kind": "range",
            "low": plain(self.low.value),
            "low_closed": self.low_closed,
            "high": plain(self.high.value),
            "high_closed": self.high_closed,
            "unit": self.unit,
        }


Size: TypeAlias = Bound | Between


def _both(one: _Bound | Between, other: _Bound | Between) -> _Bound | Between:
    if isinstance(one, About) or isinstance(other, About):
        raise ValueRangeError(
            "“约”的范围由评分办法确定，不能求交集。", "What “about” admits is a policy's setting; it has no intersection."
        )
    try:
        left, right = one, _converted(other, one.unit)
    except UnitError:  # 亩 in 公顷 may have no finite decimal, 公顷 in 亩 has one
        left, right = _converted(one, other.unit), other
    joint = left.interval & right.interval
    if joint.is_empty:
        raise ValueRangeError(f"“{one}”与“{other}”没有共同的数值。", f"No value satisfies both “{one}” and “{other}”.")
    return from_interval(joint, left.unit)


def _converted(comparator: _Bound | Between, unit: str | None) -> _Bound | Between:
    if comparator.unit == unit:
        return comparator
    if isinstance(comparator, Between):
        return Between(comparator.low.to(unit), comparator.high.to(unit), comparator.low_closed, comparator.high_closed)
    return type(comparator)(comparator.quantity.to(unit))


def from_interval(interval: Interval, unit: str | None) -> Size:
    """The comparator that admits exactly the values of a non-empty interval with at least one end."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low == high:
            return Exactly(Quantity(low, unit))
        return Between(Quantity(low, unit), Quantity(high, unit), interval.low_closed, interval.high_closed)
    if low is not None:
        return (AtLeast if interval.low_closed else MoreThan)(Quantity(low, unit))
    if high is not None:
        return (AtMost if interval.high_closed else LessThan)(Quantity(high, unit))
    raise ValueRangeError("区间没有上限也没有下限。", "The interval has no end.")
