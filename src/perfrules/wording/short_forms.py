"""The short form: one operator word or none, one plain number, one known unit or none, and nothing else (≥80, 不少于50家, 0.5万元).

Most targets are written so. Their tokens say it all, and they mean here what the passes make of them
(tests/wording/test_short_forms.py holds every combination against those); whatever else stands there goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perfrules.canonical import REWRITTEN
from perfrules.comparators import BOUNDS
from perfrules.quantities import Exact, Quantity, exact, times
from perfrules.units import SCALES, Units
from perfrules.wording.criteria import Criterion, brief
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind
from perfrules.wording.parser.nodes import Token

OPERATORS = {"AT_LEAST": ">=", "MORE_THAN": ">", "AT_MOST": "<=", "LESS_THAN": "<"}
"""Terminals of words that say nothing but a bound."""
_AS_ONE = frozenset("≥≤<>")
"""Signs that are nothing else; 》 and \\≥ are remarked."""
_NUMBERS = frozenset({"NUMBER", "PLAIN"})
_DIGITS = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,8})?)([万亿]?)")
"""A number without commas, with one scale or none."""


def short_form(text: str, tokens: Sequence[Token], units: Units) -> Criterion | None:
    """Return the criterion of a text that is a short form, by its tokens; None for any other text."""
    count = len(tokens)
    if not 0 < count <= 3 or tokens[0].start or tokens[-1].end != len(text):
        return None
    number = tokens[0]
    op, kind, operator = "=", OperatorKind.NONE, ""
    place = 0
    if number.type in OPERATORS:
        op, kind, operator, end = OPERATORS[number.type], KIND_OF_TERMINAL[number.type], number.text, number.end
        if count == 1 or tokens[1].start != end or not (operator in _AS_ONE or operator.isalpha()):
            return None
        number, place = tokens[1], 1
    found = _DIGITS.fullmatch(number.text) if number.type in _NUMBERS and count <= place + 2 else None
    if found is None:
        return None
    digits, scale = found.groups()
    unit: str | None = None
    if count == place + 2:
        last = tokens[-1]
        known = units.get(last.text)
        if last.type != "UNIT" or last.start != number.end or known is None or known.name == REWRITTEN or last.text in units.takes_ge:
            return None
        unit = known.name
    value: Exact = Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)
    if scale:
        value = exact(times(value, SCALES[scale]))
    quantity = Quantity.exactly(value, unit)
    return brief(BOUNDS[op](quantity), text, operator, kind)
