"""A number that is not said is none, and where nothing else is asked for, that is said.

Pattern: 数十 几 若干 两三 2、3 before a unit. READING, rule 4. Example: 两三家 → Q !CP028
"""

from __future__ import annotations

from perfrules.wording.parser.nodes import Token
from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark
from perfrules.wording.words import SEVERAL, UNSAID


def remark(made: Assembly) -> None:
    """Say of 数十家 that it is no number, where its clause has no other."""
    if made.kinds.isdisjoint(("DISTRACTOR", "MORE")):
        return
    for token in filter(_is_unsaid, made.tokens):
        if any(draft.meaning is None and draft.start <= token.start < draft.end for draft in made.drafts):
            span = (token.start, token.end)
            made.remarks.append(Remark("CP028", span, {"written": made.text[span[0] : span[1]]}))


def _is_unsaid(token: Token) -> bool:
    """Whether a token is 数十, 两三 or 2、3, or the 几 of 五十几; 12345热线 is a name."""
    if token.type == "MORE":
        return token.text == SEVERAL
    return token.type == "DISTRACTOR" and UNSAID.issuperset(token.text) and not token.text.isdecimal()
