"""Columns side by side with what people write by hand; every figure is a ratio of two runs on the same rows."""

import random
import re
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from perfrules.frames import readings, score

ROWS = 1_000_000
SIGNS = ("≥", "不少于", "≤", "不超过")
WORDINGS = [f"{sign}{number}{unit}" for sign in SIGNS for number in range(20, 103) for unit in ("吨", "%", "万元")]
PATTERN = re.compile(r"^(≥|不少于|≤|不超过)([0-9.]+)")


def rows(count: int) -> pl.DataFrame:
    draw = random.Random(20)
    wordings = draw.choices(WORDINGS, k=count)
    numbers = [round(draw.uniform(1, 140), 2) for _ in range(count)]
    texts = [f"{number}{PATTERN.sub('', wording)}" for number, wording in zip(numbers, wordings, strict=True)]
    return pl.DataFrame({"target": wordings, "actual": texts, "number": numbers})


def seconds(work: Callable[[], Any]) -> float:
    """Of three runs the one that took least of the processors, all threads together."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return rows(ROWS)


def told(name: str, ours: float, hand: float) -> None:
    print(f"\n{name}: {ours:.2f} s / {hand:.2f} s = {ours / hand:.2f}")  # noqa: T201 -- the figure is the result
    assert hand > 0


def test_lazy_numbers_by_a_kept_table_to_numpy(frame: pl.DataFrame):
    known = readings(frame, target="target")
    lazy = score(frame.lazy(), target="target", actual="number", readings=known).select("points", "outcome")
    bounds = frame["target"].str.extract(r"([0-9.]+)").cast(pl.Float64).to_numpy()
    forward, actual = frame["target"].str.contains("≥|不少于").to_numpy(), frame["number"].to_numpy()

    def by_hand() -> Any:
        rate = np.where(forward, actual / bounds, bounds / actual)
        return np.round(np.minimum(rate, 1) * 100, 2)

    told("polars lazy, numbers, kept readings ÷ numpy", seconds(lazy.collect), seconds(by_hand))


def test_texts_to_a_regular_expression_of_duckdb(frame: pl.DataFrame):
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        connection.execute("CREATE TABLE stored AS FROM given")
        query = r"""SELECT sum(round(least(CAST(regexp_extract(actual, '([0-9.]+)') AS DOUBLE)
            / CAST(regexp_extract(target, '([0-9.]+)') AS DOUBLE), 1) * 100, 2)) FROM stored"""
        hand = seconds(lambda: connection.sql(query).fetchall())
        ours = seconds(lambda: score(connection.table("stored"), target="target", actual="actual").sum("points").fetchall())
        told("from text, DuckDB ÷ DuckDB's regexp_extract", ours, hand)
        told("from text, polars ÷ DuckDB's regexp_extract", seconds(lambda: score(frame, target="target", actual="actual")), hand)


def test_texts_to_an_apply_of_pandas(frame: pl.DataFrame):
    few = frame.head(100_000).to_pandas()

    def by_hand(row: Any) -> float:
        found = PATTERN.match(row["target"])
        bound, actual = float(found[2] if found else 1), float(re.match(r"[0-9.]+", row["actual"])[0])  # type: ignore[index]
        return round(min(actual / bound, 1) * 100, 2)

    hand = seconds(lambda: few.apply(by_hand, axis=1))
    told("from text, pandas ÷ pandas.apply", seconds(lambda: score(few, target="target", actual="actual")), hand)
    distinct = pd.DataFrame({"target": [f"≥{place + 1}.{place % 97:02d}吨" for place in range(100_000)], "actual": few["actual"]})
    hand = seconds(lambda: distinct.apply(by_hand, axis=1))
    start = time.process_time()
    score(distinct, target="target", actual="actual")
    told("all wordings distinct, pandas ÷ pandas.apply", time.process_time() - start, hand)


def test_cost_grows_with_the_rows(frame: pl.DataFrame):
    few = seconds(lambda: score(frame.head(ROWS // 10), target="target", actual="number"))
    many = seconds(lambda: score(frame, target="target", actual="number"))
    told("a row among 1e6 ÷ a row among 1e5", many, few * 10)
