"""Spark: lazy to the end. The columns that are used go to the workers by Arrow batches; no join, no shuffle, nothing is collected.

Every worker needs this package (a wheel that ``--py-files`` ships as a ``.zip`` does) and Python packages of the versions of the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pyarrow as pa
from pyspark.sql import functions as sf
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    BooleanType,
    DataType,
    DecimalType,
    DoubleType,
    FloatType,
    IntegralType,
    LongType,
    StringType,
    StructField,
    StructType,
)

from perfrules.frames.arrow_types import kind_of
from perfrules.frames.columns import Question
from perfrules.frames.outcomes import Judge
from perfrules.frames.protocols import Totals
from perfrules.frames.results import DECIDED
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.dialects import dialect
from perfrules.statements.programs import Kind
from perfrules.statements.scorings import OPEN

_SQL = dialect("spark")
_SCORED, _APART = "_perfrules_scored", "apart"
_ROW, _PART = "_perfrules_row", "_perfrules_part"


def worker(asked: Question, *, settle: bool) -> Callable[[Iterator[pa.Array]], Iterator[pa.Array]]:
    """What a worker does: the results of batches of the columns that are used, in the order of their names."""

    def batches(given: Iterator[pa.Array]) -> Iterator[pa.Array]:
        judge = Judge(replace(asked, policy=_one(asked.policy)), settle)
        for batch in given:
            found = judge.found(dict(zip(asked.columns.used, batch.flatten(), strict=True)))
            columns = {name: judge.column(name, found).cast(pa.string()) for name, kind in asked.kinds.items() if kind == "text"}
            columns[DECIDED] = judge.column(DECIDED, found)
            columns |= {name: judge.units(name, found) for name in _counted(asked)}
            apart = {name: judge.apart(name, found, kind_of(kind)) for name, kind in asked.kinds.items() if kind != "text"}
            columns[_APART] = pa.StructArray.from_arrays(list(apart.values()), names=list(apart), mask=pa.array(found["segment"] >= 0))
            yield pa.StructArray.from_arrays(list(columns.values()), names=list(columns))

    return batches


def _counted(asked: Question) -> Sequence[str]:
    """The amounts of rows that columns decide, which the workers give as whole units: Spark makes decimals of these sooner than of decimals."""
    return ("points", "attainment") if asked.weight.column is None else ("points", "attainment", "maximum")


def _schema(asked: Question) -> StructType:
    """The types of what the workers give."""
    texts = [StructField(name, StringType()) for name, kind in asked.kinds.items() if kind == "text"]
    counted = [StructField(name, LongType()) for name in _counted(asked)]
    apart = StructType([StructField(name, _type(kind)) for name, kind in asked.kinds.items() if kind != "text"])
    return StructType([*texts, StructField(DECIDED, BooleanType()), *counted, StructField(_APART, apart)])


def _shown(asked: Question) -> Mapping[str, Any]:
    """The columns of results of what the workers give."""
    given, found = sf.col(_SCORED), {}
    for name, kind in asked.kinds.items():
        if kind == "text":
            found[name] = given[name]
            continue
        field = "points" if name in ("low", "high") else name
        places = int(kind.removeprefix("decimal"))
        counted = f"{_SQL.name_of(_SCORED)}.{_SQL.name_of(field)}" if field in _counted(asked) else str(asked.weight.value)
        amount = sf.expr(
            f"CAST(CAST({counted} AS DECIMAL(16, 0)) * CAST('1e-{places}' AS DECIMAL({places + 1}, {places})) AS DECIMAL(38, {places}))"
        )
        found[name] = sf.coalesce(given[_APART][name], sf.when(given[DECIDED], amount))
    found["high"] = sf.when(given[DECIDED] & (given["outcome"] == OPEN), found["maximum"]).otherwise(found["high"])
    return {**found, DECIDED: given[DECIDED]}


@lru_cache(maxsize=16)
def _one(policy: Policy) -> Policy:
    """The same object for equal policies: each task brings a copy, and what is kept by policy compares copies setting by setting."""
    return policy


def _column(name: str) -> Any:
    return sf.col(_SQL.name_of(name))


def _type(kind: str) -> DataType:
    if kind.startswith("decimal"):
        return DecimalType(38, int(kind.removeprefix("decimal")))
    return {"text": StringType(), "number": DoubleType(), "count": LongType()}[kind]


@dataclass(frozen=True, slots=True)
class _SparkFrame:
    """A frame of the user's."""

    frame: Any

    @property
    def names(self) -> list[str]:
        return list(self.frame.columns)

    def is_word(self, column: str) -> bool:
        return isinstance(self.frame.schema[column].dataType, (StringType, IntegralType))

    def kind(self, column: str) -> Kind:
        kind = self.frame.schema[column].dataType
        if isinstance(kind, (StringType, DecimalType)):
            return "text"
        return "number" if isinstance(kind, (IntegralType, DoubleType, FloatType)) and not isinstance(kind, BooleanType) else "other"

    def places(self, column: str) -> int | None:
        kind = self.frame.schema[column].dataType
        if isinstance(kind, DecimalType):
            return int(kind.scale)
        return 0 if isinstance(kind, IntegralType) else None

    def scored(self, asked: Question, *, settle: bool) -> Any:
        run = sf.arrow_udf(worker(asked, settle=settle), _schema(asked))  # PySpark reads the kind from the types of the worker
        given = sf.struct(*(_column(name).alias(f"c{place}") for place, name in enumerate(asked.columns.used)))
        results = self.frame.withColumn(_SCORED, run(given))
        return results.select(*map(_column, self.names), *(value.alias(name) for name, value in _shown(asked).items()))

    def collected(self, columns: Sequence[str]) -> pa.Table:
        return self.frame.select(*map(_column, columns)).toArrow()

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> Any:
        """The rows of a department, or of a project, come together on one worker, in the order that the frame has them in."""
        given = self.frame.select(*map(_column, used))
        fields = [StructField(f"c{place}", given.schema[column].dataType) for place, column in enumerate(by)]
        schema = StructType([*fields, *(StructField(name, _type(kind)) for name, kind in kinds.items())])
        parts = int(self.frame.sparkSession.conf.get("spark.sql.shuffle.partitions"))

        def table(rows: pa.Table) -> pa.Table:
            ordered = rows.sort_by(_ROW).drop_columns([_ROW, _PART]).rename_columns(list(used))
            made = make(ordered.to_reader())
            return made.rename_columns(schema.names).cast(to_arrow_schema(schema))

        plain = given.toDF(*(f"c{place}" for place in range(len(used)))).withColumn(_ROW, sf.monotonically_increasing_id())
        key = sf.col(f"c{list(used).index(by[0])}")
        placed = plain.withColumn(_PART, sf.pmod(sf.hash(key), sf.lit(parts)))
        return placed.groupBy(_PART).applyInArrow(table, schema).toDF(*by, *kinds)

    def made(self, table: pa.Table) -> Any:
        return self.frame.sparkSession.createDataFrame(table)


def host(frame: Any) -> _SparkFrame | None:
    """What serves a frame of Spark, classic or of Spark Connect."""
    return _SparkFrame(frame) if hasattr(frame, "mapInArrow") else None
