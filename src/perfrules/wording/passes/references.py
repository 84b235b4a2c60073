"""The figure in brackets behind what a bound refers to is the bound's: 不超过批复概算（1200万元）, 控制在标准（5%）内, 低于上年（320起）.

Pattern: a bound, a noun, ( quantity ). READING, rules 1 and 2. Example: 不超过指标（10%） → <=10 %
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfrules.wording.parser.nodes import Amount, Phrase, Piece, Token, Words
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.values.operators import EXPLICIT, LEVELS, NEAR, TRENDS
from perfrules.wording.words import AGAIN, AMOUNTS_THEMSELVES, BASELINES, BASES

_BOUNDING = frozenset({"AT_LEAST", "AT_MOST", "KEEP_WITHIN"})
"""Words that bind whatever stands behind them."""
_COMPARING = frozenset({"MORE_THAN", "LESS_THAN", "REACH", "KEEP", "RAISE_TO", "FALL_TO"})
"""Words that bind what is a level or an amount itself: 高于全省平均水平（95%）, but not 达到要求的设备（3台）."""
_OVER = frozenset({"MORE_THAN", "LESS_THAN"})
_REFERRING = _BOUNDING | _COMPARING
_TURNED = EXPLICIT | LEVELS | TRENDS | {"COMPARED", "SAME_PERIOD", "KEEP_WITHIN", "ASPIRE", "BELOW", "NEGATION", "BROKEN"}
_BINDING = EXPLICIT | {"KEEP_WITHIN"}
_SUFFIXES = frozenset({"OR_LESS", "OR_MORE"})
_SAID = NEAR | {"EQUAL", "CURRENCY"}
"""Terminals before a figure in brackets that leave the bound as it is: （约320起）, （为5%）."""
_FIGURES = frozenset({"NUMBER", "PLAIN"})
_EACH = re.compile("[人户亩年日月]均|平均")
"""What may stand before the figure besides a date and what says it again: （人均500元）."""
_REFERENCES = (*BASES, *BASELINES, *AMOUNTS_THEMSELVES)


def refer(made: Assembly) -> None:
    """Hold the figure behind what a bound refers to for the bound's."""
    if made.kinds.isdisjoint(_REFERRING | _SUFFIXES | {"LATEST"}):
        return
    out: list[Piece] = []
    rest = [part for piece in made.pieces for part in _opened(made, piece)]
    while rest:
        piece = rest.pop(0)
        found = (_across(piece, rest) or _referred(piece, rest) or _bounded(piece, rest)) if isinstance(piece, Words) else None
        if found is None:
            out.append(piece)
            continue
        before, figure, left = found
        out += [*before, figure]
        rest[:] = left
    made.pieces = out


def _opened(made: Assembly, piece: Piece) -> list[Piece]:
    """The pieces of 标准（5%）内 with the share in brackets as a quantity, where a bound stands before it."""
    place = next((place for place, token in enumerate(piece.row) if _is_share(token)), 0) if isinstance(piece, Words) else 0
    if not isinstance(piece, Words) or not place:
        return [piece]
    token, behind = piece.row[place], piece.row[place + 1 :]
    if not (behind and behind[0].type in _SUFFIXES) and _bound_of(piece.row[:place]) is None:
        return [piece]
    inside = made.cut(made.seen, token.start + 1, token.end - 1)
    if [one.type in _FIGURES for one in inside] != [True, False] or any(one.type not in _SUFFIXES for one in behind[:1]):
        return [piece]
    figure = Phrase("bare", (), (Amount(inside[:1], inside[1:]),), (), ())
    opened, closed = Token("OPEN", "(", token.start, token.start + 1), Token("CLOSE", ")", token.end - 1, token.end)
    return [Words(piece.row[:place]), opened, figure, closed, *([Words(behind)] if behind else [])]


def _is_share(token: Token) -> bool:
    return token.type == "DISTRACTOR" and token.text[0] == "(" and token.text[-2:] == "%)"


def _bound_of(row: Sequence[Token]) -> int | None:
    """Where the bound stands among the words before a bracket; None where none of them governs the noun before it."""
    index = next((place for place in range(len(row) - 1, -1, -1) if row[place].type in _TURNED), None)
    if index is None or row[index].type not in _REFERRING:
        return None
    reference = [token for token in row[index + 1 :] if token.type not in _SUFFIXES]
    said = "".join([token.text for token in reference])
    known = said.endswith(_REFERENCES) or (row[index].type in _OVER and "的" not in said)  # 超过历史最高（1200万元）
    return index if reference and (row[index].type in _BOUNDING or known) else None


def _referred(words: Words, behind: Sequence[Piece]) -> tuple[list[Piece], Phrase, Sequence[Piece]] | None:
    """What stands before the bound, the figure under it, and what is left behind the bracket; None where there is no such figure."""
    index = _bound_of(words.row)
    if index is None and len(behind) > 2 and (dated := _dated(words, behind)) is not None:
        return dated
    said = 1 + _said_before(behind) if index is not None else 1
    if index is None or len(behind) < said + 2:
        return None
    opened, figure, closed, *left = behind[0], *behind[said:]
    if not isinstance(opened, Token) or not isinstance(figure, Phrase) or not isinstance(closed, Token):
        return None
    if (opened.type, closed.type) != ("OPEN", "CLOSE") or not _is_plain(figure, words.row[index]) or (left and isinstance(left[0], Phrase)):
        return None
    core = [*words.row[index + 1 :], opened, *(token for piece in behind[1:said] for token in piece.tokens())]
    tail = [*figure.tail, closed]
    if left and isinstance(left[0], Words) and left[0].row[0].type in _SUFFIXES:
        row = left[0].row
        tail.append(row[0])
        left[:1] = [Words(row[1:])] if row[1:] else []
    before: list[Piece] = [Words(words.row[:index])] if index else []
    return before, Phrase("led", [words.row[index], *figure.lead], figure.amounts, core, tail), left


def _dated(words: Words, behind: Sequence[Piece]) -> tuple[list[Piece], Phrase, Sequence[Piece]] | None:
    """不迟于合同约定（2024年12月31日）."""
    index = next((place for place, token in enumerate(words.row) if token.type == "LATEST"), None)
    opened, date, closed, *left = behind
    if (
        index is None
        or not isinstance(opened, Token)
        or not isinstance(date, Phrase)
        or date.form != "date"
        or not isinstance(closed, Token)
    ):
        return None
    if (opened.type, closed.type) != ("OPEN", "CLOSE") or date.lead:
        return None
    before: list[Piece] = [Words(words.row[:index])] if index else []
    return before, Phrase("latest", (), (), [*words.row[index:], opened, *date.core], [closed]), left


def _across(words: Words, behind: Sequence[Piece]) -> tuple[list[Piece], Phrase, Sequence[Piece]] | None:
    """不超过总投资（1200万元）的5%: the bound is of the share behind the bracket, and what is in it says of how much."""
    index = max((place for place, token in enumerate(words.row) if token.type in _BINDING), default=None)
    if index is None or len(behind) < 5:
        return None
    opened, figure, closed, of, share, *left = behind
    if not isinstance(figure, Phrase) or not isinstance(of, Words) or not isinstance(share, Phrase) or share.form != "bare":
        return None
    bracketed = [token.type for one in (opened, closed) for token in one.tokens()] == ["OPEN", "CLOSE"]
    if not bracketed or _said(of) != "的":
        return None
    lead = [*words.row[index:], *(token for piece in behind[:4] for token in piece.tokens())]
    before: list[Piece] = [Words(words.row[:index])] if index else []
    return before, Phrase("led", lead, share.amounts, share.core, share.tail), left


def _bounded(words: Words, behind: Sequence[Piece]) -> tuple[list[Piece], Phrase, Sequence[Piece]] | None:
    """在规定时限（5个工作日）内完成, 满意度（90%）以上: the word behind the bracket bounds the figure in it."""
    if len(behind) < 4:
        return None
    opened, figure, closed, suffix, *left = behind
    if not isinstance(opened, Token) or not isinstance(figure, Phrase) or not isinstance(closed, Token) or not isinstance(suffix, Words):
        return None
    plain = figure.form == "bare" and not figure.tail and (opened.type, closed.type) == ("OPEN", "CLOSE")
    if not plain or suffix.row[0].type not in _SUFFIXES:
        return None
    rest: list[Piece] = [Words(suffix.row[1:])] if suffix.row[1:] else []
    return [words, opened], Phrase("bare", (), figure.amounts, figure.core, [closed, suffix.row[0]]), [*rest, *left]


def _said_before(behind: Sequence[Piece]) -> int:
    """How many pieces say the figure in brackets again, or whose it is: （即1200万元）, （2023年：320人）."""
    first = behind[1] if len(behind) > 1 else None
    dated = isinstance(first, Phrase) and first.form == "date"
    if not dated and not (isinstance(first, Words) and (_said(first) in AGAIN or _EACH.fullmatch(_said(first)))):
        return 0
    colon = behind[2] if len(behind) > 2 else None
    return 2 if isinstance(colon, Token) and colon.type == "COLON" else 1


def _said(words: Words) -> str:
    return "".join([token.text for token in words.row])


def _is_plain(figure: Phrase, bound: Token) -> bool:
    said = _SAID | {"PLUS_MINUS"} if bound.type in ("KEEP_WITHIN", "AT_MOST") else _SAID  # 控制在允许范围（±5%）内
    return figure.form in ("bare", "led") and all(token.type in said for token in figure.lead)
