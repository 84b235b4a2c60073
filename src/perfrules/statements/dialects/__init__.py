"""Dialects of SQL, one file each, found by name: how an expression, a text, a name and a table are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Literal

from perfrules.errors import SettingsError
from perfrules.statements.expressions import (
    Amount,
    Call,
    Choice,
    Column,
    Count,
    Expression,
    Function,
    Nothing,
    Pair,
    Whole,
    Words,
)

HEAD = "'^-?(0|[1-9][0-9]*)([.][0-9]+)?'"
"""The pattern of a number that a text begins with: without leading zeros, and with digits on both sides of a point."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dialect writes what expressions need; ``{0}`` stands for what a function is of.

    ``step`` is a step of a query, so that the database computes its columns once and does not put them into what comes after;
    ``empty`` is what stands for an empty text, ``shown`` how a text is given out; ``equal`` is of values that are joined by, ``same`` also where both are null; ``escapes`` are replaced inside a literal; ``counted`` is a truth as a number, where that is cheaper than a choice.
    """

    name: str
    text: str
    double: str
    functions: Mapping[Function, str]
    decimal: str
    quote: str = '"'
    escapes: Mapping[str, str] = field(default_factory=lambda: {"'": "''"})
    empty: str = "''"
    shown: str = "{0}"
    concatenated: str = "({0} || {1})"
    after: str = "substr({0}, length({1}) + 1)"
    step: str = "({0})"
    counted: str = ""
    equal: str = "{0} = {1}"
    same: str = "{0} = {1}"
    inserts: Literal["values", "union"] = "values"
    from_nothing: str = ""
    whole: str = "{0}e0"
    table: str = ""
    boolean: tuple[str, str] = ("TRUE", "FALSE")

    def name_of(self, *parts: str) -> str:
        """A name, quoted; several parts are joined by dots."""
        return ".".join(self.quote + part.replace(self.quote, 2 * self.quote) + self.quote for part in parts)

    def literal(self, value: str) -> str:
        """A text as a quoted literal."""
        if not value:
            return self.empty
        return "'" + "".join(self.escapes.get(char, char) for char in value) + "'"

    def constant(self, value: str | float | None) -> str:
        """A value as a literal."""
        if value is None:
            return "NULL"
        return self.literal(value) if isinstance(value, str) else f"{int(value)}e0"

    def expression(self, expression: Expression) -> str:
        """An expression as text."""
        match expression:
            case Column(name, of):
                return self.name_of(name) if of is None else f"{of}.{self.name_of(name)}"
            case Whole(value):
                return self.whole.format(value)
            case Words(value):
                return self.literal(value)
            case Pair("||", left, right):
                return self.concatenated.format(self.expression(left), self.expression(right))
            case Pair("after", left, right):
                return self.after.format(self.expression(left), self.expression(right))
            case Pair(operator, _, right):
                first, chain = expression, [right]
                while operator in ("+", "and", "or") and isinstance(first.left, Pair) and first.left.operator == operator:
                    first = first.left
                    chain.append(first.right)
                return f"({f' {operator.upper()} '.join(map(self.expression, (first.left, *reversed(chain))))})"
            case Call(function, of):
                inner = self.expression(of)
                return self.functions[function].replace("{0}", inner)
            case Amount(of, places):
                return amount(self, self.expression(of), places)
            case Count(conditions, times) if self.counted:
                terms = " + ".join(self.counted.format(self.expression(condition)) for condition in conditions)
                return f"(({terms}) * {self.whole.format(times)})"
            case Count(conditions, times):
                cases = ((_opposite(condition), Whole(place * times)) for place, condition in enumerate(conditions))
                return self.expression(Choice(tuple(cases), Whole(len(conditions) * times)))
            case Choice(cases, otherwise):
                arms = "".join(f" WHEN {self.expression(condition)} THEN {self.expression(then)}" for condition, then in cases)
                rest = "" if isinstance(otherwise, Nothing) else f" ELSE {self.expression(otherwise)}"
                return f"CASE{arms}{rest} END"
            case _:
                assert isinstance(expression, Nothing)
                return "NULL"

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[str | float | None]]) -> str:
        """Statements that fill a table, a thousand rows at a time."""
        names = ", ".join(map(self.name_of, columns))
        out = []
        for start in range(0, len(rows), 1000):
            lines = [", ".join(map(self.constant, row)) for row in rows[start : start + 1000]]
            if self.inserts == "values":
                body = "VALUES\n" + ",\n".join(f"({line})" for line in lines)
            else:
                body = "\nUNION ALL\n".join(f"SELECT {line}{self.from_nothing}" for line in lines)
            out.append(f"INSERT INTO {self.name_of(table)} ({names})\n{body};")
        return "\n".join(out)


def _opposite(condition: Expression) -> Expression:
    assert isinstance(condition, Pair)
    return condition.left < condition.right if condition.operator == ">=" else condition.left <= condition.right


@cache
def dialects() -> Mapping[str, Dialect]:
    """Every dialect by its name."""
    names = sorted(entry.name.removesuffix(".py") for entry in files(__name__).iterdir() if entry.name.endswith(".py"))
    found = [import_module(f"{__name__}.{name}").DIALECT for name in names if name != "__init__"]
    return {dialect.name: dialect for dialect in found}


def dialect(name: str) -> Dialect:
    """The dialect of a name; raises :class:`SettingsError` for one that is not known."""
    if name not in dialects():
        known = "、".join(dialects())
        raise SettingsError(
            f"没有名为“{name}”的 SQL 方言，可选：{known}。", f"There is no dialect “{name}”; choose one of {', '.join(dialects())}."
        )
    return dialects()[name]


def amount(dialect: Dialect, units: str, places: int) -> str:
    """Whole units as an exact decimal of so many places."""
    zeros = "0" * places
    return dialect.decimal.replace("{0}", units).format(places=places, digits=places + 1, zeros=zeros, ones=f"{zeros[1:]}1")
