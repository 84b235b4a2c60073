"""Characters and their spellings: what is folded, hidden, a digit of another script, or an enclosed number.

All of it stands in ``grammars/characters.toml``; nothing here imports lark.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from perfrules.deferring import deferred
from perfrules.resources import tables_of

Ranges: TypeAlias = list[tuple[int, int]]
"""Code points as inclusive ranges."""

_FULL_WIDTH_THOUSANDS = deferred("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def folded(text: str) -> str:
    """Return ``text`` with full-width and Traditional characters folded, each place kept; １２，３４５ has a thousands comma.

    >>> folded("≥２，０００傢")
    '≥2,000家'
    """
    return text if _foldable().isdisjoint(text) else _FULL_WIDTH_THOUSANDS.sub(",", text).translate(folding())


def half_width(text: str) -> str:
    """Return ``text`` with full-width digits, letters and signs as half-width ones, the comma and the minus of formulas too.

    >>> half_width("−１，２３４．５％（Ａ）")
    '-1,234.5%(A)'
    """
    return text if text.isascii() else text.translate(_widths())


@cache
def folding() -> Mapping[int, str]:
    """Return the closed one-for-one map of full-width and Traditional characters to the usual ones."""
    return _mapping("width") | _mapping("traditional")


@cache
def _foldable() -> frozenset[str]:
    return frozenset("，") | frozenset(map(chr, folding()))


@cache
def _widths() -> Mapping[int, str]:
    return _mapping("width") | {ord("，"): ",", ord("−"): "-"}


def _mapping(name: str) -> dict[int, str]:
    part = _characters()[name]
    return {ord(one): other for one, other in zip(part["from"], part["to"], strict=True)}


@cache
def ranges(name: str) -> Ranges:
    """Return the code points of a class: ``hidden``, ``digits`` or ``enclosed``."""
    ends = [part.partition("-") for part in _characters()[name]["ranges"].split()]
    return [(int(low, 16), int(high or low, 16)) for low, _, high in ends]


@cache
def enclosed() -> str:
    """Return the inside of a regular-expression class of every enclosed number that marks an item: ① ⒈ ⑴ ❶ ㈠."""
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges("enclosed"))


def enclosed_number(char: str) -> int | None:
    """Return the number that an enclosed one shows: 3 of ③; None for any other character."""
    return next((ord(char) - low + 1 for low, high in ranges("enclosed") if low <= ord(char) <= high), None)


def _characters() -> dict[str, dict[str, str]]:
    return tables_of("grammars/characters.toml")
