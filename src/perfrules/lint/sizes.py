"""The quantity inside a criterion: its bound, its number and unit, and where the number stands."""

from __future__ import annotations

from decimal import Decimal

from perfrules.comparators import About, AtLeast, AtMost, Between, Change, Exactly, LessThan, MoreThan
from perfrules.quantities import Exact
from perfrules.text import Span
from perfrules.units import parts_of_whole
from perfrules.wording import Criterion, Target

Bound = AtLeast | MoreThan | AtMost | LessThan | Exactly | About
_BOUNDS = (AtLeast, MoreThan, AtMost, LessThan, Exactly, About)
_SIZES = (*_BOUNDS, Between, Change)
HUNDRED = Decimal(100)
PARTS = parts_of_whole()
"""How many parts a share's unit cuts a whole into."""


def bound_of(criterion: Criterion) -> Bound | None:
    """The bound of a criterion, or None where it is a range, a change, a date, a rank or words."""
    return criterion.comparator if isinstance(criterion.comparator, _BOUNDS) else None


def is_size(criterion: Criterion) -> bool:
    """Whether the criterion asks for a quantity: a bound, a range or a change, no date and no rank."""
    return isinstance(criterion.comparator, _SIZES)


def sizes(target: Target) -> list[Criterion]:
    """The criteria that ask for a quantity, in order."""
    return [criterion for criterion in target.criteria if is_size(criterion)]


def values_of(criterion: Criterion) -> tuple[Exact, ...]:
    """The numbers of a bound or range; empty for everything else."""
    match criterion.comparator:
        case Between(low, high):
            return low.value, high.value
        case AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly() | About() as bound:
            return (bound.quantity.value,)
    return ()


def unit_of(criterion: Criterion) -> str | None:
    """The unit of the criterion's quantity, or None."""
    return criterion.comparator.unit if isinstance(criterion.comparator, _SIZES) else None


def is_whole(criterion: Criterion) -> bool:
    """Whether the bound is 0, or a whole (100 %): a bare one of these is clear."""
    bound = bound_of(criterion)
    if bound is None:
        return False
    value = bound.quantity.value
    return value == 0 or PARTS.get(bound.unit or "") == value


def number_span(criterion: Criterion) -> Span:
    """Where the number stands in the target's text, the criterion's own span where it cannot be told."""
    if criterion.written is None:
        return criterion.span
    number = criterion.written[0]
    start = criterion.text.rfind(number)
    if start < 0:
        return criterion.span
    return Span(criterion.span.start + start, criterion.span.start + start + len(number))


def measured(criterion: Criterion, name: str | None) -> str:
    """The words that say what is measured: the criterion's subject, else the indicator's name."""
    return criterion.subject or name or ""
