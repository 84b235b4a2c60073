"""The stages of a program on arrays of numbers: what a column needs is computed, and nothing else, each column once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, TypeAlias

import numpy as np

from perfrules.statements.expressions import Call, Choice, Column, Expression, Nothing, Pair, Whole, Words

Values: TypeAlias = Any
"""An array of doubles, of booleans or of the numbers of texts (-1: no text), or one value of all rows."""

Source: TypeAlias = "Callable[[Block], Values]"

_PAIRS: Mapping[str, Callable[[Values, Values], Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    ">=": np.greater_equal,
    ">": np.greater,
    "<=": np.less_equal,
    "<": np.less,
    "=": np.equal,
    "or": np.logical_or,
}

_CALLS: Mapping[str, Callable[[Values], Values]] = {"floor": np.floor, "absolute": np.abs}


class Texts:
    """Texts as whole numbers, from 0 on."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def number(self, text: str) -> int:
        """The number of a text."""
        with self._lock:
            found = self._numbers.setdefault(text, len(self.all))
            if found == len(self.all):
                self.all.append(text)
            return found


class Block:
    """Some rows: columns that are given, columns with a source of their own, and the stages that the others come from."""

    def __init__(self, given: Mapping[str, Values], sources: Mapping[str, Source], stages: Mapping[str, Expression], texts: Texts) -> None:
        self._known = dict(given)
        self._sources, self._stages, self._texts = sources, stages, texts

    def column(self, name: str) -> Values:
        """The values of a column; NaN is null."""
        if name not in self._known:
            source = self._sources.get(name)
            self._known[name] = np.asarray(self._value(self._stages[name]) if source is None else source(self))
        return self._known[name]

    def _value(self, expression: Expression) -> Values:
        match expression:
            case Column(name):
                return self.column(name)
            case Whole(value):
                return float(value)
            case Words(value):
                return self._texts.number(value)
            case Pair("and", left, right):
                first = self._value(left)
                return first & self._value(right) if first.any() else first
            case Pair(operator, left, right):
                return _PAIRS[operator](self._value(left), self._value(right))
            case Call(function, of):
                return _CALLS[function](self._value(of))
            case Choice(cases, otherwise):
                return self._chosen(cases, otherwise)
            case _:
                assert isinstance(expression, Nothing)
                return np.nan

    def _chosen(self, cases: Sequence[tuple[Expression, Expression]], otherwise: Expression) -> Values:
        """The arm of each row; one that no row takes is not computed."""
        if otherwise == Whole(0) and [then for _, then in cases] == [Whole(1)]:
            return self._value(cases[0][0]).view(np.int8)
        left: Values = np.True_
        arms = []
        for condition, then in cases:
            here = self._value(condition)
            left = np.logical_and(left, np.logical_not(here))
            if not left.any():
                otherwise = then
                break
            arms.append((here, then))
        found = self._value(otherwise)
        for here, then in reversed(arms):
            if here.any():
                found = np.where(here, self._value(then), found)
        return found
