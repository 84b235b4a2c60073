"""Operators that hold for a row: the lead of its first number and the tail of its last.

Pattern: 分别, quantities parted by 、 ， or 和. READING, rule 7. Example: 分别控制在4.2%、3%、2.5‰以内 → <=4.2 % | <=3 % | <=2.5 ‰
"""

from __future__ import annotations

from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.drafts import Assembly, Item


def share(made: Assembly, item: Item) -> None:
    """Find the rows of an item, and the operators of each phrase of theirs."""
    pieces = item.pieces
    for place, piece in enumerate(pieces if "EACH" in made.kinds else ()):
        if place in item.shared or not isinstance(piece, Phrase) or not any(token.text == "分别" for token in piece.lead):
            continue
        row = [place]
        while row[-1] + 2 < len(pieces) and _continues(pieces[row[-1] - 1 if row[1:] else row[-1]], *pieces[row[-1] + 1 : row[-1] + 3]):
            row.append(row[-1] + 2)
        if len(row) == 1:
            continue
        first = [token for token in piece.lead if token.text != "分别"]
        members = [member for member in (pieces[index] for index in row) if isinstance(member, Phrase)]
        for index, member in zip(row, members, strict=True):
            own = first if member is piece else member.lead
            item.shared[index] = (own or first, member.tail or members[-1].tail)


def _continues(before: Piece, link: Piece, following: Piece) -> bool:
    """Whether a row goes on; behind 和 stands the last of it: 分别为5家、3家和2家以上，50家."""
    listed = isinstance(link, Token) and link.type in ("ENUMERATION", "COMMA") and not _is_and(before)
    return (listed or _is_and(link)) and isinstance(following, Phrase) and following.form in ("bare", "led")


def _is_and(link: Piece) -> bool:
    return isinstance(link, Words) and len(link.row) == 1 and link.row[0].type == "AND"
