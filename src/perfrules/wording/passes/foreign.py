"""Words of another language and no Chinese are qualitative for now.

Pattern: an item with Latin words and no Chinese character. READING, rule 10. Example: ≥5家；at least 3 firms → >=5 家 | Q
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.wording.parser.nodes import Token, Words, tokens_of
from perfrules.wording.passes.drafts import Assembly, Item


def leave(made: Assembly, item: Item) -> None:
    """Leave an item in English as words alone."""
    if "LATIN" not in made.kinds:
        return
    tokens = tokens_of(item.pieces)
    if is_english(made.seen[tokens[0].start : tokens[-1].end], tokens):
        item.pieces = [Words(tokens)]


def is_english(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a text has words of another language and no Chinese."""
    words = any(
        token.type == "LATIN" and sum(char.islower() for char in token.text) > 1 and not text[token.start - 1 : token.start].isdecimal()
        for token in tokens
    )
    return words and not any("\u4e00" <= char <= "\u9fff" for char in text)
