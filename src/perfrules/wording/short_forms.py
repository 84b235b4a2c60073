"""The short form: one operator word or none, one plain number, one known unit or none, and nothing else (≥80, 不少于50家).

Most targets are written so. Their tokens say it all, and they mean here what the passes make of them
(tests/wording/test_short_forms.py holds every combination against those); whatever else stands there goes the long way.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfrules.comparators import BOUNDS
from perfrules.quantities import Quantity
from perfrules.text import Span
from perfrules.units import Units
from perfrules.wording.criteria import Criterion
from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind
from perfrules.wording.parser.nodes import Token

OPERATORS = {"AT_LEAST": ">=", "MORE_THAN": ">", "AT_MOST": "<=", "LESS_THAN": "<"}
"""Terminals of words that say nothing but a bound."""
_AS_ONE = frozenset("≥≤<>")
"""Signs that are nothing else; 》 and \\≥ are remarked."""


def short_form(text: str, tokens: Sequence[Token], units: Units) -> Criterion | None:
    """Return the criterion of a text that is a short form, by its tokens; None for any other text."""
    if not 0 < len(tokens) <= 3 or tokens[0].start or tokens[-1].end != len(text):
        return None
    first = tokens[0]
    op, kind, operator = "=", OperatorKind.NONE, ""
    rest = tokens
    if first.type in OPERATORS:
        op, kind, operator = OPERATORS[first.type], KIND_OF_TERMINAL[first.type], first.text
        rest = tokens[1:]
        if not rest or rest[0].start != first.end or not (operator in _AS_ONE or operator.isalpha()):
            return None
    number, *after = rest
    if number.type != "PLAIN" or len(after) > 1:
        return None
    unit: str | None = None
    written = ""
    if after:
        written = after[0].text
        unit = units.spelling.get(written, written)
        if after[0].type != "UNIT" or after[0].start != number.end or units.get(unit) is None or written in units.takes_ge:
            return None
    quantity = Quantity(Decimal(number.text), unit)
    return Criterion(BOUNDS[op](quantity), text, Span(0, len(text)), None, operator, (number.text, written), operator_kind=kind)
