"""What is odd about a quantity is said last, when its unit is known; a unit that the vocabulary lacks is kept as written.

Pattern: a quantity with a unit of no vocabulary. READING, rule 5. Example: 80M → =80 M !UN005
"""

from __future__ import annotations

import re

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


def _none(made: Assembly, draft: Draft) -> list[Remark]:
    """What would not read back is no unit: 三日前 is no 3 of a unit 日前."""
    comparator = draft.comparator
    unit = getattr(comparator, "unit", None)
    if comparator is None or unit is None or (unit != _YEAR and unit in made.units.units):
        return []
    odd = unit == _YEAR or any(made.units.get(part) is None for part in _PARTS.split(unit) if part)
    if not odd or made.says_itself(comparator):
        return []
    written = "".join(draft.meaning.written or ()) if draft.meaning is not None else ""
    draft.meaning = None
    return [Remark("CP010", (draft.start, draft.end), {"written": written})]


_YEAR = "年"


def _unknown(draft: Draft, units: Units) -> list[Remark]:
    """A unit that the vocabulary does not know; what stands below the / may be anything (次/产品系列/年)."""
    unit = getattr(draft.comparator, "unit", None)
    counted = unit.partition("/")[0] if unit is not None else ""
    if not counted or units.get(counted) is not None:
        return []
    near = units.suggestion(counted)
    return [Remark("UN005", (draft.start, draft.end), {"unit": counted, "hint": f"是否为“{near}”？" if near else ""})]
