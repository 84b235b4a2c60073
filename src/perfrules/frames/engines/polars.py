"""Polars, eager and lazy: its columns go to Arrow and back without being copied where they are numbers; nothing lazy is collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from perfrules.frames.arrow_types import doubles
from perfrules.frames.columns import Question
from perfrules.frames.outcomes import Judge
from perfrules.frames.protocols import Totals
from perfrules.frames.results import DECIDED, not_plain
from perfrules.frames.singles import decimals_of
from perfrules.statements.programs import OWN, Kind

_SCORED = f"{OWN}scored"
_FEW = 10_000
_WIDE = tuple(getattr(pl, name) for name in ("Int128", "UInt128") if hasattr(pl, name))
"""Whole numbers that Arrow has none of: they go there as texts."""


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
        if _is_text(kind) or kind.is_decimal() or kind in _WIDE:
            return "text"
        return "number" if kind.is_integer() or kind.is_float() else "other"

    def places(self, column: str) -> int | None:
        kind = self._schema[column]
        if kind.is_integer():
            return 0
        if isinstance(kind, pl.Decimal):
            return kind.scale
        return None if self.eager is None else decimals_of(doubles(_arrow(self.eager.get_column(column).unique())).to_pylist())

    def _used(self, columns: Sequence[str]) -> list[pl.Expr]:
        """Some columns as Arrow can have them; raises :class:`SettingsError` for one of objects, which polars itself puts in no struct."""
        objects = next((self._schema[column] for column in columns if self._schema[column] == pl.Object), None)
        if objects is not None:
            raise not_plain(objects)
        return [pl.col(column).cast(pl.String) if self._schema[column] in _WIDE else pl.col(column) for column in columns]

    def scored(self, asked: Question, *, settle: bool) -> pl.DataFrame | pl.LazyFrame:
        used = self._used(asked.columns.used)
        judge, words = Judge(asked, settle), _Words()
        kinds = {name: _kind(kind) for name, kind in asked.kinds.items()} | {DECIDED: pl.Boolean()}
        if self.eager is not None:
            rows = _rows(judge, words, self.eager.select(used).to_struct())
            return self.eager.with_columns(_column(judge, name, rows).alias(name) for name in kinds)
        fields = pl.Struct({name: pl.Series(values=np.zeros(0, kind)).dtype for name, kind in judge.scorer.kinds.items()})
        found = pl.struct(used).map_batches(partial(_rows, judge, words), return_dtype=fields, is_elementwise=True)
        shown = (
            pl.col(_SCORED).map_batches(partial(_column, judge, name), return_dtype=kind, is_elementwise=True).alias(name)
            for name, kind in kinds.items()
        )
        return self.frame.with_columns(found.alias(_SCORED)).with_columns(shown).select(*self.names, *kinds)

    def collected(self, columns: Sequence[str]) -> pa.Table:
        return self.frame.select(self._used(columns)).collect().to_arrow()

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> pl.DataFrame | pl.LazyFrame:
        schema = pl.Schema({**{column: self._schema[column] for column in by}, **{name: _kind(kind) for name, kind in kinds.items()}})

        def table(rows: pl.DataFrame) -> pl.DataFrame:
            found = pl.from_arrow(make(rows.to_arrow().to_reader()))
            assert isinstance(found, pl.DataFrame)
            return found.cast(schema)

        rows = self.frame.select(self._used(used))
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


@dataclass(slots=True)
class _Words:
    """The texts of all columns of wordings, as the values of an enumeration that grows."""

    known: pl.Enum = field(default_factory=lambda: pl.Enum([]))
    lock: Any = field(default_factory=Lock)

    def of(self, column: pl.Series) -> pl.Series:
        """A column as values of the enumeration; what a few rows have is learnt before the rest is looked up."""
        for part in (column.head(_FEW), column):
            found = part.cast(self.known, strict=False)
            if found.null_count() > part.null_count():
                fresh = part.filter(found.is_null() & part.is_not_null())
                with self.lock:
                    known = pl.Enum(pl.concat([self.known.categories, fresh]).unique(maintain_order=True))
                    self.known = known
                found = part.cast(known)
        return found


def _rows(judge: Judge, words: _Words, given: pl.Series) -> pl.Series:
    """What is found of rows, the columns of a struct, as a struct; wordings go there as categories."""
    columns = judge.asked.columns
    series = {name: given.struct.field(name) for name in columns.used}
    for name in (columns.target, columns.name, columns.category):
        if name is not None and series[name].dtype == pl.String:
            series[name] = words.of(series[name])
    found = judge.found({name: _arrow(column) for name, column in series.items()})
    return pl.DataFrame(found).to_struct()


def _column(judge: Judge, name: str, found: pl.Series) -> pl.Series:
    """A column of results of what is found."""
    return _series(judge.column(name, {field: found.struct.field(field).to_numpy() for field in judge.scorer.kinds}))


def _arrow(column: pl.Series) -> pa.Array:
    if isinstance(column.dtype, pl.Enum):
        return pa.DictionaryArray.from_arrays(column.to_physical().rechunk().to_arrow(), column.dtype.categories.to_arrow())
    found = column.rechunk().to_arrow()
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _series(column: pa.Array) -> pl.Series:
    if isinstance(column, pa.DictionaryArray):
        return pl.Series(column.dictionary.to_pylist(), dtype=pl.String).gather(pl.Series(column.indices))
    found = pl.from_arrow(column)
    assert isinstance(found, pl.Series)
    return found


def _is_text(kind: pl.DataType) -> bool:
    return isinstance(kind, (pl.String, pl.Categorical, pl.Enum))


def _kind(kind: str) -> Any:
    if kind.startswith("decimal"):
        return pl.Decimal(38, int(kind.removeprefix("decimal")))
    return {"text": pl.String, "number": pl.Float64, "count": pl.Int64}[kind]
