"""Roll-up: the scores of a department's indicators and budget executions to its projects, and of projects to the department.

No national formula takes projects to a department; the methods here are named and ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, get_args

from perfrules.arguments import of_kind
from perfrules.collecting import resting
from perfrules.errors import ValueRangeError
from perfrules.findings import Finding
from perfrules.model import Actual, Department, Reading
from perfrules.scoring import arguments
from perfrules.scoring.departments import Actuals, JudgedDepartment, judge_department, listed
from perfrules.scoring.judging.verdicts import noticed
from perfrules.scoring.policies import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.policies.settings import RollupMethod
from perfrules.scoring.projects import combined_outcome, grade_notes, settled_grade
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import places_of, rounded, total
from perfrules.text import visible

HUNDRED = Decimal(100)
GIVEN_WEIGHTS = "given_weights"
Rollup: TypeAlias = "str | Mapping[str, Decimal | int | str]"
"""The name of a method, or the weight of each project by its key or name."""


def score(
    department: Department | Reading,
    actuals: Actuals,
    *,
    policy: PolicyLike = DEFAULT,
    counting: bool = False,
    year: int | None = None,
    rollup: Rollup | None = None,
) -> DepartmentScore:
    """The department scored: every indicator, every budget execution, every project, and the department by the policy's method.

    ``actuals`` is a mapping from key to value or :class:`Actual`, or an iterable of :class:`Actual`. Keys are those of
    :meth:`Department.keyed` (``P02I3``), :func:`criterion_key` (``P02I3C2``) and :func:`execution_key` (``P02X``, whose actual
    carries ``budget`` and ``executed``); the department's own indicators are ``DI1`` and ``DX``. Keys that match nothing,
    duplicates that differ, and missing values are findings. ``counting`` lets counting words (个 家 项) match each other.
    ``year`` is the budget year of a table that prints none: a deadline without a year is judged in it. A year that the table
    prints stays, and a finding says where the two differ. ``rollup`` takes the place of the policy's method: ``mean``,
    ``funding_weighted_mean``, ``own_table``, or a mapping from the key or name of every project to its weight.

    Raises :class:`PolicyError` for an unknown policy, :class:`ActualsError` where ``actuals`` is neither of the two, and
    :class:`ValueRangeError` for a roll-up that is none.
    """
    source = of_kind(department, (Department, Reading), ("部门（Department）或 read 的结果", "a Department, or what read returns"))
    request = Request(source, tuple(listed(actuals)), load(policy), bool(counting), arguments.year(year), rollup)
    return request.scored()


@dataclass(frozen=True, slots=True)
class Request:
    """What a department was scored by, so that it can be scored again with other actual values."""

    department: Department | Reading
    actuals: tuple[Actual, ...]
    policy: Policy
    counting: bool
    year: int | None
    rollup: Rollup | None

    @resting()
    def scored(self) -> DepartmentScore:
        """The department's score."""
        judged = judge_department(self.department, self.actuals, self.policy, counting=self.counting, year=self.year)
        return replace(roll_up(judged, self.rollup), request=self)

    def changed(self, changes: Mapping[str, object]) -> DepartmentScore:
        """The score with other actual values under the keys of ``changes``; the others stay."""
        changed = listed(changes)
        known = {actual.key: actual for actual in self.actuals}
        kept = [actual for actual in self.actuals if actual.key not in changes]
        new = [_laid_over(known.get(actual.key), actual) for actual in changed]
        return replace(self, actuals=(*kept, *new)).scored()


def _laid_over(before: Actual | None, after: Actual) -> Actual:
    """What a change states over what was there: a value over a value, amounts over amounts; reasons and places stay."""
    if before is None:
        return after
    stated = {name: value for name in type(after).model_fields if (value := getattr(after, name)) is not None}
    return before.model_copy(update=stated)


@dataclass(slots=True)
class _Rolled:
    """The interval that a method arrives at."""

    interval: Range[Decimal]
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def roll_up(judged: JudgedDepartment, rollup: Rollup | None = None) -> DepartmentScore:
    """The score of a department from its judged projects, by ``rollup``, else by the policy's method."""
    source, projects, policy = judged.source, judged.projects, judged.policy
    asked: Rollup = policy.rollup.method if rollup is None else rollup
    method = "own_table" if not projects and source.indicators else _method(asked)  # where there is nothing else to roll up
    own = judged.scorer.own() if method == "own_table" else None
    weights = _weights(projects, method, asked)
    rolled = _own_total(own) if method == "own_table" else _mean_of_projects(projects, weights, method, policy)
    stated, summed = source.funding.budget, _summed(projects)
    rated = projects if own is None else (own,)
    counts = {outcome: sum(project.counts[outcome] for project in rated) for outcome in Outcome}
    judged_share = own.judged if own else _mean([project.judged for project in projects], weights)
    gradable = all(project.gradable for project in rated)
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
        grade=settled_grade(rolled.interval, policy) if gradable else None,
        weights=tuple(weights),
        gradable=gradable,
        counts=counts,
        judged=judged_share or Fraction(0),
        funding_stated=stated,
        funding_summed=summed,
        rules=policy,
        notes=(*rolled.notes, *grade_notes(rolled.interval, policy, gradable=gradable), *_money_note(stated, summed)),
        findings=(*judged.findings, *rolled.findings),
    )


def _money_note(stated: Decimal | None, summed: Decimal | None) -> tuple[Note, ...]:
    """Both figures and their difference; the reader of the table reports it, nothing is altered here."""
    if stated is None or summed is None or stated == summed:
        return ()
    return (Note("money", {"summed": summed, "stated": stated, "difference": Fraction(summed) - Fraction(stated)}),)


def _method(rollup: Rollup) -> str:
    """The name of a roll-up; raises :class:`ValueRangeError` for what is none."""
    if isinstance(rollup, Mapping):
        return GIVEN_WEIGHTS
    if not isinstance(rollup, str) or rollup not in get_args(RollupMethod):
        known = "、".join(get_args(RollupMethod))
        raise ValueRangeError(
            f"没有“{visible(str(rollup))}”这种汇总方法，可选：{known}，或项目与权重的映射。",
            f"There is no roll-up “{visible(str(rollup))}”; choose one of {known}, or give a mapping from project to weight.",
        )
    return rollup


def _weights(projects: Sequence[ProjectScore], method: str, rollup: Rollup) -> list[Decimal | None]:
    """The weight of each project; None where it is not known. A project that stands alone needs none."""
    if isinstance(rollup, Mapping):
        return _given_weights(projects, rollup)
    if method == "mean" or len(projects) == 1:
        return [Decimal(1)] * len(projects)
    return [project.funding if (project.funding or Decimal(0)) >= 0 else None for project in projects]


def _given_weights(projects: Sequence[ProjectScore], given: Mapping[str, Decimal | int | str]) -> list[Decimal | None]:
    """The weights of a mapping by project key or name; every project is named once, and none is negative."""
    known = {label: project.key for project in projects for label in (project.name or project.key, project.key)}
    unknown = [str(label) for label in given if label not in known]
    weights = {known[label]: arguments.number(weight, ("汇总权重", "roll-up weight")) for label, weight in given.items() if label in known}
    missing = [project.key for project in projects if project.key not in weights]
    faults = [visible(label) for label in (*unknown, *missing)]
    if faults or any(weight < 0 for weight in weights.values()) or len(weights) != len(given):
        raise ValueRangeError(
            f"汇总权重应逐个项目给出一次，不能为负；请核对：{'、'.join(faults) or '负数或重复'}。",
            f"Roll-up weights name every project once and none is negative; check {', '.join(faults) or 'what is negative or given twice'}.",
        )
    return [weights[project.key] for project in projects]


def _own_total(own: ProjectScore | None) -> _Rolled:
    if own is None:
        return _Rolled(Range(Decimal(0), HUNDRED), findings=[noticed("SC019")])
    return _Rolled(own.interval, [Note("rollup-own", {"points": own.points}, "rollup")])


def _mean_of_projects(projects: Sequence[ProjectScore], weights: Sequence[Decimal | None], method: str, policy: Policy) -> _Rolled:
    """The mean of rounded project totals. A project whose weight is unknown may weigh anything: with it the total lies anywhere
    between the mean of the others and its own, which is the exact hull; where nothing weighs anything, between all of them.
    """
    lost = [project for project, weight in zip(projects, weights, strict=True) if weight is None]
    findings = [_unweighed(project.name, project.key) for project in lost]
    if not projects:
        return _Rolled(Range(Decimal(0), HUNDRED), findings=[noticed("SC020")])
    lows = _mean([project.interval.low for project in projects], weights)
    highs = _mean([project.interval.high for project in projects], weights)
    if lows is None or highs is None:
        findings.append(noticed("SC020"))
    free = lost or ([] if lows is not None else projects)
    low = min([*([] if lows is None else [lows]), *([Fraction(min(project.interval.low for project in free))] if free else [])])
    high = max([*([] if highs is None else [highs]), *([Fraction(max(project.interval.high for project in free))] if free else [])])
    places = policy.rounding.total
    interval = Range(rounded(low, places), rounded(high, places))
    known = [weight for weight in weights if weight is not None]
    values: dict[str, object] = {"count": len(known), "weight": total(known), "exact": low, "points": interval.low}
    if lows is None:
        values["high"] = interval.high
        return _Rolled(interval, [Note("rollup-unweighted", values, "rollup")], findings)
    return _Rolled(interval, [Note(_ROLLUP_NOTES[method], values, "rollup")], findings)


_ROLLUP_NOTES = {"mean": "rollup-mean", "funding_weighted_mean": "rollup-funding", GIVEN_WEIGHTS: "rollup-given"}


def _mean(values: Sequence[Fraction | Decimal], weights: Sequence[Decimal | None]) -> Fraction | None:
    """The weighted mean over what has a weight; None where nothing weighs anything."""
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight is not None]
    places = max((places_of(weight) for _, weight in pairs), default=0)
    whole, tops = 0, dict[int, int]()
    for value, weight in pairs:
        (top, bottom), (of, over) = weight.as_integer_ratio(), value.as_integer_ratio()
        units = top * (10**places // bottom)
        whole += units
        tops[over] = tops.get(over, 0) + units * of
    return sum((Fraction(top, bottom) for bottom, top in tops.items()), Fraction(0)) / whole if whole else None


@lru_cache(maxsize=1024)
def _unweighed(name: str | None, key: str) -> Finding:
    return noticed("SC014", name=name or key).at(project=name)


def _summed(projects: Sequence[ProjectScore]) -> Decimal | None:
    amounts = [project.funding for project in projects if project.funding is not None]
    return total(amounts) if amounts else None
