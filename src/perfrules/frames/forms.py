"""Quotients of linear terms: what a share is on a stretch of values, and what half-up rounding makes of it in integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

LIMIT = 2**62
"""No intermediate of a decided row reaches it, so that 64-bit integers hold them all."""


class Form(NamedTuple):
    """``(a·v + b) / (c·v + d)``."""

    a: Fraction
    b: Fraction
    c: Fraction = Fraction(0)
    d: Fraction = Fraction(1)

    def at(self, value: Fraction) -> Fraction:
        """The value of the form at ``value``."""
        return (self.a * value + self.b) / (self.c * value + self.d)

    @property
    def is_constant(self) -> bool:
        """Whether it is the same everywhere."""
        return self.a == 0 and self.c == 0


def constant(value: Fraction) -> Form:
    """The form that is ``value`` everywhere."""
    return Form(Fraction(0), value)


def fitted(values: Sequence[Fraction], results: Sequence[Fraction]) -> Form | None:
    """The form through three points: constant, linear or a reciprocal, as the rules of completion are; None if it is none of them."""
    if results[0] == results[1] == results[2]:
        return constant(results[0])
    slope = (results[2] - results[0]) / (values[2] - values[0])
    line = Form(slope, results[0] - slope * values[0])
    if line.at(values[1]) == results[1]:
        return line
    products = {value * result for value, result in zip(values, results, strict=True)}
    return Form(Fraction(0), products.pop(), Fraction(1), Fraction(0)) if len(products) == 1 else None


class Quotient(NamedTuple):
    """``(alpha·m + beta) // (gamma·m + delta)`` of integers, for integers ``m``."""

    alpha: int = 0
    beta: int = 0
    gamma: int = 0
    delta: int = 1

    def at(self, mantissa: int) -> int:
        """The quotient at ``mantissa``, rounded down."""
        return (self.alpha * mantissa + self.beta) // (self.gamma * mantissa + self.delta)

    def reach(self) -> int:
        """The largest ``|m|`` for which ``|alpha|·|m| + |beta|`` and ``|gamma|·|m| + |delta|`` stay below :data:`LIMIT`."""
        return min(_reach(self.alpha, self.beta), _reach(self.gamma, self.delta))

    def counts(self, mantissa: int) -> bool:
        """Whether rounding down and cutting off agree, because nothing is negative, and there is no division by zero."""
        return self.alpha * mantissa + self.beta >= 0 and self.gamma * mantissa + self.delta > 0


def _reach(slope: int, offset: int) -> int:
    room = LIMIT - 1 - abs(offset)
    return room if room < 0 or not slope else room // abs(slope)


def half_up(form: Form, times: Fraction, decimals: int) -> Quotient:
    """``floor(times·form(m / 10**decimals) + ½)`` as one quotient of integers in lowest terms."""
    power = 10**decimals
    terms = (2 * times * form.a + form.c, (2 * times * form.b + form.d) * power, 2 * form.c, 2 * form.d * power)
    common = lcm(*(term.denominator for term in terms))
    whole = [int(term * common) for term in terms]
    shared = gcd(*whole)
    return Quotient(*(term // shared for term in whole))
