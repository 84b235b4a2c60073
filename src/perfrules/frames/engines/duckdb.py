"""DuckDB: relations stay relations; only distinct wordings, and the distinct rows that columns do not decide, come out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from perfrules.errors import SettingsError
from perfrules.frames.arrow_types import doubles, kind_of
from perfrules.frames.columns import Question, keys_of
from perfrules.frames.lookup_tables import LEAST, MOST, PARTS, UNKNOWN, WEIGHT, Found, tables_of
from perfrules.frames.protocols import Totals
from perfrules.frames.results import DECIDED, not_plain
from perfrules.statements.dialects import dialect
from perfrules.statements.expressions import Call, Column, Expression
from perfrules.statements.programs import OWN, Kind, Weight, own
from perfrules.statements.queries import query
from perfrules.statements.scorings import Tables, read, results, scoring

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

_SQL = dialect("duckdb")
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT")
_PLAIN = (*_WHOLE, "VARCHAR", "JSON", "DOUBLE", "FLOAT", "BOOLEAN", "DATE", '"NULL"')
"""What a column may hold besides enumerations, decimals and timestamps; of others, such as UUID and BIT, Arrow has other values."""
_BATCH = 1 << 18
_NUMBERS = count()
_TABLES = tuple(f"{OWN}table{place}" for place in range(3))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the user's."""

    frame: DuckDBPyRelation

    @property
    def names(self) -> list[str]:
        return list(self.frame.columns)

    def _type(self, column: str) -> str:
        return str(self.frame.types[self.frame.columns.index(column)])

    def _check(self, columns: Sequence[str]) -> None:
        """Raise :class:`SettingsError` for a column of values of which Arrow has others."""
        for kind in map(self._type, columns):
            if kind not in _PLAIN and (not kind.startswith(("ENUM", "DECIMAL", "TIMESTAMP")) or kind.endswith("]")):
                raise not_plain(kind)

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

    def _value(self, column: str) -> Expression:
        """A column as it is shown: a FLOAT is the decimal that is written of it, not the double that is nearest."""
        found = Column(column)
        return Call("text", found) if self._type(column) == "FLOAT" else found

    def scored(self, asked: Question, *, settle: bool) -> DuckDBPyRelation:
        shown = [*self.names, *asked.kinds, "decided"]
        taken = [name for name in self.names if name.lower() in shown[len(self.names) :]]
        if taken:
            raise SettingsError(
                f"表中已有列 {'、'.join(taken)}，请先改名。", f"The relation has a column {', '.join(taken)}; rename it first."
            )
        self._check(asked.columns.used)
        ours = tables_of(self._groups(asked), asked)
        rows = _name()
        text = self._scores(rows, self.names, results(asked.weight, refusing=True), asked)
        found = self._open(ours, asked) if settle and len(ours.doubtful) else ()
        return self._settled(rows, text, ours, found, asked) if len(found) else _related(self.frame, rows, text, ours.wordings, ours.cells)

    def _groups(self, asked: Question) -> pa.Table:
        """The wordings of the relation, with the suffixes where actual values are texts, and what is known of the rows of each."""
        keys, rows = keys_of(asked.columns), _name()
        parts = read(keys, (self._value(asked.columns.actual), asked.kind), self._weight(asked))
        on = [*keys, *(["suffix"] if asked.kind == "text" else [])]
        weighs = {} if asked.weight.column is None else {WEIGHT: "weight"}
        known = {LEAST: "min({0})", MOST: "max({0})", **dict.fromkeys((PARTS, *weighs), f"max(coalesce({{0}}, {UNKNOWN}))")}
        of = {LEAST: "number", MOST: "number", PARTS: "per", **weighs}
        given = query(_SQL, rows, asked.columns.used, parts, {OWN + name: (own(name), "{0}") for name in (*on, *of.values())})
        words = (f"{OWN}{word} AS {word}" for word in on)
        told = (f"{form.format(OWN + of[name])} AS {name}" for name, form in known.items())
        text = f"SELECT {', '.join([*words, *told])} FROM ({given}) GROUP BY ALL"  # noqa: S608 -- names of ours only
        return _related(self.frame, rows, text).to_arrow_table()

    def _weight(self, asked: Question) -> Weight:
        """The weight, its column by the value that its type gives."""
        return asked.weight if asked.columns.weight is None else replace(asked.weight, column=self._value(asked.columns.weight))

    def _scores(self, rows: str, shown: Sequence[str], wanted: Mapping[str, Expression], asked: Question) -> str:
        """The query of the results that columns know of rows."""
        actual = (self._value(asked.columns.actual), asked.kind)
        parts = scoring(keys_of(asked.columns), actual, self._weight(asked), asked.policy, Tables(*_TABLES[:2]))
        told = {**wanted, DECIDED: Call("present", own("outcome"))}
        return query(_SQL, rows, shown, parts, {name: (value, "{0}") for name, value in told.items()})

    def _open(self, ours: Found, asked: Question) -> pa.Table:
        """The distinct rows that columns do not decide."""
        rows = _name()
        same = (_SQL.equal.format(f"t.{word}", _SQL.expression(value)) for word, value in keys_of(asked.columns, of="s").items())
        doubtful = f"(SELECT s.* FROM {rows} AS s SEMI JOIN {_TABLES[2]} AS t ON {' AND '.join(same)})"  # noqa: S608 -- quoted names only
        used = ", ".join(map(_SQL.name_of, asked.columns.used))
        text = f"SELECT DISTINCT {used} FROM ({self._scores(doubtful, asked.columns.used, {}, asked)}) WHERE NOT {DECIDED}"  # noqa: S608 -- quoted names only
        return _related(self.frame, rows, text, *ours).to_arrow_table()

    def _settled(self, rows: str, text: str, ours: Found, found: pa.Table, asked: Question) -> DuckDBPyRelation:
        """The relation with what the row API says of rows that have no outcome put where they have none."""
        used = list(map(_SQL.name_of, asked.columns.used))
        told = asked.singles.table({name: doubles(found.column(name)).to_pylist() for name in asked.columns.used})
        for name, kind in asked.kinds.items():
            found = found.append_column(OWN + name, pa.array(told[name], kind_of(kind)))
        kept = [f"s.{_SQL.name_of(name)}" for name in self.names]
        shown = (f"CASE WHEN s.{DECIDED} THEN s.{name} ELSE t.{OWN}{name} END AS {name}" for name in asked.kinds)
        same = " AND ".join(_SQL.same.format(f"s.{name}", f"t.{name}") for name in used)
        given = f"SELECT {', '.join([*kept, *shown, f's.{DECIDED}'])} FROM {OWN}decided AS s"  # noqa: S608 -- quoted names only
        joined = f"LEFT JOIN {_TABLES[2]} AS t ON NOT s.{DECIDED} AND {same}"
        return _related(self.frame, rows, f"WITH {OWN}decided AS ({text}) {given} {joined}", ours.wordings, ours.cells, found)

    def collected(self, columns: Sequence[str]) -> pa.Table:
        self._check(columns)
        return self.frame.project(", ".join(map(_SQL.name_of, columns))).to_arrow_table()

    def totalled(self, used: Sequence[str], by: Sequence[str], make: Totals, kinds: Mapping[str, str]) -> DuckDBPyRelation:  # noqa: ARG002 -- the same for all
        self._check(used)
        return self.made(make(self.frame.project(", ".join(map(_SQL.name_of, used))).to_arrow_reader(_BATCH)))

    def made(self, table: pa.Table) -> DuckDBPyRelation:
        return _related(self.frame, _name(), f"SELECT * FROM {_TABLES[0]}", table)  # noqa: S608 -- a name of ours


def _name() -> str:
    """A name for a relation in a query: before DuckDB 2 it is one of a view, which another relation would take the place of."""
    return f"{OWN}rows{next(_NUMBERS)}"


def _related(frame: DuckDBPyRelation, rows: str, text: str, *ours: pa.Table) -> DuckDBPyRelation:
    """One query of a relation, called ``rows`` there, and of tables of ours, which it finds by names that no catalog has."""
    _perfrules_table0, _perfrules_table1, _perfrules_table2 = (*ours, None, None, None)[:3]
    return frame.query(rows, text)  # type: ignore[return-value]  # a SELECT is a relation


def host(frame: Any) -> Relation | None:
    """What serves a relation."""
    return Relation(frame) if hasattr(frame, "sql_query") else None
