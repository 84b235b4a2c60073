"""Two units on one number leave no number.

Pattern: a quantity with its unit, and another unit right behind it. READING, rule 10. Example: ≥5家家 → Q !UN006
"""

from __future__ import annotations

from perfrules.units import parts_of_whole
from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.remarks import Remark, UnreadableError

_SHARES = parts_of_whole().keys()


def refuse(case: Candidate) -> bool:
    """Refuse ≥5家家 and 80%家, where the clause ends with the second unit."""
    phrase, after = case.phrase, case.behind
    if case.meaning is not None or not phrase.amounts or phrase.tail or not isinstance(after, Words):
        return False
    unit = phrase.amounts[-1].unit
    if not unit or after.row[0].type != "UNIT" or after.start != phrase.end:
        return False
    one, other = unit[-1].text, after.row[0].text
    shares = one in _SHARES or other in _SHARES
    ends = len(after.row) == 1 and case.ends_behind() and (shares or other == "倍" or other.startswith(one))
    if unit[-1].type != "LATIN" and one != other and not {one, other} <= _SHARES and not ends:
        return False
    return case.refuse(UnreadableError(Remark("UN006", (phrase.start, after.end), {"units": case.text[unit[0].start : after.end]})))
