"""What is odd about a quantity is said last, when its unit is known; a unit that the vocabulary lacks is kept as written.

Pattern: a quantity with a unit of no vocabulary. READING, rule 5. Example: 80M → =80 M !UN005
"""

from __future__ import annotations

import re

from perfrules.comparators import Change, Comparator
from perfrules.units import Units
from perfrules.wording.passes.drafts import Assembly, Draft
from perfrules.wording.remarks import Remark


def remark(made: Assembly) -> None:
    """Say what is to be said of each quantity that was read."""
    for draft in made.drafts:
        if draft.meaning is not None:
            made.remarks += draft.meaning.remarks
            made.remarks += _none(made, draft) or _unknown(draft, made.units)


_PARTS = re.compile("[/·]")
_SIGNS = frozenset("<>=≤≥≦≧⩽⩾≮≯＜＞＝")


def _none(made: Assembly, draft: Draft) -> list[Remark]:
    """What would not read back is no unit, and no base: 三日前 is no 3 of a unit 日前."""
    comparator = draft.comparator
    if comparator is None or not (_is_odd(getattr(comparator, "unit", None), made.units) or _signs_in_base(comparator)):
        return []
    if made.says_itself(comparator):
        return []
    written = "".join(draft.meaning.written or ()) if draft.meaning is not None else ""
    draft.meaning = None
    return [Remark("CP010", (draft.start, draft.end), {"written": written})]


_YEAR = "年"


def _is_odd(unit: str | None, units: Units) -> bool:
    if unit is None or unit == _YEAR or unit in units.units:
        return unit == _YEAR
    return any(units.get(part) is None for part in _PARTS.split(unit) if part)


def _signs_in_base(comparator: Comparator) -> bool:
    """较≤去年增产5万吨: a sign of comparison among the words of the base bounds something else."""
    return isinstance(comparator, Change) and comparator.base is not None and not _SIGNS.isdisjoint(comparator.base)


def _unknown(draft: Draft, units: Units) -> list[Remark]:
    """A unit that the vocabulary does not know; what stands below the / may be anything (次/产品系列/年)."""
    unit = getattr(draft.comparator, "unit", None)
    counted = unit.partition("/")[0] if unit is not None else ""
    if not counted or units.get(counted) is not None:
        return []
    near = units.suggestion(counted)
    return [Remark("UN005", (draft.start, draft.end), {"unit": counted, "hint": f"是否为“{near}”？" if near else ""})]
