"""The first lookup table: for a wording, where it stands and a suffix, the numbers that a row is compared with, in whole units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import floor, gcd, lcm
from typing import NamedTuple

from perfrules import units
from perfrules.comparators import Size
from perfrules.findings import Finding
from perfrules.scoring.actuals.reading import scale_of
from perfrules.scoring.actuals.values import NumberValue
from perfrules.scoring.indicators import category_of
from perfrules.scoring.judging.curves import shape_of
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.plausibility import is_bare, is_part_of_one, scale_limit, share_limit
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
    whose sum is ``reach``; a bound that is not there is ``BEYOND``. ``cell`` is the first cell of its template. It is decided from ``least`` to ``most``, where it has at most ``most_digits``;
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
    most_digits: int
    counted: int
    codes: str
    part_codes: str


def entry(target: Target, place: Place, suffix: str, policy: Policy) -> Entry | None:
    """The entry of a target and a suffix; None where only the row API can say what a number earns."""
    asked = _asked(target, place, policy)
    read = suffix_of(suffix, units.in_use())
    return None if asked is None or read is None else _entry(asked, read)


def entries(target: Target, place: Place, policy: Policy) -> Iterator[tuple[str, Entry]]:
    """Every suffix that a number can have which converts into the target's unit, with its entry."""
    asked = _asked(target, place, policy)
    if asked is None:
        return
    for text in dict.fromkeys(("", *spellings(asked.size.unit, units.in_use()))):
        read = suffix_of(text, units.in_use())
        found = None if read is None else _entry(asked, read)
        if found is not None:
            yield text, found


class _Asked(NamedTuple):
    """One criterion of numbers in its circumstances, what the policy takes it to mean, and its template."""

    criterion: Criterion
    size: Size
    case: Circumstances
    required: Requirement
    template: Template
    cell: int


@lru_cache(maxsize=4096)
def _asked(target: Target, place: Place, policy: Policy) -> _Asked | None:
    """None where the target is no single bound or range of numbers that is read."""
    if len(target.criteria) != 1:
        return None
    criterion = target.criteria[0]
    size = criterion.comparator
    if not isinstance(size, Size) or criterion.aspiration or criterion.each or target.unread(criterion) is not None:
        return None
    category = category_of(place.category)
    case = Circumstances(policy, place.name or "", category)
    required, _ = size_meaning(criterion, size, case)
    told = direction_finding(criterion, size, case)
    scaled = is_satisfaction(size, required, case)
    negative = any(end is not None and end < 0 for end in (required.low, required.high))
    if negative or told is None or (scaled and (size.unit != "%" or told)):
        return None
    shape = shape_of(required, counted=units.in_use().counts(size.unit))
    template = Template(shape, 100 if scaled else 0, told)
    return _Asked(criterion, size, case, required, template, templates(policy).places[template])


def _entry(asked: _Asked, read: Suffix) -> Entry | None:
    criterion, size, case, required = asked.criterion, asked.size, asked.case, asked.required
    number = NumberValue(Fraction(1), read.unit, read.scale)
    found = conversion(number, size.unit, scale_of(criterion), case)
    if isinstance(found, Finding):
        return None
    factor = found.factor * read.factor
    both = (required.low, required.high)
    if asked.template.told:
        both = (required.low or required.high, required.high or required.low)
    low, high = (None if not end else end / factor for end in both)
    counted = is_part_of_one(Fraction(1, 2), size.unit, units.in_use().counts(size.unit), case)
    one = 1 / factor if asked.template.whole or counted else None
    ends = [end for end in (low, high, one) if end is not None]
    times = lcm(*(end.denominator for end in ends))
    shared = gcd(times, *(int(end * times) for end in ends))
    whole = [None if end is None else int(end * times) // shared for end in (low, high, one)]
    if max(times, *(end or 0 for end in whole)) >= LIMIT:
        return None
    least, most = _certain(asked, number)
    if not read.is_plain:
        least = max(least, 0)  # a sign before a number with a unit may be more than a sign
    codes = " ".join(item.code for item in found.findings)
    return Entry(
        cell=asked.cell,
        times=times // shared,
        low=whole[0] or BEYOND,
        high=whole[1] or BEYOND,
        one=whole[2] or 1,
        reach=sum(end or 0 for end in whole),
        least=least,
        most=most,
        doubted=int(share_factor(number, size) is not None),
        most_digits=read.digits,
        counted=int(counted),
        codes=codes,
        part_codes=f"{codes} AC056".strip(),
    )


def _certain(asked: _Asked, number: NumberValue) -> tuple[int, int]:
    """From where to where, as it is written, a number can be read in one way and be what is measured."""
    least, most = 1 - LIMIT, LIMIT - 1
    if asked.required.low is None and not asked.template.shape.counted:
        least = 0  # whether what the name measures can fall below zero is asked by the row API
    if is_bare(number):
        limit = scale_limit(asked.size, scale_of(asked.criterion), asked.case)
        if limit is not None:
            least, most = max(least, -floor(limit)), min(most, floor(limit))
    whole = share_limit(number, asked.criterion, asked.size, asked.case)
    if whole is not None:
        least, most = max(least, 0), min(most, whole)
    return least, most
