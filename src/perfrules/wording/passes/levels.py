"""A change and the level it leads to, joined by 至 or 到, are two requirements and no range: 提升5个百分点至85%, 减少3件至10件以内.

Pattern: a word of change, an amount, 至, a level. READING, rules 1 and 7. Example: 提升5个百分点至85% → +=5 百分点 | >=85 % !CP011
"""

from __future__ import annotations

from perfrules.units import RELATIVE
from perfrules.wording.parser.nodes import Amount, Phrase, Piece, Token
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.values.operators import attached

_MOVES = {"RISE": ("RAISE_TO", "OR_MORE"), "FALL": ("FALL_TO", "OR_LESS")}
"""The terminal of the level that a change leads to, and that of the words behind it that bound it the same way."""
_LEADING = frozenset("至到")
_POINTS = frozenset({"百分点", "个百分点"})


def part(made: Assembly) -> None:
    """Part such a range in two."""
    if made.kinds.isdisjoint(_MOVES):
        return
    out: list[Piece] = []
    for piece in made.pieces:
        found = _moved(piece) if isinstance(piece, Phrase) and piece.form == "range" else None
        if found is None or not isinstance(piece, Phrase):
            out.append(piece)
            continue
        sign = piece.core[0]
        out.append(Phrase("led", piece.lead, piece.amounts[:1], (), ()))
        out.append(Phrase("led", [Token(found, sign.text, sign.start, sign.end)], piece.amounts[1:], (), piece.tail))
    made.pieces = out


def _moved(phrase: Phrase) -> str | None:
    """The terminal of the level that the change of a range leads to; None where it is a range indeed: 增长5%至8%."""
    word = next((token.type for token in attached(phrase.lead) if token.type in _MOVES), None)
    if word is None or phrase.core[0].text not in _LEADING or len(phrase.core) > 1:
        return None
    level, bounded = _MOVES[word]
    low, high = (_unit(amount) for amount in phrase.amounts)
    if low in _POINTS and high == "%":
        return level
    return level if low and low == high and low not in RELATIVE and any(token.type == bounded for token in phrase.tail) else None


def _unit(amount: Amount) -> str:
    return "".join([token.text for token in amount.unit])
