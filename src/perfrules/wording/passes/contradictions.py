"""Two bounds of one subject that no number satisfies are an error, and neither is a number.

Pattern: a floor, a comma, a ceiling below it. READING, rule 7. Example: ≥12家，≤9家 → Q !OP003
"""

from __future__ import annotations

from perfrules.comparators import AtLeast, AtMost, Comparator, LessThan, MoreThan
from perfrules.wording.passes.drafts import Assembly, Item
from perfrules.wording.remarks import Remark

_FLOORS = (AtLeast, MoreThan)
_CEILINGS = (AtMost, LessThan)
_BETWEEN = " \t\r\n,，、且"


def refuse(made: Assembly, item: Item) -> None:
    """Make one draft without a number of each two neighbours that contradict each other."""
    text, drafts = made.text, item.drafts
    if len(drafts) < 2:
        return
    for first, second in zip(list(drafts), drafts[1:], strict=False):
        if second.subject is not None or first.aspiration or second.aspiration or text[first.end : second.start].strip(_BETWEEN):
            continue
        if first.meaning is None or second.meaning is None or not _exclude_each_other(first.comparator, second.comparator):
            continue
        params = {"first": text[first.start : first.end], "second": text[second.start : second.end]}
        made.remarks.append(Remark("OP003", (first.start, second.end), params))
        first.meaning, first.end = None, second.end
        drafts.remove(second)


def _exclude_each_other(one: Comparator | None, other: Comparator | None) -> bool:
    """Whether one is a floor, the other a ceiling in the same unit, and nothing lies between."""
    bounds = [bound for bound in (one, other) if isinstance(bound, (*_FLOORS, *_CEILINGS))]
    if len(bounds) != 2 or isinstance(bounds[0], _FLOORS) == isinstance(bounds[1], _FLOORS) or bounds[0].unit != bounds[1].unit:
        return False
    return (bounds[0].interval & bounds[1].interval).is_empty
