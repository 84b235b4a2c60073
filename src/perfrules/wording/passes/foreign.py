"""Words of another language and no Chinese are qualitative for now.

Pattern: an item with Latin words and no Chinese character. READING, rule 10. Example: ≥5家；at least 3 firms → >=5 家 | Q
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.deferring import deferred
from perfrules.wording.parser.nodes import Token, Words, tokens_of
from perfrules.wording.passes.drafts import Assembly, Item


def leave(made: Assembly, item: Item) -> None:
    """Leave an item in English as words alone."""
    if "LATIN" not in made.kinds:
        return
    tokens = tokens_of(item.pieces)
    if is_english(made.seen, tokens):
        item.pieces = [Words(tokens)]


def is_english(text: str, tokens: Sequence[Token]) -> bool:
    """Whether ``tokens`` of a text are words of another language and no Chinese; what touches a number or its unit is none: 98%vol."""
    words = any(
        token.type == "LATIN" and sum(char.islower() for char in token.text) > 1 and not _NUMBERED.match(text, token.start)
        for token in tokens
    )
    return words and not any("\u4e00" <= char <= "\u9fff" for char in text[tokens[0].start : tokens[-1].end])


_NUMBERED = deferred(r"(?<=[\d%‰])")
