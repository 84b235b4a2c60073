"""The yardstick of a target: what every plain number earns of it in the same circumstances, worked out once in whole numbers.

Most targets are one bound or range, and most actual values a plain number bare or in its unit (≥50家: 48, 48家). What such a number
earns hangs on the piece of the curve that it lies on; why it does is told when somebody asks, the long way. Every score is the one
that the long way gives (tests/scoring/test_yardsticks.py), and whatever else is given goes that way at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from perfrules import units
from perfrules.comparators import Size
from perfrules.findings import Finding
from perfrules.scoring.actuals.doubts import doubt
from perfrules.scoring.actuals.reading import read_actual, scale_of, written
from perfrules.scoring.actuals.values import NumberValue
from perfrules.scoring.judging.curves import Shape, bounds_of, curve, shape_of
from perfrules.scoring.judging.fractions import is_fraction
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.pieces import Piece
from perfrules.scoring.judging.plausibility import ends_of, is_part_of_one, scale_limit, share_limit
from perfrules.scoring.judging.sizes import direction_finding, is_satisfaction, share_factor, size_meaning
from perfrules.scoring.judging.verdicts import Circumstances, noticed
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.results.outcomes import Range
from perfrules.scoring.results.parts import IndicatorScore
from perfrules.scoring.rounding import of_units
from perfrules.wording import Criterion, Target

Ratio: TypeAlias = tuple[int, int]
"""A fraction as its terms, the lower one above zero."""
Long: TypeAlias = Callable[[Target, object, Circumstances, Decimal], IndicatorScore]
"""The long way to a score: of a target, an actual value, the circumstances and the weight."""

_HALF, _ONE = Fraction(1, 2), NumberValue(Decimal(1))
_UNLIMITED: Ratio = (10**40, 1)
_TENS = tuple(10**places for places in range(7))
_NUMBER = r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,4}))?"
_SAMPLES = ("0", "7", "12", "31", "119", "2024", "20241", "202412", "20241231", "123456789", "1.5", "24.1201", "2024.5")


class Stage(NamedTuple):
    """A piece of a curve under a weight: what it pays in ``points``, where that hangs on no number, and else by its form.

    ``lost``: points that are below the weight ask for a deviation reason. ``silent``: it brings no finding but that.
    """

    piece: Piece
    times: Ratio | None
    least: int
    points: Decimal | None
    interval: Range[Decimal] | None
    required: bool
    silent: bool


class Prize(NamedTuple):
    """A weight, as a Decimal and as a ratio, and the decimals of its parts."""

    weight: Decimal
    whole: int
    part: int
    places: int

    def share(self, above: int, below: int) -> Decimal:
        """The points of a share: the whole weight, or rounded half up, at most the weight."""
        if above == below:
            return self.weight
        count = (2 * above * self.whole * 10**self.places + below * self.part) // (2 * below * self.part)
        return self.weight if count * self.part > self.whole * 10**self.places else of_units(count, self.places)


@lru_cache(maxsize=1024)
def steps(shape: Shape, policy: Policy, weight: Decimal, _written: str) -> tuple[Stage, ...]:
    """The pieces of a curve under a weight as written (10 and 10.00 are equal), from the highest to the lowest."""
    prize = Prize(weight, *weight.as_integer_ratio(), policy.rounding.indicator)
    return tuple(_step(piece, prize, below_full=policy.reason.below_full) for piece in reversed(curve(shape, policy)))


def _step(piece: Piece, prize: Prize, *, below_full: bool) -> Stage:
    points = prize.share(piece.share.b, piece.share.d) if piece.share.is_constant else None
    lost = below_full and points is not None and points < prize.weight
    times, least = (None, 0) if piece.start is None else (piece.start.times.as_integer_ratio(), int(piece.start.after))
    interval = None if points is None else Range(points, points)
    return Stage(piece, times, least, points, interval, piece.reason_required or lost, not piece.codes)


class Yardstick:
    """What a plain number earns, and between which numbers it can be read in one way only."""

    def __init__(self, target: Target, asked: Asked, case: Circumstances, weight: Decimal, long: Long) -> None:
        criterion, size, required = asked
        policy, counts = case.policy, units.in_use().counts(size.unit)
        self.target, self.case, self.long = target, case, long
        self.scale = scale_of(criterion)
        self.wholes = is_part_of_one(_HALF, size.unit, counts, case)
        self.doubted = share_factor(_ONE, size) is not None
        self.most, self.whole = _most(criterion, size, self.scale, case)
        self.matches = _pattern(_spelt(size.unit, policy)).fullmatch
        self.prize = Prize(weight, *weight.as_integer_ratio(), policy.rounding.indicator)
        self.below_full = policy.reason.below_full
        self.bounds = {side: bound.as_integer_ratio() for side, bound in bounds_of(required).items()}
        *above, self.lowest = steps(shape_of(required, counted=counts), policy, weight, str(weight))
        self.ladder = [self._rung(step) for step in above]

    def _rung(self, step: Stage) -> tuple[int, int, int, Stage]:
        """Where a step begins: at a value ``top / bottom`` where ``top * below - above * bottom`` is at least ``least``."""
        start = step.piece.start
        assert start is not None  # it is none of the lowest alone
        assert step.times is not None
        above, below = self.bounds[start.of]
        return step.times[0] * above, step.times[1] * below, step.least, step

    @cached_property
    def asks(self) -> tuple[Finding, ...]:
        """That a deviation reason is asked for."""
        return (noticed("AC001", name=self.case.name or self.target.text),)

    def score(self, given: object) -> IndicatorScore | None:
        """The score of a plain number; None where only the long way can tell what is given."""
        if given.__class__ is int and abs(given) > _LARGEST:  # str() refuses 4,300 digits
            return None
        text = given if isinstance(given, str) else str(given) if given.__class__ in _NUMBERS else ""
        found = self.matches(text)
        if found is None:
            return None
        whole, decimals, unit = found.groups()
        top, bottom = (int(whole), 1) if decimals is None else (int(whole + decimals), _TENS[len(decimals)])
        if unit is None:
            if top * self.most[1] > self.most[0] * bottom or (self.doubted and 0 < top <= bottom):
                return None
            top *= self.scale
        elif top * self.whole[1] > self.whole[0] * bottom:
            return None
        if self.wholes and top % bottom:
            return None
        for above, below, least, step in self.ladder:
            if top * below - above * bottom >= least:
                return self._made(given, step, top, bottom)
        return self._made(given, self.lowest, top, bottom)

    def _made(self, given: object, step: Stage, top: int, bottom: int) -> IndicatorScore:
        points, interval, required = step.points, step.interval, step.required
        if points is None:
            a, b, c, d = step.piece.share
            above, below = self.bounds[step.piece.of]
            value, bound = top * below, above * bottom
            points = self.prize.share(a * value + b * bound, c * value + d * bound)
            interval = Range(points, points)
            required = required or (self.below_full and points < self.prize.weight)
        score = _new(IndicatorScore)
        _set_late(score, Late(self, given, step.piece, top, bottom))
        _set_outcome(score, step.piece.outcome)
        _set_points(score, points)
        _set_maximum(score, self.prize.weight)
        _set_interval(score, interval)
        _set_required(score, required)
        if step.silent:
            _set_findings(score, self.asks if required else ())
        return score


class Late:
    """What a score has still to tell: everything is known, and made when it is asked for."""

    __slots__ = ("bottom", "given", "piece", "top", "yardstick")
    kept = True

    def __init__(self, yardstick: Yardstick, given: object, piece: Piece, top: int, bottom: int) -> None:
        self.yardstick, self.given, self.piece, self.top, self.bottom = yardstick, given, piece, top, bottom

    def tell(self, _score: IndicatorScore, name: str) -> Mapping[str, object]:
        """The field ``name``, and those that come with it."""
        if name == "attainment":
            return {name: self._attainment()}
        asked = self.yardstick
        case = asked.case
        if name in _DERIVED:
            whole = asked.long(asked.target, self.given, case, asked.prize.weight)
            return {derived: getattr(whole, derived) for derived in _DERIVED}
        category = None if case.category is None else case.category.value
        given = {"category": category, "name": case.name or None, "target": asked.target, "actual": written(self.given)}
        return {"key": "", "number": None, **given, "rules": case.policy, "deviation_reason": None}

    def _attainment(self) -> Fraction | None:
        ratio = self.piece.ratio
        return None if ratio is None else ratio.at(Fraction(self.top, self.bottom), Fraction(*self.yardstick.bounds[self.piece.of]))


class Asked(NamedTuple):
    """A criterion of one bound or range, and what the policy takes it to mean."""

    criterion: Criterion
    size: Size
    required: Requirement


def yardstick(target: Target, case: Circumstances, weight: Decimal, long: Long) -> Yardstick | None:
    """The yardstick of a target; None where it is no single bound or range, or where more than the number itself decides."""
    criteria = target.criteria
    if len(criteria) != 1:
        return None
    (criterion,) = criteria
    size = criterion.comparator
    if not isinstance(size, Size) or criterion.aspiration or criterion.each or is_fraction(criterion, size) or min(ends_of(size)) < 0:
        return None
    required, _ = size_meaning(criterion, size, case)
    if direction_finding(criterion, size, case) != "" or is_satisfaction(size, required, case):
        return None
    return Yardstick(target, Asked(criterion, size, required), case, weight, long)


def is_near(target: Target, given: object) -> bool:
    """Whether a target of one size may have a yardstick that tells what is given: a number alone, or before the target's unit.

    >>> is_near(Target.from_dict({"text": "≥5", "criteria": [{"kind": "bound", "op": ">=", "value": "5", "unit": "家"}]}), "48家")
    True
    """
    criteria = target.criteria
    size = criteria[0].comparator if len(criteria) == 1 else None
    if not isinstance(size, Size) or not (isinstance(given, str) or given.__class__ in _NUMBERS):
        return False
    return str(given).removesuffix(size.unit or "").replace(".", "", 1).isdecimal()


def _most(criterion: Criterion, size: Size, scale: int, case: Circumstances) -> tuple[Ratio, Ratio]:
    """The largest number that can be read in one way only, bare and in the target's unit."""
    limit = scale_limit(size, scale, case)
    whole = share_limit(_ONE, criterion, size, case)
    limits = [Fraction(end) for end in (limit, whole) if end is not None]
    return min(limits).as_integer_ratio() if limits else _UNLIMITED, _UNLIMITED if whole is None else (whole, 1)


@lru_cache(maxsize=1024)
def _spelt(unit: str | None, policy: Policy) -> str | None:
    """The unit, where a number before it is read as so many of it, whatever the number; else None."""
    if unit is None or any(word[:1].isdigit() for word in policy.labels.by_word):
        return None
    for sample in _SAMPLES:
        value = read_actual(f"{sample}{unit}", policy.labels)
        if value != NumberValue(Decimal(sample), unit) or (isinstance(value, NumberValue) and doubt(value, "", capped=True) is not None):
            return None
    return unit


@lru_cache(maxsize=256)
def _pattern(unit: str | None) -> re.Pattern[str]:
    """A plain number, alone or before the unit."""
    return re.compile(f"{_NUMBER}({re.escape(unit)})?" if unit else f"{_NUMBER}((?!))?")


_NUMBERS = frozenset((int, float, Decimal))
_LARGEST = 10**30
_DERIVED = ("criteria", "notes", "findings")
_new = object.__new__
_set_late, _set_outcome, _set_points, _set_maximum, _set_interval, _set_required, _set_findings = (
    getattr(IndicatorScore, name).__set__ for name in ("_late", "outcome", "points", "maximum", "interval", "reason_required", "findings")
)
"""The score is frozen for everybody else."""
