"""A floor and a ceiling of one thing have one unit, which stands behind the second.

Pattern: a bound without a unit, 且 , or 、, the opposite bound with one. READING, rule 7. Example: 大于50且小于100家 → >50 家 | <100 家
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import cast

from perfrules.comparators import BOUNDS, AtLeast, AtMost, Bound, LessThan, MoreThan
from perfrules.quantities import Quantity, exact
from perfrules.wording.characters import folded
from perfrules.wording.passes.drafts import Assembly, Draft, Item

_FLOORS = (AtLeast, MoreThan)
_CEILINGS = (AtMost, LessThan)
_BETWEEN = " \t\r\n,，、且但而"


def share(made: Assembly, item: Item) -> None:
    """Give the first of two such neighbours the unit of the second."""
    drafts = item.drafts
    for first, second in pairwise(drafts):
        if second.subject is None and not folded(made.text[first.end : second.start]).strip(_BETWEEN) and _are_opposite(first, second):
            _give(first, second)


def _are_opposite(first: Draft, second: Draft) -> bool:
    one, other = first.comparator, second.comparator
    kinds = isinstance(one, _FLOORS) and isinstance(other, _CEILINGS), isinstance(one, _CEILINGS) and isinstance(other, _FLOORS)
    return any(kinds) and cast("Bound", one).unit is None and cast("Bound", other).unit is not None


def _give(first: Draft, second: Draft) -> None:
    assert first.meaning is not None
    assert second.meaning is not None
    bound, other = cast("Bound", first.comparator), cast("Bound", second.comparator)
    (digits, scale), (figure, unit) = first.meaning.written or ("", ""), second.meaning.written or ("", "")
    value = bound.quantity.value
    if not scale and figure.isdecimal() and int(figure):  # 大于50且小于100万元
        value = exact(Fraction(value) * Fraction(other.quantity.value) / int(figure))
    first.meaning = replace(first.meaning, comparator=BOUNDS[bound.op](Quantity(value, other.unit)), written=(digits, scale or unit))
