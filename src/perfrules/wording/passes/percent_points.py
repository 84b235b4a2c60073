"""个点 behind a word of rise or fall may be percentage points or things that are counted: no number is read.

Pattern: a word of rise or fall, a quantity in 个, 点. READING, "The guard". Example: 满意度提高3个点 → Q !CP027
"""

from __future__ import annotations

from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.remarks import Remark, UnreadableError

_MOVES = frozenset({"RISE", "FALL"})


def refuse(case: Candidate) -> bool:
    """Refuse 提高3个点: 3个百分点, or three of something."""
    phrase, after = case.phrase, case.behind
    if case.kinds.isdisjoint(_MOVES) or case.meaning is not None or not phrase.amounts:
        return False
    if not any(token.type in _MOVES for token in case.lead):
        return False
    unit = phrase.amounts[-1].unit
    if [token.text for token in unit] != ["个"] or not isinstance(after, Words) or after.start != phrase.end:
        return False
    if after.row[0].text != "点":
        return False
    end = after.row[0].end
    figure = case.text[phrase.amounts[0].number[0].start : phrase.amounts[-1].number[-1].end]
    params = {"written": case.text[phrase.start : end], "one": f"{figure}个百分点", "other": f"{figure}个"}
    return case.refuse(UnreadableError(Remark("CP027", (phrase.start, end), params)))
