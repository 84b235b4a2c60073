"""What a policy takes a numeric comparator to mean: a requirement, that is an interval of rationals, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from perfrules.comparators import About, AtLeast, AtMost, Between, Exactly, LessThan, MoreThan, Size
from perfrules.intervals import Direction
from perfrules.scoring.judging.presumptions import Presumption, Where, presumed
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.explanations import Note, Sized
from perfrules.wording import OperatorKind


@dataclass(frozen=True, slots=True)
class Requirement:
    """The values that meet a target, in the target's own unit. ``flag_above``: more than ``low`` is met but flagged (=)."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True
    flag_above: bool = False

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below

    def text(self, unit: str | None) -> str:
        """As people read it: ``≥50家``, ``<3%``, ``80～90%``."""
        low, high = (None if end is None else str(Sized(end, unit)) for end in (self.low, self.high))
        if low is not None and high is not None:
            return low if low == high else f"{'大于 ' if not self.low_closed else ''}{low}～{'小于 ' if not self.high_closed else ''}{high}"
        if low is not None:
            return f"{'≥' if self.low_closed else '>'}{low}"
        return f"{'≤' if self.high_closed else '<'}{high}"

    def gap(self, value: Fraction) -> Fraction:
        """How far ``value`` lies outside; 0 inside and on a bound."""
        if self.low is not None and value < self.low:
            return self.low - value
        return value - self.high if self.high is not None and value > self.high else Fraction(0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A requirement in its unit, put into words only when it is shown."""

    requirement: Requirement
    unit: str | None

    def __str__(self) -> str:
        return self.requirement.text(self.unit)


def meaning(size: Size, operator: str, kind: OperatorKind, place: Where, policy: Policy) -> tuple[Requirement, tuple[Note, ...]]:
    """The requirement of a comparator under a policy, and the notes that say why; ``operator`` is shown, its ``kind`` decides."""
    match size:
        case Between():
            interval = size.interval
            low, high = Fraction(size.low.value), Fraction(size.high.value)
            return _strict(Requirement(low, high, interval.low_closed, interval.high_closed), operator, policy)
        case AtLeast():
            return _at_least(size, operator, kind, policy)
        case MoreThan():
            return _strict(Requirement(Fraction(size.quantity.value), None, low_closed=False), operator, policy)
        case AtMost():
            return Requirement(None, Fraction(size.quantity.value)), ()
        case LessThan():
            return _strict(Requirement(None, Fraction(size.quantity.value), high_closed=False), operator, policy)
        case About():
            value = Fraction(size.quantity.value)
            reach = abs(value) * policy.about.tolerance
            note = Note("means-about", {"tolerance": policy.about.tolerance * 100, "low": value - reach, "high": value + reach}, "about")
            return Requirement(value - reach, value + reach), (note,)
        case Exactly():
            return _exactly(size, operator, kind, place, policy)
        case _:
            assert_never(size)


def _at_least(size: AtLeast, operator: str, kind: OperatorKind, policy: Policy) -> tuple[Requirement, tuple[Note, ...]]:
    value = Fraction(size.quantity.value)
    if kind not in (OperatorKind.REACH, OperatorKind.RAISE_TO):
        return Requirement(value, None), ()
    if policy.reached.takes == "exact":
        return Requirement(value, value), (Note("means-reached-exact", {"operator": operator, "value": size.quantity}, "reached"),)
    return Requirement(value, None), (Note("means-reached", {"operator": operator, "value": size.quantity}, "reached"),)


def _strict(requirement: Requirement, operator: str, policy: Policy) -> tuple[Requirement, tuple[Note, ...]]:
    if requirement.low_closed and requirement.high_closed:
        return requirement, ()
    sign = {"sign": (f"“{operator}”", f"“{operator}”") if operator else ("区间的端点", "an end of the range")}
    if policy.strict.signs == "relaxed":
        return replace(requirement, low_closed=True, high_closed=True), (Note("means-relaxed", sign, "strict"),)
    return requirement, (Note("means-strict", sign, "strict"),)


def _exactly(size: Exactly, operator: str, kind: OperatorKind, place: Where, policy: Policy) -> tuple[Requirement, tuple[Note, ...]]:
    value = Fraction(size.quantity.value)
    bare = kind is OperatorKind.NONE
    shown = {"value": size.quantity, "operator": operator}
    if policy.bare.takes == "exact" if bare else policy.equals.exceeded == "exact":
        return Requirement(value, value), (Note("means-exact", shown, "bare" if bare else "equals"),)
    rule = "bare" if bare else "equals"
    if value == 0 and not place.change:
        return Requirement(None, value), (Note("means-zero", shown, rule),)
    presumption = presumed(size, kind, place, policy)
    notes = () if presumption is None else (_why(presumption, shown, rule),)
    if presumption is not None and presumption.better is Direction.DESCENDING:
        return Requirement(None, value), notes
    if bare:
        return Requirement(value, None), notes or (Note("means-at-least", shown, rule),)
    return Requirement(value, None, flag_above=True), (*notes[: bool(presumption and presumption.word)], Note("means-equals", shown, rule))


def _why(presumption: Presumption, shown: dict[str, object], rule: str) -> Note:
    """Why a number goes the way it is taken: by the measure word of the name, else by the category or for want of both."""
    at_most = presumption.better is Direction.DESCENDING
    if presumption.word and not presumption.is_open:
        return Note("means-less-is-better" if at_most else "means-more-is-better", shown | {"word": presumption.word}, rule)
    return Note("means-at-most" if at_most else "means-at-least", shown, rule)
