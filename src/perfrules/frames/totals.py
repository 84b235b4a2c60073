"""Rows rolled up to projects and departments: weights as the policy allots them, points by columns, totals as the row API adds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias, cast

import pyarrow as pa

from perfrules.errors import SettingsError
from perfrules.frames.doors import score
from perfrules.frames.engines import host_of
from perfrules.frames.results import check_there
from perfrules.model import Actual, Department, Funding, Project
from perfrules.quantities import decimal
from perfrules.rollup import roll_up as rolled_up
from perfrules.scoring.departments import JudgedDepartment
from perfrules.scoring.execution import score_execution
from perfrules.scoring.indicators import category_of
from perfrules.scoring.policies.loading import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.projects import project_score
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.scores import DepartmentScore, ExecutionScore, IndicatorScore, ProjectScore
from perfrules.scoring.rounding import places_of, rounded
from perfrules.scoring.weights import Allotment, Bearer, allot
from perfrules.statements.readings import Readings

_WEIGHT = "weight allotted"
_JUDGED_PLACES = 6


@dataclass(frozen=True, slots=True)
class Money:
    """The columns of a project's funds: 总计, and for the budget execution the budget, what was spent, and whether the task is done."""

    funding: str | None = None
    budget: str | None = None
    executed: str | None = None
    finished: str | None = None

    @property
    def used(self) -> list[str]:
        """The columns that are named."""
        return [column for column in (self.funding, self.budget, self.executed, self.finished) if column is not None]


@dataclass(frozen=True, slots=True)
class _Part:
    """One row with its points, as far as a total asks for it."""

    outcome: Outcome
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]


def roll_up(
    frame: Any,
    *,
    by: Sequence[str],
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | None = None,
    money: Money | None = None,
    policy: PolicyLike = DEFAULT,
    readings: Readings | None = None,
) -> Any:
    """The totals of a frame of indicators: a row a project, and, where ``by`` names a department before it, a row a department.

    ``by`` is the column of projects, or the columns of departments and of projects. ``weight`` is the column of the points that the
    table gives; what it gives not, or wrongly, is split as the policy says, with what belongs to missing categories and to
    indicators that do not apply. ``money`` names the columns of funds, alike in all rows of a project. Every figure is the one of
    :func:`perfrules.score` on the same table.

    The frame that comes back, of the library of ``frame``, has the columns of ``by``, ``level`` (project or department), outcome,
    points, maximum, low, high, grade, met, unmet, cannot_judge, not_applicable, judged and findings, in the order of the rows.
    Only the columns that are named are collected.

    Raises :class:`SettingsError` for columns that are missing or of which none is named, and what :func:`score` raises.
    """
    host = host_of(frame)
    funds = money or Money()
    if not 1 <= len(by) <= 2:
        raise SettingsError("by 应为项目列，或部门列和项目列。", "by is the column of projects, or those of departments and projects.")
    used = [column for column in (*by, target, actual, name, category, weight, *funds.used) if column is not None]
    check_there(host.names, used)
    table = host.collected(list(dict.fromkeys(used)))
    rules = load(policy).at(None)
    judged = score(table.select(_distinct(target, actual, name, category)), target=target, actual=actual, name=name, category=category,
                   policy=rules, readings=readings)  # fmt: skip
    outcomes = judged.column("outcome").to_pylist()
    groups = _groups(table, by)
    bearers = list(_bearers(table, outcomes, category, weight, rules))
    plans = {key: _allot(tuple(bearers[row] for row in rows), rules) for key, rows in groups.items()}
    weights: list[str] = [""] * len(table)
    for key, rows in groups.items():
        for row, points in zip(rows, plans[key].weights, strict=True):
            weights[row] = f"{points:f}"
    scored = score(
        judged.select(_distinct(target, actual, name, category)).append_column(_WEIGHT, pa.array(weights, pa.string())),
        target=target, actual=actual, name=name, category=category, weight=_WEIGHT, policy=rules, readings=readings,
    )  # fmt: skip
    parts = list(_parts(scored))
    projects = {}
    for place, (key, rows) in enumerate(groups.items(), 1):
        project, execution = _spent(table, rows[0], str(key[-1] or ""), funds, rules)
        indicators = cast("tuple[IndicatorScore, ...]", tuple(parts[row] for row in rows))
        projects[key] = project_score(project, f"P{place:02d}", (execution, *indicators), plans[key], rules)
    return host.made(_table(by, list(_totals(by, projects, rules)), rules))


def _distinct(*columns: str | None) -> list[str]:
    return list(dict.fromkeys(column for column in columns if column is not None))


def _groups(table: pa.Table, by: Sequence[str]) -> dict[tuple[Any, ...], list[int]]:
    """The rows of each project, in the order of the table."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(zip(*(table.column(column).to_pylist() for column in by), strict=True)):
        groups.setdefault(key, []).append(row)
    return groups


_Bearing: TypeAlias = "tuple[str | None, Decimal | None, bool]"


def _bearers(table: pa.Table, outcomes: Sequence[str], category: str | None, weight: str | None, policy: Policy) -> Iterator[_Bearing]:
    """Category, points given, and whether it passes its weight on, of every row."""
    count = len(table)
    categories = [None] * count if category is None else table.column(category).to_pylist()
    given = [None] * count if weight is None else [_amount(value) for value in table.column(weight).to_pylist()]
    leaves = policy.not_applicable.weight != "open"
    excluded = (leaves and outcome == Outcome.NOT_APPLICABLE.value for outcome in outcomes)
    yield from zip(categories, given, excluded, strict=True)


@lru_cache(maxsize=65_536)
def _allot(bearers: tuple[_Bearing, ...], policy: Policy) -> Allotment:
    return allot([Bearer(category_of(category), given, excluded) for category, given, excluded in bearers], policy)


def _amount(value: Any) -> Decimal | None:
    return None if value is None or value != value else decimal(str(value) if isinstance(value, float) else value)  # noqa: PLR0124 -- NaN


def _parts(scored: pa.Table) -> Iterator[_Part]:
    columns = (scored.column(column).to_pylist() for column in ("outcome", "points", "maximum", "low", "high"))
    for outcome, points, maximum, low, high in zip(*columns, strict=True):
        yield _Part(Outcome(outcome), points, maximum, Range(low, high))


def _spent(table: pa.Table, row: int, name: str, money: Money, policy: Policy) -> tuple[Project, ExecutionScore]:
    """A project with its funds, as its first row states them, and the score of its budget execution."""
    columns = {"funding": money.funding, "budget": money.budget, "executed": money.executed, "finished": money.finished}
    given = {name: None if column is None else table.column(column)[row].as_py() for name, column in columns.items()}
    finished = given.pop("finished")
    amounts = {name: _amount(value) for name, value in given.items()}
    budget = amounts["budget"]
    spent = Actual(budget=budget, initial=budget, executed=amounts["executed"], finished=None if finished is None else bool(finished))
    project = Project(name=name, funding=Funding(total=amounts["funding"]))
    return project, score_execution(spent, project.funding, policy)


def _totals(
    by: Sequence[str], projects: Mapping[tuple[Any, ...], ProjectScore], policy: Policy
) -> Iterator[tuple[tuple[Any, ...], str, ProjectScore | DepartmentScore]]:
    """Every project, and after those of a department the department."""
    if len(by) == 1:
        yield from ((key, "project", found) for key, found in projects.items())
        return
    departments: dict[Any, list[tuple[Any, ...]]] = {}
    for key in projects:
        departments.setdefault(key[0], []).append(key)
    for department, keys in departments.items():
        yield from ((key, "project", projects[key]) for key in keys)
        scores = tuple(projects[key] for key in keys)
        judged = JudgedDepartment(Department(name=str(department)), {}, policy, counting=False, projects=scores, findings=())
        yield (department, None), "department", rolled_up(judged)


def _table(by: Sequence[str], totals: Sequence[tuple[tuple[Any, ...], str, ProjectScore | DepartmentScore]], policy: Policy) -> pa.Table:
    places = max([policy.rounding.total, *(places_of(total.maximum) for _, _, total in totals)])
    columns: dict[str, pa.Array] = {column: pa.array([key[at] for key, _, _ in totals]) for at, column in enumerate(by)}
    columns["level"] = pa.array([level for _, level, _ in totals], pa.string())
    scores = [total for _, _, total in totals]
    columns["outcome"] = pa.array([total.outcome.value for total in scores], pa.string())
    for name, values in (
        ("points", [total.points for total in scores]),
        ("maximum", [total.maximum for total in scores]),
        ("low", [total.interval.low for total in scores]),
        ("high", [total.interval.high for total in scores]),
    ):
        columns[name] = pa.array([rounded(value, places) for value in values], pa.decimal128(38, places))
    columns["grade"] = pa.array([total.grade for total in scores], pa.string())
    for outcome in Outcome:
        columns[outcome.value] = pa.array([total.counts[outcome] for total in scores], pa.int64())
    columns["judged"] = pa.array([rounded(total.judged, _JUDGED_PLACES) for total in scores], pa.decimal128(38, _JUDGED_PLACES))
    columns["findings"] = pa.array([" ".join(item.code for item in total.findings) for total in scores], pa.string())
    return pa.table(columns)
