"""Rounding half up on exact rationals, without any decimal context."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

HUNDREDTHS = 2


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """``value`` rounded half up (away from zero at the half) to ``places`` decimals.

    >>> rounded(Fraction("89.995"), 2), rounded(Fraction(-5, 1000), 2), rounded(Fraction(2, 3), 0)
    (Decimal('90.00'), Decimal('-0.01'), Decimal('1'))
    """
    top, bottom = value.as_integer_ratio()
    units = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    return of_units(-units if top < 0 else units, places)


@lru_cache(maxsize=32_768)
def of_units(units: int, places: int) -> Decimal:
    """So many units of the last of ``places`` decimals: the points of a hundred are ten thousand hundredths at most.

    >>> of_units(7000, 2), of_units(-5, 0)
    (Decimal('70.00'), Decimal('-5'))
    """
    return Decimal(f"{units}E-{places}" if places else units)


def total(values: Sequence[Decimal]) -> Decimal:
    """The exact sum of decimals, whatever the caller's decimal context.

    >>> total([Decimal("0.1")] * 3)
    Decimal('0.3')
    """
    places = max((places_of(value) for value in values), default=0)
    whole = 10**places
    units = sum(top * (whole // bottom) for top, bottom in (value.as_integer_ratio() for value in values))
    return Decimal(f"{units}E-{places}" if places else units)


def places_of(value: Decimal) -> int:
    """The decimals that a value is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shares(whole: Decimal, parts: Sequence[Decimal | Fraction], places: int = HUNDREDTHS) -> list[Decimal]:
    """``whole`` in proportion to ``parts``, each rounded down to ``places``, the remainder to the first: the sum is exact.

    >>> shares(Decimal(50), [Decimal(1)] * 3)
    [Decimal('16.68'), Decimal('16.66'), Decimal('16.66')]
    """
    every = sum((Fraction(part) for part in parts), Fraction(0))
    step = 10**places
    out = [Fraction(floor(Fraction(whole) * Fraction(part) / every * step), step) for part in parts]
    out[0] += Fraction(whole) - sum(out, Fraction(0))
    return [rounded(value, max(places, places_of(whole))) for value in out]
