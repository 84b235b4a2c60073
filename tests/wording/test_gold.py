"""Real wordings read by hand by two readers who agreed; the corpus stands outside the repository."""

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfrules import parse

CORPUS = os.environ.get("PERFRULES_CORPUS")
FILES = ("wordings-dev.gold.jsonl", "guangzhou-sti-2023.gold.jsonl")
FOLDED = str.maketrans("萬億個兩項頭畝歲場戶間輛週處張臺員噸條製電時鐘天", "万亿个两项头亩岁场户间辆周处张台员吨条制电时钟天")
FLOORS, CEILINGS = {">=", ">"}, {"<=", "<"}

Row = dict[str, Any]


def _gold(path: Path) -> Iterator[Row]:
    """The targets of a gold file; a line may be a project with its indicators."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield from row.get("indicators", [row])


def _unit(unit: str | None) -> str | None:
    if not unit:
        return None
    head, slash, tail = unit.translate(FOLDED).replace("㎡", "平方米").translate(str.maketrans("*.、", "···")).partition("/")
    return (head + slash + tail.replace("/", "·")).replace("每", "/").replace("工作天", "工作日").strip()


def _strict(criterion: Row) -> Row:
    """What gold is compared on: kind, op, numbers, unit, closedness, direction, at, each, aspiration."""
    kept: Row = {key: criterion[key] for key in ("kind", "op", "low_closed", "high_closed", "direction", "at") if key in criterion}
    kept |= {key: bool(criterion.get(key)) for key in ("each", "aspiration")}
    kept |= {key: Decimal(criterion[key]) for key in ("value", "low", "high") if key in criterion}
    if criterion["kind"] in ("bound", "range"):
        kept["unit"] = _unit(criterion.get("unit"))
    if criterion["kind"] == "change":
        of = criterion["of"]
        kept["of"] = _strict(of if "kind" in of else of | {"kind": "range" if "low" in of else "bound"})
    return kept


def _verdict(row: Row) -> str:
    read = [criterion.to_dict() for criterion in parse(row["target"], name=row.get("name")).criteria]
    gold = row["criteria"]
    if gold is None:
        return "invented" if any(criterion["kind"] in ("bound", "range") for criterion in read) else "ok"
    have = [_strict(criterion) for criterion in read]
    if any([_strict(criterion) for criterion in wanted] == have for wanted in [gold, *row.get("accept", [])]):
        return "ok"
    numbers = [[criterion for criterion in row if criterion["kind"] != "qualitative"] for row in (gold, read)]
    turned = ({one.get("op"), other.get("op")} for one, other in zip(*numbers, strict=False))
    if any(ops & FLOORS and ops & CEILINGS for ops in turned):
        return "flipped"
    return "invented" if len(numbers[1]) > len(numbers[0]) else "wrong"


@pytest.mark.skipif(CORPUS is None, reason="PERFRULES_CORPUS is not set")
@pytest.mark.parametrize("name", FILES)
def test_every_wording_of_the_gold_reads_as_by_hand(name: str):
    rows = list(_gold(Path(CORPUS or "") / name))
    assert len(rows) > 100
    wrong = [f"{verdict}: {row['target']!r} ({row.get('name')})" for row in rows if (verdict := _verdict(row)) != "ok"]
    assert wrong == []


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"target": "≥5家", "criteria": [{"kind": "bound", "op": ">=", "value": "5.0", "unit": "家"}]}, "ok"),
        ({"target": "≥5家", "criteria": [{"kind": "bound", "op": "<=", "value": "5", "unit": "家"}]}, "flipped"),
        ({"target": "≥5家", "criteria": [{"kind": "bound", "op": ">", "value": "5", "unit": "家"}]}, "wrong"),
        ({"target": "≥5家", "criteria": [{"kind": "qualitative"}]}, "invented"),
        ({"target": "≥5家", "criteria": None}, "invented"),
        ({"target": "进一步提高", "criteria": None}, "ok"),
        ({"target": "5元/人*月", "criteria": [{"kind": "bound", "op": "=", "value": "5", "unit": "元/人/月"}]}, "ok"),
        (
            {"target": "下降5%", "criteria": [{"kind": "change", "direction": "decrease", "of": {"op": "=", "value": "5", "unit": "%"}}]},
            "ok",
        ),
        ({"target": "5", "criteria": [{"kind": "qualitative"}], "accept": [[{"kind": "bound", "op": "=", "value": "5"}]]}, "ok"),
    ],
)
def test_the_comparison_can_fail(row: Row, verdict: str):
    assert _verdict(row) == verdict
