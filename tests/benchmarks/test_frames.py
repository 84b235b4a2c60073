"""What a hundred thousand rows cost: by columns on four backends, by the row API, and by a float computation that is not exact."""

import random
from collections.abc import Callable
from itertools import starmap
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import perfrules
from perfrules.frames import score

ROWS = 100_000
WORDINGS = [
    f"{sign}{number}{unit}" for sign in ("≥", "不少于", "≤", "不超过") for number in range(20, 100, 4) for unit in ("家", "%", "万元")
]
FLOAT = r"^(?P<sign>≥|不少于|≤|不超过)(?P<bound>[0-9.]+)"


def table() -> dict[str, list[str]]:
    """Wordings and actual values, most of them different from all others."""
    draw = random.Random(20)
    wordings = draw.choices(WORDINGS, k=ROWS)
    return {"target": wordings, "actual": [f"{draw.uniform(0, 140):.3f}{wording.strip('≥≤不少于超过0123456789')}" for wording in wordings]}


def naive(frame: pd.DataFrame) -> "pd.Series[float]":
    """What is commonly written: a float out of each cell, divided, capped and rounded."""
    wording = frame["target"].str.extract(FLOAT)
    bound, actual = wording["bound"].astype(float), frame["actual"].str.extract(r"([0-9.]+)")[0].astype(float)
    forward = wording["sign"].isin(["≥", "不少于"])
    rate = (actual / bound).where(forward, bound / actual)
    return (rate.clip(upper=1) * 100).round(2)


@pytest.mark.benchmark(group="a hundred thousand rows")
class TestRows:
    def _run(self, benchmark: BenchmarkFixture, work: Callable[[], Any]) -> Any:
        return benchmark.pedantic(work, rounds=3, warmup_rounds=1)

    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
    def test_columns(self, benchmark: BenchmarkFixture, library: str):
        frame: Any = pd.DataFrame(table()) if library == "pandas" else pl.DataFrame(table())
        frame = frame.to_arrow() if library == "pyarrow" else frame
        assert len(self._run(benchmark, lambda: score(frame, target="target", actual="actual"))) == ROWS

    def test_columns_of_duckdb(self, benchmark: BenchmarkFixture):
        connection = duckdb.connect()
        connection.register("given", pl.DataFrame(table()).to_arrow())
        connection.execute("CREATE TABLE stored AS FROM given")
        rows = self._run(benchmark, lambda: score(connection.table("stored"), target="target", actual="actual").fetchall())
        assert len(rows) == ROWS

    def test_row_api(self, benchmark: BenchmarkFixture):
        rows = list(zip(*table().values(), strict=True))
        scores = benchmark.pedantic(lambda: list(starmap(perfrules.evaluate, rows)), rounds=1)
        assert len(scores) == ROWS

    def test_floats(self, benchmark: BenchmarkFixture):
        frame = pd.DataFrame(table())
        assert len(self._run(benchmark, lambda: naive(frame))) == ROWS


def test_columns_and_the_row_api_agree_and_floats_do_not():
    frame = pd.DataFrame(table())
    exact = score(frame, target="target", actual="actual")["points"]
    rows = [perfrules.evaluate(*row).points for row in zip(*table().values(), strict=True)]
    assert exact.tolist() == rows
    assert (naive(frame) != exact.astype(float)).any()
