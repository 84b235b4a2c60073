"""The unit that an indicator's name declares holds for a value that has none, a template's operator for a bare one.

Pattern: the name's last parentheses that are a unit as a whole, or its last word. READING, rule 5.
Example: 14 under 改造面积(≥**平方米) → >=14 平方米
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import cast

from perfrules.comparators import BOUNDS, About, AtLeast, AtMost, Between, Bound, Change, Exactly, LessThan, MoreThan, Size
from perfrules.quantities import Quantity, times
from perfrules.units import SCALES, Units
from perfrules.wording.characters import folded
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind
from perfrules.wording.parser.nodes import Token
from perfrules.wording.passes.drafts import Assembly, Cut, Draft, Meaning
from perfrules.wording.values.amounts import in_shares, spelled_unit
from perfrules.wording.values.operators import OPERATORS
from perfrules.wording.words import DATE_UNITS

_LAST = re.compile(r"\((?:单位 ?[:：] ?)?([^()]{1,20})\)\s*$")
_SPACED = re.compile(r"\s(\S{1,6})\s*$")
_TEMPLATE = re.compile(r"([^\w\s]{1,4}\*{2,6}\S{1,10})\s*$")
_GLOSS = re.compile(r"\((?=[a-z]{0,7}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}\)")
_SHORT = 4
"""How long a subject, or its last word, may be that is a unit."""
_TRAILING = " \t\r\n:;,.。≥≤<>="


@dataclass(frozen=True, slots=True)
class Slot:
    """The unit that a name declares, its scale, and the operator of its template (``(≥**平方米)``)."""

    unit: str
    scale: int
    operator: str
    op: str
    written: str
    kind: OperatorKind = OperatorKind.NONE


def give(made: Assembly) -> None:
    """Give each value without a unit the unit of its name, or of a subject that is nothing but one (人 = 512)."""
    for draft in made.drafts:
        if draft.meaning is None:
            continue
        if draft.named is None and draft.subject is not None:
            _unit_first(made, draft)
            _in_brackets(made, draft)
        name = draft.named or made.name
        given = slot(folded(name), made.cut, made.units) if name and draft.comparator is not None else None
        if given is not None:
            draft.meaning = slotted(draft.meaning, given)


def _unit_first(made: Assembly, draft: Draft) -> None:
    *words, last = re.split(r"[\s:]+", folded(draft.subject or ""))
    given = whole(last, made.cut, made.units) if len(last) <= _SHORT else None
    if given is not None and draft.meaning is not None:
        draft.meaning = slotted(draft.meaning, given)
        draft.subject = " ".join(words) or None


def _in_brackets(made: Assembly, draft: Draft) -> None:
    """覆盖率（%）95, 数量：5（个）: the unit of a number that has none stands in brackets before or behind it."""
    subject = folded(draft.subject or "")
    for text in (made.seen[draft.start : draft.end], subject + ")" * (subject.count("(") - subject.count(")"))):
        found = _LAST.search(text)
        given = whole(found[1], made.cut, made.units) if found else None
        if given is not None and draft.meaning is not None:
            draft.meaning = slotted(draft.meaning, given)


@lru_cache(maxsize=4096)
def slot(name: str, cut: Cut, units: Units) -> Slot | None:
    """The slot of a folded name: its last parentheses, a template at its end, or a last word set off by a space."""
    body = _GLOSS.sub("", name).rstrip(_TRAILING)
    found = _LAST.search(body) or _TEMPLATE.search(body)
    if found:
        return whole(found[1], cut, units)
    spaced = _SPACED.search(body)
    if spaced and spaced[1] not in DATE_UNITS:
        return whole(spaced[1], cut, units)
    glued = body.endswith("%") and not body[-2:-1].isdecimal()
    return whole("%", cut, units) if glued else None


def whole(content: str, cut: Cut, units: Units) -> Slot | None:
    """The slot that the whole of ``content`` is: ``[operator][placeholder]unit``, or ``unit`` and 以内; None for anything else."""
    row = cut(content)
    operator = _operator(row)
    if row and row[0].type == "PLACEHOLDER":
        row.pop(0)
    marks = ""
    while row and row[0].type == "NUMERAL" and all(char in SCALES for char in row[0].text):
        marks += row.pop(0).text
    if not _is_unit(row):
        return None
    unit = spelled_unit(row, units)
    if unit.startswith("/"):
        return None
    scale, written = prod(SCALES[mark] for mark in marks), marks + "".join(token.text for token in row)
    if operator is None:
        return Slot(unit, scale, "", "=", written)
    return Slot(unit, scale, operator.text, OPERATORS[operator.type], written, KIND_OF_TERMINAL[operator.type])


def _operator(row: list[Token]) -> Token | None:
    """Take off the operator that stands before a unit, or behind it (小时内)."""
    if row and row[0].type in OPERATORS:
        return row.pop(0)
    return row.pop() if len(row) > 1 and row[-1].type in ("OR_MORE", "OR_LESS") else None


def _is_unit(row: Sequence[Token]) -> bool:
    """Whether tokens are one unit, with its denominators, and nothing else."""
    kinds = [token.type for token in row]
    return bool(kinds) and {*kinds} <= {"UNIT", "PER", "EVERY"} and "UNIT" not in kinds[1:]


def slotted(meaning: Meaning, given: Slot) -> Meaning:
    """The meaning with the name's unit, where the value has none; a template's operator holds for a bare value only."""
    match meaning.comparator:
        case Between(unit=None):
            return _slotted_range(meaning, meaning.comparator, given)
        case Change(unit=None):
            return _slotted_change(meaning, meaning.comparator, given)
        case AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly() | About():
            return _slotted_bound(meaning, meaning.comparator, given)
        case _:
            return meaning


def _slotted_range(meaning: Meaning, both: Between, given: Slot) -> Meaning:
    low, high = (Quantity(*in_shares(times(end.value, given.scale), given.unit)) for end in (both.low, both.high))
    return replace(meaning, comparator=replace(both, low=low, high=high), written=(_digits(meaning), given.written))


def _slotted_change(meaning: Meaning, change: Change, given: Slot) -> Meaning:
    """A change is no bare value, whatever its size is: 增长 5 under (≥**%) stays 5 %."""
    inner = slotted(replace(meaning, comparator=change.of, operator=meaning.operator or "="), replace(given, operator=""))
    return replace(inner, comparator=replace(change, of=cast("Size", inner.comparator)), operator=meaning.operator)


def _slotted_bound(meaning: Meaning, bound: Bound, given: Slot) -> Meaning:
    quantity = bound.quantity
    if quantity.unit is not None:
        if quantity.unit[0] != "/":
            return meaning
        given = replace(given, unit=given.unit if "/" in given.unit else given.unit + quantity.unit)
        if not given.unit.endswith(quantity.unit):
            return meaning  # 3/亩 under （元/株）
    elif meaning.written and meaning.written[1]:
        given = replace(given, scale=1)  # 1.5万 under （万元） is not scaled twice
    value = Quantity(*in_shares(times(quantity.value, given.scale), given.unit))
    remarks = [remark for remark in meaning.remarks if remark.code != "UN004"]
    written = (_digits(meaning), given.written)
    if isinstance(bound, Exactly) and not meaning.operator and given.operator:
        return Meaning(BOUNDS[given.op](value), given.operator, written, remarks, kind=given.kind)
    return Meaning(BOUNDS[bound.op](value), meaning.operator, written, remarks, kind=meaning.kind)


def _digits(meaning: Meaning) -> str:
    return meaning.written[0] if meaning.written else ""
