"""Roll-up: the scores of a department's indicators and budget executions to its projects, and of projects to the department.

No national formula takes projects to a department; the methods here are named and ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from perfrules.findings import Finding
from perfrules.model import Department, Reading
from perfrules.scoring.departments import Actuals, JudgedDepartment, judge_department
from perfrules.scoring.judging.verdicts import noticed
from perfrules.scoring.policies import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.policies.settings import RollupMethod
from perfrules.scoring.projects import combined_outcome, grade_notes, settled_grade
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import rounded, total

HUNDRED = Decimal(100)


def score(
    department: Department | Reading,
    actuals: Actuals,
    *,
    policy: PolicyLike = DEFAULT,
    counting: bool = False,
    year: int | None = None,
) -> DepartmentScore:
    """The department scored: every indicator, every budget execution, every project, and the department by the policy's method.

    ``actuals`` is a mapping from key to value or :class:`Actual`, or an iterable of :class:`Actual`. Keys are those of
    :meth:`Department.keyed` (``P02I3``), :func:`criterion_key` (``P02I3C2``) and :func:`execution_key` (``P02X``, whose actual
    carries ``budget`` and ``executed``); the department's own indicators are ``DI1`` and ``DX``. Keys that match nothing,
    duplicates that differ, and missing values are findings. ``counting`` lets counting words (个 家 项) match each other.
    ``year`` is the budget year of a table that prints none: a deadline without a year is judged in it. A year that the table
    prints stays, and a finding says where the two differ.

    Raises :class:`PolicyError` for an unknown policy and :class:`ActualsError` where ``actuals`` is neither of the two.
    """
    return roll_up(judge_department(department, actuals, load(policy), counting=counting, year=year))


@dataclass(slots=True)
class _Rolled:
    """The interval that a method arrives at."""

    interval: Range[Decimal]
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def roll_up(judged: JudgedDepartment) -> DepartmentScore:
    """The score of a department from its judged projects, by the policy's method."""
    source, projects, policy = judged.source, judged.projects, judged.policy
    method = policy.rollup.method if projects or not source.indicators else "own_table"  # where there is nothing else to roll up
    own = judged.own() if method == "own_table" else None
    rolled = _by_method(method, projects, own, policy)
    stated, summed = source.funding.budget, _summed(projects)
    rated = projects if own is None else (own,)
    counts = {outcome: sum(project.counts[outcome] for project in rated) for outcome in Outcome}
    judged_share = (
        own.judged if own else _mean([project.judged for project in projects], [_weight(project, policy) for project in projects])
    )
    return DepartmentScore(
        name=source.name,
        unit=source.unit,
        year=source.year,
        method=method,
        projects=projects,
        own=own,
        outcome=combined_outcome([project.outcome for project in rated], is_open=not rated or not rolled.interval.is_settled),
        points=rolled.interval.low,
        maximum=HUNDRED,
        interval=rolled.interval,
        grade=settled_grade(rolled.interval, policy),
        counts=counts,
        judged=judged_share or Fraction(0),
        funding_stated=stated,
        funding_summed=summed,
        rules=policy,
        notes=(*rolled.notes, *grade_notes(rolled.interval, policy), *_money_note(stated, summed)),
        findings=(*judged.findings, *rolled.findings),
    )


def _money_note(stated: Decimal | None, summed: Decimal | None) -> tuple[Note, ...]:
    """Both figures and their difference; the reader of the table reports it, nothing is altered here."""
    if stated is None or summed is None or stated == summed:
        return ()
    return (Note("money", {"summed": summed, "stated": stated, "difference": Fraction(summed) - Fraction(stated)}),)


def _by_method(method: RollupMethod, projects: Sequence[ProjectScore], own: ProjectScore | None, policy: Policy) -> _Rolled:
    match method:
        case "own_table":
            return _own_total(own)
        case "mean" | "funding_weighted_mean":
            return _mean_of_projects(projects, policy)
        case _:
            assert_never(method)


def _own_total(own: ProjectScore | None) -> _Rolled:
    if own is None:
        return _Rolled(Range(Decimal(0), HUNDRED), findings=[noticed("SC019")])
    return _Rolled(own.interval, [Note("rollup-own", {"points": own.points}, "rollup")])


def _weight(project: ProjectScore, policy: Policy) -> Decimal | None:
    return Decimal(1) if policy.rollup.method == "mean" else project.funding if (project.funding or Decimal(0)) >= 0 else None


def _mean_of_projects(projects: Sequence[ProjectScore], policy: Policy) -> _Rolled:
    """The mean of rounded project totals; a project whose weight is unknown may weigh anything, and leaves the total open."""
    weights = [_weight(project, policy) for project in projects]
    lost = [project for project, weight in zip(projects, weights, strict=True) if weight is None]
    lows = _mean([Fraction(project.interval.low) for project in projects], weights)
    highs = _mean([Fraction(project.interval.high) for project in projects], weights)
    findings = [noticed("SC014", name=project.name or project.key).at(project=project.name) for project in lost]
    if lows is None or highs is None:
        findings.append(noticed("SC020"))
        return _Rolled(Range(Decimal(0), HUNDRED), findings=findings)
    low = min([lows, *(Fraction(project.interval.low) for project in lost)])
    high = max([highs, *(Fraction(project.interval.high) for project in lost)])
    places = policy.rounding.total
    interval = Range(rounded(low, places), rounded(high, places))
    known = [weight for weight in weights if weight is not None]
    key = "rollup-mean" if policy.rollup.method == "mean" else "rollup-funding"
    values: dict[str, object] = {"count": len(known), "weight": total(known), "exact": low, "points": interval.low}
    return _Rolled(interval, [Note(key, values, "rollup")], findings)


def _mean(values: Sequence[Fraction], weights: Sequence[Decimal | None]) -> Fraction | None:
    """The weighted mean over what has a weight; None where nothing weighs anything."""
    pairs = [(value, Fraction(weight)) for value, weight in zip(values, weights, strict=True) if weight is not None]
    whole = sum((weight for _, weight in pairs), Fraction(0))
    return sum((value * weight for value, weight in pairs), Fraction(0)) / whole if whole else None


def _summed(projects: Sequence[ProjectScore]) -> Decimal | None:
    amounts = [project.funding for project in projects if project.funding is not None]
    return total(amounts) if amounts else None
