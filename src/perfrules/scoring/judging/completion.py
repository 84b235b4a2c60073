"""How much of the points a number earns: the forward, reverse, range and zero rules as exact arithmetic on fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.policies import Policy
from perfrules.scoring.policies.ladders import Band
from perfrules.scoring.policies.settings import Reverse
from perfrules.scoring.results.explanations import Note

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a number meets the requirement, the share of the points it earns, the ratio reached (完成率), and why."""

    met: bool
    share: Fraction
    ratio: Fraction | None
    notes: tuple[Note, ...]


def complete(requirement: Requirement, value: Fraction, policy: Policy, reverse: Reverse | None = None) -> Completion:
    """What ``value`` earns of a requirement; ``reverse`` is the rule of the upper bound (the policy's own if None)."""
    low, high = requirement.low, requirement.high
    ratio = attainment(requirement, value)
    if value in requirement:
        return _met(requirement, value, ratio, policy)
    if low is not None and high is not None and policy.range.missed == "zero" and low != high:
        return Completion(False, ZERO, ratio, (Note("range-zero", {"value": value}, "range"),))
    if low is not None and value <= low:
        share, notes = _below(low, value, policy)
    else:
        assert high is not None
        share, notes = _above(high, value, policy, reverse)
    if low is not None and high is not None:
        notes = (Note("range-missed", {}, "range"), *notes)
    if value in (low, high) and share:
        notes = (*notes, Note("strict-bound", {}, "strict"))
    return Completion(False, share, ratio, notes)


def attainment(requirement: Requirement, value: Fraction) -> Fraction | None:
    """完成率: actual ÷ target forward, target ÷ actual in reverse, 1 inside a range; None where it has no meaning."""
    low, high = requirement.low, requirement.high
    if low is not None and high is not None and value in requirement:
        return ONE
    if low is not None and (high is None or value <= low):
        return value / low if low > 0 else None
    assert high is not None
    return high / value if high > 0 and value > 0 else None


def _met(requirement: Requirement, value: Fraction, ratio: Fraction | None, policy: Policy) -> Completion:
    share = ONE
    notes = [Note("full", {}, "forward")]
    if requirement.high is None and ratio is not None:
        tier = next((tier for tier in policy.over.tiers if ratio >= tier.at), None)
        if tier is not None:
            share = tier.earns
            notes = [Note("over-tier", {"ratio": ratio, "from": tier.at, "earns": tier.earns}, "over")]
        elif ratio > 1:
            notes = [Note("full-over", {"ratio": ratio}, "over")]
        if requirement.flag_above and value != requirement.low:
            notes.append(Note("over-equals", {}, "equals"))
    return Completion(True, share, ratio, tuple(notes))


def _below(low: Fraction, value: Fraction, policy: Policy) -> tuple[Fraction, tuple[Note, ...]]:
    """The forward rule on a lower bound that is missed."""
    if low == 0:
        return ZERO, (Note("zero-missed", {}, "zero"),)
    if low < 0:
        rate = max(ZERO, ONE - (low - value) / -low)
        note = Note("rate-negative", {"distance": low - value, "bound": low, "rate": rate}, "range")
    else:
        rate = max(ZERO, value / low)
        note = Note("rate-forward" if value >= 0 else "rate-below-zero", {"value": value, "bound": low, "rate": rate}, "forward")
    share, why = _forward(rate, policy)
    return share, (note, why)


def _forward(rate: Fraction, policy: Policy) -> tuple[Fraction, Note]:
    rule = policy.forward
    match rule.method:
        case "ratio":
            return rate, Note("forward-ratio", {"rate": rate}, "forward")
        case "floor_linear":
            floor = rule.floor or ZERO
            if rate < floor:
                return ZERO, Note("forward-below-floor", {"rate": rate, "floor": floor}, "forward")
            share = (rate - floor) / (ONE - floor)
            return share, Note("forward-floor", {"rate": rate, "floor": floor, "rest": ONE - floor, "share": share}, "forward")
        case "steps":
            band = step_of(rule.steps, rate)
            return band.earns, Note("forward-step", {"rate": rate, "from": band.at, "share": band.earns}, "forward")
        case "binary":
            return ZERO, Note("forward-binary", {}, "forward")
        case _:
            assert_never(rule.method)


def _above(high: Fraction, value: Fraction, policy: Policy, reverse: Reverse | None) -> tuple[Fraction, tuple[Note, ...]]:
    """The reverse rule on an upper bound that is exceeded."""
    rule, name = (policy.reverse, "reverse") if reverse is None else (reverse, "rank")
    if high == 0:
        return ZERO, (Note("zero-missed", {}, "zero"),)
    if rule.formula == "binary":
        return ZERO, (Note("reverse-binary", {}, name),)
    if high < 0:
        share = max(ZERO, ONE - (value - high) / -high)
        return share, (Note("rate-negative", {"distance": value - high, "bound": high, "rate": share}, "range"),)
    if rule.formula == "linear":
        share = max(ZERO, ONE - (value - high) / high)
        return share, (Note("reverse-linear", {"value": value, "bound": high, "rate": share}, name),)
    share = high / value
    return share, (Note("reverse-ratio", {"value": value, "bound": high, "rate": share}, name),)


def step_of(steps: tuple[Band, ...], rate: Fraction) -> Band:
    """The band that holds ``rate``; below the lowest one, the lowest."""
    return next((band for band in steps if rate >= band.at), steps[-1])
