"""A dash between a noun and a number is said, where it is no sign.

Pattern: noun, dash, quantity. READING, rule 4. Example: 收入-5万元 → =50000 元 !CP024
"""

from __future__ import annotations

from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.candidates import Candidate


def doubt(case: Candidate) -> bool:
    """Remark the dash of 收入-5万元; the number stays what it is."""
    if "RANGE" not in case.kinds:
        return False
    words = case.out.pieces[-1] if case.out.pieces else None
    phrase = case.phrase
    if not isinstance(words, Words) or len(words.row) < 2 or words.end != phrase.start or phrase.form not in ("bare", "range"):
        return False
    dash, noun = words.row[-1], words.row[-2]
    if (
        dash.type == "RANGE"
        and dash.text[0] in "-–—−"
        and "一" <= case.text[noun.end - 1] <= "龥"
        and not case.text[noun.end : dash.start].strip()
    ):
        case.remark("CP024", dash.start, phrase.end)
    return False
