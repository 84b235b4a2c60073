"""Polars, eager and lazy: expressions of its own, and functions of ours between two steps of its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from perfrules.frames.columns import Question, scored
from perfrules.frames.protocols import Table, Totals
from perfrules.frames.singles import decimals_of
from perfrules.statements.expressions import Call, Choice, Column, Expression, Nothing, Pair, Whole, Words
from perfrules.statements.programs import Kind, Stage

_DIGITS = "-0123456789."


@dataclass(frozen=True, slots=True)
class Polars:
    """A lazy frame; where it is ``eager``, functions of ours are run at once, so that what they raise is raised there."""

    eager: bool

    def staged(self, frame: pl.LazyFrame, stage: Stage) -> pl.LazyFrame:
        """``frame`` with the columns of a stage."""
        return frame.with_columns(**{name: rendered(expression) for name, expression in stage.items()})

    def matched(self, frame: pl.LazyFrame, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> pl.LazyFrame:
        """``frame`` joined with what ``make`` makes of the distinct values of ``keys``."""
        distinct = frame.select(keys).unique()
        schema = {**distinct.collect_schema(), **{name: _kind(kind) for name, kind in kinds.items()}}

        def table(batch: pl.DataFrame) -> pl.DataFrame:
            made = make({name: batch.get_column(name).to_list() for name in keys})
            return batch.with_columns(pl.Series(name, made[name], dtype=_kind(kind)) for name, kind in kinds.items())

        found = table(distinct.collect()).lazy() if self.eager else distinct.map_batches(table, schema=schema)
        return frame.join(found, on=list(keys), how="left", nulls_equal=True, maintain_order="left")

    def joined(self, frame: pl.LazyFrame, table: Table, key: str, kinds: Mapping[str, str]) -> pl.LazyFrame:
        """``frame`` joined with a table of ours."""
        found = pl.LazyFrame({name: pl.Series(values, dtype=_kind(kinds[name])) for name, values in table.items()})
        return frame.join(found, on=key, how="left", maintain_order="left")

    def decimals(self, frame: pl.LazyFrame, places: Mapping[str, int]) -> pl.LazyFrame:
        """``frame`` with whole units as exact decimals of so many places."""
        return frame.with_columns(**{name: _decimal(pl.col(name), count) for name, count in places.items()})

    def settled(self, frame: pl.LazyFrame, used: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> pl.LazyFrame:
        """``frame`` with what ``make`` makes of the distinct rows that have no outcome put where they have none."""
        prefix = "_perfrules_single_"
        left = self.matched(
            frame.filter(pl.col("outcome").is_null()),
            used,
            lambda rows: {prefix + name: values for name, values in make(rows).items()},
            {prefix + name: kind for name, kind in kinds.items()},
        )
        singles = left.select(*used, *(prefix + name for name in kinds)).unique(subset=list(used))
        joined = frame.join(singles, on=list(used), how="left", nulls_equal=True, maintain_order="left")
        none = pl.col("outcome").is_null()
        return joined.with_columns(**{name: pl.when(none).then(pl.col(prefix + name)).otherwise(pl.col(name)) for name in kinds}).drop(
            prefix + name for name in kinds
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame of the user's."""

    frame: pl.LazyFrame
    eager: pl.DataFrame | None

    @property
    def _schema(self) -> pl.Schema:
        return self.frame.collect_schema()

    @property
    def names(self) -> list[str]:
        return self._schema.names()

    def is_word(self, column: str) -> bool:
        return _is_text(self._schema[column]) or self._schema[column].is_integer()

    def kind(self, column: str) -> Kind:
        kind = self._schema[column]
        if _is_text(kind) or kind.is_decimal():
            return "text"
        return "number" if kind.is_integer() or kind.is_float() else "other"

    def places(self, column: str) -> int | None:
        kind = self._schema[column]
        if kind.is_integer():
            return 0
        if isinstance(kind, pl.Decimal):
            return kind.scale
        return None if self.eager is None else decimals_of(self.eager.get_column(column).unique().to_list())

    def scored(self, asked: Question, *, settle: bool) -> pl.DataFrame | pl.LazyFrame:
        results = [*asked.kinds, "decided"]
        if self.eager is None:
            return scored(self.frame, Polars(eager=False), asked, settle=settle).select(*self.names, *results)
        slim = self.eager.lazy().select(asked.columns.used)
        return self.eager.hstack(scored(slim, Polars(eager=True), asked, settle=settle).select(results).collect())

    def collected(self, columns: Sequence[str]) -> pa.Table:
        return self.frame.select(columns).collect().to_arrow()

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> pl.DataFrame | pl.LazyFrame:
        schema = pl.Schema({**{column: self._schema[column] for column in by}, **{name: _kind(kind) for name, kind in kinds.items()}})

        def table(rows: pl.DataFrame) -> pl.DataFrame:
            found = pl.from_arrow(make(duckdb.connect().from_arrow(rows.to_arrow())))
            assert isinstance(found, pl.DataFrame)
            return found.cast(schema)

        rows = self.frame.select(used)
        return table(rows.collect()) if self.eager is not None else rows.map_batches(table, schema=schema)

    def made(self, table: pa.Table) -> pl.DataFrame | pl.LazyFrame:
        found = pl.from_arrow(table)
        assert isinstance(found, pl.DataFrame)
        return found.lazy() if self.eager is None else found


def host(frame: Any) -> _Frame | None:
    """What serves a frame of polars."""
    if isinstance(frame, pl.DataFrame):
        return _Frame(frame.lazy(), frame)
    return _Frame(frame, None) if isinstance(frame, pl.LazyFrame) else None


def _is_text(kind: pl.DataType) -> bool:
    return isinstance(kind, (pl.String, pl.Categorical, pl.Enum))


def _kind(kind: str) -> Any:
    if kind.startswith("decimal"):
        return pl.Decimal(38, int(kind.removeprefix("decimal")))
    return {"text": pl.String, "number": pl.Float64, "count": pl.Int64}[kind]


def _decimal(units: pl.Expr, places: int) -> pl.Expr:
    return (units.cast(pl.Int64).cast(pl.Decimal(38, 0)) * pl.lit(Decimal(1).scaleb(-places))).cast(pl.Decimal(38, places))


def rendered(expression: Expression) -> pl.Expr:
    """An expression as polars has it."""
    match expression:
        case Column(name):
            return pl.col(name)
        case Whole(value):
            return pl.lit(float(value))
        case Words(value):
            return pl.lit(value)
        case Pair("/", left, Whole(value)):  # by a column: polars multiplies by the reciprocal of a literal, which is not exact
            one = rendered(left)
            return one / pl.when(one.is_not_null()).then(float(value))
        case Pair(operator, left, right):
            return _PAIRS[operator](rendered(left), rendered(right))
        case Call(function, of):
            return _CALLS[function](rendered(of))
        case Choice(cases, otherwise):
            first, *rest = ((rendered(condition), rendered(then)) for condition, then in cases)
            chain: Any = pl.when(first[0]).then(first[1])
            for condition, then in rest:
                chain = chain.when(condition).then(then)
            found: pl.Expr = chain.otherwise(rendered(otherwise))
            return found
        case _:
            assert isinstance(expression, Nothing)
            return pl.lit(None)


def _number(text: pl.Expr) -> pl.Expr:
    return text.str.head(text.str.len_chars() - text.str.strip_chars_start(_DIGITS).str.len_chars())


def _plain(text: pl.Expr) -> pl.Expr:
    """A number without leading zeros, and with digits on both sides of a point."""
    digits = _number(text).str.strip_prefix("-")
    odd = digits.str.ends_with(".") | digits.str.starts_with(".") | digits.str.starts_with("-")
    leading = digits.str.starts_with("0") & ~digits.str.starts_with("0.") & (digits != "0")
    return digits.cast(pl.Float64, strict=False).is_not_null() & ~odd & ~leading


_PAIRS: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    ">=": lambda one, other: one >= other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    "<": lambda one, other: one < other,
    "=": lambda one, other: one == other,
    "and": lambda one, other: one & other,
    "or": lambda one, other: one | other,
    "||": lambda one, other: one + other,
}
_CALLS: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "double": lambda of: of.cast(pl.Float64, strict=False),
    "text": lambda of: of.cast(pl.String),
    "floor": lambda of: of.floor(),
    "absolute": lambda of: of.abs(),
    "number": _number,
    "suffix": lambda of: of.str.strip_chars_start(_DIGITS),
    "plain": _plain,
    "unsigned": lambda of: ~of.str.starts_with("-"),
    "length": lambda of: of.str.len_chars().cast(pl.Float64),
    "present": lambda of: of.is_not_null(),
}
