"""Quantities: an exact number and a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import Self, TypeAlias

from perfrules import units
from perfrules.arguments import native, of_kind, shown
from perfrules.deferring import deferred
from perfrules.errors import UnitError, ValueRangeError

EXACT = Context(prec=200, Emin=-999999, Emax=999999, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])
"""Our own decimal context: the caller's is neither read nor changed; a step that would lose a digit raises."""

Exact: TypeAlias = Decimal | Fraction
"""An exact number: a decimal wherever one holds it, else a fraction in lowest terms (1:18)."""


def decimal(value: Decimal | int | str) -> Decimal:
    """A finite Decimal without trailing zeros and without exponent; raises :class:`ValueRangeError` otherwise.

    >>> decimal("99.70"), decimal(1000)
    (Decimal('99.7'), Decimal('1000'))
    """
    if value.__class__ is Decimal and len(digits := str(value)) < _FEW and digits.isdecimal():
        return value
    value = native(value)
    if isinstance(value, (bool, float)):
        raise ValueRangeError(
            f"数值应为 Decimal、整数或文本，不能是 {type(value).__name__}。",
            f"A value is a Decimal, an int or text, not {type(value).__name__}.",
        )
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueRangeError(f"“{shown(value)}”不是数值。", f"“{shown(value)}” is no number.") from None
    if not number.is_finite():
        raise ValueRangeError(f"“{shown(value)}”不是有限数值。", f"“{shown(value)}” is no finite number.")
    if abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueRangeError(f"“{shown(value)}”超出可处理的范围。", f"“{shown(value)}” is out of range.")
    written = plain(number)
    return number if str(number) == written else Decimal(written)


def exact(value: Exact | int | str) -> Exact:
    """Return ``value`` as a finite decimal, or as a fraction where no finite decimal holds it (also from text: ``"2/3"``).

    Raises :class:`ValueRangeError` for what is no number and for a fraction of more than 40 digits.

    >>> exact("2/3"), exact("3/4"), exact("99.70")
    (Fraction(2, 3), Decimal('0.75'), Decimal('99.7'))
    """
    if isinstance(value, str) and (found := _FRACTION.fullmatch(value)):
        value = Fraction(int(found[1]), int(found[2])) if int(found[2]) else value
    if not isinstance(value, Fraction):
        return decimal(value)
    try:
        return decimal(EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)))
    except Inexact:
        return value


def times(value: Exact, factor: int) -> Exact:
    """Return the exact product; a negative ``factor`` of one changes the sign."""
    if isinstance(value, Fraction):
        return exact(value * factor)
    return EXACT.multiply(value, Decimal(factor))


def plain(value: Exact) -> str:
    """Return the decimal string without exponent and without trailing zeros, or numerator/denominator.

    >>> plain(Decimal("5E+4")), plain(Decimal("0.50")), plain(Decimal("-0")), plain(Fraction(2, 3))
    ('50000', '0.5', '0', '2/3')
    """
    if isinstance(value, Fraction):
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def decimal_of(value: Fraction) -> Decimal:
    """The exact decimal of a fraction; raises :class:`UnitError` where it does not end."""
    try:
        return decimal(EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)))
    except Inexact:
        raise UnitError(f"{value} 不能写成有限小数。", f"{value} has no finite decimal form.") from None


@dataclass(frozen=True, slots=True, repr=False)
class Quantity:
    """A value and its unit, as written, the scale expanded: 5万元 is ``Quantity("50000", "元")``.

    The value is a decimal wherever one holds it, else an exact fraction: ``Quantity("1/16")``.

    Equality is of value and unit as they stand; order, :meth:`to` and :meth:`ratio` convert exactly inside a dimension
    and raise :class:`UnitError` across.

    >>> Quantity(5000, "米") > Quantity(1, "公里"), str(Quantity("20000000000", "元"))
    (True, '200亿元')
    """

    value: Exact
    unit: str | None = None

    def __init__(self, value: Exact | int | str, unit: str | None = None) -> None:
        if unit is not None and not isinstance(unit, str):
            raise ValueRangeError(f"单位应为文本，现为 {shown(unit)}。", f"A unit is a text, not {shown(unit)}.")
        object.__setattr__(self, "value", exact(value))
        object.__setattr__(self, "unit", unit or None)

    @classmethod
    def exactly(cls, value: Exact, unit: str | None) -> Self:
        """The quantity of a number that :func:`exact` has given, and of a unit that is none where it is empty: nothing is checked again.

        >>> Quantity.exactly(exact("1.50"), "万元") == Quantity("1.5", "万元")
        True
        """
        made = object.__new__(cls)
        object.__setattr__(made, "value", value)
        object.__setattr__(made, "unit", unit)
        return made

    def __repr__(self) -> str:
        unit = f", {self.unit!r}" if self.unit else ""
        return f"Quantity({plain(self.value)!r}{unit})"

    def __str__(self) -> str:
        unit = self.unit or ""
        if "/" in unit:  # 10/百分点 would be 10 for every hundred of something
            for share in _SHARES:
                unit = unit.replace(share, f"个{share}")
            unit = _SEVERAL.sub("/每", unit)
        classifier = "个" if unit in units.in_use().takes_ge else ""
        return scaled(self.value, self.unit) + classifier + unit

    def fraction(self, unit: str | None) -> Fraction:
        """The exact value in ``unit``, where a decimal may not end; raises :class:`UnitError` across dimensions.

        >>> Quantity(1, "亩").fraction("公顷")
        Fraction(1, 15)
        """
        if unit is not None and not isinstance(unit, str):
            raise ValueRangeError(f"单位应为文本，现为 {shown(unit)}。", f"A unit is a text, not {shown(unit)}.")
        factor = units.factor(self.unit, unit)
        if factor is None:
            ours, theirs = self.unit or "无单位", unit or "无单位"
            _check_scale(ours)
            _check_scale(theirs)
            raise UnitError(
                f"“{ours}”不能换算为“{theirs}”，请改用同类单位。", f"“{ours}” does not convert into “{theirs}”; use units of one dimension."
            )
        return Fraction(self.value) * factor

    def to(self, unit: str | None) -> Self:
        """Return the same quantity in ``unit``; raises :class:`UnitError` across dimensions, and where a decimal becomes none.

        >>> Quantity(3, "公顷").to("亩")
        Quantity('45', '亩')
        """
        value = self.fraction(unit)
        return type(self)(value if isinstance(self.value, Fraction) else decimal_of(value), unit)

    def ratio(self, other: Quantity) -> Fraction:
        """This quantity over ``other``, exactly; ``ZeroDivisionError`` where ``other`` is zero.

        >>> Quantity(1, "亩").ratio(Quantity(2000, "平方米"))
        Fraction(1, 3)
        """
        of_kind(other, Quantity, ("数量（Quantity）", "a Quantity"))
        return self.fraction(other.unit) / Fraction(other.value)

    def __lt__(self, other: Quantity) -> bool:
        return self.fraction(other.unit) < Fraction(other.value) if isinstance(other, Quantity) else NotImplemented

    def __le__(self, other: Quantity) -> bool:
        return self.fraction(other.unit) <= Fraction(other.value) if isinstance(other, Quantity) else NotImplemented

    def __gt__(self, other: Quantity) -> bool:
        return self.fraction(other.unit) > Fraction(other.value) if isinstance(other, Quantity) else NotImplemented

    def __ge__(self, other: Quantity) -> bool:
        return self.fraction(other.unit) >= Fraction(other.value) if isinstance(other, Quantity) else NotImplemented


def _check_scale(unit: str) -> None:
    """Raise :class:`UnitError` for what is a scale with a unit behind it, and no unit: 万元."""
    factor, rest = units.SCALES.get(unit[0]), unit[1:]
    if factor is not None and units.in_use().get(unit) is None and units.in_use().get(rest) is not None:
        raise UnitError(
            f"“{unit}”的“{unit[0]}”是数的一部分：5{unit}写作 Quantity({5 * factor}, '{rest}')。",
            f"The {unit[0]} of “{unit}” belongs to the number: 5{unit} is Quantity({5 * factor}, '{rest}').",
        )


_MOST_DIGITS = 20_000
_FEW = 200
_SHARES = ("百分点", "千分点")
_SEVERAL = deferred(r"(?<=.)/(?=(?!10*(?!\d))\d)", re.ASCII)
"""Before so many of what a rate is of, 2个/每5户, which without 每 may be two quantities; a tenth and a hundredth can only be a rate."""
_FRACTION = deferred(r"(-?\d{1,40})/(\d{1,40})", re.ASCII)


def scaled(value: Exact, unit: str | None) -> str:
    """The number as people write it before ``unit``: with 万 or 亿 where that is shorter and loses nothing.

    >>> scaled(Decimal(800000), "元"), scaled(Decimal(15000), "家"), scaled(Decimal("0.5"), "%")
    ('80万', '15000', '0.5')
    """
    if isinstance(value, Fraction) and unit is not None and unit[0] in units.SCALES:
        return f"{value.denominator}分之{value.numerator}" if value > 0 else f"-{value.denominator}分之{-value.numerator}"  # 1/3千米
    if isinstance(value, Decimal) and (unit is None or unit[0] not in units.parts_of_whole()):
        size = value.copy_abs()
        for mark, step, grain, least in (("亿", 10**8, 10**6, 10**8), ("万", 10**4, 10**4, 10**5)):
            if size >= least and Fraction(value) % grain == 0:
                return plain(decimal_of(Fraction(value) / step)) + mark
    return plain(value)
