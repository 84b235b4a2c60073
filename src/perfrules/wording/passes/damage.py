"""What is no language, or damaged: whole wordings that are none, and what stands in or beside a quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.items import ITEM_BREAKS
from perfrules.wording.passes.subjects import Draft
from perfrules.wording.remarks import Remark
from perfrules.wording.values.operators import OPERATORS
from perfrules.wording.words import NOT_APPLICABLE

_HOURS = re.compile("[0-9]{1,2} ?[×xX*] ?[0-9]{1,3} ?(?:个?小时|h)?")


def whole(text: str, folded: str, tokens: Sequence[Token], kinds: set[str], phrases: int) -> Remark | None:
    """Why a wording as a whole states nothing that could be read, or None."""
    bare = folded.strip()
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


def is_english(text: str, tokens: Sequence[Token]) -> bool:
    """Words of another language and no Chinese: qualitative for now (READING, rule 10)."""
    words = any(
        token.type == "LATIN" and sum(char.islower() for char in token.text) > 1 and not text[token.start - 1 : token.start].isdecimal()
        for token in tokens
    )
    return words and not any("\u4e00" <= char <= "\u9fff" for char in text)


def hours_a_day(text: str, tokens: Sequence[Token]) -> list[Remark]:
    """7*24小时 counts nothing: it says when a service is there."""
    found = [token for token in tokens if token.type == "DISTRACTOR" and _HOURS.fullmatch(token.text)]
    return [Remark("CP025", (token.start, token.end), {"written": text[token.start : token.end]}) for token in found]


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


def beside(text: str, pieces: Sequence[Piece], drafts: Sequence[Draft]) -> list[Remark]:
    """Markup anywhere, and signs that touch a number and mean nothing; markup inside a quantity leaves no number."""
    remarks: list[Remark] = []
    edges = {place for piece in pieces if isinstance(piece, Phrase) for place in (piece.start, piece.end)}
    for place, piece in enumerate(pieces):
        for token in piece.tokens() if not isinstance(piece, Phrase) else ():
            if token.type not in ("MARKUP", "LINE_BREAK"):
                continue
            span = (token.start, token.end)
            remarks.append(Remark("CP013", span, {"written": text[span[0] : span[1]]}))
            if token.type == "MARKUP" and not edges.isdisjoint(span):
                remarks.append(Remark("CP010", span, {"written": text[span[0] : span[1]]}))
                drop(drafts, span)
        if isinstance(piece, Words):
            remarks += _debris(text, pieces, place, piece)
    return remarks


def _debris(text: str, pieces: Sequence[Piece], place: int, piece: Words) -> list[Remark]:
    """Signs at the edge of a stretch of words that touches a quantity; the $ of a formula is said with its operator."""
    before = place > 0 and isinstance(pieces[place - 1], Phrase)
    after = place + 1 < len(pieces) and isinstance(pieces[place + 1], Phrase)
    found = [*(_run(piece.row) if before else []), *(_run(piece.row[::-1]) if after else [])]
    signs = {token.start: token for token in found if not (token.text == "$" and "\\" in text)}
    return [Remark("CP012", (start, token.end), {"written": text[start : token.end]}) for start, token in sorted(signs.items())]


def _run(row: Sequence[Token]) -> list[Token]:
    return list(takewhile(lambda token: token.type == "DEBRIS", row))


def drop(drafts: Sequence[Draft], span: tuple[int, int]) -> None:
    """Leave no number in the drafts that touch ``span``."""
    for draft in drafts:
        if draft.start <= span[1] and draft.end >= span[0]:
            draft.meaning = None


def alternatives(text: str, pieces: Sequence[Piece], drafts: list[Draft]) -> list[Remark]:
    """≥80%或≤20%: two requirements of which none can be held to; their drafts become one without a number."""
    remarks: list[Remark] = []
    one: Phrase | None = None
    link: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Token) and piece.type in ITEM_BREAKS:
            one = None
        other = piece if isinstance(piece, Phrase) else None
        offered = isinstance(link, Words) and link.row[-1].type == "ALTERNATIVE"
        link = piece
        if other is None:
            continue
        if one is None or not offered:
            one = other
            continue
        span = (one.start, other.end)
        inside = [draft for draft in drafts if draft.start < span[1] and draft.end > span[0]]
        said = [str(draft.comparator) if draft.comparator is not None else text[draft.start : draft.end] for draft in inside]
        remarks.append(Remark("OP013", span, {"written": text[span[0] : span[1]], "one": said[0], "other": said[-1]}))
        inside[0].meaning = None
        inside[0].end = inside[-1].end
        drafts[:] = [draft for draft in drafts if draft is inside[0] or draft not in inside]
    return remarks
