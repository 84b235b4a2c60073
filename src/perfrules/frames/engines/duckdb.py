"""DuckDB: relations stay relations; only distinct wordings, and the distinct rows that columns do not decide, come out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from perfrules.errors import SettingsError
from perfrules.frames.columns import Question, scored
from perfrules.frames.engines.arrow_types import kind_of
from perfrules.frames.protocols import Table, Totals
from perfrules.statements.dialects import amount, dialect
from perfrules.statements.programs import Kind, Stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

_SQL = dialect("duckdb")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT")
_BATCH = 1 << 18
_STEP, _OURS = "_perfrules_", "{ours}"
_SINGLE = "_perfrules_single_"


@dataclass(frozen=True, slots=True)
class Query:
    """A relation and the steps after it, which become one query: every relation that DuckDB makes is bound anew, with all before it."""

    frame: DuckDBPyRelation
    steps: tuple[str, ...] = ()
    tables: tuple[pa.Table, ...] = ()

    @property
    def last(self) -> str:
        """The name of the last step."""
        return f"{_STEP}{len(self.steps)}"

    def then(self, columns: Sequence[str], after: str = "", table: pa.Table | None = None) -> Query:
        """With a step more; ``after`` is what stands behind the last step's name, with a table of ours as ``ours``."""
        ours = f"{_STEP}table{len(self.tables)}"
        step = f"SELECT {', '.join(columns)} FROM {self.last} AS given {after.replace(_OURS, ours)}"  # noqa: S608 -- quoted names only
        return Query(self.frame, (*self.steps, step), self.tables if table is None else (*self.tables, table))

    def joined(self, ours: pa.Table, keys: Sequence[str], more: Sequence[str], *, plain: bool = False) -> Query:
        """A left join with a table of ours, by keys that may be null unless they are ``plain``."""
        same = "{0} = {1}" if plain else _SQL.same
        on = " AND ".join(same.format(_SQL.name_of("given", key), _SQL.name_of("ours", key)) for key in keys)
        return self.then(["given.*", *(_SQL.name_of("ours", name) for name in more)], f"LEFT JOIN {_OURS} AS ours ON {on}", ours)

    def relation(self) -> DuckDBPyRelation:
        """The relation of all steps."""
        _perfrules_table0, _perfrules_table1, _perfrules_table2 = (*self.tables, None, None, None)[:3]  # the query finds them by name
        parts = ", ".join(f"{_STEP}{number} AS ({step})" for number, step in enumerate(self.steps, 1))
        return self.frame.query(f"{_STEP}0", f"WITH {parts} SELECT * FROM {self.last}")  # type: ignore[return-value]  # noqa: S608 -- quoted names only; a SELECT is a relation


@dataclass(frozen=True, slots=True)
class Duckdb:
    """Relations of any connection: a query on a relation runs in its own."""

    def staged(self, frame: Query, stage: Stage) -> Query:
        """``frame`` with the columns of a stage."""
        return frame.then(["given.*", *(f"{_SQL.expression(value)} AS {_SQL.name_of(name)}" for name, value in stage.items())])

    def matched(self, frame: Query, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> Query:
        """``frame`` joined with what ``make`` makes of the distinct values of ``keys``."""
        return frame.joined(self._made(frame, keys, make, kinds), keys, [*kinds], plain=True)

    def _made(
        self, frame: Query, keys: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str], where: str = ""
    ) -> pa.Table:
        columns = ", ".join(map(_SQL.name_of, keys))
        found = frame.then([f"DISTINCT {columns}"], where).relation().to_arrow_table()
        made = make({name: found.column(name).to_pylist() for name in keys})
        for name, kind in kinds.items():
            found = found.append_column(name, pa.array(made[name], kind_of(kind)))
        return found

    def joined(self, frame: Query, table: Table, key: str, kinds: Mapping[str, str]) -> Query:
        """``frame`` joined with a table of ours."""
        ours = pa.table({name: pa.array(values, kind_of(kinds[name])) for name, values in table.items()})
        whole = frame.then([f"given.* REPLACE (CAST({_SQL.name_of(key)} AS INTEGER) AS {_SQL.name_of(key)})"])
        ours = ours.set_column(ours.column_names.index(key), key, ours.column(key).cast(pa.int32()))
        return whole.joined(ours, [key], [name for name in table if name != key], plain=True)

    def decimals(self, frame: Query, places: Mapping[str, int]) -> Query:
        """``frame`` with whole units as exact decimals of so many places."""
        shown = (f"{amount(_SQL, _SQL.name_of(name), count)} AS {_SQL.name_of(name)}" for name, count in places.items())
        return frame.then([f"* REPLACE ({', '.join(shown)})"])

    def settled(self, frame: Query, used: Sequence[str], make: Callable[[Table], Table], kinds: Mapping[str, str]) -> Query:
        """``frame`` with what ``make`` makes of the distinct rows that have no outcome put where they have none."""
        names = {_SINGLE + name: kind for name, kind in kinds.items()}
        made = self._made(
            frame, used, lambda rows: {_SINGLE + name: values for name, values in make(rows).items()}, names, "WHERE outcome IS NULL"
        )
        shown = (
            f"CASE WHEN outcome IS NULL THEN {_SQL.name_of(_SINGLE + name)} ELSE {_SQL.name_of(name)} END AS {_SQL.name_of(name)}"
            for name in kinds
        )
        found = frame.joined(made, used, [*names])
        return found.then([f"* EXCLUDE ({', '.join(map(_SQL.name_of, names))}) REPLACE ({', '.join(shown)})"])


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
        return scored(Query(self.frame), Duckdb(), asked, settle=settle).then([*map(_SQL.name_of, shown)]).relation()

    def collected(self, columns: Sequence[str]) -> pa.Table:
        return self.frame.project(", ".join(map(_SQL.name_of, columns))).to_arrow_table()

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> DuckDBPyRelation:  # noqa: ARG002 -- the same for all
        return self.made(make(self.frame.project(", ".join(map(_SQL.name_of, used))).to_arrow_reader(_BATCH)))

    def made(self, table: pa.Table) -> DuckDBPyRelation:
        return _related(self.frame, table)


def _related(frame: DuckDBPyRelation, _perfrules_table0: pa.Table) -> DuckDBPyRelation:
    return frame.query(f"{_STEP}0", "SELECT * FROM _perfrules_table0")  # type: ignore[return-value]  # a SELECT is a relation


def host(frame: Any) -> Relation | None:
    """What serves a relation."""
    return Relation(frame) if hasattr(frame, "sql_query") else None
