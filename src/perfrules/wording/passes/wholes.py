"""Wordings that state nothing as a whole are known before anything is read of them.

Pattern: a formula, 不适用, a ladder of points, list marks alone, signs alone. READING, rules 6 and 10. Example: =SUM(A1:A3) → Q !CP018
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.wording.parser.nodes import Token
from perfrules.wording.remarks import Remark
from perfrules.wording.values.operators import OPERATORS
from perfrules.wording.words import NOT_APPLICABLE

_ENDS = "。.;"
"""Signs that end a sentence and say nothing."""


def refusal(text: str, folded: str, tokens: Sequence[Token], kinds: set[str], phrases: int) -> Remark | None:
    """Return why a wording as a whole states nothing that could be read, or None."""
    bare = folded.strip().rstrip(_ENDS)
    if "FORMULA" in kinds:
        token = next(token for token in tokens if token.type == "FORMULA")
        return Remark("CP018", (token.start, token.end), {"written": text[token.start : token.end][:40]})
    if bare in NOT_APPLICABLE:
        start = folded.index(bare)
        return Remark("CP017", (start, start + len(bare)), {"written": text[start : start + len(bare)]})
    if "SCORE" in kinds and phrases > 1 and sum(token.type == "SCORE" and token.text[0] != "(" for token in tokens) > 1:
        return Remark("CP008", (0, len(text)), {"written": bare})
    if kinds == {"ITEM_MARK"}:
        return Remark("CP015", (0, len(text)))
    silent = not any(char.isalnum() for char in text)
    if silent and "HIDDEN" not in kinds and "UNIT" not in kinds and OPERATORS.keys().isdisjoint(kinds):
        return Remark("CP015", (0, len(text)))
    return None
