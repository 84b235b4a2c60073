"""Spark: lazy to the end. Functions of ours run on the workers, by Arrow batches; tables of ours are broadcast; nothing is collected.

Every worker needs this package (a wheel shipped with ``--py-files`` does) and Python packages of the versions of the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
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

from perfrules.frames.columns import Question, scored
from perfrules.frames.engines.arrow_types import kind_of
from perfrules.frames.protocols import Table, Totals
from perfrules.statements.dialects import amount, dialect
from perfrules.statements.programs import Kind, Stage

_SQL = dialect("spark")
_SINGLE = "_perfrules_single_"
_ROW, _PART = "_perfrules_row", "_perfrules_part"


@dataclass(frozen=True, slots=True)
class Spark:
    """Frames of a session, classic or of Spark Connect."""

    def staged(self, frame: Any, stage: Stage) -> Any:
        """``frame`` with the columns of a stage."""
        return frame.select("*", *(sf.expr(_SQL.expression(value)).alias(name) for name, value in stage.items()))

    def matched(self, frame: Any, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> Any:
        """``frame`` joined with what ``make`` makes of the distinct values of ``keys``."""
        return _joined(frame, self._made(frame.select(*map(_column, keys)).distinct(), make, kinds), keys, [*kinds])

    def _made(self, distinct: Any, make: Callable[[Table], Table], kinds: Mapping[str, str]) -> Any:
        added = [StructField(name, _type(kind)) for name, kind in kinds.items()]
        names = list(distinct.columns)
        schema = StructType([*distinct.schema.fields, *added])

        def batches(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in given:
                made = make({name: column.to_pylist() for name, column in zip(names, batch.columns, strict=True)})
                columns = [*batch.columns, *(pa.array(made[name], kind_of(kind)) for name, kind in kinds.items())]
                yield pa.RecordBatch.from_arrays(columns, names=[*names, *kinds])

        plain = distinct.toDF(*(f"c{place}" for place in range(len(names))))  # mapInArrow finds no column with a dot in its name
        return plain.mapInArrow(batches, schema)

    def joined(self, frame: Any, table: Table, key: str, kinds: Mapping[str, str]) -> Any:
        """``frame`` joined with a table of ours."""
        schema = StructType([StructField(name, _type(kinds[name])) for name in table])
        ours = frame.sparkSession.createDataFrame(list(zip(*table.values(), strict=True)), schema)
        return frame.join(sf.broadcast(ours), on=key, how="left")

    def decimals(self, frame: Any, places: Mapping[str, int]) -> Any:
        """``frame`` with whole units as exact decimals of so many places."""
        return frame.withColumns({name: sf.expr(amount(_SQL, _SQL.name_of(name), count)) for name, count in places.items()})

    def settled(self, frame: Any, used: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> Any:
        """``frame`` with what ``make`` makes of the distinct rows that have no outcome put where they have none."""
        left = frame.filter(sf.col("outcome").isNull()).select(*map(_column, used)).distinct()
        names = {_SINGLE + name: kind for name, kind in kinds.items()}
        singles = self._made(left, lambda rows: {_SINGLE + name: values for name, values in make(rows).items()}, names)
        joined = _joined(frame, singles, used, [*names])
        none = sf.col("outcome").isNull()
        others = {name: sf.when(none, sf.col(_SINGLE + name)).otherwise(sf.col(name)) for name in kinds}
        return joined.withColumns(others).drop(*names)


def _column(name: str) -> Any:
    return sf.col(_SQL.name_of(name))


def _joined(frame: Any, ours: Any, keys: Sequence[str], more: Sequence[str]) -> Any:
    """A left join with a table of ours, by keys that may be null."""
    left, right = frame.alias("given"), ours.alias("ours")
    same = [sf.col(_SQL.name_of("given", key)).eqNullSafe(sf.col(_SQL.name_of("ours", key))) for key in keys]
    condition = same[0]
    for other in same[1:]:
        condition &= other
    return left.join(right, on=condition, how="left").select("given.*", *(sf.col(_SQL.name_of("ours", name)) for name in more))


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
        shown = [*self.names, *asked.kinds, "decided"]
        return scored(self.frame, Spark(), asked, settle=settle).select(*map(_column, shown))

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
            made = make(duckdb.connect().from_arrow(ordered))
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
