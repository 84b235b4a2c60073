"""Signs that a document stores as places of a symbol font: an inserted ≥ is ``F0B3`` of Symbol."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a sign that is not known; never a guess."""


@cache
def _fonts() -> Mapping[str, Mapping[int, str]]:
    data = tomllib.loads((files(__package__) / "symbols.toml").read_text("utf-8"))
    return MappingProxyType({font: {int(place, 16): sign for place, sign in signs.items()} for font, signs in data.items()})


def is_symbolic(font: str) -> bool:
    """Whether a font shows other signs than the characters that are stored.

    >>> is_symbolic("Symbol"), is_symbolic("宋体")
    (True, False)
    """
    return font.strip().lower() in _fonts()


def symbol(code: str, font: str) -> str:
    """The sign of an inserted symbol (``w:sym``).

    >>> symbol("F0B3", "Symbol"), symbol("2265", "宋体"), symbol("F0B3", "某字体"), symbol("x", "Symbol")
    ('≥', '≥', '�', '�')
    """
    try:
        number = int(code, 16)
        char = chr(number)
    except (ValueError, OverflowError):
        return UNKNOWN
    if number < 0x100 or 0xF000 <= number < 0xF100:
        known = _fonts().get(font.strip().lower(), {}).get(number & 0xFF)
        return known or (char if 0x20 <= number < 0x7F and not is_symbolic(font) else UNKNOWN)
    return UNKNOWN if 0xD800 <= number < 0xF900 else char


def shown(text: str, font: str) -> str:
    r"""Text under a symbol font as it is seen: the signs that the font is known to show, anything else as it stands.

    >>> shown("³ 95", "Symbol"), shown("\uf0a3", "Symbol"), shown("³", "宋体")
    ('≥ 95', '≤', '³')
    """
    signs = _fonts().get(font.strip().lower(), {})
    places = ((char, ord(char)) for char in text)
    return "".join(signs.get(place & 0xFF, char) if 0x80 <= place < 0x100 or 0xF000 <= place < 0xF100 else char for char, place in places)
