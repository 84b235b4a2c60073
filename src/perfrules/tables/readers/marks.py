"""Superscript, subscript and strike-through: what a font does to text, said, and raised digits kept apart from the others; comments."""

from __future__ import annotations

from perfrules.findings import Finding, finding

_NAMES = {"superscript": ("上标", "superscript"), "subscript": ("下标", "subscript"), "strike": ("删除线", "struck-through")}
_SIGNS = {
    "superscript": str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    "subscript": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}


def as_seen(text: str, mark: str) -> str:
    """Digits and signs as raised or lowered ones, so that 10⁶ is not read as 106; any other text as it stands.

    >>> as_seen("6", "superscript"), as_seen("注1", "superscript"), as_seen("2", "strike")
    ('⁶', '注1', '2')
    """
    signs = _SIGNS.get(mark, {})
    return text.translate(signs) if all(ord(char) in signs for char in text.strip()) else text


def marked(mark: str, text: str) -> Finding:
    """The finding on text under a mark."""
    zh, en = _NAMES[mark]
    return finding("IN010", mark=zh, mark_en=en, excerpt=text.strip()[:40])


def commented(text: str) -> Finding:
    """The finding on a comment at a cell, which stays unless the comment becomes part of an indicator's note."""
    return finding("IN086", comment=" ".join(text.split())[:60])
