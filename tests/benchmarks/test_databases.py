"""Scores where the data lies beside a query that is staged by hand: bounds parsed before, units in a table, cents rounded exactly.

The figure is a ratio of the processor time of two runs on the same rows. Each database is skipped where it is not installed.
"""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from tests.benchmarks.test_columns import WORDINGS, rows, seconds, told
from tests.statements.conftest import Run, postgres  # noqa: F401 -- a fixture

import perfrules
from perfrules.frames import readings, score

COUNT = 200_000
BOUNDS = """CREATE TABLE bounds AS SELECT target, target ~ '^(≥|不少于)' AS up, CASE WHEN target LIKE '%万元' THEN '元'
    WHEN target LIKE '%吨' THEN '吨' ELSE '%' END AS unit,
    CAST(substring(target FROM '[0-9.]+') AS NUMERIC) * CASE WHEN target LIKE '%万元' THEN 10000 ELSE 1 END AS bound
    FROM (SELECT DISTINCT target FROM actuals) AS wordings;
    CREATE TABLE factors (unit TEXT, suffix TEXT, factor NUMERIC); INSERT INTO factors VALUES ('元', '元', 1), ('元', '万元', 10000),
    ('元', '亿元', 100000000), ('元', '', 10000), ('吨', '吨', 1), ('吨', '千克', 0.001), ('吨', '', 1), ('%', '%', 1), ('%', '', 1);"""
BY_HAND = r"""WITH heads AS (SELECT target, actual, substring(actual FROM '^-?[0-9]+(?:\.[0-9]+)?') AS head FROM actuals OFFSET 0),
    numbers AS (SELECT target, actual, CAST(head AS NUMERIC) AS number, substr(actual, length(head) + 1) AS suffix FROM heads OFFSET 0),
    joined AS (SELECT n.target, n.actual, n.number * f.factor AS number, b.bound, b.up FROM numbers n
        LEFT JOIN bounds b ON b.target = n.target LEFT JOIN factors f ON f.unit = b.unit AND f.suffix = n.suffix OFFSET 0),
    rated AS (SELECT target, actual, CASE WHEN up THEN number / bound ELSE bound / number END AS rate FROM joined OFFSET 0)
    SELECT target, actual, CASE WHEN rate >= 1 THEN 'met' ELSE 'unmet' END AS outcome, round(least(rate, 1) * 100, 2) AS points,
        round(rate, 6) AS attainment FROM rated"""
QUIET = "SET max_parallel_workers_per_gather = 0; SET jit = off;"


def test_postgres_to_a_query_staged_by_hand(postgres: Run):  # noqa: F811 -- the fixture of the statements
    tables, _, scores = perfrules.sql(WORDINGS, dialect="postgres").partition("-- 得分 (scores)\n")
    tables = tables.partition("-- 查找表不认识")[0]
    frame = rows(COUNT).select("target", "actual")
    lines = ",\n".join(f"('{target}', '{actual}')" for target, actual in frame.rows())
    ours = scores.rstrip(";\n")
    spent = "SELECT split_part(pg_read_file('/proc/self/stat'), ' ', 14)::int + split_part(pg_read_file('/proc/self/stat'), ' ', 15)::int;"
    runs = "".join(f"{spent} EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF) {query}; {spent}" for query in (BY_HAND, ours) * 8)
    found = postgres(f"""DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE actuals (target TEXT, actual TEXT);
        INSERT INTO actuals VALUES {lines}; {tables} {BOUNDS} ANALYZE; {QUIET} {runs}
        SELECT 'differs', count(*) FROM (SELECT target, actual, points FROM ({ours}) AS o EXCEPT SELECT target, actual, points FROM ({BY_HAND}) AS h) AS d;""")
    ticks = [int(row[0]) for row in found if len(row) == 1 and re.fullmatch(r"\d+", row[0])]
    hand, own = (min(after - before for before, after in zip(ticks[at::4], ticks[at + 1 :: 4], strict=True)) / 100 for at in (0, 2))
    told("PostgreSQL, from text ÷ staged by hand", own, hand)
    assert found[-1] == ["differs", "0"]


def test_duckdb_to_a_query_over_parsed_bounds():
    frame = rows(1_000_000)
    known = readings(frame, target="target")
    with duckdb.connect() as connection:
        connection.register("frame_of_rows", frame.to_arrow())
        connection.execute("CREATE TABLE stored AS FROM frame_of_rows")
        connection.execute("""CREATE TABLE bounds AS SELECT DISTINCT target, regexp_matches(target, '^(≥|不少于)') AS up,
            CAST(regexp_extract(target, '[0-9.]+') AS DOUBLE) AS bound FROM stored""")
        for column, number in {"actual": "CAST(regexp_extract(actual, '^-?[0-9.]+') AS DOUBLE)", "number": "number"}.items():
            query = f"""SELECT sum(round(least(CASE WHEN up THEN number / bound ELSE bound / number END, 1) * 100, 2))
                FROM (SELECT {number} AS number, up, bound FROM stored JOIN bounds USING (target))"""

            def by_hand(query: str = query) -> Any:
                return connection.sql(query).fetchall()

            def by_us(column: str = column) -> Any:
                return score(connection.table("stored"), target="target", actual=column, readings=known).sum("points").fetchall()

            told(f"DuckDB, {column} ÷ SQL over parsed bounds", seconds(by_us), seconds(by_hand))


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("no Java runtime is installed (java)")
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(perfrules.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    builder = pyspark.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    made = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield made
    made.stop()


def least(work: Callable[[], Any]) -> float:
    """Of three runs the shortest by the clock: the work is done by other processes."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def test_spark_to_a_query_over_parsed_bounds(session: Any, tmp_path: Path):
    frame = rows(300_000)
    frame.write_parquet(tmp_path / "rows.parquet")
    wordings = pl.DataFrame({"target": WORDINGS}).with_columns(
        up=pl.col("target").str.contains("≥|不少于"), bound=pl.col("target").str.extract(r"([0-9.]+)").cast(pl.Float64)
    )
    wordings.write_parquet(tmp_path / "bounds.parquet")
    given = session.read.parquet(str(tmp_path / "rows.parquet"))
    given.createOrReplaceTempView("stored")
    session.read.parquet(str(tmp_path / "bounds.parquet")).createOrReplaceTempView("bounds")
    known = readings(frame, target="target")
    for column, number in {"number": "number", "actual": "CAST(regexp_extract(actual, '^-?[0-9.]+', 0) AS DOUBLE)"}.items():
        query = f"""SELECT target, {column}, CASE WHEN rate >= 1 THEN 'met' ELSE 'unmet' END AS outcome,
            CAST(round(least(rate, 1) * 100, 2) AS DECIMAL(38, 2)) AS points, CAST(round(rate, 6) AS DECIMAL(38, 6)) AS attainment
            FROM (SELECT target, {column}, CASE WHEN up THEN {number} / bound ELSE bound / {number} END AS rate
                FROM stored JOIN bounds USING (target))"""
        scored = score(given, target="target", actual=column, readings=known).select("target", column, "outcome", "points", "attainment")

        def by_hand(query: str = query) -> None:
            session.sql(query).write.format("noop").mode("overwrite").save()

        def by_us(scored: Any = scored) -> None:
            scored.write.format("noop").mode("overwrite").save()

        told(f"Spark, {column} ÷ SQL over parsed bounds", least(by_us), least(by_hand))
