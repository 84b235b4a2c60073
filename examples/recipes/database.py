"""数据库：DuckDB 文件里的指标值，在库里打分，写回一张表。Score the rows of a database file where they lie.

    pip install duckdb
    python database.py 绩效.duckdb

The table ``indicators`` has the columns 指标值, 实际完成值 and 分值; the table ``scores`` comes to stand beside it.
"""

import sys

import duckdb

from perfrules import frames


def run(path: str) -> list[tuple[object, ...]]:
    """Score the table inside the database; the points by outcome."""
    with duckdb.connect(path) as connection:
        rows = connection.sql("SELECT * FROM indicators")
        scored = frames.score(rows, target="指标值", actual="实际完成值", weight="分值")
        scored.create("scores")
        found: list[tuple[object, ...]] = connection.sql(
            "SELECT outcome, count(*), sum(points) FROM scores GROUP BY outcome ORDER BY outcome"
        ).fetchall()
        return found


if __name__ == "__main__":
    for line in run(sys.argv[1]):
        print(*line)
