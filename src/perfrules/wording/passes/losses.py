"""An operator whose number is lost before the clause ends is an error; one with a worded reference (不低于上年) has lost nothing.

Pattern: an operator, units, blanks or signs, the end of the clause. READING, rule 2. Example: 不超过起 → Q !OP009
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.units import Units
from perfrules.wording.parser.nodes import Phrase, Token, Words
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark
from perfrules.wording.values.operators import EXPLICIT, LEVELS, TRENDS, is_sign

_EMPTY = frozenset({"UNIT", "DEBRIS", "PLACEHOLDER", "PER", "LATIN", "RANGE", "MAG", "MORE", "OR_MORE", "OR_LESS", "AROUND"})
"""Terminals that say no number and refer to none."""

_TOLD = frozenset({"PLACEHOLDER", "OR_MORE", "OR_LESS", "AROUND"})
"""Terminals that ask for the number that is not there."""

_SIGNS = frozenset("=═≈≒")
_SHARES = frozenset("%‰")


def remark(made: Assembly) -> None:
    """Say which operators have no number. One right behind a number spoils that one."""
    pieces, before = made.pieces, len(made.remarks)
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Words):
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if isinstance(following, Phrase):
            _severed(made, piece, following)
            continue
        _detached(made, place)
        _reversed(made, place, piece)
        index = _losing(piece.row, made.units)
        if index is not None:
            _lost(made, place, piece.row, index)
    if len(pieces) == 1 and len(made.remarks) == before:
        _share_alone(made)


def _reversed(made: Assembly, place: int, piece: Words) -> None:
    """5%＞损失率: a sign between a number and what it bounds says the bound the other way round."""
    sign, before = piece.row[0], made.pieces[place - 1] if place else None
    if sign.type in EXPLICIT and is_sign(sign) and len(piece.row) > 1 and isinstance(before, Phrase) and before.end == sign.start:
        made.drop((before.start, before.end))
        made.remarks.append(Remark("OP012", (before.start, piece.end), {"written": made.text[sign.start : piece.end].strip()}))


def _lost(made: Assembly, place: int, row: Sequence[Token], index: int) -> None:
    pieces, token = made.pieces, row[index]
    made.remarks.append(Remark("OP009", (token.start, row[-1].end), {"operator": made.text[token.start : token.end]}))
    if place and isinstance(pieces[place - 1], Phrase) and index == 0:
        made.drop((pieces[place - 1].start, pieces[place - 1].end))
    beyond = pieces[place + 2] if place + 2 < len(pieces) else None
    if isinstance(beyond, Phrase) and beyond.form == "bare" and index == len(row) - 1:
        made.drop((beyond.start, beyond.end))


def _losing(row: Sequence[Token], units: Units) -> int | None:
    """Where the operator stands whose number is lost at the end of a row of words."""
    for index in range(len(row) - 1, -1, -1):
        token = row[index]
        if _loses(row, index):
            return index
        aside = token.type == "ASIDE" and units.get(token.text.strip("() ")) is not None
        if token.type not in _EMPTY and token.text not in ("起", "—") and not aside:
            return None
    return None


def _loses(row: Sequence[Token], place: int) -> bool:
    """Whether the operator at ``place`` asks for a number where nothing but the rest of the row is left of its clause.

    实现新突破, 按时完成, 签订租约 are prose: these words ask for one only before a %, a blank to be filled in, or 以上.
    """
    token = row[place]
    if token.type in EXPLICIT and token.text != "突破":
        return True
    if (token.type in ("EQUAL", "ABOUT") and token.text in _SIGNS) or token.type == "KEEP_WITHIN":
        return True
    if token.type == "REACH" and len(row) == place + 2 and row[-1].type == "UNIT":
        return True  # 达到次
    if token.type in LEVELS or token.type in TRENDS or token.type in ("MORE_THAN", "EQUAL", "ABOUT"):
        return any(one.type in _TOLD or (one.type == "UNIT" and one.text.strip("() ") in _SHARES) for one in row[place + 1 :])
    return False


def _share_alone(made: Assembly) -> None:
    """% and （%）: a percent sign and nothing else."""
    row = made.pieces[0].tokens()
    if len(row) == 1 and row[0].type == "UNIT" and row[0].text.strip("() ") in _SHARES:
        made.remarks.append(Remark("OP009", (row[0].start, row[0].end), {"operator": row[0].text}))


def _severed(made: Assembly, piece: Words, phrase: Phrase) -> None:
    """不低于~95%, ≥|95: signs stand between an operator and its number."""
    for token in reversed(piece.row):
        if token.type in EXPLICIT:
            made.drop((phrase.start, phrase.end))
            made.remarks.append(Remark("OP012", (token.start, phrase.end), {"written": made.text[token.start : phrase.start].strip()}))
            return
        if token.type not in ("RANGE", "DEBRIS", "PLACEHOLDER", "MARKUP") and token.text.isalnum():
            return


def _detached(made: Assembly, place: int) -> None:
    """80%，以上; 80%（以上）; 80%~以上: the word of a bound is torn from its number, which then bounds nothing."""
    piece = made.pieces[place]
    row = [token for token in piece.tokens() if token.type not in ("RANGE", "DEBRIS")]
    before = [one for one in made.pieces[max(place - 2, 0) : place] if isinstance(one, Phrase)]
    if not before or len(row) != 1 or row[0].type not in ("OR_MORE", "OR_LESS", "SPOILT"):
        return
    made.drop((before[-1].start, before[-1].end))
    made.remarks.append(Remark("OP012", (before[-1].start, piece.end), {"written": row[0].text}))
