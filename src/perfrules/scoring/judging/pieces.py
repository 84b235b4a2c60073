"""Pieces of a curve: where each begins, in units of a bound, and what it pays: a constant, a line or a reciprocal, exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple, TypeAlias

from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome

ZERO, ONE = Fraction(0), Fraction(1)
Bound: TypeAlias = Literal["low", "high", "one"]
"""What a piece is measured by: the lower bound of the requirement, the upper one, or the unit of the target itself."""

Values: TypeAlias = Callable[[Fraction, Fraction], Mapping[str, object]]
"""What a sentence of the explanation shows, of a value and the bound it is measured by."""


class Mark(NamedTuple):
    """Where a piece begins: at ``times`` the bound ``of``, or, where it is ``after``, just above it."""

    times: Fraction
    of: Bound
    after: bool = False


class Form(NamedTuple):
    """``(a·v + b·B) / (c·v + d·B)`` in whole numbers, for a value ``v`` and a bound ``B``."""

    a: int
    b: int
    c: int
    d: int

    @property
    def is_constant(self) -> bool:
        """Whether it is the same everywhere."""
        return not self.a and not self.c

    def at(self, value: Fraction, bound: Fraction) -> Fraction:
        """The value of the form."""
        if self.is_constant:
            return Fraction(self.b, self.d)
        v, b = value.numerator * bound.denominator, bound.numerator * value.denominator
        return Fraction(self.a * v + self.b * b, self.c * v + self.d * b)


def line(slope: Fraction, offset: Fraction) -> Form:
    """``slope·v/B + offset``."""
    common = lcm(slope.denominator, offset.denominator)
    return Form(int(slope * common), int(offset * common), 0, common)


def constant(value: Fraction) -> Form:
    """The form that is ``value`` everywhere."""
    return Form(0, value.numerator, 0, value.denominator)


VALUE_BY_BOUND = Form(1, 0, 0, 1)
BOUND_BY_VALUE = Form(0, 1, 1, 0)


class Sentence(NamedTuple):
    """A sentence of the explanation: its key, the rule of the policy it rests on, and what it shows."""

    key: str
    rule: str | None
    values: Values = lambda _value, _bound: {}


@dataclass(frozen=True, slots=True)
class Piece:
    """What holds from ``start`` (None: from below everything) to the start of the next piece; forms are of the bound ``of``.

    ``codes`` are the findings that it brings, ``reason_required`` whether a deviation reason is asked for.
    """

    start: Mark | None
    outcome: Outcome
    of: Bound
    share: Form
    ratio: Form | None
    sentences: tuple[Sentence, ...] = field(compare=False)
    codes: tuple[str, ...] = ()
    reason_required: bool = False

    def notes(self, value: Fraction, bound: Fraction) -> tuple[Note, ...]:
        """The sentences at a value."""
        return tuple(Note(item.key, item.values(value, bound), item.rule) for item in self.sentences)


Curve: TypeAlias = tuple[Piece, ...]
"""Pieces from the lowest to the highest: each value lies on the last one whose start it has reached."""


def piece_at(curve: Sequence[Piece], value: Fraction, bounds: Mapping[Bound, Fraction]) -> Piece:
    """The piece that holds ``value``: fractions are compared by their whole parts, for there is no quicker way to find it."""
    top, bottom = value.as_integer_ratio()
    for piece in reversed(curve[1:]):
        assert piece.start is not None  # of the lowest alone
        times, of, after = piece.start
        bound = bounds[of]
        beyond = top * bound.denominator * times.denominator - times.numerator * bound.numerator * bottom
        if beyond > 0 or not (beyond or after):
            return piece
    return curve[0]
