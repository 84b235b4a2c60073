"""JSON Schemas of READING's JSON: comparators, criteria, targets. Plain dictionaries without references, to be put anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from perfrules.wording.operator_kinds import OperatorKind

Schema: TypeAlias = dict[str, Any]

_NUMBER: Schema = {
    "type": "string",
    "pattern": r"^-?\d+(\.\d+|/[1-9]\d*)?$",
    "description": "Exact, its scale expanded: a decimal, or a fraction (1/3) where the wording has one.",
}
_UNIT: Schema = {"type": ["string", "null"], "description": "The unit as written, without its scale (亿元 is 元), or null."}
_SPAN: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "[start, end) in code points of the text, from 0.",
}
_WORDS: Schema = {"type": ["string", "null"]}


def _kind(kind: str, properties: Mapping[str, Schema], examples: list[Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "title": kind,
        "properties": {"kind": {"const": kind}, **properties},
        "required": ["kind", *(name for name in properties if name not in optional)],
        "examples": [{"kind": kind, **example} for example in examples],
    }


_BOUND = _kind(
    "bound",
    {"op": {"enum": [">=", ">", "<=", "<", "=", "~"]}, "value": _NUMBER, "unit": _UNIT},
    [{"op": ">=", "value": "50", "unit": "家"}, {"op": "~", "value": "5.5", "unit": "%"}],
)
_RANGE = _kind(
    "range",
    {"low": _NUMBER, "low_closed": {"type": "boolean"}, "high": _NUMBER, "high_closed": {"type": "boolean"}, "unit": _UNIT},
    [{"low": "80", "low_closed": True, "high": "90", "high_closed": True, "unit": "%"}],
)
_CHANGE = _kind(
    "change",
    {"direction": {"enum": ["increase", "decrease", "either"]}, "base": _WORDS, "of": {"anyOf": [_BOUND, _RANGE]}},
    [{"direction": "decrease", "base": "2012年", "of": {"kind": "bound", "op": ">=", "value": "10", "unit": "%"}}],
)
_DEADLINE = _kind(
    "deadline",
    {"op": {"enum": ["<=", "<"]}, "at": {"type": "string", "pattern": r"^(\d{4}|-)(-\d{2}(-\d{2})?)?$"}},
    [{"op": "<=", "at": "2023-12-31"}, {"op": "<", "at": "--09"}],
)
_RANK = _kind("rank", {"op": {"enum": ["<=", "="]}, "value": {"type": "string", "pattern": r"^[1-9]\d*$"}}, [{"op": "<=", "value": "10"}])
_QUALITATIVE = _kind("qualitative", {"text": {"type": "string"}}, [{"text": "进一步提高"}], optional=("text",))
_KINDS = (_BOUND, _RANGE, _CHANGE, _DEADLINE, _RANK, _QUALITATIVE)

_PLACED: Schema = {
    "subject": _WORDS,
    "text": {"type": "string", "description": "The phrase, verbatim."},
    "span": _SPAN,
    "operator": {"type": "string", "description": "The operator word as written, empty for none."},
    "operator_kind": {"enum": [kind.value for kind in OperatorKind], "description": "What kind of word the operator is."},
    "written": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2, "description": "Number and unit as written."},
    "number": {"type": "integer", "description": "The printed list number."},
    "each": {"const": True},
    "aspiration": {"const": True},
}
_TEXTS = ["不少于50家", "≤3%", "80%～90%", "同比增长5%以上", "2023年12月31日前", "前10名"]


def comparator() -> Schema:
    """One comparator in READING's JSON."""
    return {"anyOf": [dict(kind) for kind in _KINDS], "title": "Comparator", "examples": [kind["examples"][0] for kind in _KINDS]}


def criterion() -> Schema:
    """One criterion: a comparator with its place."""
    kinds = [kind | {"properties": kind["properties"] | _PLACED} for kind in _KINDS]
    return {"anyOf": kinds, "title": "Criterion"}


def target() -> Schema:
    """A target as it is dumped: its text, criteria, findings, separators and leftovers."""
    spans: Schema = {"type": "array", "items": _SPAN}
    return {
        "type": "object",
        "title": "Target",
        "properties": {
            "text": {"type": "string"},
            "criteria": {"type": "array", "items": criterion()},
            "findings": {"type": "array", "items": {"type": "object", "required": ["code"]}},
            "separators": spans,
            "leftovers": spans,
            "nature": {"type": "string", "description": "The direction mark of a joined cell: 正向, 反向, 定性."},
        },
        "required": ["text", "criteria"],
        "examples": [{"text": "≥50家", "criteria": [_BOUND["examples"][0] | {"text": "≥50家", "span": [0, 4], "operator": "≥"}]}],
    }


def or_text(schema: Schema, *, several: bool) -> Schema:
    """``schema`` or wording, as it is taken in; ``several``: a wording of more than one requirement is taken too."""
    texts = [*_TEXTS, "1. ≥10000；2. 15"] if several else _TEXTS
    return {"anyOf": [{"type": "string", "title": "wording", "examples": texts}, schema], "examples": [*texts, *schema["examples"]]}
