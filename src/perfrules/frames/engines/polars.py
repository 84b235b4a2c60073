"""Polars, eager and lazy: its columns go to Arrow and back without being copied where they are numbers; nothing lazy is collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from perfrules.frames.columns import Question
from perfrules.frames.outcomes import FOUND, Judge
from perfrules.frames.protocols import Totals
from perfrules.frames.results import DECIDED
from perfrules.frames.singles import decimals_of
from perfrules.statements.programs import OWN, Kind

_SCORED = f"{OWN}scored"
_FOUND = {name: pl.Series(values=np.zeros(0, kind)).dtype for name, kind in FOUND.items()}


@dataclass(frozen=True, slots=True)
class _PolarsFrame:
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
        judge = Judge(asked, settle)
        kinds = {name: _kind(kind) for name, kind in asked.kinds.items()} | {DECIDED: pl.Boolean()}
        if self.eager is not None:
            rows = _rows(judge, self.eager.select(asked.columns.used).to_struct())
            return self.eager.with_columns(_column(judge, name, rows).alias(name) for name in kinds)
        found = pl.struct(asked.columns.used).map_batches(partial(_rows, judge), return_dtype=pl.Struct(_FOUND), is_elementwise=True)
        shown = (
            pl.col(_SCORED).map_batches(partial(_column, judge, name), return_dtype=kind, is_elementwise=True).alias(name)
            for name, kind in kinds.items()
        )
        return self.frame.with_columns(found.alias(_SCORED)).with_columns(shown).select(*self.names, *kinds)

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


def host(frame: Any) -> _PolarsFrame | None:
    """What serves a frame of polars."""
    if isinstance(frame, pl.DataFrame):
        return _PolarsFrame(frame.lazy(), frame)
    return _PolarsFrame(frame, None) if isinstance(frame, pl.LazyFrame) else None


def _rows(judge: Judge, given: pl.Series) -> pl.Series:
    """What is found of rows, the columns of a struct, as a struct."""
    found = judge.found({name: _arrow(given.struct.field(name)) for name in judge.asked.columns.used})
    return pl.DataFrame({name: _series(pa.array(values)) for name, values in found.items()}).to_struct()


def _column(judge: Judge, name: str, found: pl.Series) -> pl.Series:
    """A column of results of what is found."""
    return _series(judge.column(name, {field: found.struct.field(field).to_numpy() for field in FOUND}))


def _arrow(column: pl.Series) -> pa.Array:
    found = column.rechunk().to_arrow()
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _series(column: pa.Array) -> pl.Series:
    found = pl.from_arrow(column)
    assert isinstance(found, pl.Series)
    return found.cast(pl.String) if pa.types.is_dictionary(column.type) else found


def _is_text(kind: pl.DataType) -> bool:
    return isinstance(kind, (pl.String, pl.Categorical, pl.Enum))


def _kind(kind: str) -> Any:
    if kind.startswith("decimal"):
        return pl.Decimal(38, int(kind.removeprefix("decimal")))
    return {"text": pl.String, "number": pl.Float64, "count": pl.Int64}[kind]
