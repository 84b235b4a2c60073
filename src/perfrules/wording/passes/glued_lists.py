"""Decimals that count from 1 with nothing between the quantities are list numbers, where none of these can have decimals.

Pattern: 1.x, 2.y … right behind each other. READING, rules 6 and 11. Example: 1.3家2.4家 → =3 家 | =4 家 !CP004

Where one of them may have decimals both readings are reasonable, and no number is read: 1.3公里2.4公里.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.units import Units
from perfrules.wording.parser.nodes import Phrase, Piece, Words
from perfrules.wording.passes.drafts import Assembly, Item
from perfrules.wording.remarks import Remark


def part(made: Assembly) -> None:
    """Part a wording that is such a list and nothing else."""
    phrases = _counting_from_one(made.items[0].pieces) if len(made.items) == 1 and made.items[0].mark is None else ()
    if len(phrases) < 2:
        return
    if all(_has_no_decimals(phrase, made.units) for phrase in phrases):
        made.items = [Item(pieces=pieces) for pieces in _each_alone(made.items[0].pieces)]
        return
    item = made.items[0]
    start, end = item.pieces[0].start, item.pieces[-1].end
    figures = [
        (made.text[one.start : one.end], made.text[one.start + 1 + one.amounts[0].number[0].text.index(".") : one.end]) for one in phrases
    ]
    one, other = ("、".join(written) for written in zip(*figures, strict=True))
    made.remarks.append(Remark("CP027", (start, end), {"written": made.text[start:end], "one": one, "other": other}))
    item.pieces = [Words([token for piece in item.pieces for token in piece.tokens()])]


def _counting_from_one(pieces: Sequence[Piece]) -> Sequence[Phrase]:
    """The quantities of a row in which words alone stand between them, if their whole parts are 1, 2 …; else nothing."""
    if len(pieces) < 2 or not isinstance(pieces[0], Phrase) or not all(isinstance(piece, (Phrase, Words)) for piece in pieces):
        return ()
    phrases = [piece for piece in pieces if isinstance(piece, Phrase)]
    for place, phrase in enumerate(phrases, 1):
        if phrase.form != "bare" or not phrase.amounts[0].number[0].text.startswith(f"{place}."):
            return ()
    return phrases


def _has_no_decimals(phrase: Phrase, units: Units) -> bool:
    """Whether a quantity is a count without a scale: there is no 1.3家, but there is 1.3万家."""
    amount = phrase.amounts[0]
    digits = amount.number[0].text.replace(".", "")
    return len(amount.number) == 1 and digits.isdecimal() and len(amount.unit) == 1 and units.counts(amount.unit[0].text)


def _each_alone(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = []
    for piece in pieces:
        if isinstance(piece, Phrase):
            found.append([])
        found[-1].append(piece)
    return found
