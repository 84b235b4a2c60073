"""A sign of no class between a number and its unit leaves no number: which of the two it belongs to, and what it says, is not known.

Pattern: a number, a sign that is no letter, a unit, with nothing between them. READING, rule 10. Example: 50★家 → Q | Q !CP010
"""

from __future__ import annotations

import unicodedata

from perfrules.wording.passes.drafts import Assembly
from perfrules.wording.remarks import Remark

_FIGURES = frozenset({"NUMBER", "PLAIN", "NUMERAL"})
_SIGNS = frozenset({"WORD", "OTHER", "ITEM_MARK"})
"""Terminals that a sign of no class of its own is, or that of a list."""
_CRIES = frozenset("!?")
_CATEGORIES = frozenset({"So", "Sk", "Sc", "Po"})
"""Symbols and punctuation, but no brackets: 0〔本程序的约定〕."""


def refuse(made: Assembly) -> None:
    """Leave no number before such a sign."""
    tokens = made.tokens
    for number, sign, unit in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if number.type not in _FIGURES or unit.type != "UNIT" or not (sign.type in _SIGNS or sign.text in _CRIES):
            continue
        if number.end == sign.start and sign.end == unit.start and unicodedata.category(sign.text[0]) in _CATEGORIES:
            made.drop((number.start, sign.end))
            made.remarks.append(Remark("CP010", (number.start, unit.end), {"written": made.text[number.start : unit.end]}))
