"""What a number cannot be, or may be in two ways: bare under a scaled target, a level where a change is asked, no part of a whole.

Nothing is guessed: where the readings earn the same they are judged, where they do not the points stay open and both are shown.
"""

from __future__ import annotations

from fractions import Fraction

from perfrules.comparators import AtLeast, AtMost, Between, Change, Comparator, Deadline, Exactly, LessThan, MoreThan, Size, Trend
from perfrules.measures import ends_in, mentions
from perfrules.model import Category, Subcategory
from perfrules.quantities import exact
from perfrules.scoring.actuals.proportions import SHARES
from perfrules.scoring.actuals.values import DateValue, Moved, NumberValue, Single
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.wording import Criterion


def is_bare(value: NumberValue) -> bool:
    """Whether a number stands without unit and without scale."""
    return value.unit is None and value.scale == 1


def ends_of(size: Size) -> tuple[Fraction, ...]:
    """The numbers that a bound or a range is written with."""
    ends = (size.low, size.high) if isinstance(size, Between) else (size.quantity,)
    return tuple(Fraction(end.value) for end in ends)


def falls_short(criterion: Criterion, value: Single) -> bool:
    """Whether a value itself says that it misses what is asked: 45家 of ≥50家, 6% of ≤5%, 增长3% of 增长5%; one in another unit says nothing."""
    comparator = criterion.comparator
    if isinstance(comparator, Deadline) and isinstance(value, DateValue):
        days = value.days(None)
        return days is not None and comparator.parts[0] is not None and days[0] > comparator.last_day()
    if isinstance(comparator, Change) and isinstance(value, Moved):
        return value.unit == comparator.unit and _misses(comparator.of, _SIGNS.get(comparator.trend, 0) * Fraction(value.value))
    return isinstance(value, NumberValue) and value.unit == getattr(comparator, "unit", None) and _misses(comparator, Fraction(value.value))


_SIGNS = {Trend.INCREASE: 1, Trend.DECREASE: -1}
_SURE = (AtLeast, MoreThan, AtMost, LessThan, Exactly, Between)


def _misses(comparator: Comparator, number: Fraction) -> bool:
    return isinstance(comparator, _SURE) and exact(number) not in comparator


def scale_limit(size: Size, scale: int, case: Circumstances) -> Fraction | None:
    """The largest bare number that is certainly in the ``scale`` of the target: so many times the number written in it.

    28600 against 不少于3万册 is 28600 or 2.86亿; None where the target has no scale.
    """
    return None if scale == 1 else case.policy.scale.times * max(map(abs, ends_of(size))) / scale


def is_share(criterion: Criterion, size: Size, case: Circumstances) -> bool:
    """Whether the target asks for a part of a whole, which lies between 0 and 100 %: by its name, or filed as satisfaction."""
    whole = SHARES.get(size.unit or "")
    if whole is None or any(end < 0 or end > whole for end in ends_of(size)):
        return False  # ±3%内 is about 0, and more than all of it is no part
    filed = case.category is Category.SATISFACTION or case.subcategory is Subcategory.SATISFACTION
    names = [name for name in (criterion.subject or "", case.name) if name]
    return filed or any(ends_in("share", name) and not ends_in("growth", name) for name in names)


def share_limit(value: NumberValue, criterion: Criterion, size: Size, case: Circumstances) -> int | None:
    """All of what the target asks for a part of, in the unit of a number that states the part (bare, %, ‰); None where it asks for none."""
    whole = SHARES.get((size.unit if is_bare(value) else value.unit) or "")
    return whole if whole is not None and is_share(criterion, size, case) else None


def is_no_share(value: NumberValue, criterion: Criterion, size: Size, case: Circumstances, *, floor: bool) -> bool:
    """Whether a number is no part of a whole: 976, -3 or 105% against a rate of qualification.

    A written rate below 0 is none against a ``floor``; against a ceiling it is asked whether its name can fall so low (超支率).
    """
    whole = share_limit(value, criterion, size, case)
    number = Fraction(value.value)
    return whole is not None and (number > whole or (number < 0 and (floor or is_bare(value))))


def falls_below_zero(criterion: Criterion, size: Size, case: Circumstances) -> bool:
    """Whether what the name measures can be negative: 超支率, 增幅, a temperature."""
    names = (criterion.subject or "", case.name)
    return size.unit == "℃" or any(mentions("signed", name) for name in names)


def is_part_of_one(value: Fraction, unit: str | None, counts: bool, case: Circumstances) -> bool:
    """Whether a fraction is stated of what is counted in wholes: 99.5人, but for a mean."""
    return unit is not None and counts and value.denominator != 1 and not mentions("mean", case.name)


def level_limit(size: Size, case: Circumstances, *, relative: bool) -> Fraction:
    """The largest bare number that is taken as the change itself: so many times the target's figure, and of a rate below a limit."""
    rule = case.policy.change
    return rule.times * max(map(abs, ends_of(size))) if not relative else min(rule.times * max(map(abs, ends_of(size))), rule.below)
