"""A quantity that is the condition of points asks for nothing.

Pattern: a quantity, and right behind it points that it earns or costs. READING, rule 8. Example: 5万元以上奖6分 → Q
"""

from __future__ import annotations

from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.candidates import Candidate


def leave(case: Candidate) -> bool:
    """Leave 5万元以上 of 5万元以上奖6分 as words."""
    if "SCORE" not in case.kinds:
        return False
    after = case.behind
    scored = isinstance(after, Words) and after.row[0].type == "SCORE" and after.start == case.phrase.end
    return scored and isinstance(after, Words) and after.row[0].text[0] in "奖加扣减罚不" and case.leave()
