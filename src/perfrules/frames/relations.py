"""The rows of a DuckDB relation scored where they lie: by expressions that DuckDB runs, by the row API for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from perfrules.errors import SettingsError
from perfrules.frames.forms import Quotient
from perfrules.frames.pieces import RATIO_PLACES
from perfrules.frames.plans import WORTH, Plan
from perfrules.frames.results import RESULTS, check
from perfrules.frames.settling import OWN, Columns, can_settle, located
from perfrules.frames.singles import Singles
from perfrules.scoring.policies import DEFAULT, PolicyLike, load
from perfrules.scoring.rounding import HUNDREDTHS, places_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_AMOUNTS = ("maximum", "points", "low", "high")


def score_duckdb(
    connection: DuckDBPyConnection,
    rows: str | DuckDBPyRelation,
    *,
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | None = None,
    policy: PolicyLike = DEFAULT,
    worth: int = WORTH,
) -> DuckDBPyRelation:
    """The rows of a query, or of a relation of ``connection``, as a relation with the score of each beside it.

    Columns and results are those of :func:`perfrules.frames.score_columns`, to the last digit; amounts are ``DECIMAL(38, n)``
    and the order of the rows is kept. Only distinct wordings come out of the database, and the rows that columns do not
    decide, equal ones once; for that the query runs twice before the relation that is returned does. A wording on fewer rows
    than ``worth`` goes to the row API. Raises :class:`SettingsError` for a column that is missing and for a result that would
    replace one, and what ``evaluate`` raises for a policy, category or weight.
    """
    relation = connection.sql(rows) if isinstance(rows, str) else rows
    columns = Columns(target, actual, name, category, weight)
    check(relation.columns, columns.used)
    taken = [column for column in relation.columns if column.lower() in RESULTS]
    if taken:
        raise SettingsError(f"表中已有列 {'、'.join(taken)}，请先改名。", f"The relation has a column {', '.join(taken)}; rename it first.")
    singles = Singles(columns, load(policy))
    numbered = relation.project(f"*, row_number() OVER () AS {OWN}row")
    frame = nw.from_native(numbered)
    schema = frame.collect_schema()
    if can_settle(schema, columns):
        found, plan = located(frame, schema, columns, singles.policy, _Database(connection), worth=worth)
        return _filled(_settled(found.to_native(), relation.columns, plan), connection, singles, plan.places)
    return _filled(_undecided(numbered, relation.columns), connection, singles, HUNDREDTHS)


@dataclass(frozen=True, slots=True)
class _Database:
    """Tables of a connection; a table of ours is a query over lists that are passed beside it."""

    connection: DuckDBPyConnection

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def table(self, columns: Mapping[str, Sequence[Any]]) -> nw.LazyFrame[Any]:
        kinds = {name: "VARCHAR" if values and isinstance(values[0], str) else "BIGINT" for name, values in columns.items()}
        return nw.from_native(_table(self.connection, columns, kinds))


def _table(connection: DuckDBPyConnection, columns: Mapping[str, Sequence[Any]], kinds: Mapping[str, str]) -> DuckDBPyRelation:
    lists = ", ".join(f"unnest(?::{kinds[name]}[]) AS {name}" for name in columns)
    return connection.sql(f"SELECT {lists}", params=[list(values) for values in columns.values()])


def _settled(located: DuckDBPyRelation, user: Sequence[str], plan: Plan) -> DuckDBPyRelation:
    """The integers as decimals: nothing that is divided is negative and nothing overflows, so ``//`` is exact."""
    points = f"{OWN}fixed + {plan.step} * {_quotient('points')}"
    ratio = _decimal(f"{OWN}sign * {_quotient('ratio')}", RATIO_PLACES)
    results = {
        "outcome": f"{OWN}outcome",
        "maximum": _decimal(f"{OWN}maximum", plan.places),
        **dict.fromkeys(("points", "low", "high"), _decimal(points, plan.places)),
        "attainment": f"CASE WHEN {OWN}rated = 1 THEN {ratio} END",
        "findings": f"{OWN}codes",
    }
    return located.project(_list([*map(_quoted, user), f"{OWN}row", *(f"{what} AS {OWN}{name}" for name, what in results.items())]))


def _undecided(numbered: DuckDBPyRelation, user: Sequence[str]) -> DuckDBPyRelation:
    results = {name: "''" if name in ("outcome", "findings") else "NULL::DECIMAL(38, 6)" for name in RESULTS}
    return numbered.project(_list([*map(_quoted, user), f"{OWN}row", *(f"{what} AS {OWN}{name}" for name, what in results.items())]))


def _quotient(of: str) -> str:
    alpha, beta, gamma, delta = (f"{OWN}{of}_{term}" for term in Quotient._fields)
    return f"(({alpha} * {OWN}mantissa + {beta}) // ({gamma} * {OWN}mantissa + {delta}))"


def _decimal(whole: str, places: int) -> str:
    return f"CAST(CAST({whole} AS DECIMAL(19, 0)) * CAST('1e-{places}' AS DECIMAL({places + 1}, {places})) AS DECIMAL(38, {places}))"


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _list(expressions: Sequence[str]) -> str:
    return ", ".join(expressions)


def _filled(decided: DuckDBPyRelation, connection: DuckDBPyConnection, singles: Singles, places: int) -> DuckDBPyRelation:
    """The rows in their order, those that columns do not decide with the scores of the row API.

    Both have the same type before they meet: where two decimals of 38 digits differ in scale, DuckDB takes either and rounds.
    """
    used = singles.columns.used
    user = decided.columns[: decided.columns.index(f"{OWN}row")]
    values, texts = [_quoted(column) for column in used], [f"CAST({_quoted(column)} AS VARCHAR)" for column in used]
    left = decided.filter(f"{OWN}outcome = ''").project(_list([*values, *texts])).distinct().fetchall()
    scores = [singles.score(dict(zip(used, row, strict=False))) for row in left]
    told: dict[str, list[Any]] = {name: [value(score) for score in scores] for name, value in RESULTS.items()}
    places = max([places, *(places_of(value) for name in _AMOUNTS for value in told[name])])
    keys = {f"{OWN}key{place}": [row[len(used) + place] for row in left] for place in range(len(used))}
    columns = {**keys, f"{OWN}pending": [""] * len(left), **{f"{OWN}single_{name}": results for name, results in told.items()}}
    kinds = dict.fromkeys(RESULTS, "VARCHAR") | dict.fromkeys(_AMOUNTS, f"DECIMAL(38, {places})")
    kinds["attainment"] = f"DECIMAL(38, {RATIO_PLACES})"
    single = _table(connection, columns, dict.fromkeys(columns, "VARCHAR") | {f"{OWN}single_{name}": kind for name, kind in kinds.items()})
    same = [f"{text} IS NOT DISTINCT FROM {key}" for text, key in zip(texts, keys, strict=True)]
    condition = " AND ".join([f"{OWN}outcome = {OWN}pending", *same])
    joined = decided.join(single, condition, how="left").order(f"{OWN}row")
    shown = [
        f"CASE WHEN {OWN}outcome = '' THEN {OWN}single_{name} ELSE CAST({OWN}{name} AS {kind}) END AS {name}"
        for name, kind in kinds.items()
    ]
    return joined.project(_list([*map(_quoted, user), *shown]))
