"""What is no language, or damaged: whole wordings that are none, and what stands in or beside a quantity."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.wording.clauses import Draft
from perfrules.wording.operators import OPERATORS, Remark
from perfrules.wording.phrases import Phrase, Piece, Token, Words

NOT_APPLICABLE = frozenset({"不适用", "/", "-", "--", "—", "——", "n/a", "N/A", "NA"})
_BOUNDING = frozenset({"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN"})
_EMPTY_AFTER = frozenset({"UNIT", "DEBRIS", "PLACEHOLDER", "PER"})
NUMBER_ERRORS = frozenset({"OP003", "OP009", "OP012", "OP013", "UN006", "CP009", "CP010", "CP016"})
"""Findings that stand in place of a number."""


def whole(text: str, tokens: Sequence[Token], kinds: set[str], phrases: int) -> Remark | None:
    """Why a wording as a whole states nothing that could be read, or None."""
    bare = text.strip()
    if "FORMULA" in kinds:
        token = next(token for token in tokens if token.type == "FORMULA")
        return Remark("CP018", (token.start, token.end), {"written": text[token.start : token.end][:40]})
    if bare in NOT_APPLICABLE:
        start = text.index(bare)
        return Remark("CP017", (start, start + len(bare)), {"written": bare})
    if "SCORE" in kinds and phrases > 1 and sum(token.type == "SCORE" and token.text[0] != "(" for token in tokens) > 1:
        return Remark("CP008", (0, len(text)), {"written": bare})
    silent = not any(char.isalnum() for char in text)
    if silent and "HIDDEN" not in kinds and "UNIT" not in kinds and OPERATORS.keys().isdisjoint(kinds):
        return Remark("CP015", (0, len(text)))
    return None


def is_english(text: str, tokens: Sequence[Token]) -> bool:
    """Words of another language and no Chinese: qualitative for now (READING, rule 10)."""
    words = any(token.type == "LATIN" and sum(char.islower() for char in token.text) > 1 for token in tokens)
    return words and not any("\u4e00" <= char <= "\u9fff" for char in text)


def hidden(tokens: Sequence[Token], drafts: list[Draft]) -> list[Remark]:
    """Hidden characters: what is shown may differ from what is stored, so no number is read beside them."""
    joined: list[Draft] = []
    for draft in drafts:
        draft.meaning = None
        if joined and joined[-1].end == draft.start:
            joined[-1].end = draft.end
        else:
            joined.append(draft)
    drafts[:] = joined
    return [
        Remark("OP011", (token.start, token.end), {"character": " ".join(f"U+{ord(char):04X}" for char in token.text[:4])})
        for token in tokens
        if token.type == "HIDDEN"
    ]


def beside(text: str, pieces: Sequence[Piece]) -> list[Remark]:
    """Markup anywhere, and signs beside a number that mean nothing."""
    remarks: list[Remark] = []
    for place, piece in enumerate(pieces):
        for token in piece.tokens() if not isinstance(piece, Phrase) else ():
            span = (token.start, token.end)
            if token.type in ("MARKUP", "LINE_BREAK"):
                remarks.append(Remark("CP013", span, {"written": text[span[0] : span[1]]}))
            elif token.type == "DEBRIS" and any(isinstance(near, Phrase) for near in pieces[max(place - 1, 0) : place + 2]):
                code = "CP013" if token.text in "$\\" and "\\" in text else "CP012"
                remarks.append(Remark(code, span, {"written": text[span[0] : span[1]]}))
    return remarks


def lost(text: str, pieces: Sequence[Piece]) -> list[Remark]:
    """An operator with no number behind it before the clause ends: ≥%, 不超过起."""
    remarks: list[Remark] = []
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Words) or (place + 1 < len(pieces) and isinstance(pieces[place + 1], Phrase)):
            continue
        for token in reversed(piece.row):
            if token.type in _BOUNDING or (token.type == "EQUAL" and token.text in "=═"):
                remarks.append(Remark("OP009", (token.start, piece.end), {"operator": text[token.start : token.end]}))
                break
            if token.type not in _EMPTY_AFTER and token.text != "起":
                break
    return remarks


def alternatives(text: str, pieces: Sequence[Piece], drafts: list[Draft]) -> list[Remark]:
    """≥80%或≤20%: two requirements of which none can be held to; their drafts become one without a number."""
    remarks: list[Remark] = []
    for one, link, other in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if not (isinstance(one, Phrase) and isinstance(other, Phrase) and isinstance(link, Words)):
            continue
        if link.row[0].type != "ALTERNATIVE" or len(link.row) > 3:
            continue
        span = (one.start, other.end)
        remarks.append(Remark("OP013", span, {"written": text[span[0] : span[1]]}))
        inside = [draft for draft in drafts if draft.start < span[1] and draft.end > span[0]]
        if inside:
            inside[0].meaning = None
            inside[0].end = max(inside[-1].end, inside[0].end)
            drafts[:] = [draft for draft in drafts if draft is inside[0] or draft not in inside]
    return remarks
