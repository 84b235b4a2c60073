"""Markup, and signs that touch a number and mean nothing, are said; markup inside a quantity leaves no number.

Pattern: $ ^ * before or behind a quantity, <b> anywhere. READING, rule 10. Example: 80%^ → =80 % !CP012
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfrules.wording.parser.nodes import Phrase, Token, Words
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark

_KINDS = ("DEBRIS", "MARKUP", "LINE_BREAK")


def remark(made: Assembly) -> None:
    """Say what is no language, and take the number of what markup cuts."""
    if made.kinds.isdisjoint(_KINDS):
        return
    edges = {place for piece in made.pieces if isinstance(piece, Phrase) for place in (piece.start, piece.end)}
    for place, piece in enumerate(made.pieces):
        for token in piece.tokens() if not isinstance(piece, Phrase) else ():
            if token.type in ("MARKUP", "LINE_BREAK"):
                _markup(made, token, edges)
        if isinstance(piece, Words):
            _debris(made, place, piece)


def _markup(made: Assembly, token: Token, edges: set[int]) -> None:
    span = (token.start, token.end)
    made.remarks.append(Remark("CP013", span, {"written": made.text[span[0] : span[1]]}))
    if token.type == "MARKUP" and not edges.isdisjoint(span):
        made.remarks.append(Remark("CP010", span, {"written": made.text[span[0] : span[1]]}))
        made.drop(span)


def _debris(made: Assembly, place: int, piece: Words) -> None:
    """Signs at the edge of a stretch of words that touches a quantity; the $ of a formula is said with its operator."""
    pieces = made.pieces
    before = place > 0 and isinstance(pieces[place - 1], Phrase)
    after = place + 1 < len(pieces) and isinstance(pieces[place + 1], Phrase)
    found = [*(_run(piece.row) if before else []), *(_run(piece.row[::-1]) if after else [])]
    signs = {token.start: token for token in found if not (token.text == "$" and "\\" in made.text)}
    made.remarks += [
        Remark("CP012", (start, token.end), {"written": made.text[start : token.end]}) for start, token in sorted(signs.items())
    ]


def _run(row: Sequence[Token]) -> list[Token]:
    return list(takewhile(lambda token: token.type == "DEBRIS", row))
