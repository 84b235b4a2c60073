"""Columns side by side with what people write by hand; every figure is a ratio of two runs on the same rows."""

import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from perfrules.frames import readings, roll_up, score
from perfrules.frames.files import totals_of

ROWS = 1_000_000
MANY = 10 * ROWS
SIGNS = ("≥", "不少于", "≤", "不超过")
WORDINGS = [f"{sign}{number}{unit}" for sign in SIGNS for number in range(20, 103) for unit in ("吨", "%", "万元")]
PROVINCE = Path(__file__).parents[2] / "examples/province.py"
COLUMNS: dict[str, Any] = {"target": "年度指标值", "actual": "实际完成值", "name": "指标名称", "category": "指标类别"}
PATTERN = re.compile(r"^(≥|不少于|≤|不超过)([0-9.]+)")


def rows(count: int) -> pl.DataFrame:
    draw = random.Random(20)
    wordings = draw.choices(WORDINGS, k=count)
    numbers = [round(draw.uniform(1, 140), 2) for _ in range(count)]
    texts = [f"{number}{PATTERN.sub('', wording)}" for number, wording in zip(numbers, wordings, strict=True)]
    return pl.DataFrame({"target": wordings, "actual": texts, "number": numbers})


def spent() -> float:
    """The time of the processors, all threads and ended children together."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """Of some runs the one that took least of the processors."""
    found = []
    for _ in range(times):
        start = spent()
        work()
        found.append(spent() - start)
    return min(found)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return rows(ROWS)


def told(name: str, ours: float, hand: float) -> None:
    print(f"\n{name}: {ours:.2f} s / {hand:.2f} s = {ours / hand:.2f}")  # noqa: T201 -- the figure is the result
    assert hand > 0


@pytest.mark.parametrize("count", [ROWS, MANY])
def test_lazy_numbers_by_a_kept_table_to_numpy(frame: pl.DataFrame, count: int):
    known = readings(frame, target="target")
    many = pl.concat([frame] * (count // ROWS), rechunk=True)
    coded = many.with_columns(pl.col("target").cast(pl.Enum(WORDINGS)))
    forward, bounds = told_bounds(many)
    actual = many["number"].to_numpy()

    def by_hand(forward: Any, bounds: Any) -> Any:
        rate = np.where(forward, actual / bounds, bounds / actual)
        return np.round(np.minimum(rate, 1) * 100, 2)

    hand = seconds(lambda: by_hand(forward, bounds))
    from_text = seconds(lambda: by_hand(*told_bounds(many)))
    for kind, given in (("texts", many), ("an enumeration", coded)):
        lazy = score(given.lazy(), target="target", actual="number", readings=known).select("points", "outcome")
        ours = seconds(lazy.collect)
        told(f"{count:.0e} rows, polars lazy, numbers, wordings as {kind} ÷ numpy, bounds parsed before", ours, hand)
        told(f"{count:.0e} rows, polars lazy, numbers, wordings as {kind} ÷ numpy, bounds from the text", ours, from_text)


def told_bounds(frame: pl.DataFrame) -> tuple[Any, Any]:
    """Direction and bound of wordings, by a regular expression."""
    target = frame["target"]
    return target.str.contains("≥|不少于").to_numpy(), target.str.extract(r"([0-9.]+)").cast(pl.Float64).to_numpy()


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
    targets = [f"≥{place + 1}.{place % 97:02d}吨" for place in range(100_000)]
    fitting = [f"{number}吨" for number in frame.head(100_000)["number"]]
    for kind, actual in {"all units fit": fitting, "two in three units do not convert": few["actual"]}.items():
        distinct = pd.DataFrame({"target": targets, "actual": actual})
        hand, waited = seconds(partial(distinct.apply, by_hand, axis=1), 1), -time.perf_counter()
        ours = seconds(partial(score, distinct, target="target", actual="actual"), 1)
        waited += time.perf_counter()
        told(f"all wordings distinct, {kind}, pandas ÷ pandas.apply, all processes", ours, hand)
        told(f"all wordings distinct, {kind}, pandas, from begin to end ÷ pandas.apply", waited, hand)


@pytest.mark.parametrize("count", [ROWS, MANY])
def test_memory_of_a_lazy_plan(count: int):
    done = subprocess.run([sys.executable, __file__, str(count)], check=True, capture_output=True, text=True)
    print(f"\n{count:.0e} rows, polars lazy, memory beyond the frame: {float(done.stdout):.1f} bytes a row")  # noqa: T201 -- the figure is the result


def test_cost_grows_with_the_rows(frame: pl.DataFrame):
    known = readings(frame, target="target")

    def took(rows: pl.DataFrame) -> float:
        lazy = score(rows.lazy(), target="target", actual="number", readings=known).select("points", "outcome")
        return seconds(lazy.collect) / len(rows)

    few, some, many = (took(rows) for rows in (frame.head(ROWS // 10), frame, pl.concat([frame] * (MANY // ROWS), rechunk=True)))
    told("a row among 1e6 ÷ a row among 1e5", some * ROWS, few * ROWS)
    told("a row among 1e7 ÷ a row among 1e6", many * ROWS, some * ROWS)


def test_totals_to_the_scores_of_their_rows(tmp_path: Path):
    path = tmp_path / "province.parquet"
    subprocess.run([sys.executable, PROVINCE, str(ROWS), str(path)], check=True)
    frame = pl.read_parquet(path)
    known = readings(frame, target="年度指标值", name="指标名称")
    alone = seconds(lambda: score(frame, **COLUMNS, readings=known))
    totals = seconds(lambda: roll_up(frame, by=["部门", "项目"], **COLUMNS, readings=known))
    told("a province of 1e6 rows, totals of projects and departments ÷ scores of its rows", totals, alone)
    many = tmp_path / "many.parquet"
    projects = (frame.with_columns(pl.format("{}.{}", "项目", pl.lit(time))) for time in range(MANY // ROWS))
    pl.concat(projects).write_parquet(many)
    for allowed in ("2GiB", "500MB"):
        done = subprocess.run([sys.executable, __file__, str(many), allowed], check=True, capture_output=True, text=True)
        print(f"\na parquet file of 1e7 rows by projects, of {allowed}: {done.stdout.strip()} MiB at the most")  # noqa: T201 -- the figure is the result


def held_by_totals(source: str, allowed: str) -> int:
    """The most memory, in MiB, of the totals of a file."""
    for _ in totals_of(source, ["部门", "项目"], memory=allowed, **COLUMNS):
        pass
    return most() // 2**20


def most() -> int:
    """The most memory that this program has held, in bytes; what its parent held, which ``getrusage`` counts in, is left out."""
    told = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    assert told is not None
    return int(told[1]) * 1024


def memory(count: int) -> float:
    """The bytes a row that a lazy plan takes at the most beyond its frame; the first run is of few rows."""
    few = rows(10_000)
    many = pl.concat([few] * (count // len(few)), rechunk=True)

    def total(given: pl.DataFrame) -> Any:
        scored = score(given.lazy(), target="target", actual="number")
        return scored.select(pl.col("points").sum(), (pl.col("outcome") == "met").sum()).collect()

    total(few)
    before = most()
    total(many)
    return (most() - before) / count


if __name__ == "__main__":
    given, *allowed = sys.argv[1:]
    print(memory(int(given)) if given.isdecimal() else held_by_totals(given, *allowed))  # noqa: T201 -- the figure is the result
