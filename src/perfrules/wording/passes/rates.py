"""每人 between two quantities is of the second: it says what that is for each of.

Pattern: quantity, 每…, quantity. READING, rule 5. Example: 奖励10人每人2000元 → =10 人 | =2000 元/人 !CP011
"""

from __future__ import annotations

from itertools import pairwise

from perfrules.wording.parser.nodes import Phrase, Token
from perfrules.wording.passes.drafts import Assembly


def hand_on(made: Assembly) -> None:
    """Give 每人, which the grammar took for the denominator of the number before it (36.66元每月), to the number right behind it."""
    if "EVERY" not in made.kinds:
        return
    for one, other in pairwise(made.pieces):
        if not isinstance(one, Phrase) or not isinstance(other, Phrase) or not one.amounts or not other.amounts or one.tail:
            continue
        amount = one.amounts[-1]
        row: list[Token] = [token for token in amount.unit if token.type == "EVERY"]
        if row and amount.unit[-1] is row[-1] and not made.seen[one.end : other.start].strip():
            amount.unit = [token for token in amount.unit if token.type != "EVERY"]
            one.end, other.start = amount.end, row[0].start
            other.lead = [*row, *other.lead]
            other.form = "led" if other.form == "bare" else other.form
