"""Budget execution (预算执行): 全年执行数 over the budget that the policy names, and what the rate earns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from perfrules.findings import Finding
from perfrules.model import Actual, Amounts, Funding, Indicator
from perfrules.quantities import plain
from perfrules.scoring.actuals.reading import written
from perfrules.scoring.indicators import placed
from perfrules.scoring.judging.completion import step_of
from perfrules.scoring.judging.verdicts import Verdict, cannot, noticed
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Note, percent
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.parts import ExecutionScore
from perfrules.scoring.rounding import rounded


@dataclass(frozen=True, slots=True)
class Spent:
    """The two amounts a rate is made of, in the table's unit, whether the year's task is done, and where the budget was taken from."""

    budget: Decimal | None
    executed: Decimal | None
    finished: bool | None
    source: tuple[str, str]


def score_execution(given: Actual, funding: Funding, policy: Policy, *, key: str = "", printed: Decimal | None = None) -> ExecutionScore:
    """The score of the budget execution; amounts that ``given`` leaves out are taken from the table's own three-amount form.

    Where the amounts are not known the rate in percent that the form has ``printed`` counts, with the finding SC032.
    """
    spent = spent_of(given, funding, policy)
    by_print = printed is not None and printed > 1 and None in (spent.budget, spent.executed)
    verdict = _by_print(printed, spent, policy) if by_print and printed is not None else verdict_of(spent, policy)
    maximum = policy.weights.execution
    low, high = earned(verdict, policy)
    required = verdict.ratio is not None and verdict.ratio < policy.reason.execution_below and high < maximum
    required = required or (policy.reason.budget_changed and _budget_changed(given, funding))
    found = [*verdict.findings]
    if required and not (given.deviation_reason or "").strip():
        found.append(noticed("AC001", name="预算执行"))
    if (shown := written(given.value)) and shown.strip():
        found.append(noticed("AC032", value=shown))
    settled = low == high
    values = {
        "share": verdict.share.low,
        "high_share": verdict.share.high,
        "weight": maximum,
        "points": low,
        "high": high,
        "places": policy.rounding.indicator,
    }
    return ExecutionScore(
        key=key,
        budget=spent.budget,
        executed=spent.executed,
        outcome=verdict.outcome,
        points=low,
        maximum=maximum,
        interval=Range(low, high),
        attainment=verdict.ratio,
        rules=policy,
        reason_required=required,
        deviation_reason=given.deviation_reason,
        notes=(*verdict.notes, Note("points" if settled else "points-open", values, "rounding")),
        findings=tuple(item.at(indicator=key or None) for item in placed(found, given.place)),
    )


def counted_as(indicator: tuple[str, Indicator], weight: Decimal, alone: ExecutionScore) -> ExecutionScore:
    """The execution of a form that has it as an indicator: that one earns the points, and it earns none ``alone``."""
    key, named = indicator
    shown: dict[str, object] = {"key": key, "name": named.name, "weight": weight}
    nought = Decimal(0)
    return replace(
        alone,
        outcome=Outcome.NOT_APPLICABLE,
        points=nought,
        maximum=nought,
        interval=Range(nought, nought),
        reason_required=False,
        notes=(Note("execution-is-indicator", shown, "weights"),),
        findings=(noticed("SC031", key=key, name=named.name, weight=plain(weight)).at(indicator=alone.key or None),),
    )


def _budget_changed(given: Actual, funding: Funding) -> bool:
    """Whether the budget of the year is another than the initial one; False where one of them is not known."""
    form = funding.total if isinstance(funding.total, Amounts) else Amounts()
    initial = form.initial if given.initial is None else given.initial
    adjusted = form.adjusted if given.budget is None else given.budget
    return None not in (initial, adjusted) and initial != adjusted


def spent_of(given: Actual, funding: Funding, policy: Policy) -> Spent:
    """The amounts that the policy's rate is of, from the actual value, else from the table's own form."""
    total = funding.total
    form = total if isinstance(total, Amounts) else Amounts()
    executed = given.executed if given.executed is not None else form.executed
    if policy.execution.denominator == "adjusted":
        budget = given.budget if given.budget is not None else form.adjusted
        return Spent(budget, executed, given.finished, ("全年预算数", "the adjusted budget"))
    stated = form.initial if isinstance(total, Amounts) else total
    budget = given.initial if given.initial is not None else stated
    return Spent(budget, executed, given.finished, ("年初预算数", "the initial budget"))


def earned(verdict: Verdict, policy: Policy) -> Range[Decimal]:
    """What of the policy's points an execution earns."""
    maximum, places = policy.weights.execution, policy.rounding.indicator
    low, high = (maximum if end == 1 else rounded(Fraction(maximum) * end, places) for end in verdict.share)
    return Range(low, high)


def verdict_of(spent: Spent, policy: Policy) -> Verdict:
    """The verdict on two amounts."""
    budget, executed = spent.budget, spent.executed
    if budget is None or executed is None:
        return cannot("AC023", wanted=spent.source[0], wanted_en=spent.source[1])
    amounts = Note("amounts", {"budget": budget, "executed": executed, "source": spent.source}, "execution")
    if budget < 0 or executed < 0:
        return cannot("AC024", amounts, budget=budget, executed=executed)
    if budget == 0:
        return cannot("AC025", amounts, executed=executed)
    found: tuple[Finding, ...] = ()
    if executed > budget:
        found = (noticed("AC026", budget=budget, executed=executed),)
        if policy.execution.overspent == "cannot_judge":
            return cannot("AC028", amounts, budget=budget, executed=executed)
    return _by_rate(Fraction(executed) / Fraction(budget), spent, policy, [amounts], found)


def _by_print(printed: Decimal, spent: Spent, policy: Policy) -> Verdict:
    """The rate as a form prints it, where its amounts are not known."""
    rate = Fraction(printed) / 100
    if rate > 1 and policy.execution.overspent == "cannot_judge":
        return cannot("AC023", wanted=spent.source[0], wanted_en=spent.source[1])
    return _by_rate(rate, spent, policy, [Note("execution-printed", {}, "execution")], (noticed("SC032", rate=percent(rate, 4)),))


def _by_rate(rate: Fraction, spent: Spent, policy: Policy, notes: list[Note], found: tuple[Finding, ...]) -> Verdict:
    notes.append(Note("execution-rate", {"rate": percent(rate, 4)}))
    if policy.execution.places != "exact":
        rate = Fraction(rounded(rate * 100, policy.execution.places)) / 100
        notes.append(Note("execution-rounded", {"rate": percent(rate, policy.execution.places)}, "execution"))
    return _by_ratio(rate, notes, found) if policy.execution.method == "ratio" else _by_steps(rate, spent.finished, policy, notes, found)


def _by_ratio(rate: Fraction, notes: list[Note], found: tuple[Finding, ...]) -> Verdict:
    share = min(Fraction(1), rate)
    notes.append(Note("execution-ratio", {"rate": share}, "execution"))
    return Verdict(Outcome.MET if rate >= 1 else Outcome.UNMET, Range(share, share), rate, tuple(notes), found)


def _by_steps(rate: Fraction, finished: bool | None, policy: Policy, notes: list[Note], found: tuple[Finding, ...]) -> Verdict:
    """Full for a finished task within budget, else by steps of the rate; where it is not said, both stay possible."""
    earns = step_of(policy.execution.steps, rate).earns
    if finished:
        return Verdict(Outcome.MET, Range(Fraction(1), Fraction(1)), rate, (*notes, Note("execution-finished", {}, "execution")), found)
    step = Note("execution-step", {"rate": percent(rate), "share": earns}, "execution")
    if finished is None:
        return Verdict(Outcome.CANNOT_JUDGE, Range(earns, Fraction(1)), rate, (*notes, step), (*found, noticed("AC027")))
    return Verdict(Outcome.UNMET, Range(earns, earns), rate, (*notes, step), found)
