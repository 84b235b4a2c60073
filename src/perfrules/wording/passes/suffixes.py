"""A parenthesis between a number and the word that bounds it does not part them (READING, rule 1).

30天（自然日）以内 is at most 30 days, 50万元（含税）以下 at most 500,000 元.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words

_SUFFIXES = frozenset({"OR_MORE", "OR_LESS", "AROUND"})
_TAIL = _SUFFIXES | {"INCLUDED", "EXCLUDED"}


def suffixed(row: Sequence[Piece]) -> list[Piece]:
    """Return ``row`` with the word of a bound behind a parenthesis taken to its number."""
    out: list[Piece] = []
    for piece in row:
        number = _number_before(out, piece)
        if number is None or not isinstance(piece, Words):
            out.append(piece)
            continue
        start = 1 if piece.row[0].type == "ASIDE" else 0
        end = start + len(list(takewhile(lambda token: token.type in _TAIL, piece.row[start:])))
        number.tail = piece.row[start:end]
        if out[-1] is number:
            number.end = number.tail[-1].end
        if piece.row[end:]:
            out.append(Words(piece.row[end:]))
    return out


def apart(row: Sequence[Piece]) -> list[Token]:
    """Return the suffixes that a parenthesis of its own parts from their numbers: they stand in no criterion's place."""
    return [token for piece in row if isinstance(piece, Phrase) for token in piece.tail if token.start > piece.end]


def _number_before(out: Sequence[Piece], piece: Piece) -> Phrase | None:
    """The phrase that the word of a bound in ``piece`` belongs to, over one parenthesis: （自然日）以内, （24个月）以内."""
    if not isinstance(piece, Words) or not out:
        return None
    aside = piece.row[0].type == "ASIDE"
    first = piece.row[1] if aside and len(piece.row) > 1 else piece.row[0]
    if first.type not in _SUFFIXES:
        return None
    number = out[-1]
    if not aside:
        signs = [one.type if isinstance(one, Token) else "" for one in out[-4:]]
        if len(signs) < 4 or signs[1] != "OPEN" or signs[3] != "CLOSE":
            return None
        number = out[-4]
    return number if isinstance(number, Phrase) and number.amounts and not number.tail else None
