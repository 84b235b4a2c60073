"""The curve of a requirement under a policy: for every value what it earns, by which rule, from the policy's settings alone.

A curve depends on the signs of the bounds, never on their size: its pieces are in units of the bound. Where a rule begins
and what it pays there stands in this module and nowhere else; rows, columns and SQL evaluate the same pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias, assert_never

from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.pieces import (
    BOUND_BY_VALUE,
    ONE,
    VALUE_BY_BOUND,
    ZERO,
    Bound,
    Curve,
    Form,
    Mark,
    Piece,
    Sentence,
    Values,
    constant,
    line,
)
from perfrules.scoring.policies.ladders import Band
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.policies.settings import Forward, Over, Reverse
from perfrules.scoring.results.outcomes import Outcome

Sign: TypeAlias = Literal[-1, 0, 1]
TWO = Fraction(2)


class Shape(NamedTuple):
    """What the curve of a requirement hangs on: the sign of each bound (None: there is none), whether both are one value, which
    of them are met, whether more than the bound is flagged, and whether what is counted cannot be negative.
    """

    low: Sign | None
    high: Sign | None
    same: bool
    low_closed: bool
    high_closed: bool
    flag_above: bool
    counted: bool


class Rate(NamedTuple):
    """A share ``slope·rate + offset`` from a rate on, up to the next one, and the sentence that says so (of rate and share)."""

    start: Fraction
    slope: Fraction
    offset: Fraction
    key: str
    values: Mapping[str, object]
    after: bool = False
    """Whether it begins only above ``start``."""

    def share(self, rate: Fraction) -> Fraction:
        return self.slope * rate + self.offset


def shape_of(requirement: Requirement, *, counted: bool = False) -> Shape:
    """The shape of a requirement; ``counted``: of things that are counted."""
    low, high = requirement.low, requirement.high
    ends = [end for end in (low, high) if end is not None]
    return Shape(
        None if low is None else _sign(low),
        None if high is None else _sign(high),
        low == high,
        requirement.low_closed,
        requirement.high_closed,
        requirement.flag_above,
        counted and min(ends) >= 0,
    )


def bounds_of(requirement: Requirement) -> dict[Bound, Fraction]:
    """The bounds that the pieces of its curve are measured by."""
    found: dict[Bound, Fraction] = {"one": ONE}
    if requirement.low is not None:
        found["low"] = requirement.low
    if requirement.high is not None:
        found["high"] = requirement.high
    return found


@lru_cache(maxsize=1024)
def curve(shape: Shape, policy: Policy, reverse: Reverse | None = None) -> Curve:
    """The pieces of all values; ``reverse`` is the rule of the upper bound (the policy's own if None)."""
    pieces = [*_below(shape, policy), *_met(shape, policy), *_above(shape, policy, reverse)]
    return tuple(_counted(pieces, policy) if shape.counted else pieces)


@lru_cache(maxsize=64)
def scale(bands: tuple[Band, ...], whole: int) -> Curve:
    """The pieces of a scale of bands, of a value that is ``whole`` where the bands say 1; the lowest band has no lower end."""
    pieces = []
    for place, band in enumerate(reversed(bands)):
        sentence = Sentence("satisfaction-band", "satisfaction", _shows(**{"from": band.at * 100, "share": band.earns}))
        start = Mark(band.at * whole, "one") if place else None
        pieces.append(Piece(start, Outcome.MET, "one", constant(band.earns), None, (sentence,)))
    return tuple(pieces)


def _sign(value: Fraction) -> Sign:
    return 1 if value > 0 else -1 if value < 0 else 0


def _shows(**values: object) -> Values:
    return lambda _value, _bound: values


def _counted(pieces: Sequence[Piece], policy: Policy) -> Iterator[Piece]:
    """A negative number of things earns nothing, or is not judged; the other pieces begin at zero."""
    outcome = Outcome.CANNOT_JUDGE if policy.negative.count == "cannot_judge" else Outcome.UNMET
    yield Piece(None, outcome, "one", constant(ZERO), None, (Sentence("negative", "negative"),), ("AC011",))
    first, *rest = pieces
    yield replace(first, start=Mark(ZERO, "one"))
    yield from rest


def _below(shape: Shape, policy: Policy) -> Iterator[Piece]:
    """The values that miss a lower bound, by the forward rule."""
    if shape.low is None:
        return
    ratio = VALUE_BY_BOUND if shape.low > 0 else None
    ranged = shape.high is not None
    at_bound = Mark(ONE, "low")
    if ranged and policy.range.missed == "zero" and not shape.same:
        sentence = Sentence("range-zero", "range", lambda value, _: {"value": value})
        yield Piece(None, Outcome.UNMET, "low", constant(ZERO), ratio, (sentence,))
        if not shape.low_closed:
            yield Piece(at_bound, Outcome.UNMET, "low", constant(ZERO), ratio, (sentence,))
        return
    first = (Sentence("range-missed", "range"),) if ranged else ()
    if shape.low == 0:
        yield Piece(None, Outcome.UNMET, "low", constant(ZERO), ratio, (*first, Sentence("zero-missed", "zero")))
        if not shape.low_closed:
            yield Piece(at_bound, Outcome.UNMET, "low", constant(ZERO), ratio, (*first, Sentence("zero-missed", "zero")))
        return
    rates = [rate for rate in forward_rates(policy.forward) if rate.start < 1]
    nothing = rates[0]._replace(slope=ZERO, offset=rates[0].share(ZERO))
    why = _rated(nothing, shape.low, below=True)
    yield Piece(None, Outcome.UNMET, "low", constant(nothing.offset), ratio, (*first, *why))
    for rate in rates:
        start = Mark(rate.start if shape.low > 0 else TWO - rate.start, "low")
        yield Piece(start, Outcome.UNMET, "low", _form(rate, shape.low), ratio, (*first, *_rated(rate, shape.low)))
    if not shape.low_closed:
        last = max((rate for rate in forward_rates(policy.forward) if rate.start <= 1), key=lambda rate: rate.start)
        strict = (Sentence("strict-bound", "strict"),) if last.share(ONE) else ()
        why = (*first, *_rated(last, shape.low), *strict)
        yield Piece(at_bound, Outcome.UNMET, "low", constant(last.share(ONE)), ratio, why)


def forward_rates(rule: Forward) -> Sequence[Rate]:
    """What the forward rule pays of a rate from 0 to 1, from the lowest rate."""
    match rule.method:
        case "ratio":
            return (Rate(ZERO, ONE, ZERO, "forward-ratio", {}),)
        case "floor_ratio" | "floor_linear":
            floor = rule.floor or ZERO
            rest = ONE - floor
            if rule.method == "floor_ratio":
                return (Rate(ZERO, ZERO, ZERO, "forward-below-floor", {"floor": floor}), Rate(floor, ONE, ZERO, "forward-ratio", {}))
            above = Rate(floor, 1 / rest, -floor / rest, "forward-floor", {"floor": floor, "rest": rest})
            return (Rate(ZERO, ZERO, ZERO, "forward-below-floor", {"floor": floor}), above) if floor else (above,)
        case "steps":
            return tuple(Rate(band.at, ZERO, band.earns, "forward-step", {"from": band.at}) for band in reversed(rule.steps))
        case "binary":
            return (Rate(ZERO, ZERO, ZERO, "forward-binary", {}),)
        case _:
            assert_never(rule.method)


def _form(rate: Rate, sign: Sign) -> Form:
    """The share as a form of value and bound: the rate is ``v / B``, of a negative bound ``2 - v / B``."""
    return line(rate.slope, rate.offset) if sign > 0 else line(-rate.slope, 2 * rate.slope + rate.offset)


def _rated(rate: Rate, sign: Sign, *, below: bool = False) -> tuple[Sentence, Sentence]:
    """How the rate comes about, and what it pays."""

    def of(value: Fraction, bound: Fraction) -> Fraction:
        return max(ZERO, value / bound if sign > 0 else TWO - value / bound)

    def why(value: Fraction, bound: Fraction) -> Mapping[str, object]:
        found = of(value, bound)
        if sign > 0:
            return {"value": value, "bound": bound, "rate": found}
        return {"distance": bound - value, "bound": bound, "rate": found}

    def pays(value: Fraction, bound: Fraction) -> Mapping[str, object]:
        found = of(value, bound)
        return {"rate": found, "share": rate.share(found), **rate.values}

    key = "rate-negative" if sign < 0 else "rate-below-zero" if below else "rate-forward"
    return Sentence(key, "range" if sign < 0 else "forward", why), Sentence(rate.key, "forward", pays)


def _met(shape: Shape, policy: Policy) -> Iterator[Piece]:
    """The values that meet the requirement."""
    full = Sentence("full", "forward")
    if shape.low is None:
        yield Piece(None, Outcome.MET, "high", constant(ONE), None, (full,))
        if shape.high == 1:
            yield Piece(Mark(ZERO, "one", after=True), Outcome.MET, "high", constant(ONE), BOUND_BY_VALUE, (full,))
        return
    start = Mark(ONE, "low", after=not shape.low_closed)
    if shape.high is not None:
        yield Piece(start, Outcome.MET, "low", constant(ONE), constant(ONE), (full,))
        return
    yield from _from_bound_on(shape, start, full, policy)


def _from_bound_on(shape: Shape, start: Mark, full: Sentence, policy: Policy) -> Iterator[Piece]:
    """What reaches a lower bound without an upper one: full points, flags above it, and the tiers of the policy far above."""
    flag = (Sentence("over-equals", "equals"),) if shape.flag_above else ()
    codes = ("SC017",) if shape.flag_above else ()
    if shape.low != 1:
        yield Piece(start, Outcome.MET, "low", constant(ONE), None, (full,))
        return
    if shape.low_closed:
        yield Piece(start, Outcome.MET, "low", constant(ONE), VALUE_BY_BOUND, (full,))
    above = Mark(ONE, "low", after=True)
    over, rates = policy.over, over_rates(policy.over)
    told = {(edge, False) for edge in (over.flag, over.explain) if edge != "never"}
    for edge, after in sorted({*((rate.start, rate.after) for rate in rates), *told}):
        rate = max((rate for rate in rates if (rate.start, rate.after) <= (edge, after)), key=lambda rate: rate.start)
        explain = over.explain != "never" and edge >= over.explain
        flagged = explain or (over.flag != "never" and edge >= over.flag)
        yield Piece(
            above if edge == 1 else Mark(edge, "low", after=after),
            Outcome.MET,
            "low",
            _form(rate, 1),
            VALUE_BY_BOUND,
            (_over(rate), *flag),
            (*codes, *(("AC002",) if flagged else ())),
            explain,
        )


def over_rates(rule: Over) -> Sequence[Rate]:
    """What is paid of a rate above 1, from 1 on: everything, and from each listed tier on what it earns."""
    tiers = (
        Rate(tier.edge, ZERO, tier.earns, "over-tier", {"from": tier.edge, "earns": tier.earns}, tier.at is None)
        for tier in reversed(rule.tiers)
    )
    return (Rate(ONE, ZERO, ONE, "full-over", {}), *tiers)


def _over(rate: Rate) -> Sentence:
    def pays(value: Fraction, bound: Fraction) -> Mapping[str, object]:
        return {"ratio": value / bound, "share": rate.share(value / bound), **rate.values}

    return Sentence(rate.key, "over", pays)


def _above(shape: Shape, policy: Policy, reverse: Reverse | None) -> Iterator[Piece]:
    """The values that exceed an upper bound, by the reverse rule."""
    if shape.high is None:
        return
    ratio = BOUND_BY_VALUE if shape.high > 0 else None
    ranged = shape.low is not None
    start = Mark(ONE, "high", after=shape.high_closed)
    if ranged and policy.range.missed == "zero" and not shape.same:
        zero = Sentence("range-zero", "range", lambda value, _: {"value": value})
        yield Piece(start, Outcome.UNMET, "high", constant(ZERO), ratio, (zero,))
        return
    first = (Sentence("range-missed", "range"),) if ranged else ()
    falls = _falls(shape.high, policy.reverse if reverse is None else reverse, "reverse" if reverse is None else "rank")
    earned = falls[0][1].at(ONE, ONE)
    for place, (times, form, sentence) in enumerate(falls):
        if not place and not shape.high_closed:
            strict = (Sentence("strict-bound", "strict"),) if earned else ()
            yield Piece(start, Outcome.UNMET, "high", constant(earned), ratio, (*first, sentence, *strict))
        mark = Mark(times, "high", after=not place)
        yield Piece(mark, Outcome.UNMET, "high", form, ratio, (*first, sentence))


def _falls(sign: Sign, rule: Reverse, name: str) -> Sequence[tuple[Fraction, Form, Sentence]]:
    """What exceeding an upper bound pays, from the bound on: where it begins, in units of the bound, the form and the sentence."""
    if sign == 0:
        return ((ONE, constant(ZERO), Sentence("zero-missed", "zero")),)
    if rule.formula == "binary":
        return ((ONE, constant(ZERO), Sentence("reverse-binary", name)),)
    if sign < 0:

        def distance(value: Fraction, bound: Fraction) -> Mapping[str, object]:
            return {"distance": value - bound, "bound": bound, "rate": max(ZERO, value / bound)}

        why = Sentence("rate-negative", "range", distance)
        return ((ONE, VALUE_BY_BOUND, why), (ZERO, constant(ZERO), why))
    if rule.formula == "linear":

        def falling(value: Fraction, bound: Fraction) -> Mapping[str, object]:
            return {"value": value, "bound": bound, "rate": max(ZERO, TWO - value / bound)}

        why = Sentence("reverse-linear", name, falling)
        return ((ONE, line(-ONE, TWO), why), (TWO, constant(ZERO), why))
    why = Sentence("reverse-ratio", name, lambda value, bound: {"value": value, "bound": bound, "rate": bound / value})
    return ((ONE, BOUND_BY_VALUE, why),)
