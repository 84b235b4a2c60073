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

_RADICAL = deferred("[\u2e80-\u2fdf\uf900-\ufaff]")
_FULL_WIDTH_THOUSANDS = deferred("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def folded(text: str) -> str:
    """Return ``text`` with full-width and Traditional characters folded, each place kept; １２，３４５ has a thousands comma.

    >>> folded("≥２，０００傢")
    '≥2,000家'
    """
    return text if _foldable().isdisjoint(text) else _FULL_WIDTH_THOUSANDS.sub(",", text).translate(folding())


def half_width(text: str) -> str:
    """Return ``text`` with full-width digits, letters and signs as half-width ones, the comma and the minus of formulas too,
    and radicals as ideographs.

    >>> half_width("−１，２３４．５％（Ａ）")
    '-1,234.5%(A)'
    """
    return text if text.isascii() else text.translate(_widths())


def legible(text: str) -> str:
    """Return ``text`` with radicals and compatibility ideographs as the ideographs that they look like.

    >>> legible("⽬标50⼈")
    '目标50人'
    """
    return text.translate(ideographs()) if _RADICAL.search(text) else text


@cache
def folding() -> Mapping[int, str]:
    """Return the closed one-for-one map of full-width and Traditional characters, radicals among them, to the usual ones."""
    usual = _mapping("traditional")
    radicals = {code: usual.get(ord(other), other) for code, other in ideographs().items()}
    return _mapping("width") | usual | radicals


@cache
def ideographs() -> dict[int, str]:
    """Return the one-for-one map of radicals and compatibility ideographs to the ideographs that they look like: ⽉ is 月."""
    return _mapping("ideographs")


@cache
def _foldable() -> frozenset[str]:
    return frozenset("，") | frozenset(map(chr, folding()))


@cache
def _widths() -> Mapping[int, str]:
    return ideographs() | _mapping("width") | {ord("，"): ",", ord("−"): "-"}


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
