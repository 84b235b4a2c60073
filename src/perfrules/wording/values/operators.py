"""What the operator words of a phrase say together: one operator, or a contradiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfrules.wording.operator_kinds import KIND_OF_TERMINAL, OperatorKind, deciding
from perfrules.wording.parser.nodes import Token
from perfrules.wording.remarks import Remark, UnreadableError

FLOOR: Mapping[str, str] = {
    "AT_LEAST": ">=", "MORE_THAN": ">", "BEYOND": ">", "OUTSIDE": ">", "OR_MORE": ">=", "MORE": ">=", "MINIMUM": ">=",
    "REACH": ">=", "FULFIL": ">=", "KEEP": ">=", "RAISE_TO": ">=",
}  # fmt: skip
CEILING: Mapping[str, str] = {
    "AT_MOST": "<=",
    "LESS_THAN": "<",
    "BELOW": "<",
    "FALL_TO": "<=",
    "KEEP_WITHIN": "<=",
    "OR_LESS": "<=",
    "MAXIMUM": "<=",
}
NEAR = frozenset({"ABOUT", "NEARLY", "AROUND"})
OPERATORS: Mapping[str, str] = {**FLOOR, **CEILING, "EQUAL": "=", **dict.fromkeys(sorted(NEAR), "~")}
"""The operator of each terminal that compares; ``grammars/operators.lark`` has their words."""

LEVELS = frozenset({"REACH", "FULFIL", "KEEP", "RAISE_TO", "FALL_TO"})
"""Words for a level that is reached or kept."""

STEADY = frozenset({"KEEP", "FULFIL"})
"""Words for a level that is kept or met: beside a ceiling they state no floor (保持在5%以内)."""

NOUNS = frozenset({"MAXIMUM", "MINIMUM"})
"""Words that bound the number right behind them, and are words beside an operator: 最高 下限."""

EXPLICIT = frozenset({"AT_LEAST", "MORE_THAN", "AT_MOST", "LESS_THAN"})
"""Words that say nothing but a bound, and so bind across prose."""

TRENDS = frozenset({"RISE", "FALL", "VARY", "HIGHER", "LOWER"})
ATTACHED = frozenset(OPERATORS) | TRENDS | {
    "EACH", "EVERY", "FILLER", "ASPIRE", "PLUS_MINUS", "MINUS", "CURRENCY", "NEGATION", "BROKEN", "COMPARED", "SAME_PERIOD"
}  # fmt: skip
"""Terminals that may stand between an operator and its number; anything else there is prose."""

PRINTED: Mapping[str, str] = {">=": "≥", "<=": "≤"}
_SIGNS = frozenset("≥≤<>=≧≦⩾⩽≮≯\\&$》《〉〈›‹»«")
_LOOKALIKE = frozenset("》《〉〈›‹»«═")


def is_sign(token: Token) -> bool:
    """Whether an operator is written as a sign rather than a word."""
    return token.text[0] in _SIGNS


def attached(lead: Sequence[Token]) -> Sequence[Token]:
    """The tokens right before the number, without the prose before them."""
    place = len(lead)
    while place and lead[place - 1].type in ATTACHED:
        place -= 1
    return lead[place:]


def binding(lead: Sequence[Token], direct: Sequence[Token], *, change: bool) -> list[Token]:
    """The operators of ``lead`` that govern the number: those right before it, and bounding words across prose.

    超过 高于 低于 reach across prose only to a share of it (低于总数的3%), and in a change they name the base.
    """
    if len(direct) == len(lead):
        return [token for token in direct if token.type in OPERATORS]
    kept: list[Token] = []
    before = lead[: len(lead) - len(direct)]
    for token in before:
        if token.type not in EXPLICIT and token.type != "KEEP_WITHIN":
            continue
        loose = token.type in ("MORE_THAN", "LESS_THAN") and not is_sign(token)
        if not loose or (before[-1].text.endswith("的") and not change):
            kept.append(token)
    return kept + [token for token in direct if token.type in OPERATORS]


def resolved(tokens: Sequence[Token]) -> tuple[str, OperatorKind, list[Remark]]:
    """Return the operator that satisfies every token, its kind, and remarks; raise :class:`UnreadableError` for opposite ones."""
    if len(tokens) == 1:
        return OPERATORS[tokens[0].type], KIND_OF_TERMINAL[tokens[0].type], _oddities(tokens)
    stated = _stated(tokens)
    bounds = _one_way(stated)
    near = {token.type for token in stated} & NEAR
    if not bounds or (near and all(token.type in LEVELS for token in bounds)):  # 达到约50家, 降至3%左右
        return ("~" if near else "="), deciding(near or {token.type for token in tokens}), _oddities(stated)
    ops = [OPERATORS[token.type] for token in bounds]
    op = next((one for one in ops if len(one) == 1), ops[0])
    kind = deciding({token.type for token in bounds if OPERATORS[token.type] == op})
    return op, kind, [*_oddities(stated), *_differences(bounds, ops, op)]


def _stated(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens that state something of their own: 为 beside another word does not, nor 最高 beside 以内 (最高6万元以内); beside 以上 it contradicts."""
    stated = [token for token in tokens if token.type != "EQUAL" or is_sign(token) or token.text.endswith("等于")]
    sides = [side for side in (FLOOR, CEILING) if any(token.type in side and token.type not in NOUNS for token in stated)]
    return [token for token in stated if token.type not in NOUNS or not any(token.type in side for side in sides)]


def _one_way(stated: Sequence[Token]) -> list[Token]:
    """The floors or the ceilings; a level that is kept states no floor beside a ceiling (保持在5%以内)."""
    floors = [token for token in stated if token.type in FLOOR]
    ceilings = [token for token in stated if token.type in CEILING]
    if ceilings:
        floors = [token for token in floors if token.type not in STEADY]
    if floors and ceilings:
        first, second = sorted((floors[0], ceilings[0]), key=lambda token: token.start)
        raise UnreadableError(Remark("OP003", (first.start, second.end), {"first": first.text, "second": second.text}))
    return floors or ceilings


def _differences(bounds: Sequence[Token], ops: Sequence[str], op: str) -> list[Remark]:
    explicit = [token for token in bounds if token.type in EXPLICIT]
    if len(explicit) > 1:
        first, second = explicit[:2]
    elif len(set(ops)) > 1:
        first, second = bounds[0], next(token for token, one in zip(bounds, ops, strict=True) if one != ops[0])
    else:
        return []
    params = {"first": first.text, "second": second.text, "taken": PRINTED.get(op, op)}
    return [Remark("OP002", (first.start, second.end), params)]


def _oddities(tokens: Sequence[Token]) -> list[Remark]:
    """Look-alike signs and markup among the operators."""
    found: list[Remark] = []
    for token in tokens:
        if not token.text.isascii() and not _LOOKALIKE.isdisjoint(token.text):
            op = OPERATORS[token.type]
            found.append(Remark("OP010", (token.start, token.end), {"written": token.text, "taken": PRINTED.get(op, op)}))
        elif "\\" in token.text:
            found.append(Remark("CP013", (token.start, token.end), {"written": token.text}))
    return found
