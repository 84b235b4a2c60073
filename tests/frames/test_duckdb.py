"""A DuckDB relation scored where it lies."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from perfrules import PerfrulesError, evaluate
from perfrules.frames import roll_up, score


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("""CREATE TABLE rows ("指标""值" VARCHAR, 实际 VARCHAR, 分值 DECIMAL(5, 3))""")
        opened.executemany(
            "INSERT INTO rows VALUES (?, ?, ?)",
            [("≥3家", "1家", 10), ("≤3%", "2.5%", "33.335"), ("进一步提高", "达成（90%）", 30), (None, None, 1), ("≥3家", "2家", 7)],
        )
        yield opened


COLUMNS: dict[str, Any] = {"target": '指标"值', "actual": "实际", "weight": "分值"}


def test_a_query_or_a_table(connection: duckdb.DuckDBPyConnection):
    by_query = score(connection.sql("SELECT * FROM rows WHERE 分值 > 5"), **COLUMNS)
    by_table = score(connection.table("rows").filter("分值 > 5"), **COLUMNS)
    assert by_query.order("分值").fetchall() == by_table.order("分值").fetchall()
    assert [row[1] for row in by_query.order("实际").fetchall()] == ["1家", "2.5%", "2家", "达成（90%）"]


def test_points_are_decimals_that_no_decimal_is_cut_off(connection: duckdb.DuckDBPyConnection):
    scored = score(connection.table("rows"), **COLUMNS)
    assert str(scored.types[scored.columns.index("points")]) == "DECIMAL(38,3)"
    assert scored.sum("points").fetchall() == [(Decimal("3.330") + Decimal("33.335") + 27 + Decimal("4.670"),)]


@pytest.mark.parametrize(
    ("kind", "places"),
    [("INTEGER", 2), ("UBIGINT", 2), ("DECIMAL(5, 1)", 2), ("DECIMAL(9, 4)", 4), ("VARCHAR", 6), ("DOUBLE", 6)],
)
def test_points_have_the_decimals_of_the_type_of_the_weights(connection: duckdb.DuckDBPyConnection, kind: str, places: int):
    scored = score(connection.sql(f"SELECT '≥3家' AS t, '1家' AS a, 10::{kind} AS w"), target="t", actual="a", weight="w")
    assert str(scored.types[scored.columns.index("points")]) == f"DECIMAL(38,{places})"
    assert scored.project("points").fetchall() == [(Decimal("3.33"),)]


def test_the_relation_can_be_queried_on(connection: duckdb.DuckDBPyConnection):
    scored = score(connection.table("rows"), **COLUMNS)
    told = connection.sql("SELECT outcome, count(*), sum(maximum) FROM scored GROUP BY outcome ORDER BY outcome").fetchall()
    assert told == [("cannot_judge", 1, Decimal(1)), ("met", 2, Decimal("63.335")), ("unmet", 2, Decimal(17))]
    assert scored.filter("outcome = 'cannot_judge'").project("findings").fetchall() == [("SC033",)]


@pytest.mark.parametrize("actual", ["true", "DATE '2023-11-20'", "NULL", "'5'", "5", "5.0::DOUBLE", "5::HUGEINT", "1e300", "'-0.5'"])
def test_actual_values_of_every_type(connection: duckdb.DuckDBPyConnection, actual: str):
    query = f"SELECT '≥6家' AS t, {actual} AS a FROM range(3)"
    told = score(connection.sql(query), target="t", actual="a").project("outcome, points, findings").fetchall()
    value = connection.sql(f"SELECT {actual}").fetchall()[0][0]
    one = evaluate("≥6家", value)
    assert told == [(one.outcome.value, one.points, " ".join(item.code for item in one.findings))] * 3


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT '5' AS t", "没有列 a"),
        ("SELECT '5' AS t, '5' AS a, 1 AS points", "已有列 points"),
        ("SELECT '5' AS t, '5' AS a, 1 AS Points", "已有列 Points"),
    ],
)
def test_relations_that_cannot_be_scored(connection: duckdb.DuckDBPyConnection, query: str, message: str):
    with pytest.raises(PerfrulesError, match=message):
        score(connection.sql(query), target="t", actual="a")


def test_a_blank_category_is_none(connection: duckdb.DuckDBPyConnection):
    blank = score(connection.sql("SELECT '≥5家' AS t, '5家' AS a, ' ' AS c"), target="t", actual="a", category="c")
    assert blank.project("points").fetchall() == [(100,)]
    with pytest.raises(PerfrulesError, match="没有“乱写”这一类指标"):
        score(connection.sql("SELECT '≥5家' AS t, '5家' AS a, '乱写' AS c"), target="t", actual="a", category="c")


@pytest.mark.parametrize("name", ["given", "ours", "s1", "t1", "s", "perfrules_targets"])
def test_views_of_any_name_are_left_alone(connection: duckdb.DuckDBPyConnection, name: str):
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM rows; CREATE VIEW other AS SELECT 1 AS x")
    told = score(connection.table(name), **COLUMNS)
    totals = roll_up(connection.table(name), by=["实际"], **COLUMNS)
    assert told.count("*").fetchall() == [(5,)]
    assert totals.count("*").fetchall() == [(5,)]
    assert connection.sql(f"SELECT count(*) FROM {name}").fetchall() == [(5,)]


def test_one_relation_is_not_another(connection: duckdb.DuckDBPyConnection):
    few = score(connection.table("rows").filter("实际 IS NULL"), **COLUMNS)
    many = score(connection.table("rows"), **COLUMNS)
    totals = roll_up(connection.table("rows"), by=["实际"], **COLUMNS)
    assert [found.count("*").fetchall() for found in (few, many, totals)] == [[(1,)], [(5,)], [(5,)]]


def test_what_is_scored_can_be_scored_again(connection: duckdb.DuckDBPyConnection):
    once = score(connection.table("rows"), **COLUMNS).project('"指标""值", 实际, 分值, points AS earlier')
    again = score(once, **COLUMNS)
    assert again.filter("points = earlier").count("*").fetchall() == [(5,)]


def test_rows_that_columns_do_not_decide_may_stay_open(connection: duckdb.DuckDBPyConnection):
    open_ones = score(connection.table("rows"), **COLUMNS, settle=False).filter("NOT decided")
    assert open_ones.project("实际, outcome, points").order("实际").fetchall() == [("达成（90%）", None, None), (None, None, None)]
