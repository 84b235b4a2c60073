"""A parenthesis that says how a quantity is made up, or how often it falls due, asks for nothing of its own.

Pattern: quantity, ( quantities of its unit that add up to it, or 每… a quantity of its unit ). READING, rule 7.
Example: 50家（城区20家、乡镇30家） → =50 家 !CP023
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import takewhile

from perfrules.wording.parser.nodes import Phrase, Token
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values import amounts


def leave(case: Candidate) -> bool:
    """Leave a part of the quantity before the bracket as a note."""
    opened = _opened(case) if "OPEN" in case.kinds else None
    if opened is None:
        return False
    whole = case.pieces[opened - 1]
    inside = [*takewhile(lambda piece: not (isinstance(piece, Token) and piece.type == "CLOSE"), case.pieces[opened + 1 :])]
    listed = [piece for piece in inside if isinstance(piece, Phrase)]
    if not isinstance(whole, Phrase) or not _makes_up(case, whole, listed):
        return False
    return case.inform(Remark("CP023", (case.phrase.start, case.phrase.end), {"written": case.text[case.phrase.start : case.phrase.end]}))


def _opened(case: Candidate) -> int | None:
    """Where the bracket stands that is still open."""
    for place in range(case.place - 1, 0, -1):
        piece = case.pieces[place]
        if isinstance(piece, Token) and piece.type in ("OPEN", "CLOSE"):
            return place if piece.type == "OPEN" else None
    return None


def _makes_up(case: Candidate, whole: Phrase, listed: Sequence[Phrase]) -> bool:
    counts = [_count(case, phrase) for phrase in (whole, *listed)]
    (total, unit), *parts = counts
    others = {one for _, one in parts} - {unit}
    if len(parts) == 1:
        return not others and any(token.type == "EVERY" for token in listed[0].lead)
    return others <= {None} and total is not None and sum(part or 0 for part, _ in parts) == total


def _count(case: Candidate, phrase: Phrase) -> tuple[Fraction | None, str | None]:
    """The number and unit of a phrase; none of one that has no plain amount."""
    if phrase.form not in ("bare", "led"):
        return None, None
    try:
        figure = amounts.read(phrase.amounts[0], (), case.text, case.units)
    except UnreadableError:
        return None, None
    return Fraction(figure.value), figure.unit
