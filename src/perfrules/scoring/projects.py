"""One project scored: its indicators and its budget execution, weighed by the policy and added up to 100."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar, NamedTuple, TypeAlias

from perfrules import units
from perfrules.comparators import Qualitative
from perfrules.keys import criterion_key, own_key
from perfrules.measures import bare, ends_in
from perfrules.model import Actual, Department, Execution, Indicator, Project
from perfrules.scoring.execution import counted_as, score_execution
from perfrules.scoring.indicators import Judged, finish, judged, long_way
from perfrules.scoring.judging.criteria import together
from perfrules.scoring.judging.verdicts import Circumstances, noticed
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import ProjectScore
from perfrules.scoring.rounding import rounded, total
from perfrules.scoring.weights import WHOLE, Allotment, Bearer, allot
from perfrules.scoring.yardsticks import is_near, yardstick
from perfrules.wording import Target

Seen: TypeAlias = Callable[[Indicator, IndicatorScore], object]
"""What looks at the score of an indicator while it is at hand whole."""


class Latest:
    """The score that a department has told last: its criteria, notes and findings are asked for one after the other."""

    __slots__ = ("told",)

    def __init__(self) -> None:
        self.told: tuple[str, IndicatorScore] | None = None


@dataclass(frozen=True, slots=True)
class ProjectWork:
    """One project on its way to a score, and what tells later how its indicators came to theirs.

    The derivation and the findings of a score take ten times its room: they are made again when they are asked for, and not kept.
    """

    kept: ClassVar[bool] = False

    project: Project
    key: str
    execution: str
    values: Mapping[str, Actual]
    policy: Policy
    department: Department
    counting: bool
    latest: Latest

    def scored(self, seen: Seen | None = None) -> ProjectScore:
        """The score; that of each indicator is shown to ``seen`` while it is whole."""
        done = [self._judged(key, indicator) for key, indicator in self._keyed()]
        bearers = [
            Bearer(indicator.category, indicator.weight, item.excluded) for item, indicator in zip(done, self._indicators(), strict=True)
        ]
        given = self.values.get(self.execution, Actual())
        printed = self.project.execution.rate if self.project.execution else None
        execution = score_execution(given, self.project.funding, self.policy, key=self.execution, printed=printed)
        standing = self._standing(bearers, execution)
        allotment = allot(bearers, self.policy, standing)
        if standing is not None and not bearers[standing].excluded:
            execution = counted_as(self._keyed()[standing], allotment.weights[standing], execution)
        finished = zip(done, allotment.weights, self._keyed(), strict=True)
        indicators = tuple(self._finished(item, weight, keyed, seen) for item, weight, keyed in finished)
        return project_score(self.project, self.key, (execution, *indicators), allotment, self.policy)

    def _finished(self, item: Judged | Gauged, weight: Decimal, keyed: tuple[str, Indicator], seen: Seen | None) -> IndicatorScore:
        key, indicator = keyed
        if isinstance(item, Gauged):
            whole = self._brief(item.score(weight), key=key, number=indicator.number, deviation_reason=item.given.deviation_reason)
        else:
            whole = finish(item, weight, key=key, number=indicator.number, place=indicator.place)
        if seen is not None:
            seen(indicator, whole)
        return whole if isinstance(item, Gauged) or units.are_extended() else self._brief(whole)

    def _brief(self, whole: IndicatorScore, **own: object) -> IndicatorScore:
        """The score with what it came to, and what is its ``own`` here; the rest is told by the project."""
        score = object.__new__(IndicatorScore)
        for name in _AT_ONCE:
            object.__setattr__(score, name, own[name] if name in own else getattr(whole, name))
        if _is_silent(whole):
            object.__setattr__(score, "findings", ())
        if score.key in self.values:
            object.__setattr__(score, "key", self.values[score.key].key)
        low, high = whole.interval
        object.__setattr__(score, "points", _met(low, str(low)))
        object.__setattr__(score, "interval", _span(_met(low, str(low)), _met(high, str(high)), (str(low), str(high))))
        object.__setattr__(score, "_late", self)
        return score

    def tell(self, score: IndicatorScore, _name: str) -> Mapping[str, object]:
        """What was not kept of a score: it is made again, of the same values."""
        known = self.latest.told
        if known is None or known[0] != score.key:
            known = (score.key, Context().run(self._again, score))  # made without a vocabulary, whoever asks
            self.latest.told = known
        return {name: getattr(known[1], name) for name in _LATE}

    def _again(self, score: IndicatorScore) -> IndicatorScore:
        key, indicator = score.key, self._indicators()[int(score.key[len(self.key) + 1 :]) - 1]
        return finish(judged(*self._taken(key, indicator)), score.maximum, key=key, number=indicator.number, place=indicator.place)

    def _standing(self, bearers: Sequence[Bearer], execution: ExecutionScore) -> int | None:
        """The place of the one indicator that is the form's execution; none is where the form prints points for it apart."""
        printed = self.project.execution or Execution()
        if printed.weight is not None or printed.points is not None:
            return None
        spends = [is_spending(indicator.name) for indicator in self._indicators()]
        return standing(spends, bearers, self.policy, told=None not in (execution.budget, execution.executed))

    def _indicators(self) -> tuple[Indicator, ...]:
        return self.project.indicators

    def _keyed(self) -> list[tuple[str, Indicator]]:
        own = self.key == "D"
        return [(own_key(place) if own else f"{self.key}I{place}", item) for place, item in enumerate(self._indicators(), 1)]

    def _judged(self, key: str, indicator: Indicator) -> Judged | Gauged:
        taken = self._taken(key, indicator)
        return self._measured(indicator, taken) or judged(*taken)

    def _taken(self, key: str, indicator: Indicator) -> Taken:
        """What an indicator is judged by."""
        year = self.project.year or self.department.year
        case = Circumstances(self.policy, indicator.name, indicator.category, indicator.subcategory, year, counting=self.counting)
        whole = self.values.get(key)
        if whole is None:
            whole = Actual(key=key, value=indicator.actual, deviation_reason=indicator.deviation_reason)
        whole, case = by_printed_points(indicator, whole, case)
        count = len(indicator.target.criteria)
        parts = {place: part for place in range(1, count + 1) if (part := self.values.get(criterion_key(key, place))) is not None}
        return Taken(indicator.target, whole, case, parts)

    def _measured(self, indicator: Indicator, taken: Taken) -> Gauged | None:
        """What a plain number earns by the yardstick of its target, at first under the printed weight; None where only the long way tells."""
        target, given, case, parts = taken
        aside = parts or case.share is not None or (given.base, given.share, given.deduction) != (None, None, None)
        if aside or units.are_extended() or not is_near(target, given.value):
            return None
        weight = WHOLE if indicator.weight is None else indicator.weight
        found = yardstick(target, case, weight, long_way)
        score = None if found is None else found.score(given.value)
        return None if score is None else Gauged(target, given, case, score)


class Taken(NamedTuple):
    """A target, its actual value, the circumstances, and the actual values of single criteria."""

    target: Target
    given: Actual
    case: Circumstances
    parts: Mapping[int, Actual]


class Gauged(NamedTuple):
    """A plain number held against its target: what it earns under one weight, and by that under any."""

    target: Target
    given: Actual
    case: Circumstances
    first: IndicatorScore

    @property
    def excluded(self) -> bool:
        """Whether it does not apply: a number always does."""
        return False

    def score(self, weight: Decimal) -> IndicatorScore:
        """The score under a weight."""
        if str(weight) == str(self.first.maximum):
            return self.first
        found = yardstick(self.target, self.case, weight, long_way)
        score = None if found is None else found.score(self.given.value)
        assert score is not None  # the weight decides nothing but the points
        return score


def _is_silent(whole: IndicatorScore) -> bool:
    """Whether a score is known to bring no finding."""
    try:
        return not object.__getattribute__(whole, "findings")
    except AttributeError:
        return False


_LATE = ("criteria", "notes", "findings")
_AT_ONCE = tuple(field.name for field in fields(IndicatorScore) if field.name not in (*_LATE, "points", "interval"))


@lru_cache(maxsize=4096)
def _met(amount: Decimal, _written: str) -> Decimal:
    """The amount, as the same object where it was met a short while ago."""
    return amount


@lru_cache(maxsize=4096)
def _span(low: Decimal, high: Decimal, _written: tuple[str, str]) -> Range[Decimal]:
    return Range(low, high)


def is_spending(name: str | None) -> bool:
    """Whether an indicator of this name measures the budget execution (预算执行率) and nothing else."""
    found = bare(name or "")
    return bool(found) and ends_in("spending", found) == found


def standing(spends: Sequence[bool], bearers: Sequence[Bearer], policy: Policy, *, told: bool) -> int | None:
    """The place of the one indicator 预算执行率 that is the form's execution: no funds have ``told`` it, or the table's 100 points hold it.

    Where it does not apply it bears nothing; the others keep what the table gives them, and the form's own execution stays.
    """
    found = [place for place, spending in enumerate(spends) if spending]
    if len(found) != 1 or not policy.weights.execution:
        return None
    given = [bearer.given for bearer in bearers if bearer.given is not None]
    whole = len(given) == len(bearers) and total(given) == WHOLE
    return found[0] if whole or not told else None


def by_printed_points(indicator: Indicator, given: Actual, case: Circumstances) -> tuple[Actual, Circumstances]:
    """The share that the printed points of a qualitative row are, where the actual value is the form's own and gives none."""
    weight, points = indicator.weight, indicator.points
    if case.policy.printed_points.qualitative == "ignored" or given.share is not None or given.value != indicator.actual:
        return given, case
    if weight is None or points is None or weight <= 0 or not 0 <= points <= weight:
        return given, case
    criteria = indicator.target.criteria
    if not criteria or not all(isinstance(item.comparator, Qualitative) for item in criteria if not item.aspiration):
        return given, case
    return given, replace(case, share=Fraction(points) / Fraction(weight), printed=True)


def project_score(
    project: Project, key: str, parts: tuple[ExecutionScore, *tuple[IndicatorScore, ...]], allotment: Allotment, policy: Policy
) -> ProjectScore:
    """The score of a project from that of its budget execution and those of its indicators, weighed as they are allotted."""
    places = policy.rounding.total
    execution, *indicators = parts
    low = rounded(Fraction(total([part.interval.low for part in parts])), places)
    high = rounded(Fraction(total([*(part.interval.high for part in parts), allotment.unplaced])), places)
    maximum = total([*(part.maximum for part in parts), allotment.unplaced])
    interval = Range(low, high)
    findings = list(allotment.findings)
    if not indicators:
        findings.append(noticed("SC016"))
    gradable = not allotment.lacks_weights
    if not gradable:
        findings.append(noticed("SC027"))
    shown: dict[str, object] = {"execution": execution.points, "indicators": total([part.points for part in indicators]), "points": low}
    return ProjectScore(
        key=key,
        name=project.name,
        funding=project.funding.budget,
        execution=execution,
        indicators=tuple(indicators),
        outcome=combined_outcome([part.outcome for part in parts], is_open=bool(allotment.unplaced)),
        points=low,
        maximum=maximum,
        interval=interval,
        grade=settled_grade(interval, policy) if gradable else None,
        gradable=gradable,
        counts={outcome: sum(item.outcome is outcome for item in indicators) for outcome in Outcome},
        judged=_judged_share(parts, maximum),
        unplaced=allotment.unplaced,
        rules=policy,
        notes=(*allotment.notes, Note("project-sum", shown, "rounding"), *grade_notes(interval, policy, gradable=gradable)),
        findings=tuple(item.at(project=project.name) for item in findings),
    )


def combined_outcome(outcomes: Sequence[Outcome], *, is_open: bool) -> Outcome:
    """The outcome of several parts; ``is_open``: points stay open beside them."""
    return Outcome.CANNOT_JUDGE if is_open else together(outcomes)


def _judged_share(parts: Iterable[ExecutionScore | IndicatorScore], maximum: Decimal) -> Fraction:
    """The share of the weight whose outcome is met or unmet."""
    done = sum((Fraction(part.maximum) for part in parts if part.outcome in (Outcome.MET, Outcome.UNMET)), Fraction(0))
    return done / Fraction(maximum) if maximum else Fraction(0)


def settled_grade(interval: Range[Decimal], policy: Policy) -> str | None:
    """The grade that both ends of a total share, else None."""
    low, high = (policy.grade(end) for end in interval)
    return low if low == high else None


def grade_notes(interval: Range[Decimal], policy: Policy, *, gradable: bool = True) -> tuple[Note, ...]:
    """Why the grade is what it is, or between which two it lies; none is given where a precondition of the policy fails."""
    if not gradable:
        return (Note("grade-precondition", {}, "weights"),)
    low, high = (policy.grade(end) for end in interval)
    values = {"low": interval.low, "high": interval.high, "grade": low, "best": high}
    return (Note("grade" if low == high else "grade-open", values, "grades"),)
