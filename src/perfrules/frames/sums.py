"""The totals of a relation: weights as the policy allots them to each make of project, points and sums by columns in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pyarrow as pa

from perfrules.errors import SettingsError
from perfrules.frames.doors import score
from perfrules.frames.engines.arrow_types import kind_of
from perfrules.frames.engines.duckdb import Query
from perfrules.frames.plans import FUNDS, Money, Plan, Plans, bearer
from perfrules.model import Department
from perfrules.rollup import roll_up as rolled_up
from perfrules.scoring.departments import JudgedDepartment
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.projects import is_spending, project_score
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import IndicatorScore
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import places_of, rounded
from perfrules.statements.dialects import dialect
from perfrules.statements.readings import Readings
from perfrules.wording.vocabularies import applied

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

FIGURES = ("points", "maximum", "low", "high")
JUDGED_PLACES = 6

_SQL = dialect("duckdb")
_BEARING = ("c", "w", "x", "s")
_Key: TypeAlias = "tuple[Any, ...]"
_Total: TypeAlias = "tuple[_Key, str, ProjectScore | DepartmentScore]"


@dataclass(frozen=True, slots=True)
class _Part:
    """The indicators of a project that have one outcome, as far as a total asks for them."""

    outcome: Outcome
    count: int
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up: the columns, the policy, what is read already, and the decimals of amounts."""

    by: tuple[str, ...]
    target: str
    actual: str
    name: str | None
    category: str | None
    weight: str | None
    money: Money
    policy: Policy
    readings: Readings
    places: int

    def table(self, given: DuckDBPyRelation) -> pa.Table:
        """The totals of a relation: projects in their order, each department after its projects.

        Raises :class:`SettingsError` for an amount of more decimals than the columns of amounts have.
        """
        with applied(self.readings.vocabulary):
            return self._table(given)

    def _table(self, given: DuckDBPyRelation) -> pa.Table:
        rows = self._judged(given)
        known = _distinct(rows, _BEARING)
        rows = Query(rows).joined(known.append_column("bearer", pa.array(range(len(known)), pa.int64())), _BEARING, ["bearer"]).relation()
        firsts = ", ".join(f"first({name} ORDER BY r) AS {name}" for name in FUNDS)
        made = (
            rows.aggregate(f"{self._keys}, {firsts}, min(r) AS r, string_agg(bearer, ',' ORDER BY r) AS bearers")
            .order("r")
            .to_arrow_table()
        )
        bearers = [(bearer(row["c"], row["w"], row["x"]), row["s"]) for row in known.to_pylist()]
        plans = Plans(self.policy, bearers)
        columns = [made.column(name).to_pylist() for name in FUNDS]
        funds = zip(*columns, strict=True)
        found = [plans.of(told, spent) for told, spent in zip(made.column("bearers").to_pylist(), funds, strict=True)]
        keys = list(zip(*(made.column(f"by{place}").to_pylist() for place in range(len(self.by))), strict=True))
        parts = self._parts(rows, made.select([f"by{place}" for place in range(len(self.by))]), found, plans)
        projects = {key: self._project(place, plan, parts[place]) for place, (key, plan) in enumerate(zip(keys, found, strict=True))}
        return self._shown(list(self._totals(projects)), made.schema)

    @property
    def _keys(self) -> str:
        return ", ".join(f"by{place}" for place in range(len(self.by)))

    def _judged(self, given: DuckDBPyRelation) -> DuckDBPyRelation:
        """The rows with columns of our own names, numbered, and with what bears on their weights."""
        money = dict(zip(FUNDS, (self.money.funding, self.money.budget, self.money.executed, self.money.finished), strict=True))
        columns = {"t": self.target, "a": self.actual, "n": self.name, "c": self.category, "w": self.weight, **money}
        columns |= {f"by{place}": column for place, column in enumerate(self.by)}
        shown = [f"{'NULL::VARCHAR' if column is None else _SQL.name_of(column)} AS {name}" for name, column in columns.items()]
        rows = given.project(", ".join([*shown, "row_number() OVER () AS r"]))
        names = [] if self.name is None else [str(name) for name in _distinct(rows, ["n"]).column("n").to_pylist() if name is not None]
        spending = [_SQL.literal(name) for name in names if is_spending(name)]
        named = f"CASE WHEN CAST(n AS VARCHAR) IN ({', '.join(spending)}) THEN CAST(n AS VARCHAR) END" if spending else "NULL::VARCHAR"
        if self.policy.not_applicable.weight == "open":
            return rows.project(f"*, false AS x, {named} AS s")
        scored = self._scored(rows, 100)
        return scored.project(f"{', '.join(rows.columns)}, outcome = '{Outcome.NOT_APPLICABLE.value}' AS x, {named} AS s")

    def _scored(self, rows: DuckDBPyRelation, weight: str | int) -> DuckDBPyRelation:
        return cast("DuckDBPyRelation", score(
            rows, target="t", actual="a", name=None if self.name is None else "n", category=None if self.category is None else "c",
            weight=weight, policy=self.policy, readings=self.readings,
        ))  # fmt: skip

    def _parts(self, rows: DuckDBPyRelation, projects: pa.Table, found: Sequence[Plan], plans: Plans) -> Mapping[int, list[_Part]]:
        """By the number of the project: its indicators of each outcome, with the weights that they are allotted."""
        numbered = projects.append_column("p", pa.array(range(len(found)), pa.int64()))
        numbered = numbered.append_column("plan", pa.array([plan.number for plan in found], pa.int64()))
        allotted = [(number, place, weight) for number, told in enumerate(plans.allotments) for place, weight in enumerate(told.weights, 1)]
        weights = pa.table({
            "plan": pa.array([number for number, _, _ in allotted], pa.int64()),
            "k": pa.array([place for _, place, _ in allotted], pa.int64()),
            "v": pa.array([self._amount(weight) for _, _, weight in allotted], kind_of(f"decimal{self.places}")),
        })  # fmt: skip
        counted = Query(rows).then(["*", f"row_number() OVER (PARTITION BY {self._keys} ORDER BY r) AS k"])
        placed = counted.joined(numbered, projects.column_names, ["p", "plan"])
        weighed = placed.joined(weights, ["plan", "k"], ["v"], plain=True).relation()
        sums = ", ".join(f"sum({name}) AS {name}" for name in FIGURES)
        told = self._scored(weighed, "v").aggregate(f"p, outcome, count(*) AS n, {sums}").order("p, outcome").fetchall()
        out: dict[int, list[_Part]] = {}
        for project, outcome, count, points, maximum, low, high in told:
            out.setdefault(project, []).append(_Part(Outcome(outcome), count, points, maximum, Range(low, high)))
        return out

    def _project(self, place: int, plan: Plan, parts: Sequence[_Part]) -> ProjectScore:
        indicators = cast("tuple[IndicatorScore, ...]", tuple(parts))
        total = project_score(plan.project, f"P{place + 1:02d}", (plan.execution, *indicators), plan.allotment, self.policy)
        return replace(total, counts=dict.fromkeys(Outcome, 0) | {part.outcome: part.count for part in parts})

    def _totals(self, projects: Mapping[_Key, ProjectScore]) -> Iterator[_Total]:
        """Every project, and after those of a department the department."""
        if len(self.by) == 1:
            yield from ((key, "project", found) for key, found in projects.items())
            return
        departments: dict[Any, list[_Key]] = {}
        for key in projects:
            departments.setdefault(key[0], []).append(key)
        for department, keys in departments.items():
            yield from ((key, "project", projects[key]) for key in keys)
            scores = tuple(projects[key] for key in keys)
            judged = JudgedDepartment(Department(name=str(department)), {}, self.policy, counting=False, projects=scores, findings=())
            yield (department, None), "department", rolled_up(judged)

    def _amount(self, value: Decimal) -> Decimal:
        if places_of(value) > self.places and rounded(value, self.places) != value:
            raise SettingsError(
                f"金额或分值 {value} 的小数超过 {self.places} 位。请先取到 {self.places} 位。",
                f"The weight {value} has more than {self.places} decimals; round it first.",
            )
        return rounded(value, self.places)

    def _shown(self, totals: Sequence[_Total], schema: pa.Schema) -> pa.Table:
        scores = [total for _, _, total in totals]
        columns: dict[str, pa.Array] = {
            column: pa.array([key[at] for key, _, _ in totals], _plain(schema.field(f"by{at}").type)) for at, column in enumerate(self.by)
        }
        columns["level"] = pa.array([level for _, level, _ in totals], pa.string())
        columns["outcome"] = pa.array([total.outcome.value for total in scores], pa.string())
        figures = zip(*((total.points, total.maximum, *total.interval) for total in scores), strict=True)
        for name, values in zip(FIGURES, figures if scores else [()] * len(FIGURES), strict=True):
            columns[name] = pa.array([self._amount(value) for value in values], kind_of(f"decimal{self.places}"))
        columns["grade"] = pa.array([total.grade for total in scores], pa.string())
        for outcome in Outcome:
            columns[outcome.value] = pa.array([total.counts[outcome] for total in scores], pa.int64())
        judged = [rounded(total.judged, JUDGED_PLACES) for total in scores]
        columns["judged"] = pa.array(judged, kind_of(f"decimal{JUDGED_PLACES}"))
        columns["findings"] = pa.array([" ".join(item.code for item in total.findings) for total in scores], pa.string())
        return pa.table(columns)


def _distinct(rows: DuckDBPyRelation, columns: Sequence[str]) -> pa.Table:
    return rows.project(", ".join(columns)).distinct().to_arrow_table()


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
