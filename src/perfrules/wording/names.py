"""What an indicator's name gives its target: a unit, a template's operator, and the items of a parallel list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lark import Lark, Token

from perfrules.units import SCALES, Units
from perfrules.wording.meaning import OPERATORS


@dataclass(frozen=True, slots=True)
class Slot:
    """The unit that a name declares, its scale, and the operator of its template (``(≥**平方米)``)."""

    unit: str
    scale: int = 1
    operator: str = ""
    op: str = "="
    written: str = ""


_LAST = re.compile(r"\(([^()]{1,20})\)\s*$")
_SPACED = re.compile(r"\s(\S{1,6})\s*$")
_TEMPLATE = re.compile(r"([^\w\s]{1,4}\*{2,6}\S{1,10})\s*$")
_MARKED = re.compile(r"(?:^|(?<=[;；。\s]))\s*(?:\(?\d{1,2}[.、)）]|[①-⑳])\s*")
_GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}\)")
_DATE_UNITS = frozenset("年月日")


def slot(name: str, lexer: Lark, units: Units) -> Slot | None:
    """The slot of a folded name, or None: its last parentheses, a template at its end, or a last word set off by a space."""
    body = _GLOSS.sub("", name).rstrip()
    found = _LAST.search(body) or _TEMPLATE.search(body)
    if found:
        return _slot(found[1], lexer, units)
    spaced = _SPACED.search(body)
    if spaced and spaced[1] not in _DATE_UNITS:
        return _slot(spaced[1], lexer, units)
    return _slot("%", lexer, units) if body.endswith("%") else None


def whole(words: str, lexer: Lark, units: Units) -> Slot | None:
    """The slot that a subject is when it is nothing but a unit, as in the joined cell ``人 = 512``."""
    return _slot(words, lexer, units) if len(words) <= 6 else None


def _slot(content: str, lexer: Lark, units: Units) -> Slot | None:
    """The slot that the whole of ``content`` is: ``[operator][placeholder]unit``; None for anything else."""
    tokens = list(lexer.lex(content))
    operator = tokens.pop(0) if tokens and tokens[0].type in OPERATORS else None
    if tokens and tokens[0].type == "PLACEHOLDER":
        tokens.pop(0)
    scale, marks = 1, ""
    while tokens and tokens[0].type in ("MAG", "NUMERAL") and all(char in SCALES for char in tokens[0]):
        mark = tokens.pop(0)
        marks += mark
        for char in mark:
            scale *= SCALES[char]
    if not tokens or any(token.type not in ("UNIT", "PER", "EVERY") for token in tokens) or (operator and not marks and not tokens):
        return None
    unit = "".join(_part(token, units) for token in tokens)
    if unit in ("元",) or not unit.startswith("/"):
        written = marks + "".join(tokens)
        return Slot(unit, scale, str(operator or ""), OPERATORS[operator.type] if operator is not None else "=", written)
    return None


def _part(token: Token, units: Units) -> str:
    if token.type == "PER":
        return "/" + "·".join(units.spelling.get(part.strip(), part.strip()) for part in re.split(r"[/*·.×、]", token.lstrip("/ ")))
    if token.type == "EVERY":
        return "/" + token.removeprefix("每").strip()
    return units.spelling.get(token, str(token))


@lru_cache(maxsize=4096)
def items(name: str, count: int) -> tuple[str, ...]:
    """The items of a name that is a list of exactly ``count``; empty where it is none.

    >>> items("1. 印刷材料；2. 开展培训次数（次）", 2)
    ('印刷材料', '开展培训次数（次）')
    """
    name = name.strip(" 。.")
    for parts in (_MARKED.split(name)[1:], re.split("[;；]", name), re.split("[,，]", name), _unbracketed(name)):
        found = tuple(part.strip(" \t\r\n;；。,，、") for part in parts)
        if len(found) == count and all(found):
            return found
    return ()


def _unbracketed(name: str) -> list[str]:
    """Split at 、 outside parentheses."""
    parts = [""]
    depth = 0
    for char in name:
        depth += (char in "(（") - (char in ")）")
        if char == "、" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
