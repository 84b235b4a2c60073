"""The lookup tables of a relation: wordings with the suffixes that they are met with, and which of them may have rows left open."""

import random
from itertools import product
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from perfrules.frames import readings, score
from perfrules.frames.columns import Question, lookup
from perfrules.frames.lookup_tables import LEAST, MOST, PARTS, UNKNOWN, WEIGHT, tables_of
from perfrules.frames.singles import Columns
from perfrules.scoring.policies.loading import load, shipped
from perfrules.statements.expressions import Column
from perfrules.statements.programs import LOOKUP, OWN, Kind, Weight

NUMBERS = ["0", "0.5", "1", "3", "12.5", "12.50", "99", "100", "100.5", "1000", "2023", "7.25", "8.75", "123456789.1234", "007"]
WORDS = ["≥", "不超过", "", "达到", "约"]
UNITS = ["家", "%", "万元", "元", "吨", ""]
NAMES = ["", "合格率", "成本", "资金（万元）"]
CATEGORIES = ["", "满意度指标", "?"]


HUNDRED = Weight(2, 10000)


def question(kind: Kind, weight: Weight = HUNDRED) -> Question:
    return Question(Columns("t", "a", name="n", category="c"), kind, weight, load("mof-2020-10").at(None))


@pytest.mark.parametrize("kind", ["text", "number"])
def test_a_wording_stands_with_what_it_is_met_with(kind: Kind):
    every = [(f"{word}{number}{unit}", *place) for word, number, unit, *place in product(WORDS, NUMBERS, UNITS, NAMES, CATEGORIES)]
    words = dict(zip(("target", "name", "category"), map(list, zip(*every, strict=True)), strict=True))
    suffixes = [random.Random(place).choice(("", "%", "元", "万元", "家", "千克")) for place in range(len(every))]
    on = words | ({"suffix": suffixes} if kind == "text" else {})
    known = dict.fromkeys((LEAST, MOST, PARTS), [1.0] * len(every))
    found = tables_of(pa.table({**on, **known}), question(kind)).wordings.to_pylist()
    given = {OWN + name: column for name, column in (words | {"suffix": suffixes if kind == "text" else [""] * len(every)}).items()}
    meant = lookup(given, question(kind))
    rows = [dict(zip((*on, *LOOKUP), row, strict=True)) for row in zip(*on.values(), *meant.values(), strict=True)]
    assert found == [row for row in rows if row["cell"] is not None]
    assert 0 < len(found) < len(rows)


@pytest.mark.parametrize(
    ("target", "known", "sure"),
    [
        ("≥50家", (0, 200, 1), True),
        ("≥50家", (-1, 200, 1), False),
        ("≥50家", (0, 200, 100), True),
        ("≥50家", (0, 200, UNKNOWN), False),
        ("≥50家", (None, None, UNKNOWN), False),
        ("≥50家", (0, float("nan"), 1), False),
        ("≥50家", (0, 10**14, 1), False),
        ("≥50家", (0, 10**7, 100), True),
        ("≥50家", (0, 10**8, 100), False),
        ("≥50%", (1.5, 200, 100), True),
        ("≥50%", (1, 200, 100), False),
        ("合格率≥50%", (2, 100, 1), True),
        ("合格率≥50%", (2, 101, 1), False),
        ("有所提高", (2, 100, 1), False),
    ],
)
def test_what_is_sure(target: str, known: tuple[float | None, ...], *, sure: bool):
    groups = pa.table(
        {"target": [target], **{name: pa.array([value], pa.float64()) for name, value in zip((LEAST, MOST, PARTS), known, strict=True)}}
    )
    assert tables_of(groups, question("number")).doubtful.to_pylist() == ([] if sure else [{"target": target}])


@pytest.mark.parametrize(("most", "sure"), [(12.5, True), (1e10, False), (UNKNOWN, False)])
def test_weights_bear_on_what_is_sure(most: float, *, sure: bool):
    groups = pa.table({"target": ["≥50家"] * 2, LEAST: [0.0, 1.0], MOST: [1e6, 1e6], PARTS: [1.0, 1.0], WEIGHT: [10.0, most]})
    found = tables_of(groups, question("number", Weight(2, column=Column("w"))))
    assert found.doubtful.to_pylist() == ([] if sure else [{"target": "≥50家"}])


@pytest.mark.parametrize("policy", shipped())
def test_what_is_sure_has_no_row_that_columns_do_not_decide(policy: str):
    draw = random.Random(policy)
    places = [*product(WORDS, NUMBERS, UNITS, NAMES[:2], CATEGORIES[:2])]
    rows: list[tuple[Any, ...]] = []
    for word, number, unit, name, category in draw.sample(places, 100):
        least, most = draw.choice((0, 0.01, 1, 1.01, 2)), draw.choice((1, 99, 100, 101, 1200, 10**6, 10**9, 10**13))
        parts = draw.choice((1, 1, 100, 10_000))
        drawn = [round(draw.uniform(least, most) * parts) / parts for _ in range(4)]
        target = f"{word}{number}{unit}"
        rows += (
            (target, f"{actual}{draw.choice((unit, ''))}", name, category, draw.choice((10, 0.5, 30))) for actual in (least, *drawn, most)
        )
    with duckdb.connect() as connection:
        connection.register("given", pl.DataFrame(rows, schema=["t", "a", "n", "c", "w"], orient="row", strict=False).to_arrow())
        columns: Any = {"target": "t", "name": "n", "category": "c", "policy": policy}
        every: list[tuple[str, Any]] = [*product(("a", "x"), ("w", 7))]
        for actual, weight in every:
            shown = connection.sql("SELECT *, TRY_CAST(regexp_extract(a, '^[0-9.]+') AS DOUBLE) AS x FROM given")
            unsettled = score(shown, actual=actual, weight=weight, settle=False, **columns)
            wanted = unsettled.filter("NOT decided").project(f"t, {actual}, n, c").distinct().fetchall()
            settled = score(shown, actual=actual, weight=weight, **columns)
            assert settled.filter("outcome IS NULL").fetchall() == []
            assert 0 < len(wanted) < len(rows)


def test_wordings_that_are_read_already_are_taken_as_they_were_read():
    frame = pl.DataFrame({"t": [f"≥{number}家" for number in range(20, 60)], "a": ["30家"] * 40})
    known = readings(frame.with_columns(t=pl.lit("≥1家")), target="t")
    known.known = {(target, ""): known.known["≥1家", ""] for target in frame["t"]}
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        points = score(connection.table("given"), target="t", actual="a", readings=known).project("points").fetchall()
    assert {point for (point,) in points} == {100}
