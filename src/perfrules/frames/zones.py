"""What one wording makes of every number written in one way: stretches of numbers on which one form holds, asked of the row API.

No rule of a policy is written here twice. Between two edges, the values at which some rule begins or ends, a share is constant,
linear or a reciprocal; three numbers inside say which. A stretch on which they do not agree is left to the row API.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from perfrules import units
from perfrules.comparators import Size
from perfrules.findings import Finding
from perfrules.frames.forms import Form, constant, fitted
from perfrules.frames.readings import DIGITS, Reading
from perfrules.quantities import decimal_of, plain
from perfrules.scoring.actuals.reading import scale_of
from perfrules.scoring.actuals.values import NumberValue
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.plausibility import doubt_edges
from perfrules.scoring.judging.sizes import conversion, judge_size, size_meaning
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.outcomes import Outcome
from perfrules.wording import Criterion, Target

_PARTS = {"%": 100, "‰": 1000, "‱": 10000}
_JUDGED = (Outcome.MET, Outcome.UNMET)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What holds on a stretch. ``ratio`` is None where there is none."""

    outcome: Outcome
    codes: tuple[str, ...]
    reason_required: bool
    share: Form
    ratio: Form | None

    def at(self, value: Fraction) -> Judgement:
        """The same at one number."""
        ratio = None if self.ratio is None else constant(self.ratio.at(value))
        return replace(self, share=constant(self.share.at(value)), ratio=ratio)


@dataclass(frozen=True, slots=True)
class Zone:
    """The numbers from ``low`` to ``high`` (None: without end), each included or not; not decided where ``judgement`` is None."""

    low: Fraction | None
    high: Fraction | None
    judgement: Judgement | None
    low_closed: bool = False
    high_closed: bool = False

    def mantissas(self, decimals: int, every: range) -> tuple[int, int]:
        """The first and the last integer ``m`` of ``every`` for which ``m / 10**decimals`` lies in it."""
        power = 10**decimals
        first, last = every[0], every[-1]
        if self.low is not None:
            first = ceil(self.low * power) if self.low_closed else floor(self.low * power) + 1
        if self.high is not None:
            last = floor(self.high * power) if self.high_closed else ceil(self.high * power) - 1
        return max(first, every[0]), min(last, every[-1])


@dataclass(frozen=True, slots=True)
class _Asked:
    """One criterion in its circumstances, and how the numbers are written that are held against it."""

    criterion: Criterion
    size: Size
    case: Circumstances
    reading: Reading

    def verdict(self, value: Decimal) -> Judgement | None:
        """The row API's verdict on ``value`` as written; None where it leaves something open."""
        taken = decimal_of(Fraction(value) * self.reading.factor)
        around = "" if self.reading.is_plain else f"{plain(value)}{self.reading.suffix}"
        number = NumberValue(taken, self.reading.unit, self.reading.scale, signed=taken < 0, around=around)
        found = judge_size(self.criterion, self.size, number, self.case)
        if found.outcome not in _JUDGED or not found.share.is_settled:
            return None
        codes = tuple(item.code for item in found.findings if item.code != "AC056")  # of fractions, which the row API judges
        ratio = None if found.ratio is None else constant(found.ratio)
        return Judgement(found.outcome, codes, found.reason_required, constant(found.share.low), ratio)


def zones(target: Target, case: Circumstances, reading: Reading) -> tuple[Zone, ...]:
    """The zones of the numbers that ``reading`` takes, from the lowest; empty where the column path decides none of them."""
    if len(target.criteria) != 1:
        return ()
    criterion = target.criteria[0]
    size = criterion.comparator
    if not isinstance(size, Size) or criterion.aspiration or criterion.each:
        return ()
    asked = _Asked(criterion, size, case, reading)
    found = conversion(NumberValue(Decimal(1), reading.unit, reading.scale), size.unit, scale_of(criterion), case)
    if isinstance(found, Finding):
        return ()
    required, _ = size_meaning(criterion, size, case)
    edges = _edges(required, size.unit, case.policy) | doubt_edges(criterion, size, scale_of(criterion), case)
    edges = {edge / (found.factor * reading.factor) for edge in edges}
    doubted = reading.unit is None and size.unit in units.RELATIVE
    return tuple(_joined(_between(asked, sorted(edges | {Fraction(1)} if doubted else edges), doubted=doubted)))


def _edges(required: Requirement, unit: str | None, policy: Policy) -> set[Fraction]:
    """Every value, in the unit of the target, at which a rule of the policy can begin or end."""
    rates = {Fraction(0), Fraction(1), policy.forward.floor or Fraction(0), *(band.at for band in policy.forward.steps)}
    above = {edge for edge in (policy.over.flag, policy.over.explain) if edge != "never"} | {tier.edge for tier in policy.over.tiers}
    edges = {Fraction(0), *(band.at * _PARTS[unit] for band in policy.satisfaction.bands if unit in _PARTS)}
    low, high = required.low, required.high
    if low is not None:  # a rate is actual ÷ bound above zero, 2 − actual ÷ bound below
        edges.update(low * rate if low > 0 else low * (2 - rate) for rate in rates)
        edges.update(low * rate for rate in above if high is None)
    if high is not None:
        edges.update((high, 2 * high))
    return edges


def _between(asked: _Asked, edges: Sequence[Fraction], *, doubted: bool) -> Iterator[Zone]:
    """The stretches between the edges and the edges themselves. ``doubted``: from 0 to 1 a bare number may be a share.

    An edge that no decimal writes is no zone, and a number without sign has none below zero.
    """
    ends: list[Fraction | None] = [None, *edges, None]
    for low, high in pairwise(ends):
        if not asked.reading.is_plain and high is not None and high <= 0:
            continue
        if low is not None and _is_decimal(low):
            yield Zone(low, low, None if doubted and 0 < low <= 1 else asked.verdict(decimal_of(low)), low_closed=True, high_closed=True)
        open_ = doubted and low is not None and 0 <= low < 1
        yield Zone(low, high, None if open_ else _stretch(asked, low, high))


def _is_decimal(value: Fraction) -> bool:
    return bool(10**DIGITS % value.denominator == 0)


def _joined(found: Iterable[Zone]) -> list[Zone]:
    """Zones that continue one another as one."""
    joined: list[Zone] = []
    for zone in found:
        both = _both(joined[-1], zone) if joined else None
        joined[-1:] = [both] if both else [*joined[-1:], zone]
    return joined


def _both(one: Zone, other: Zone) -> Zone | None:
    """Two zones as one, where the second continues the first: always, or in the one number that either of them is."""
    before, after = one.judgement, other.judgement
    if one.high_closed == other.low_closed:
        return None  # the edge between them is no decimal
    if before == after:
        return Zone(one.low, other.high, before, one.low_closed, other.high_closed)
    if before is None or after is None:
        return None
    if other.low is not None and other.low == other.high and _continues(before, after, other.low):
        return Zone(one.low, other.high, before, one.low_closed, other.high_closed)
    if one.low is not None and one.low == one.high and _continues(after, before, one.low):
        return Zone(one.low, other.high, after, one.low_closed, other.high_closed)
    return None


def _continues(span: Judgement, point: Judgement, value: Fraction) -> bool:
    """Whether one number is judged as the stretch beside it; where points change, a share of 1 is the weight itself, unrounded."""
    if (span.ratio is None) != (point.ratio is None) or not (span.share.is_constant or point.share.b != 1):
        return False
    return span.at(value) == point


def _stretch(asked: _Asked, low: Fraction | None, high: Fraction | None) -> Judgement | None:
    """What three numbers inside agree on; None where they differ in more than the size of share and ratio, or fit no form."""
    values = _inside(low, high)
    found = [verdict for verdict in map(asked.verdict, values) if verdict is not None]
    alike = {(one.outcome, one.codes, one.reason_required, one.ratio is None) for one in found}
    if len(found) < len(values) or len(alike) > 1:
        return None
    at = [Fraction(value) for value in values]
    share = fitted(at, [one.share.b for one in found])
    ratios = [one.ratio.b for one in found if one.ratio is not None]
    ratio = fitted(at, ratios) if ratios else None
    fits = ratio is not None or not ratios
    return replace(found[0], share=share, ratio=ratio) if share and fits else None


def _inside(low: Fraction | None, high: Fraction | None) -> list[Decimal]:
    """Three numbers strictly between ``low`` and ``high``."""
    if low is None or high is None:
        return (
            [Decimal(ceil(low) + step) for step in (1, 3, 10)]
            if low is not None
            else [Decimal(floor(high or 0) - step) for step in (10, 3, 1)]
        )
    width = high - low
    power = 10 ** len(str(ceil(8 / width)))
    return [decimal_of(Fraction(floor((low + width * part / 4) * power), power)) for part in (1, 2, 3)]
