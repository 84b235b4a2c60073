"""The law of a comparator's text: it reads back to an equal comparator, or the comparator cannot be built.

What is plain (a unit of the vocabulary or none, a number of few digits) is known to read back, by tests; anything else is read
when it is built. The language lies above the values and is called by its name, so that nothing here depends on it; while it reads,
and for what was read before, it is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from importlib import import_module

from perfrules import units
from perfrules.arguments import shown
from perfrules.errors import ValueRangeError
from perfrules.quantities import Quantity

AS_READ: ContextVar[bool] = ContextVar("perfrules-as-read", default=False)
"""Whether comparators are taken as they are built: they are what was read."""
_LANGUAGE = "perfrules.wording"
_MOST_DIGITS = 10
"""Numbers of 11 and of 18 digits may be those of telephones and identities (READING, rule 6)."""
_MOST_DECIMALS = 6
REWRITTEN = "成"
"""The one unit that READING writes as another: 3成 is 30 %."""
_YEARS = (1900, 2100)
"""Between them numbers may be years, where they have no unit or one of ``DATED``."""
DATED = ("年", "起")
"""Units that may belong to a date: 2023年, 2023.5起 (since May 2023)."""


@contextmanager
def as_read() -> Iterator[None]:
    """Take comparators as they are built inside the ``with`` block."""
    token = AS_READ.set(True)
    try:
        yield
    finally:
        AS_READ.reset(token)


def is_plain(quantity: Quantity) -> bool:
    """Return whether the text of a quantity is known to read back, in any comparator.

    >>> is_plain(Quantity(5, "家")), is_plain(Quantity(5, "个倍")), is_plain(Quantity("1/3"))
    (True, False, False)
    """
    value, unit = quantity.value, quantity.unit
    if unit is not None and (unit == REWRITTEN or unit not in units.in_use().units):
        return False
    if is_year(quantity):
        return False
    return (
        isinstance(value, Decimal)
        and -_MOST_DECIMALS <= value.adjusted() < _MOST_DIGITS
        and len(str(value)) <= _MOST_DIGITS + _MOST_DECIMALS
    )


def is_year(quantity: Quantity) -> bool:
    """Return whether a number, its sign left aside, may be that of a year.

    >>> is_year(Quantity(2023)), is_year(Quantity(2023, "家"))
    (True, False)
    """
    first, last = _YEARS
    return quantity.unit in (None, *DATED) and (first <= quantity.value < last or -last < quantity.value <= -first)


def check(comparator: object, *quantities: Quantity) -> None:
    """Raise :class:`ValueRangeError` for a comparator whose text reads as something else, or as nothing.

    Where ``quantities`` are given and all of them are plain, it is known to read back.
    """
    if AS_READ.get() or (quantities and all(map(is_plain, quantities))):
        return
    said = str(comparator)
    read = [criterion.comparator for criterion in import_module(_LANGUAGE).parse(said).criteria]
    if read != [comparator]:
        raise ValueRangeError(
            f"{shown(said)} 读出来不是这个要求，因此不能构造。单位须在词表中（或用 Vocabulary 加入），数值至多 40 位、20 位小数，"
            "定性的话里不能有数量。",
            f"{shown(said)} does not read as this requirement, so it cannot be built. Its unit is to be one of the vocabulary (or added "
            "with Vocabulary), its number of at most 40 digits and 20 decimals, words without a quantity.",
        )
