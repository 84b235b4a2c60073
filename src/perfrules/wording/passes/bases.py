"""Figures of the past, of an average or of a full mark inform and ask for nothing; a change starts from the one it is joined to.

Pattern: 上年 去年 全省平均 原 a past year, then a quantity. READING, rule 6. Example: ≥96%（上一年93%） → >=96 % !CP023
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from perfrules.units import RELATIVE
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Assembly, Item
from perfrules.wording.remarks import Remark
from perfrules.wording.values.operators import EXPLICIT, LEVELS, TRENDS
from perfrules.wording.words import BASELINES, BASES, LONE_BASES, OWNED, PARTS_OF, STATES

_ASKING = EXPLICIT | TRENDS | {"COMPARED", "SAME_PERIOD", "KEEP_WITHIN", "ASPIRE", "BELOW"}
_BASE = re.compile(
    f"(?:其中|其)?(?:(?:{'|'.join(map(re.escape, BASES))})(?!(?:以来|起|前|后))[^，。；,;:\n\\d]{{0,10}}|(?:{'|'.join(map(re.escape, LONE_BASES))})(?:有|为|是|约)?):?"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}年度?(?:实际|实绩|完成|达到?|为|是)?:?")
_STATE = re.compile(f"(?:{'|'.join(map(re.escape, STATES))})[^，。；,;:\n\\d]{{0,10}}:?")
_PARTING = frozenset({"COMMA", "SEMICOLON"})
_LATER = re.compile(r"\s*(?:(?:19|20)[0-9]{2}|[今本])年")
_BEYOND = frozenset({"MORE_THAN", "LESS_THAN"})
_STARTING = _BEYOND | {"COMPARED"}
_EACH_OTHER = re.compile("[较比高低超增降升减涨跌于]")
_WAYS: Mapping[str, str] = {"高": "HIGHER", "多": "HIGHER", "低": "LOWER", "少": "LOWER"}
_NAMED = frozenset({"WORD", "OTHER", "AND", "IDIOM", "DISTRACTOR", "QUOTED", "LATIN", "UNIT", "DATE", "PERIOD", "ASIDE"})
"""Terminals of what something is compared with."""
_PARTED = frozenset({"BROKEN", "COMMA"})
_ENDS = frozenset({"COMMA", "SEMICOLON", "FULL_STOP", "NEWLINE", "LINE_BREAK", "ITEM_MARK"})


def compared(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens with 高 低 多 少 as words of change behind 比 or 较 (比周边地区高5%); elsewhere they are an operator that lost its 于.

    A comma between what is compared with and the word of change parts nothing: 较上年，提高5%.
    """
    kinds = {token.type for token in tokens}
    if "COMPARED" not in kinds or kinds.isdisjoint(_PARTED):
        return tokens
    row: list[Token] = []
    compares = named = False
    for place, token in enumerate(tokens):
        if named and token.type == "COMMA" and row[-1].type != "COMPARED" and _is_way(tokens[place + 1 : place + 2]):
            continue
        named = token.type == "COMPARED" or (named and token.type in _NAMED)
        compares = (compares or token.type == "COMPARED") and token.type not in _ENDS
        lost = compares and token.type == "BROKEN" and token.text in _WAYS
        row.append(Token(_WAYS[token.text], token.text, token.start, token.end) if lost else token)
    return row


def _is_way(following: Sequence[Token]) -> bool:
    """Whether a word of change comes next."""
    return any(token.type in TRENDS or (token.type == "BROKEN" and token.text in _WAYS) for token in following)


def join(made: Assembly, item: Item) -> None:
    """Join a figure that a change starts from to its change: 较上年93%提高2个百分点, 较上年（1200万元）增长10%, 高于上年（320人）5%."""
    if made.kinds.isdisjoint(_STARTING):
        return
    out: list[Piece] = []
    for piece in item.pieces:
        start = _base_of(piece, out) if isinstance(piece, Phrase) else []
        if isinstance(piece, Phrase) and start:
            piece = Phrase(piece.form, [*start, *piece.lead], piece.amounts, piece.core, piece.tail)
        out.append(piece)
    item.pieces = out


def _base_of(change: Phrase, out: list[Piece]) -> list[Token]:
    """Take the words of a comparison with a figure right before a change off the pieces before it; nothing where there are none."""
    before = out[-1] if out else None
    moves = any(token.type in TRENDS for token in change.lead)
    if moves and isinstance(before, Phrase) and _compares(before):
        out.pop()
        return before.tokens()
    if len(out) < 4 or not isinstance(before, Token) or before.type != "CLOSE" or before.end != change.start:
        return []
    words, opened, figure = out[-4:-1]
    if not isinstance(words, Words) or not isinstance(opened, Token) or opened.type != "OPEN" or not isinstance(figure, Phrase):
        return []
    place = _compared(words.row) if moves else _beyond(words.row) if not change.lead else None
    if place is None:
        return []
    out[-4:] = [Words(words.row[:place])] if place else []
    return [*words.row[place:], opened, *figure.tokens(), before]


def _compared(row: Sequence[Token]) -> int | None:
    """Where what a change starts from is compared with: 较上年（1200万元）."""
    place = max((index for index, token in enumerate(row) if token.type == "COMPARED"), default=None)
    return place if place is not None and not any(token.type in EXPLICIT for token in row[place:]) else None


def _beyond(row: Sequence[Token]) -> int | None:
    """Where a word stands of what an amount is beyond: 高于上年（320人）."""
    place = max((index for index, token in enumerate(row) if token.type in _BEYOND), default=None)
    return place if place is not None and "".join([token.text for token in row[place:]]).endswith((*BASES, *BASELINES)) else None


def _compares(phrase: Phrase) -> bool:
    kinds = {token.type for token in phrase.lead}
    return phrase.form == "led" and not phrase.tail and "COMPARED" in kinds and kinds.isdisjoint(EXPLICIT | TRENDS)


def leave(case: Candidate) -> bool:
    """Leave a figure that informs and that no word compares with (去年5家): neither a requirement nor the subject of one."""
    remark = _informs(case)
    return remark is not None and case.inform(remark)


def _informs(case: Candidate) -> Remark | None:
    """The remark on a figure that informs; None where it asks for something."""
    phrase, pieces, text, seen = case.phrase, case.pieces, case.text, case.seen
    if phrase.form not in ("bare", "led", "rank") or (not case.place and not phrase.lead):
        return None
    if any(token.type in _ASKING for token in phrase.lead):
        return None
    start = next((piece.end for piece in reversed(pieces[: case.place]) if isinstance(piece, Token)), pieces[0].start)
    inside = _opened(pieces, case.place)
    if inside is not None and seen[inside.end : phrase.end].lstrip().startswith(PARTS_OF):
        return Remark("CP023", (phrase.start, phrase.end), {"written": text[inside.end : phrase.end].strip()})
    first = phrase.amounts[0].number[0] if phrase.amounts else phrase.core[0]
    words = "".join(seen[start : first.start].split()).lstrip("(:")
    if inside is not None and inside.end == start and _YEAR.fullmatch(words):
        return Remark("CP023", (phrase.start, phrase.end), {"written": text[start : phrase.end].strip()})
    state = _is_state(case, words)
    past = state or (_YEAR.fullmatch(words) is not None and _goes_on(case))
    if not past and (not _BASE.fullmatch(words) or words.endswith("的") or _EACH_OTHER.search(words)):
        return None
    end = case.behind.end if state and isinstance(case.behind, Words) else phrase.end  # 已有20家企业，新增5家
    said = text[start:end]
    return Remark("CP023", (end - len(said.lstrip()), end), {"written": said.strip()})


def _goes_on(case: Candidate) -> bool:
    """2023年为3.5%，2024年降至3%以下: the next clause says what a later year brings it to."""
    sign = case.behind
    later = next((piece for piece in case.pieces[case.place + 2 : case.place + 5] if isinstance(piece, Phrase) and piece.amounts), None)
    if not isinstance(sign, Token) or sign.type not in ("COMMA", "SEMICOLON") or later is None:
        return False
    moves = any(token.type in TRENDS or token.type in ("RAISE_TO", "FALL_TO") for token in later.lead)
    return moves and _LATER.match(case.seen, sign.end, later.end) is not None


def _is_state(case: Candidate, words: str) -> bool:
    """现有20人，增加到30人; 现有企业20家，新增5家: what there is now, before the clause that asks for something."""
    if case.tail or not _STATE.fullmatch(words):
        return False
    place = case.place + 1 + isinstance(case.behind, Words)
    sign = case.pieces[place] if place < len(case.pieces) else None
    later = [piece for piece in case.pieces[place + 1 : place + 4] if isinstance(piece, Phrase)]
    if not isinstance(sign, Token) or sign.type not in _PARTING or not later or case.seen[sign.end :].lstrip().startswith(PARTS_OF):
        return False
    unit = [token.text for amount in case.phrase.amounts for token in amount.unit]
    if words.startswith(OWNED) and unit and not RELATIVE.issuperset(unit):
        return True
    return any(token.type in TRENDS or token.type in LEVELS for piece in later for token in piece.lead)


def _opened(pieces: Sequence[Piece], place: int) -> Token | None:
    """The bracket behind a quantity that is still open at ``place``."""
    for index in range(place - 1, 0, -1):
        piece = pieces[index]
        if isinstance(piece, Token) and piece.type == "CLOSE":
            return None
        if isinstance(piece, Token) and piece.type == "OPEN":
            return piece if isinstance(pieces[index - 1], Phrase) else None
    return None
