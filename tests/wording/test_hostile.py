"""Hostile strings: none may crash, hang, or yield a number that is not there. The corpus stands outside the repository."""

import json
import os
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfrules import Severity, Target, parse
from perfrules.comparators import BOUNDS, Between, Bound, Qualitative
from perfrules.errors import NotTextError
from perfrules.units import standard

CORPUS = os.environ.get("PERFRULES_CORPUS")
_BOUND = re.compile(r"(>=|<=|>|<|=|~)(-?[\d.]+)(.*)")
_RANGE = re.compile(r"\[(-?[\d.]+)%?,(-?[\d.]+)(.*)\]")
_NUMBERS = (*BOUNDS.values(), Between)

Row = dict[str, Any]


def _usual(unit: str | None) -> str:
    spelled = (unit or "").strip().removeprefix("个") or (unit or "")
    return standard().spelling.get(spelled, spelled)


def _said(value: Bound | Between) -> tuple[object, ...]:
    if isinstance(value, Between):
        return "[", value.low.value, value.high.value, _usual(value.unit)
    return value.op, value.quantity.value, _usual(value.unit)


def _written(text: str) -> tuple[object, ...]:
    """A result in the corpus's writing; one that names no bound (``=10-2``) equals nothing."""
    if found := _RANGE.fullmatch(text):
        return "[", Decimal(found[1]), Decimal(found[2]), _usual(found[3])
    found = _BOUND.fullmatch(text)
    return (found[1], Decimal(found[2]), _usual(found[3])) if found else ()


def _read(row: Row) -> tuple[Target | None, list[tuple[object, ...]]]:
    """The reading and its numbers; no reading where a typed error was raised."""
    text = row["input"] if "input" in row else row["input_repeat"][0] * row["input_repeat"][1]
    try:
        target = parse(text)
    except NotTextError:
        return None, []
    return target, [_said(item.comparator) for item in target.criteria if isinstance(item.comparator, _NUMBERS)]


def _complaints(row: Row) -> list[str]:
    target, numbers = _read(row)
    found = target.findings if target is not None else ()
    errors = [item for item in found if item.severity is Severity.ERROR]
    expect = row["expect"]
    out = []
    if (
        expect == "error"
        and target is not None
        and (numbers or not (errors or [item for item in found if item.code in ("CP015", "CP017")]))
    ):
        out.append("no error")
    if expect == "qualitative" and (target is None or numbers or not all(isinstance(c.comparator, Qualitative) for c in target.criteria)):
        out.append("not qualitative")
    if expect.startswith("parse:") and numbers != [_written(one) for one in expect.removeprefix("parse:").split(";")]:
        out.append(f"not {expect}")
    out += [f"forbidden {one}" for one in row.get("never", ()) if (numbers if one == "*" else _written(one) in numbers)]
    if row.get("warn") and numbers and not found:
        out.append("a number without a finding")
    return [f"{row['id']} {row.get('input', '')!r} reads {numbers}: {complaint}" for complaint in out]


def _rows() -> list[Row]:
    text = (Path(CORPUS or "") / "hostile-sample.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.skipif(CORPUS is None, reason="PERFRULES_CORPUS is not set")
def test_no_hostile_string_yields_a_number_that_is_not_there():
    rows = _rows()
    assert len(rows) > 50
    assert [complaint for row in rows for complaint in _complaints(row)] == []


@pytest.mark.skipif(CORPUS is None, reason="PERFRULES_CORPUS is not set")
def test_no_hostile_string_hangs():
    parse("≥1")  # the parser is built on first use
    for row in _rows():
        start = time.perf_counter()
        _read(row)
        assert time.perf_counter() - start < max(row.get("max_ms", 50), 500) / 1000, row["id"]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"input": "≥5家", "expect": "error"}, "no error"),
        ({"input": "提高", "expect": "error"}, "no error"),
        ({"input": "≥5家", "expect": "qualitative"}, "not qualitative"),
        ({"input": "≥5家", "expect": "parse:>=6家"}, "not parse:>=6家"),
        ({"input": "≥5家", "expect": "either", "never": [">=5家"]}, "forbidden >=5家"),
        ({"input": "≥5家", "expect": "either", "never": ["*"]}, "forbidden *"),
        ({"input": "80%-90%", "expect": "either", "never": ["[80%,90%]"]}, "forbidden [80%,90%]"),
        ({"input": "≥5家", "expect": "either", "warn": True}, "a number without a finding"),
        ({"input": "≥100 m²", "expect": "parse:>=100m²"}, None),
        ({"input": "≥5家", "expect": "either", "never": [">=6家", ">=5人"]}, None),
        ({"input": {"target": 5}, "expect": "error"}, None),
        ({"input_repeat": ["，", 9], "expect": "error"}, None),
    ],
)
def test_the_judgement_can_fail(row: Row, complaint: str | None):
    found = _complaints({"id": "x"} | row)
    assert found == [] if complaint is None else found[0].endswith(complaint)
