"""The first lookup table: for a wording, where it stands and a suffix, the numbers that a row is compared with, in whole units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from math import floor, gcd, lcm
from typing import Any, NamedTuple

from perfrules import units
from perfrules.comparators import Size
from perfrules.findings import Finding
from perfrules.scoring.actuals.reading import scale_of
from perfrules.scoring.actuals.values import NumberValue
from perfrules.scoring.indicators import category_of
from perfrules.scoring.judging.curves import shape_of
from perfrules.scoring.judging.fractions import is_fraction
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.plausibility import is_bare, is_part_of_one, is_share, scale_limit, share_limit
from perfrules.scoring.judging.sizes import conversion, direction_finding, is_satisfaction, share_factor, size_meaning
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies.loading import Policy
from perfrules.statements.suffixes import Suffix, spellings, suffix_of
from perfrules.statements.templates import Template, templates
from perfrules.wording import Criterion, Target

LIMIT = 2**53
"""Whole numbers below it are exact in a double, and so are their sums, products and rounded-down quotients below it."""

BEYOND = 2**62
"""The bound that is not there: no number that is read reaches it."""


class Place(NamedTuple):
    """Where a wording stands: the indicator's name, and its category as it is given."""

    name: str | None = None
    category: str | None = None


class Entry(NamedTuple):
    """What a row of one wording and one suffix is compared with.

    A number ``m / p`` before the suffix stands on the marks of ``low``, ``high`` and ``one`` as ``m·times`` to ``p`` times these,
    whose sum is ``reach``; a bound that is not there is ``BEYOND``. ``cell`` is the first cell of its template. It is decided from ``least`` to ``most``;
    ``doubted``: not where it is a share, from 0 to 1. ``codes`` are the findings of the number, ``part_codes`` those of one that
    is no whole number of what is counted (``counted``).
    """

    cell: int
    times: int
    low: int
    high: int
    one: int
    reach: int
    least: int
    most: int
    doubted: int
    counted: int
    codes: str
    part_codes: str


class Bounds(NamedTuple):
    """What a wording alone gives to its entries: bounds as whole numbers of ``1 / parts`` of the scale that it is written with.

    ``family`` says which suffixes convert; a bare number is decided up to ``bare_most``.
    """

    family: Family
    cell: int
    parts: int
    low_bound: int
    high_bound: int
    one_bound: int
    bound_reach: int
    bare_most: int
    counted: int


class Behind(NamedTuple):
    """What a suffix gives to the entries of a family: a number before it counts ``factor / divisor`` of the scale of the wording.

    ``bare``: it is a number without a unit.
    """

    factor: int
    divisor: int
    least: int
    most: int
    doubted: int
    bare: int
    codes: str
    part_codes: str


class Family(NamedTuple):
    """What of a wording bears on what the suffixes behind its actual values stand for.

    Its unit and scale, what its bounds are counted in, whether it is above 1 so that a bare number may be a share, whether it asks
    for a part of a whole, and whether the row API is asked of what lies below zero: whether what is measured can fall so low.
    """

    unit: str | None
    scale: int
    counted_in: int
    doubted: bool
    share: bool
    above_zero: bool


def entry(target: Target, place: Place, suffix: str, policy: Policy) -> Entry | None:
    """The entry of a target and a suffix; None where only the row API can say what a number earns."""
    found = halves(target, place, suffix, policy)
    return None if found is None else combined(*found)


def halves(target: Target, place: Place, suffix: str, policy: Policy) -> tuple[Bounds, Behind] | None:
    """What a target and a suffix each give to their entry."""
    asked = _asked(target, place, policy, units.in_use())
    read = suffix_of(suffix, units.in_use())
    if asked is None or read is None:
        return None
    found, bounds = _behind(asked, read), _bounds(asked)
    if bounds is None:
        return None
    return _refused(bounds, found, read, policy) if isinstance(found, Finding) else (bounds, found)


def _refused(bounds: Bounds, why: Finding, read: Suffix, policy: Policy) -> tuple[Bounds, Behind]:
    """Both halves of an entry whose numbers no number of the target is held against: their unit does not convert, whatever they are."""
    nothing = bounds._replace(parts=1, low_bound=BEYOND, high_bound=BEYOND, one_bound=1, bound_reach=1, bare_most=LIMIT - 1, counted=0)
    found = Behind(1, 1, least=0, most=read.most, doubted=0, bare=0, codes=why.code, part_codes=why.code)
    return nothing._replace(cell=templates(policy).refused), found


def combined(bounds: Bounds, found: Behind, shared_by: Callable[..., Any] = gcd) -> Entry:
    """The entry of both; the numbers of the bounds may be arrays of many, where ``shared_by`` is of arrays."""
    times, ends = bounds.parts * found.factor, (bounds.low_bound, bounds.high_bound, bounds.one_bound)
    shared = shared_by(times, *(end * found.divisor for end in ends if is_there(end)))
    low, high, one = (end * found.divisor // shared if is_there(end) else BEYOND for end in ends)
    most = min(found.most, bounds.bare_most) if found.bare else found.most
    return Entry(
        bounds.cell,
        times // shared,
        low,
        high,
        one,
        bounds.bound_reach * found.divisor // shared,
        max(found.least, -bounds.bare_most) if found.bare else found.least,
        most,
        found.doubted,
        bounds.counted,
        found.codes,
        found.part_codes,
    )


def is_there(end: object) -> bool:
    """Whether a bound, or an array of many, is there."""
    return not (isinstance(end, int) and end >= BEYOND)


@dataclass(slots=True)
class Lookups:
    """What wordings and suffixes give to entries, apart: each wording is worked out once, and each suffix once for a family."""

    policy: Policy
    families: dict[Family, int] = field(default_factory=dict)
    behind: list[tuple[int, str, Behind]] = field(default_factory=list)

    def bounds(self, target: Target, place: Place) -> Bounds | None:
        """What a wording gives to its entries; None where the row API is asked of all its rows."""
        asked = _asked(target, place, self.policy, units.in_use())
        found = None if asked is None else _bounds(asked)
        if asked is not None and found is not None and found.family not in self.families:
            self.families[found.family] = len(self.families)
            self.behind += ((self.families[found.family], suffix, given) for suffix, given in _every(asked))
        return found


class _Asked(NamedTuple):
    """One criterion of numbers in its circumstances, what the policy takes it to mean, its template and its family."""

    criterion: Criterion
    size: Size
    case: Circumstances
    required: Requirement
    template: Template
    cell: int
    counted: bool
    family: Family


@lru_cache(maxsize=1 << 15)
def _asked(target: Target, place: Place, policy: Policy, words: units.Units) -> _Asked | None:
    """None where the target is no single bound or range of numbers that is read."""
    if len(target.criteria) != 1:
        return None
    criterion = target.criteria[0]
    size = criterion.comparator
    if not isinstance(size, Size) or criterion.aspiration or criterion.each or target.unread(criterion) is not None:
        return None
    if is_fraction(criterion, size):
        return None  # 58 against ≥1/3 is 58 %, 0.58 is 0.58: what it is held against hangs on the actual value
    category = category_of(place.category)
    case = Circumstances(policy, place.name or "", category)
    required, _ = size_meaning(criterion, size, case)
    told = direction_finding(criterion, size, case)
    either = replace(required, low=required.high) if told and required.low is None else required  # a finding tells of both directions
    scaled = is_satisfaction(size, either, case)
    negative = any(end is not None and end < 0 for end in (required.low, required.high))
    if negative or told is None or (scaled and (size.unit != "%" or told)):
        return None
    counts = words.counts(size.unit)
    shape = shape_of(required, counted=counts)
    template = Template(shape, 100 if scaled else 0, told)
    counted = is_part_of_one(Fraction(1, 2), size.unit, counts, case)
    scale = scale_of(criterion)
    family = Family(
        size.unit,
        scale,
        1 if scaled or counted else scale,
        share_factor(NumberValue(Fraction(1)), size) is not None,
        is_share(criterion, size, case),
        required.low is None and not shape.counted,
    )
    return _Asked(criterion, size, case, required, template, templates(policy).places[template], counted, family)


def _bounds(asked: _Asked) -> Bounds | None:
    required, family = asked.required, asked.family
    both = (required.low, required.high)
    if asked.template.told:
        both = (required.low or required.high, required.high or required.low)
    ends = [None if not end else end / family.counted_in for end in both]
    parts = lcm(*(end.denominator for end in ends if end is not None))
    low, high = (BEYOND if end is None else int(end * parts) for end in ends)
    one = parts if asked.counted or asked.template.whole else 1
    limit = scale_limit(asked.size, family.scale, asked.case)
    there = [end for end in (low, high, one) if end != BEYOND]
    if max(parts, *there) >= LIMIT:
        return None
    most = LIMIT - 1 if limit is None else min(floor(limit), LIMIT - 1)
    return Bounds(family, asked.cell, parts, low, high, one, sum(there), most, int(asked.counted))


def _every(asked: _Asked) -> Iterator[tuple[str, Behind]]:
    """Every suffix that a number can have which converts into the target's unit."""
    for text in dict.fromkeys(("", *spellings(asked.size.unit, units.in_use()))):
        read = suffix_of(text, units.in_use())
        found = None if read is None else _behind(asked, read)
        if isinstance(found, Behind):
            yield text, found


def _behind(asked: _Asked, read: Suffix) -> Behind | Finding:
    family, number = asked.family, NumberValue(Fraction(1), read.unit, read.scale)
    found = conversion(number, family.unit, family.scale, asked.case)
    if isinstance(found, Finding):
        return found
    factor = found.factor * read.factor / family.counted_in
    least, most = 0 if family.above_zero else 1 - LIMIT, LIMIT - 1
    whole = share_limit(number, asked.criterion, asked.size, asked.case)
    if whole is not None:
        least, most = max(least, 0), min(most, floor(whole / read.factor))  # 47成 is 470 %
    if not read.is_plain:
        least, most = max(least, 0), min(most, read.most)  # a sign before a number with a unit may be more than a sign
    codes = " ".join(item.code for item in found.findings)
    return Behind(
        factor=factor.numerator,
        divisor=factor.denominator,
        least=least,
        most=most,
        doubted=int(share_factor(number, asked.size) is not None),
        bare=int(is_bare(number)),
        codes=codes,
        part_codes=f"{codes} AC056".strip(),
    )
