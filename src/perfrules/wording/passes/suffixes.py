"""A parenthesis, or the noun that is counted, between a number and the word that bounds it does not part them, nor does a comma before 不含本数.

Pattern: quantity, ( words ) or noun, 以上 以内 左右. READING, rule 1. Example: 30天（自然日）以内 → <=30 天
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfrules.units import SCALES
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.passes.drafts import Assembly

_SUFFIXES = frozenset({"OR_MORE", "OR_LESS", "OUTSIDE", "AROUND"})
_NOUN_LENGTH = 8
_CLOSING = frozenset({"INCLUDED", "EXCLUDED"})
_TAIL = _SUFFIXES | _CLOSING


def join(made: Assembly) -> None:
    """Take the word of a bound behind a parenthesis to its number; it stands in no criterion's place."""
    out: list[Piece] = []
    for part in made.pieces:
        piece = _closed(out, _denominated(out, part))
        if piece is None:
            continue
        number = _number_before(out, piece)
        if number is None or not isinstance(piece, Words):
            out.append(piece)
            continue
        start = 1 if _is_aside(piece.row[0]) else 0
        if start:
            _give_unit(made, number, piece.row[0])
        end = start + len(_tail(piece.row[start:]))
        number.tail = [*number.tail, *piece.row[start:end]]
        if out[-1] is number:
            number.end = number.tail[-1].end
        if piece.row[end:]:
            out.append(Words(piece.row[end:]))
    made.pieces = out
    made.marks += [token for piece in out if isinstance(piece, Phrase) for token in piece.tail if token.start > piece.end]


def _give_unit(made: Assembly, number: Phrase, aside: Token) -> None:
    """3（天）以内, 50（万元）以上: the unit of a number that has none stands in the parenthesis."""
    row, numeral = made.cut(made.seen, aside.start + 1, aside.end - 1), number.amounts[-1].number
    scale = row.pop(0) if row and row[0].type == "NUMERAL" and {*row[0].text} <= SCALES.keys() else None
    if number.amounts[-1].unit or not row or any(token.type != ("PER" if place else "UNIT") for place, token in enumerate(row)):
        return
    number.amounts[-1].unit = row
    if scale is not None and numeral[-1].type in ("NUMBER", "PLAIN"):
        numeral[-1] = Token("NUMBER", numeral[-1].text + scale.text, numeral[-1].start, numeral[-1].end)


def _denominated(out: Sequence[Piece], piece: Piece) -> Piece | None:
    """30人左右/期, 50人（次）/年: take the denominator behind the word of a bound, or another unit, to the unit before it; what is left."""
    number = out[-1] if out else None
    if not isinstance(number, Phrase) or not number.amounts or not isinstance(piece, Words):
        return piece
    aside = not number.tail and _is_aside(piece.row[0])
    unit, (below, *rest) = number.amounts[-1].unit, piece.row[aside:] or piece.row
    start = piece.row[0].end if aside else number.end
    if below.type != "PER" or not unit or unit[-1].type == "PER" or below.start != start or not (aside or number.tail):
        return piece
    number.amounts[-1].unit = [*unit, below]
    number.end = below.end
    return Words(rest) if rest else None


def _closed(out: list[Piece], piece: Piece | None) -> Piece | None:
    """90%以上，不含本数: take what says whether the number counts over the comma to its number; what is left of the piece."""
    bound = isinstance(piece, Words) and piece.row[0].type in _CLOSING and len(out) > 1 and isinstance(out[-1], Token)
    number = out[-2] if bound else None
    if not isinstance(piece, Words) or not isinstance(number, Phrase) or out[-1].tokens()[0].type != "COMMA" or not number.tail:
        return piece
    out.pop()
    number.tail = [*number.tail, piece.row[0]]
    number.end = piece.row[0].end
    return Words(piece.row[1:]) if piece.row[1:] else None


def reach(case: Candidate) -> bool:
    """Let 以上 of 3家企业以上 bound the number before the noun."""
    after = case.behind
    if case.tail or not isinstance(after, Words) or after.row[-1].type not in ("OR_MORE", "OR_LESS") or len(after.row) < 2:
        return False
    noun = all(token.type in ("WORD", "OTHER", "UNIT") and token.text.isalpha() for token in after.row[:-1])
    if case.ends_behind() and noun and after.row[-1].start - after.start <= _NOUN_LENGTH:
        case.tail = [after.row[-1]]
    return False


def _tail(row: Sequence[Token]) -> list[Token]:
    """The words of a bound that ``row`` begins with: （含）以上; none where no word bounds."""
    tail = [*takewhile(lambda token: token.type in _TAIL, row)]
    return tail if any(token.type in _SUFFIXES for token in tail) else []


def _is_aside(token: Token) -> bool:
    """Whether a token is a whole parenthesis: （自然日）, （百分制）, （满分100分）."""
    return token.type == "ASIDE" or (token.type == "DISTRACTOR" and token.text[0] + token.text[-1] == "()")


def _number_before(out: Sequence[Piece], piece: Piece) -> Phrase | None:
    """The phrase that the word of a bound in ``piece`` belongs to, over one parenthesis: （自然日）以内, （24个月）以内.

    5家以上（家）以内 has two.
    """
    if not isinstance(piece, Words) or not out:
        return None
    aside = _is_aside(piece.row[0])
    if not _tail(piece.row[aside:]):
        return None
    number = out[-1]
    if not aside:
        signs = [one.type if isinstance(one, Token) else "" for one in out[-4:]]
        if len(signs) < 4 or signs[1] != "OPEN" or signs[3] != "CLOSE":
            return None
        number = out[-4]
    return number if isinstance(number, Phrase) and number.amounts and (aside or not number.tail) else None
