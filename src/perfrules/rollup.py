"""Roll-up: the scores of a department's indicators and budget executions to its projects, and of projects to the department.

No national formula takes projects to a department; the methods here are named and ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, assert_never

from perfrules.errors import ActualsError
from perfrules.findings import Finding
from perfrules.model import (
    OWN_EXECUTION,
    Actual,
    Amounts,
    Department,
    Funding,
    Indicator,
    Project,
    Reading,
    criterion_key,
    execution_key,
    own_key,
)
from perfrules.scoring.actual_values import written
from perfrules.scoring.execution import score_execution
from perfrules.scoring.explanations import Note
from perfrules.scoring.indicators import Judged, finish, judged, placed
from perfrules.scoring.judging import together
from perfrules.scoring.outcomes import Outcome, Range
from perfrules.scoring.policies import DEFAULT, Policy, PolicyLike, load
from perfrules.scoring.rounding import rounded, total
from perfrules.scoring.scores import DepartmentScore, ExecutionScore, IndicatorScore, ProjectScore
from perfrules.scoring.settings import RollupMethod
from perfrules.scoring.verdicts import Case, noticed
from perfrules.scoring.weights import Allotment, Bearer, allot

HUNDRED = Decimal(100)
Actuals: TypeAlias = "Mapping[str, object] | Iterable[Actual]"


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
    rules = load(policy)
    source, remarks = _dated(department.department if isinstance(department, Reading) else department, year)
    known = _known_keys(source)
    values, found = _by_key(actuals, known)
    findings = [*remarks, *found]
    projects = tuple(
        _Work(project, f"P{index:02d}", execution_key(index), values, rules, source, counting).scored()
        for index, project in enumerate(source.projects, 1)
    )
    return _rolled_up(source, projects, values, rules, findings, counting=counting)


def _dated(department: Department, year: int | None) -> tuple[Department, list[Finding]]:
    """The department with the budget year ``year`` where it has none; a finding for each other year that is printed."""
    if year is None:
        return department, []
    stated = (department.year, *(project.year for project in department.projects))
    printed = dict.fromkeys(other for other in stated if other not in (None, year))
    findings = [noticed("SC023", printed=other, year=year) for other in printed]
    return (department if department.year else department.model_copy(update={"year": year})), findings


def _known_keys(department: Department) -> set[str]:
    keys = {execution_key(index) for index in range(1, len(department.projects) + 1)} | {OWN_EXECUTION}
    own = [(own_key(index), indicator) for index, indicator in enumerate(department.indicators, 1)]
    for key, indicator in (*((key, indicator) for key, _, indicator in department.keyed()), *own):
        keys.add(key)
        keys.update(criterion_key(key, place) for place in range(1, len(indicator.target.criteria) + 1))
    return keys


def _by_key(actuals: Actuals, known: set[str]) -> tuple[dict[str, Actual], list[Finding]]:
    """The actual values by key. A key that matches nothing is reported; of two that differ neither is used."""
    values: dict[str, Actual] = {}
    doubled: set[str] = set()
    findings: list[Finding] = []
    for item in _listed(actuals):
        if item.key not in known:
            findings += placed([noticed("AC029", key=item.key, value=written(item.value) or "")], item.place)
        elif item.key in values:
            same = values[item.key].model_copy(update={"place": None}) == item.model_copy(update={"place": None})
            findings += placed([noticed("AC031" if same else "AC030", key=item.key)], item.place)
            if not same:
                doubled.add(item.key)
        else:
            values[item.key] = item
    return {key: value for key, value in values.items() if key not in doubled}, findings


def _listed(actuals: Actuals) -> list[Actual]:
    if isinstance(actuals, Mapping):
        return [_keyed(key, value) for key, value in actuals.items()]
    listed = [] if isinstance(actuals, (str, bytes)) or not isinstance(actuals, Iterable) else list(actuals)
    if isinstance(actuals, (str, bytes)) or not all(isinstance(item, Actual) for item in listed) or not isinstance(actuals, Iterable):
        raise ActualsError(
            "实际完成值应为“编号 → 数值”的映射，或一组 Actual。文件请先用 perfrules.tables.actuals.read_actuals 读取。",
            "Actual values are a mapping from key to value, or an iterable of Actual. Read a file with perfrules.tables.actuals.read_actuals.",
        )
    return listed


def _keyed(key: str, value: object) -> Actual:
    """What a mapping gives as an :class:`Actual`; a value of a type that is none is kept, and judged to be no value."""
    return value.model_copy(update={"key": key}) if isinstance(value, Actual) else Actual().model_copy(update={"key": key, "value": value})


@dataclass(frozen=True, slots=True)
class _Work:
    """One project on its way to a score."""

    project: Project
    key: str
    execution: str
    values: Mapping[str, Actual]
    policy: Policy
    department: Department
    counting: bool

    def scored(self) -> ProjectScore:
        done = [self._judged(key, indicator) for key, indicator in self._keyed()]
        bearers = [
            Bearer(item.case.category, indicator.weight, item.excluded) for item, indicator in zip(done, self._indicators(), strict=True)
        ]
        allotment = allot(bearers, self.policy)
        indicators = tuple(
            finish(item, weight, key=key, number=indicator.number, place=indicator.place)
            for item, weight, (key, indicator) in zip(done, allotment.weights, self._keyed(), strict=True)
        )
        given = self.values.get(self.execution, Actual())
        execution = score_execution(given, self.project.funding, self.policy, key=self.execution)
        return _project(self, execution, indicators, allotment)

    def _indicators(self) -> tuple[Indicator, ...]:
        return self.project.indicators

    def _keyed(self) -> list[tuple[str, Indicator]]:
        own = self.key == "D"
        return [(own_key(place) if own else f"{self.key}I{place}", item) for place, item in enumerate(self._indicators(), 1)]

    def _judged(self, key: str, indicator: Indicator) -> Judged:
        year = self.project.year or self.department.year
        case = Case(self.policy, indicator.name, indicator.category, indicator.subcategory, year, counting=self.counting)
        whole = self.values.get(key)
        if whole is None:
            whole = Actual(key=key, value=indicator.actual, deviation_reason=indicator.deviation_reason)
        count = len(indicator.target.criteria)
        parts = {place: part for place in range(1, count + 1) if (part := self.values.get(criterion_key(key, place))) is not None}
        return judged(indicator.target, whole, case, parts)


def _project(work: _Work, execution: ExecutionScore, indicators: tuple[IndicatorScore, ...], allotment: Allotment) -> ProjectScore:
    policy, places = work.policy, work.policy.rounding.total
    parts: tuple[ExecutionScore | IndicatorScore, ...] = (execution, *indicators)
    low = rounded(Fraction(total([part.interval.low for part in parts])), places)
    high = rounded(Fraction(total([*(part.interval.high for part in parts), allotment.unplaced])), places)
    maximum = total([*(part.maximum for part in parts), allotment.unplaced])
    interval = Range(low, high)
    findings = list(allotment.findings)
    if not indicators:
        findings.append(noticed("SC016"))
    shown: dict[str, object] = {"execution": execution.points, "indicators": total([part.points for part in indicators]), "points": low}
    return ProjectScore(
        key=work.key,
        name=work.project.name,
        funding=funding_total(work.project.funding),
        execution=execution,
        indicators=indicators,
        outcome=_outcome([part.outcome for part in parts], is_open=bool(allotment.unplaced)),
        points=low,
        maximum=maximum,
        interval=interval,
        grade=_grade(interval, policy),
        counts={outcome: sum(item.outcome is outcome for item in indicators) for outcome in Outcome},
        judged=_judged_share(parts, maximum),
        unplaced=allotment.unplaced,
        rules=policy,
        notes=(*allotment.notes, Note("project-sum", shown, "rounding"), *_grade_note(interval, policy)),
        findings=tuple(item.at(project=work.project.name) for item in findings),
    )


def _outcome(outcomes: Sequence[Outcome], *, is_open: bool) -> Outcome:
    return Outcome.CANNOT_JUDGE if is_open else together(outcomes)


def _judged_share(parts: Iterable[ExecutionScore | IndicatorScore], maximum: Decimal) -> Fraction:
    """The share of the weight whose outcome is met or unmet."""
    done = sum((Fraction(part.maximum) for part in parts if part.outcome in (Outcome.MET, Outcome.UNMET)), Fraction(0))
    return done / Fraction(maximum) if maximum else Fraction(0)


def _grade(interval: Range[Decimal], policy: Policy) -> str | None:
    low, high = (policy.grade(end) for end in interval)
    return low if low == high else None


def _grade_note(interval: Range[Decimal], policy: Policy) -> tuple[Note, ...]:
    low, high = (policy.grade(end) for end in interval)
    values = {"low": interval.low, "high": interval.high, "grade": low, "best": high}
    return (Note("grade" if low == high else "grade-open", values, "grades"),)


def funding_total(funding: Funding) -> Decimal | None:
    """总计 of a project or a department: the plain amount, or of the three-amount form the adjusted budget, else the initial one."""
    amount = funding.total
    if isinstance(amount, Amounts):
        return amount.adjusted if amount.adjusted is not None else amount.initial
    return amount


@dataclass(slots=True)
class _Rolled:
    """The interval that a method arrives at."""

    interval: Range[Decimal]
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _rolled_up(
    source: Department,
    projects: tuple[ProjectScore, ...],
    values: Mapping[str, Actual],
    policy: Policy,
    findings: list[Finding],
    *,
    counting: bool,
) -> DepartmentScore:
    method = policy.rollup.method if projects or not source.indicators else "own_table"  # where there is nothing else to roll up
    own = _own(source, values, policy, counting=counting) if method == "own_table" else None
    rolled = _by_method(method, projects, own, policy)
    stated, summed = funding_total(source.funding), _summed(projects)
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
        outcome=_outcome([project.outcome for project in rated], is_open=not rated or not rolled.interval.is_settled),
        points=rolled.interval.low,
        maximum=HUNDRED,
        interval=rolled.interval,
        grade=_grade(rolled.interval, policy),
        counts=counts,
        judged=judged_share or Fraction(0),
        funding_stated=stated,
        funding_summed=summed,
        rules=policy,
        notes=(*rolled.notes, *_grade_note(rolled.interval, policy), *_money_note(stated, summed)),
        findings=(*findings, *rolled.findings),
    )


def _money_note(stated: Decimal | None, summed: Decimal | None) -> tuple[Note, ...]:
    """Both figures and their difference; the reader of the table reports it, nothing is altered here."""
    if stated is None or summed is None or stated == summed:
        return ()
    return (Note("money", {"summed": summed, "stated": stated, "difference": Fraction(summed) - Fraction(stated)}),)


def _own(source: Department, values: Mapping[str, Actual], policy: Policy, *, counting: bool) -> ProjectScore | None:
    if not source.indicators:
        return None
    table = Project(name=source.name or "", year=source.year, funding=source.funding, indicators=source.indicators)
    return _Work(table, "D", OWN_EXECUTION, values, policy, source, counting).scored()


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
