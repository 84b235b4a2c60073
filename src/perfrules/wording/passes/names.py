"""What an indicator's name gives its target: a unit, a template's operator, and the items of a parallel list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias, cast

from perfrules.comparators import BOUNDS, AtMost, Between, Change, Deadline, Exactly, LessThan, Size
from perfrules.quantities import Quantity, times
from perfrules.units import SCALES, Units
from perfrules.wording.characters import enclosed
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind
from perfrules.wording.parser.nodes import Token
from perfrules.wording.passes.meanings import Meaning
from perfrules.wording.passes.subjects import clean
from perfrules.wording.values import dates
from perfrules.wording.values.amounts import spelled_unit
from perfrules.wording.values.operators import OPERATORS
from perfrules.wording.words import DATE_UNITS, INVERSE_RATIOS, TIME_NAMES

Tokens: TypeAlias = Callable[[str], list[Token]]

_LAST = re.compile(r"\(([^()]{1,20})\)\s*$")
_SPACED = re.compile(r"\s(\S{1,6})\s*$")
_TEMPLATE = re.compile(r"([^\w\s]{1,4}\*{2,6}\S{1,10})\s*$")
_MARKED = re.compile(r"(?:^|(?<=[;；。\s]))\s*(?:\(?\d{1,2}[.、)）])\s*|\s*(?:[（(]\d{1,2}[）)]|[" + enclosed() + r"])\s*")
_GLOSS = re.compile(r"\((?=[a-z]{0,7}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}\)")
_TIME = re.compile(
    r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])(?:\.(0?[1-9]|[12]\d|3[01]))?|((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?|((?:19|20)\d\d)"
)
_TRAILING = " \t\r\n:;,.。≥≤<>="
_BOUNDS = tuple(BOUNDS.values())


@dataclass(frozen=True, slots=True)
class Slot:
    """The unit that a name declares, its scale, and the operator of its template (``(≥**平方米)``)."""

    unit: str
    scale: int
    operator: str
    op: str
    written: str
    kind: OperatorKind = OperatorKind.NONE


def slot(name: str, tokens: Tokens, units: Units) -> Slot | None:
    """The slot of a folded name: its last parentheses, a template at its end, or a last word set off by a space."""
    body = _GLOSS.sub("", name).rstrip(_TRAILING)
    found = _LAST.search(body) or _TEMPLATE.search(body)
    if found:
        return whole(found[1], tokens, units)
    spaced = _SPACED.search(body)
    if spaced and spaced[1] not in DATE_UNITS:
        return whole(spaced[1], tokens, units)
    glued = body.endswith("%") and not body[-2:-1].isdecimal()
    return whole("%", tokens, units) if glued else None


def whole(content: str, tokens: Tokens, units: Units) -> Slot | None:
    """The slot that the whole of ``content`` is: ``[operator][placeholder]unit``; None for anything else."""
    row = tokens(content)
    operator = row.pop(0) if row and row[0].type in OPERATORS else None
    if row and row[0].type == "PLACEHOLDER":
        row.pop(0)
    scale, marks = 1, ""
    while row and row[0].type == "NUMERAL" and all(char in SCALES for char in row[0].text):
        mark = row.pop(0).text
        marks += mark
        for char in mark:
            scale *= SCALES[char]
    if not row or any(token.type not in ("UNIT", "PER", "EVERY") for token in row) or any(token.type == "UNIT" for token in row[1:]):
        return None
    unit = spelled_unit(row, units)
    if unit.startswith("/"):
        return None
    written = marks + "".join(token.text for token in row)
    return Slot(
        unit,
        scale,
        operator.text if operator else "",
        OPERATORS[operator.type] if operator else "=",
        written,
        KIND_OF_TERMINAL[operator.type] if operator else OperatorKind.NONE,
    )


def slotted(meaning: Meaning, given: Slot) -> Meaning:
    """The meaning with the name's unit, where the value has none; a template's operator holds for a bare value only."""
    comparator = meaning.comparator
    digits = meaning.written[0] if meaning.written else ""
    if isinstance(comparator, Between) and comparator.unit is None:
        low, high = (Quantity(times(end.value, given.scale), given.unit) for end in (comparator.low, comparator.high))
        return replace(meaning, comparator=replace(comparator, low=low, high=high), written=(digits, given.written))
    if isinstance(comparator, Change) and comparator.unit is None:
        inner = slotted(replace(meaning, comparator=comparator.of, operator=meaning.operator or "="), replace(given, operator=""))
        return replace(inner, comparator=replace(comparator, of=cast("Size", inner.comparator)), operator=meaning.operator)
    if not isinstance(comparator, _BOUNDS):
        return meaning
    quantity = comparator.quantity
    half = quantity.unit is not None and quantity.unit[0] == "/"
    if quantity.unit is not None and half and "/" not in given.unit:
        given = replace(given, unit=given.unit + quantity.unit)
    if quantity.unit is not None and not (half and given.unit.endswith(quantity.unit)):
        return meaning
    if meaning.written and meaning.written[1] and not half:
        given = replace(given, scale=1)  # 1.5万 under （万元） is not scaled twice
    bare = isinstance(comparator, Exactly) and not meaning.operator and bool(given.operator)
    value = Quantity(times(quantity.value, given.scale), given.unit)
    return Meaning(
        BOUNDS[given.op if bare else comparator.op](value),
        given.operator if bare else meaning.operator,
        (digits, given.written),
        [remark for remark in meaning.remarks if remark.code != "UN004"],
        kind=given.kind if bare else meaning.kind,
    )


def dated(meaning: Meaning, name: str) -> Meaning | None:
    """Return the deadline that a number is under a name that asks for a time: 2022.10, 202309, 20220815; None for any other.

    A number with a floor (≥2022.10) is no deadline, and stays what it is.
    """
    if not name.rstrip("()（） 年月日:：").endswith(TIME_NAMES) or meaning.written is None:
        return None
    comparator = meaning.comparator
    last = (
        comparator.high
        if isinstance(comparator, Between)
        else comparator.quantity
        if isinstance(comparator, (Exactly, AtMost, LessThan))
        else None
    )
    if last is None or last.unit is not None:
        return None
    found = _TIME.fullmatch(meaning.written[0].split("～")[-1])
    parts = [part for part in found.groups() if part] if found else []
    when = dates.read("-".join(parts) if len(parts) > 1 else f"{parts[0]}年") if parts else None
    if when is None:
        return None
    op: Literal["<=", "<"] = "<" if isinstance(comparator, LessThan) else "<="
    return Meaning(
        Deadline(op, when.at), meaning.operator, meaning.written, kind=OperatorKind.DATE if meaning.operator else OperatorKind.NONE
    )


def inverts(meaning: Meaning, name: str) -> bool:
    """Return whether a ratio stands under a name whose ratio is better the smaller it is as a number (床护比 ≥1:0.4)."""
    ratio = meaning.written is not None and ":" in meaning.written[0].replace("：", ":")
    return ratio and any(word in name for word in INVERSE_RATIOS)


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


def subject(item: str) -> str | None:
    """A name item without the unit in its last parentheses."""
    body = item.rstrip()
    if body and body[-1] in ")）":
        head, _, tail = body.rpartition("（" if body[-1] == "）" else "(")
        if head and len(tail) <= 8:
            body = head
    return clean(body)


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
