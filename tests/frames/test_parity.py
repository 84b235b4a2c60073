"""Two hundred thousand rows: every engine and the row API agree on every distinct pair, to the cent, and so do the totals."""

import random
from typing import Any

import duckdb
import polars as pl
import pytest

from perfrules import evaluate
from perfrules.frames import roll_up, score
from perfrules.frames.results import RESULTS
from perfrules.scoring.policies.loading import shipped

COLUMNS: dict[str, Any] = {"target": "t", "actual": "a", "name": "n", "category": "c", "weight": "w"}
OPERATORS = ("≥", "不少于", "达到", "超过", ">", "≤", "不超过", "<", "低于", "约", "=", "")
UNITS = ("家", "%", "‰", "万元", "元", "亿元", "人次", "亩", "公顷", "小时", "吨", "℃", "万人", "")
NAMES = (None, "培训人数", "投诉率", "群众满意度", "资金（万元）", "控制率", "平均人数", "气温")
CATEGORIES = (None, "产出指标", "cost", "satisfaction")
WEIGHTS = ("100", "10", "12.5", "33.335", "0")
ODD = [
    (target, actual)
    for target in (None, "各5家", "力争10家", "≥5家；≤3%", "进一步提高", "", "10-5篇", "≥0起", "=0", "≥1e3", "增长12%", "11月底前")
    for actual in (
        None,
        "5家",
        "0",
        "NaN",
        "inf",
        "-0",
        "1e3",
        "达成（90%）",
        "",
        "不适用",
        "2023-11-20",
        "5家；3%",
        "99999999999999999999",
        "0.0000001",
    )
]


def pairs(count: int, seed: int) -> list[tuple[Any, ...]]:
    """Bounds and ranges with values at, near and far from every mark of a policy, and what is no number at all."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        bound, unit = draw.choice((0, 1, 3, 5, 50, 95, 80, 100, 2600, 12.5, 0.5, draw.randint(1, 10**9))), draw.choice(UNITS)
        wording = f"{draw.choice(OPERATORS)}{bound}{unit}" if draw.random() < 0.85 else f"{bound}～{bound + draw.randint(1, 50)}{unit}"
        near = draw.choice((0, 0.3, 0.6, 0.8, 0.99996, 1, 1.00001, 1.2, 1.3, 1.5, 2, 3, -1, 20, draw.uniform(0, 2)))
        actual = f"{bound * near:.{draw.choice((0, 1, 2, 4, 5))}f}{draw.choice((unit, unit, '', draw.choice(UNITS)))}"
        found.append((wording, actual, draw.choice(NAMES), draw.choice(CATEGORIES), draw.choice(WEIGHTS)))
    return [*found, *((*pair, draw.choice(NAMES), None, "10") for pair in ODD)]


def expected(row: tuple[Any, ...], policy: str) -> tuple[Any, ...]:
    one = evaluate(row[0] or "", row[1], name=row[2], category=row[3], weight=row[4], policy=policy)
    return tuple(result(one) for result in RESULTS.values())


@pytest.mark.parametrize("policy", shipped())
def test_what_columns_decide_is_what_the_row_api_says(policy: str):
    rows = pairs(60, len(policy))
    told = score(pl.DataFrame(rows, schema=[*COLUMNS.values()], orient="row"), **COLUMNS, policy=policy, settle=False)
    for row, got in zip(rows, told.select(*RESULTS, "decided").rows(), strict=True):
        assert not got[-1] or got[:-1] == expected(row, policy), row


NUMBERS = (None, 0.0, -0.0, -1.0, 0.1 + 0.2, 33.335, 62.525, 1e-7, 1e22, 2.0**53, float("nan"), float("inf"), float("-inf"), 1_000_000.55)


@pytest.mark.engines
def test_many_numbers_in_every_engine():
    draw = random.Random(3)
    words = list(dict.fromkeys(row[:1] + row[2:] for row in pairs(400, 9)))
    rows = [(target, number, *rest) for target, *rest in words for number in (*draw.sample(NUMBERS, 5), round(draw.uniform(0, 120), 2))]
    want = [expected((row[0], None if row[1] != row[1] else row[1], *row[2:]), "mof-2020-10") for row in rows]
    schema = {"t": pl.String, "a": pl.Float64, "n": pl.String, "c": pl.String, "w": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    told = score(frame, **COLUMNS)
    assert told.select(*RESULTS).rows() == want
    lazy = score(pl.concat([frame] * 100).lazy(), **COLUMNS).select(*RESULTS).collect(engine="streaming")
    assert lazy.tail(len(frame)).rows() == want
    with duckdb.connect() as connection:
        connection.register("given", frame.with_row_index("r").to_arrow())
        relation = score(connection.table("given"), **COLUMNS).order("r")
        assert relation.project(", ".join(RESULTS)).fetchall() == want


@pytest.mark.engines
def test_many_rows_in_every_engine():
    rows = list(dict.fromkeys(pairs(1500, 7)))
    want = {row: expected(row, "mof-2020-10") for row in rows}
    many = random.Random(1).choices(rows, k=200_000)
    frame = pl.DataFrame(many, schema=[*COLUMNS.values()], orient="row").with_columns(p=pl.int_range(pl.len()) % 1000)
    told = score(frame, **COLUMNS)
    assert told["outcome"].null_count() == 0
    assert told.select(*COLUMNS.values(), *RESULTS).unique().rows_by_key([*COLUMNS.values()], unique=True) == want
    arrow = pl.DataFrame(score(frame.to_arrow(), **COLUMNS))
    assert arrow.select(*RESULTS).rows() == told.select(*RESULTS).rows()  # engines need not decide the same rows by columns
    assert score(frame.lazy(), **COLUMNS).select(pl.col("points").sum()).collect().item() == told["points"].sum()
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        relation = score(connection.table("given"), **COLUMNS)
        assert relation.aggregate("sum(points), sum(high), count(outcome)").fetchall() == [
            (told["points"].sum(), told["high"].sum(), len(frame))
        ]
    totals = roll_up(frame, by=["p"], target="t", actual="a", name="n", category="c")
    assert roll_up(frame.to_arrow(), by=["p"], target="t", actual="a", name="n", category="c").to_pylist() == totals.to_dicts()
