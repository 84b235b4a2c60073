"""The cases of a policy run: what each comes to, held against what it should come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from perfrules.model import Actual, Department, Funding, Indicator
from perfrules.quantities import plain
from perfrules.rollup import roll_up
from perfrules.scoring.departments import JudgedDepartment, Scorer
from perfrules.scoring.execution import score_execution
from perfrules.scoring.indicators import evaluate, finish, judged
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.monitoring import Progress, execution_progress, indicator_progress
from perfrules.scoring.policies import Policy, PolicyLike, load
from perfrules.scoring.policies.cases import PolicyCase, category_of
from perfrules.scoring.projects import by_printed_points, settled_grade
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import ProjectScore
from perfrules.scoring.weights import Bearer, allot


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run: by field what was expected and what it came to, as text, and the derivation where there is one."""

    case: PolicyCase
    expected: Mapping[str, str]
    found: Mapping[str, str]
    derivation: IndicatorScore | ExecutionScore | None = None

    @property
    def passed(self) -> bool:
        """Whether it came to what was expected."""
        return self.expected == self.found


def run_cases(policy: PolicyLike, more: Iterable[PolicyCase] = ()) -> list[CaseResult]:
    """Run the cases that a policy carries, those of the policy it extends included, and ``more``; in their order.

    Raises :class:`~perfrules.errors.PolicyError` for a policy that cannot be used.

    >>> all(result.passed for result in run_cases("mof-2020-10"))
    True
    """
    rules = load(policy)
    return [_run(case, rules) for case in (*rules.cases, *more)]


def _run(case: PolicyCase, policy: Policy) -> CaseResult:
    rules = policy.at(case.year)
    match case.kind:
        case "grade":
            assert case.total is not None
            return _result(case, {"grade": rules.grade(case.total)})
        case "weights":
            weights = allot([Bearer(*bearer) for bearer in case.bearers], rules).weights
            return _result(case, {"weights": _series(weights)})
        case "roll-up":
            return _result(case, {"points": _span(_rolled_up(case, rules))})
        case "execution":
            given = Actual(initial=case.initial, budget=case.budget, executed=case.executed, finished=case.finished)
            return _judged(case, score_execution(given, Funding(), rules))
        case "monitoring":
            assert case.as_of is not None
            return _result(case, {"lamp": _monitored(case, policy, case.as_of).lamp.label})
        case "indicator":
            return _judged(case, _evaluated(case, policy))
        case _:
            assert_never(case.kind)


def _monitored(case: PolicyCase, policy: Policy, day: date) -> Progress:
    """The state of an indicator, or of the budget execution where there is no target, in the year of the day if no other is said."""
    year = case.year or day.year
    if case.target is not None:
        return indicator_progress(_evaluated(case, policy), day, year=year)
    given = Actual(initial=case.initial, budget=case.budget, executed=case.executed, finished=case.finished)
    return execution_progress(score_execution(given, Funding(), policy.at(year)), day, year=year)


def _evaluated(case: PolicyCase, policy: Policy) -> IndicatorScore:
    assert case.target is not None
    given = Actual(value=case.actual, base=case.base, share=case.share, deduction=case.deduction)
    if case.printed is not None:
        return _printed(case, case.target, case.printed, given, policy.at(case.year))
    return evaluate(case.target, given, name=case.name, category=case.category, weight=case.weight, year=case.year, policy=policy)


def _printed(case: PolicyCase, target: str, points: Decimal, given: Actual, policy: Policy) -> IndicatorScore:
    """The score of a row of a filled form, which prints its points."""
    category = None if case.category is None else category_of(case.category)
    indicator = Indicator(name=case.name, category=category, target=target, actual=case.actual, weight=case.weight, points=points)
    taken, circumstances = by_printed_points(indicator, given, Circumstances(policy, case.name, category, year=case.year))
    return finish(judged(indicator.target, taken, circumstances), case.weight)


def _judged(case: PolicyCase, score: IndicatorScore | ExecutionScore) -> CaseResult:
    told = {"outcome": score.outcome.label, "points": _span(score.interval), "reason": "是" if score.reason_required else "否"}
    return _result(case, told, score)


def _rolled_up(case: PolicyCase, policy: Policy) -> Range[Decimal]:
    """The department of projects with these totals."""
    projects = tuple(_project(place, points, funding, policy) for place, (points, funding) in enumerate(case.totals, 1))
    return roll_up(JudgedDepartment(Scorer(Department(), {}, policy), projects, ())).interval


def _project(place: int, points: Decimal, funding: Decimal | None, policy: Policy) -> ProjectScore:
    interval = Range(points, points)
    return ProjectScore(
        key=f"P{place:02d}",
        funding=funding,
        execution=score_execution(Actual(), Funding(), policy),
        indicators=(),
        outcome=Outcome.MET,
        points=points,
        maximum=Decimal(100),
        interval=interval,
        grade=settled_grade(interval, policy),
        counts=dict.fromkeys(Outcome, 0),
        judged=Fraction(1),
        rules=policy,
    )


def _result(case: PolicyCase, told: Mapping[str, str], score: IndicatorScore | ExecutionScore | None = None) -> CaseResult:
    expected = {name: _expected(case, name) for name in case.expected}
    return CaseResult(case, expected, {name: told[name] for name in expected}, score)


def _expected(case: PolicyCase, name: str) -> str:
    """What a case expects, written as what it comes to is written."""
    if name == "points" and case.interval is not None:
        return _span(Range(*case.interval))
    if name == "weights":
        return _series([Decimal(weight) for weight in case.weights])
    if name == "reason":
        return "是" if case.reason else "否"
    return str(case.expected[name])


def _span(interval: Range[Decimal]) -> str:
    low, high = plain(interval.low), plain(interval.high)
    return low if low == high else f"{low}～{high}"


def _series(weights: Iterable[Decimal]) -> str:
    return "；".join(plain(weight) for weight in weights)
