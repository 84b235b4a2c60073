"""The expressions that a row is scored by, apart from any engine: columns, literals, arithmetic on doubles, choices.

An engine or a dialect of SQL renders them. There is little here on purpose: what is here means the same in every engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Literal, TypeAlias

Operator: TypeAlias = Literal["+", "-", "*", "/", ">=", ">", "<=", "<", "=", "and", "or", "||", "after"]
Function: TypeAlias = Literal["double", "text", "floor", "absolute", "number", "length", "present"]
"""Casts, and on texts: the number that one begins with where it is written plainly, else an empty text."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What is computed for a row."""

    def __add__(self, other: Expression) -> Expression:
        return Pair("+", self, other)

    def __sub__(self, other: Expression) -> Expression:
        return Pair("-", self, other)

    def __mul__(self, other: Expression) -> Expression:
        if isinstance(self, Whole) and isinstance(other, Whole):
            return Whole(self.value * other.value)
        return other if self == Whole(1) else self if other == Whole(1) else Pair("*", self, other)

    def __truediv__(self, other: Expression) -> Expression:
        return self if other == Whole(1) else Pair("/", self, other)

    def __ge__(self, other: Expression) -> Expression:
        return Pair(">=", self, other)

    def __gt__(self, other: Expression) -> Expression:
        return Pair(">", self, other)

    def __le__(self, other: Expression) -> Expression:
        return Pair("<=", self, other)

    def __lt__(self, other: Expression) -> Expression:
        return Pair("<", self, other)

    def __and__(self, other: Expression) -> Expression:
        return Pair("and", self, other)

    def __or__(self, other: Expression) -> Expression:
        return Pair("or", self, other)

    def equals(self, other: Expression) -> Expression:
        """Whether both are the same."""
        return Pair("=", self, other)

    def joined(self, other: Expression) -> Expression:
        """The text of both, one after the other."""
        return Pair("||", self, other)

    def after(self, head: Expression) -> Expression:
        """What of a text follows what it begins with."""
        return Pair("after", self, head)


@dataclass(frozen=True, slots=True)
class Column(Expression):
    """A column of the row; ``of`` is the table that it stands in where several are joined."""

    name: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Whole(Expression):
    """A whole number, as a double."""

    value: int


@dataclass(frozen=True, slots=True)
class Words(Expression):
    """A text."""

    value: str


@dataclass(frozen=True, slots=True)
class Nothing(Expression):
    """Null."""


@dataclass(frozen=True, slots=True)
class Pair(Expression):
    """An operator between two expressions."""

    operator: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A function of one expression."""

    function: Function
    of: Expression


@dataclass(frozen=True, slots=True)
class Amount(Expression):
    """Whole units as an exact decimal of so many places."""

    of: Expression
    places: int


@dataclass(frozen=True, slots=True)
class Choice(Expression):
    """The first expression whose condition is true, else ``otherwise``; a condition that is null is not true."""

    cases: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Count(Expression):
    """So many times how many conditions are true, where each implies the one before it."""

    conditions: tuple[Expression, ...]
    times: int = 1


def when(condition: Expression, then: Expression, otherwise: Expression | None = None) -> Choice:
    """``then`` where ``condition`` is true, else ``otherwise`` (null)."""
    return Choice(((condition, then),), otherwise or Nothing())


def every(*conditions: Expression) -> Expression:
    """Whether all conditions are true."""
    return reduce(Expression.__and__, conditions)


def total(*terms: Expression) -> Expression:
    """The sum of all terms."""
    return reduce(Expression.__add__, terms)


def columns_in(expression: Expression) -> Iterator[Column]:
    """The columns of an expression, each as often as it stands there."""
    if isinstance(expression, Column):
        yield expression
    for part in _parts(expression):
        yield from columns_in(part)


def _parts(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Pair(_, left, right):
            yield from (left, right)
        case Call(_, of) | Amount(of, _):
            yield of
        case Count(conditions, _):
            yield from conditions
        case Choice(cases, otherwise):
            for condition, then in cases:
                yield from (condition, then)
            yield otherwise
        case _:
            return


def put(expression: Expression, known: Mapping[str, Expression]) -> Expression:
    """An expression with others in the place of columns, by the names of these."""
    match expression:
        case Column(name, None):
            return known.get(name, expression)
        case Pair(operator, left, right):
            return Pair(operator, put(left, known), put(right, known))
        case Call(function, of):
            return Call(function, put(of, known))
        case Amount(of, places):
            return Amount(put(of, known), places)
        case Count(conditions, times):
            return Count(tuple(put(condition, known) for condition in conditions), times)
        case Choice(cases, otherwise):
            return Choice(tuple((put(condition, known), put(then, known)) for condition, then in cases), put(otherwise, known))
        case _:
            return expression
