"""A target that is a fraction of a whole (三分之二以上): held against 70%, 3/4 and 70 as the same share in per cent, exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from perfrules.canonical import as_read
from perfrules.comparators import Between, Size
from perfrules.quantities import Quantity, exact
from perfrules.scoring.actuals.proportions import Proportion
from perfrules.scoring.actuals.values import NumberValue, Single, Stated
from perfrules.wording import Criterion

_WRITTEN = ("分之", "/")


def in_per_cent(criterion: Criterion, size: Size, value: Single) -> Size:
    """``size`` in per cent, where it is a fraction without a unit and ``value`` says what share it is; else as it is."""
    if not is_fraction(criterion, size) or not _is_share(value):
        return size
    scaled = [Quantity(exact(Fraction(end.value) * 100), "%") for end in _ends(size)]
    with as_read():
        return replace(size, low=scaled[0], high=scaled[1]) if isinstance(size, Between) else replace(size, quantity=scaled[0])


def is_fraction(criterion: Criterion, size: Size) -> bool:
    """Whether a size is written as a fraction of a whole."""
    if size.unit is not None or criterion.written is None:
        return False
    return any(mark in criterion.written[0] for mark in _WRITTEN) and all(0 < end.value <= 1 for end in _ends(size))


def _ends(size: Size) -> tuple[Quantity, ...]:
    return (size.low, size.high) if isinstance(size, Between) else (size.quantity,)


def _is_share(value: Single) -> bool:
    """Whether a value is anything but a fraction itself (0.7): a share in per cent, a part of a whole, 70, or 70家, which is none."""
    if isinstance(value, NumberValue) and value.unit is None:
        return Fraction(value.value) > 1
    return isinstance(value, (NumberValue, Proportion)) or (isinstance(value, Stated) and value.unit is not None)
