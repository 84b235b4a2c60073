"""Two requirements of which one may choose can be held to by nobody, nor can two of which it is open whether they are one range.

Pattern: a quantity, 或 or / or → or …, a quantity. READING, rule 2. Example: ≥80%或≤20% → Q !OP013
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfrules.wording.characters import folded
from perfrules.wording.parser.nodes import Phrase, Piece, Token, Words
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.passes.items import ITEM_BREAKS
from perfrules.wording.remarks import Remark

_NOTED = re.compile(r"\([^()]*\)")
_LINKS = {"/": "OP013", "→": "CP027", "…": "CP027", "……": "CP027"}
"""Signs between two quantities, and what is said of them: 10%→30% is a range, or a rise to the second."""


def refuse(made: Assembly) -> None:
    """Make one draft without a number of the drafts of two alternatives."""
    listed = "/" in _NOTED.sub("", folded(made.name or ""))  # 95%/100% under 及时率/合格率
    signs = {sign: code for sign, code in _LINKS.items() if sign in made.seen and not (listed and sign == "/")}
    if "ALTERNATIVE" not in made.kinds and not signs:
        return
    one: Phrase | None = None
    outside: Phrase | None = None
    link: Piece | None = None
    for piece in made.pieces:
        if isinstance(piece, Token) and piece.type in ITEM_BREAKS:
            one = outside = None
        if isinstance(piece, Token) and piece.type in ("OPEN", "CLOSE"):
            one, outside = (outside or one, None) if piece.type == "CLOSE" else (one, one)  # 50家（城区20家）或60家
        other = piece if isinstance(piece, Phrase) else None
        code = _offers(link, signs)
        link = piece
        if other is None:
            continue
        if one is None or code is None:
            one = other
            continue
        _refuse(made, (one.start, other.end), code)


def _offers(link: Piece | None, signs: Mapping[str, str]) -> str | None:
    """What is to be said of two quantities with ``link`` between them; None where nothing is."""
    if not isinstance(link, Words):
        return None
    return "OP013" if link.row[-1].type == "ALTERNATIVE" else signs.get("".join([token.text for token in link.row]))


def _refuse(made: Assembly, span: tuple[int, int], code: str) -> None:
    inside = [draft for draft in made.drafts if draft.start < span[1] and draft.end > span[0]]
    if len(inside) == 1 and code == "CP027":
        return  # 3→5家之间
    said = [str(draft.comparator) if draft.comparator is not None else made.text[draft.start : draft.end] for draft in inside]
    made.remarks.append(Remark(code, span, {"written": made.text[span[0] : span[1]], "one": said[0], "other": said[-1]}))
    inside[0].meaning = None
    inside[0].end = inside[-1].end
    made.drafts = [draft for draft in made.drafts if draft is inside[0] or draft not in inside]
