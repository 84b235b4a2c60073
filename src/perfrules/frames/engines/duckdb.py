"""DuckDB: relations stay relations; only distinct wordings, and the distinct rows that columns do not decide, come out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from perfrules.errors import SettingsError
from perfrules.frames.columns import Question, scored
from perfrules.frames.engines.arrow_types import kind_of
from perfrules.frames.protocols import Table
from perfrules.statements.dialects import amount, dialect
from perfrules.statements.programs import Kind, Stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

_SQL = dialect("duckdb")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT")
_GIVEN, _OURS = "_perfrules_given", "ours"
_SINGLE = "_perfrules_single_"


@dataclass(frozen=True, slots=True)
class Duckdb:
    """Relations of any connection: a query on a relation runs in its own."""

    def staged(self, frame: DuckDBPyRelation, stage: Stage) -> DuckDBPyRelation:
        """``frame`` with the columns of a stage."""
        return frame.project(", ".join(["*", *(f"{_SQL.expression(value)} AS {_SQL.name_of(name)}" for name, value in stage.items())]))

    def matched(
        self, frame: DuckDBPyRelation, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]
    ) -> DuckDBPyRelation:
        """``frame`` joined with what ``make`` makes of the distinct values of ``keys``."""
        distinct = frame.project(", ".join(map(_SQL.name_of, keys))).distinct()
        return _joined(frame, self._made(distinct, keys, make, kinds), keys, [*kinds])

    def _made(self, distinct: DuckDBPyRelation, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> pa.Table:
        found = distinct.to_arrow_table()
        made = make({name: found.column(name).to_pylist() for name in keys})
        for name, kind in kinds.items():
            found = found.append_column(name, pa.array(made[name], kind_of(kind)))
        return found

    def joined(self, frame: DuckDBPyRelation, table: Table, key: str, kinds: Mapping[str, str]) -> DuckDBPyRelation:
        """``frame`` joined with a table of ours."""
        ours = pa.table({name: pa.array(values, kind_of(kinds[name])) for name, values in table.items()})
        return _joined(frame, ours, [key], [name for name in table if name != key], plain=True)

    def decimals(self, frame: DuckDBPyRelation, places: Mapping[str, int]) -> DuckDBPyRelation:
        """``frame`` with whole units as exact decimals of so many places."""
        shown = (f"{amount(_SQL, _SQL.name_of(name), count)} AS {_SQL.name_of(name)}" for name, count in places.items())
        return frame.project(f"* REPLACE ({', '.join(shown)})")

    def settled(
        self, frame: DuckDBPyRelation, used: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]
    ) -> DuckDBPyRelation:
        """``frame`` with what ``make`` makes of the distinct rows that have no outcome put where they have none."""
        left = frame.filter("outcome IS NULL").project(", ".join(map(_SQL.name_of, used))).distinct()
        names = {_SINGLE + name: kind for name, kind in kinds.items()}
        singles = self._made(left, used, lambda rows: {_SINGLE + name: values for name, values in make(rows).items()}, names)
        shown = (
            f"CASE WHEN outcome IS NULL THEN {_SQL.name_of(_SINGLE + name)} ELSE {_SQL.name_of(name)} END AS {_SQL.name_of(name)}"
            for name in kinds
        )
        joined = _joined(frame, singles, used, [*names])
        return joined.project(f"* EXCLUDE ({', '.join(map(_SQL.name_of, names))}) REPLACE ({', '.join(shown)})")


def _joined(
    frame: DuckDBPyRelation,
    ours: pa.Table,  # noqa: ARG001 -- the query finds it by its name
    keys: Sequence[str],
    more: Sequence[str],
    *,
    plain: bool = False,
) -> DuckDBPyRelation:
    """A left join with a table of ours, by keys that may be null unless they are ``plain``."""
    same = "{0} = {1}" if plain else _SQL.same
    on = " AND ".join(same.format(_SQL.name_of(_GIVEN, key), _SQL.name_of(_OURS, key)) for key in keys)
    shown = ", ".join([f"{_GIVEN}.*", *(_SQL.name_of(_OURS, name) for name in more)])
    return frame.query(_GIVEN, f"SELECT {shown} FROM {_GIVEN} LEFT JOIN {_OURS} ON {on}")  # type: ignore[return-value]  # noqa: S608 -- quoted names only; a SELECT is a relation


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the user's."""

    frame: DuckDBPyRelation

    @property
    def names(self) -> list[str]:
        return list(self.frame.columns)

    def _type(self, column: str) -> str:
        return str(self.frame.types[self.frame.columns.index(column)])

    def is_word(self, column: str) -> bool:
        return (self.kind(column) == "text" and not self._type(column).startswith("DECIMAL")) or self._type(column) in _WHOLE

    def kind(self, column: str) -> Kind:
        kind = self._type(column)
        if kind == "VARCHAR" or kind.startswith(("ENUM", "DECIMAL")):
            return "text"
        return "number" if kind in (*_WHOLE, "DOUBLE", "FLOAT") else "other"

    def places(self, column: str) -> int | None:
        kind = self._type(column)
        if kind.startswith("DECIMAL"):
            return int(kind.rstrip(")").rpartition(",")[2])
        return 0 if kind in _WHOLE else None

    def scored(self, asked: Question, *, settle: bool) -> DuckDBPyRelation:
        shown = [*self.names, *asked.kinds, "decided"]
        taken = [name for name in self.names if name.lower() in shown[len(self.names) :]]
        if taken:
            raise SettingsError(
                f"表中已有列 {'、'.join(taken)}，请先改名。", f"The relation has a column {', '.join(taken)}; rename it first."
            )
        return scored(self.frame, Duckdb(), asked, settle=settle).project(", ".join(map(_SQL.name_of, shown)))

    def collected(self, columns: Sequence[str]) -> pa.Table:
        return self.frame.project(", ".join(map(_SQL.name_of, columns))).to_arrow_table()

    def made(self, table: pa.Table) -> DuckDBPyRelation:
        return _related(self.frame, table)


def _related(frame: DuckDBPyRelation, ours: pa.Table) -> DuckDBPyRelation:  # noqa: ARG001 -- the query finds it by its name
    return frame.query(_GIVEN, "SELECT * FROM ours")  # type: ignore[return-value]  # a SELECT is a relation


def host(frame: Any) -> Relation | None:
    """What serves a relation."""
    return Relation(frame) if hasattr(frame, "sql_query") else None
