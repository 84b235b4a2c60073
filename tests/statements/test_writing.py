"""SQL of scores: what a database decides is what the row API says, and what it does not decide is nothing."""

import re
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from tests.statements.conftest import Run

import perfrules
from perfrules import PerfrulesError, evaluate
from perfrules.frames.results import RESULTS
from perfrules.statements.dialects import dialects
from perfrules.statements.readings import version
from perfrules.statements.writing import Names, Wording

TARGETS = (
    "≥50家",
    "≤3%",
    "≥95%",
    "进一步提高",
    "≥2600亿元",
    "80～90%",
    "15",
    "=20",
    "约5人",
    "≥0起",
    "<10分钟",
    "超过3家",
    "≥1.5万人次",
    "O'Brien \\ 50",
)
VALUES = (
    *("38家", "60", "2.5%", "0.97", "2650", "26000000万元", "85%", "-1", "007", "5.", "1.2.3", "--5", ".5", "-0.5", "95", "15", "4.5"),
    *(
        "49.999家",
        "1e3",
        "３",
        " 5",
        "20",
        "20.004",
        "9",
        "10分钟",
        "0.2小时",
        "3",
        "3家",
        "2万人次",
        "15000",
        "",
        "-",
        "达成",
        "12.345678901",
    ),
)
GIVEN = [(str(number), target, actual) for number, (target, actual) in enumerate((t, a) for t in (*TARGETS, None) for a in (*VALUES, None))]
NAMES = Names(keep=("id",))
POLICIES = ("mof-2020-10", "mof-2021-101", "vendor-generic")


def parted(text: str) -> tuple[str, str]:
    """The lookup tables with the guard query, and the SELECT."""
    tables, _, scores = text.partition("-- 得分 (scores)\n")
    return tables, scores.rstrip(";\n")


@cache
def expected(target: str | None, actual: str | None, policy: str) -> list[Any]:
    score = evaluate(target or "", actual, policy=policy)
    return [result(score) for result in RESULTS.values()]


def agrees(rows: Sequence[Sequence[Any]], policy: str) -> int:
    """How many rows are decided; every one of them as the row API says, and every other one with nothing in it."""
    decided = 0
    for _, target, actual, *told, flag in rows:
        if not int(flag):
            assert not any(told)
            continue
        decided += 1
        outcome, *amounts, findings = told
        read = [None if value in (None, "") else Decimal(str(value)) for value in amounts]
        assert [outcome, *read, findings or ""] == expected(target, actual, policy), (target, actual)
    return decided


@pytest.mark.parametrize("policy", POLICIES)
def test_duckdb_says_what_the_row_api_says(policy: str):
    tables, scores = parted(perfrules.sql(TARGETS, policy=policy, dialect="duckdb", names=NAMES))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE actuals (id VARCHAR, target VARCHAR, actual VARCHAR)")
        connection.executemany("INSERT INTO actuals VALUES (?, ?, ?)", GIVEN)
        connection.execute(tables)
        assert agrees(connection.execute(scores).fetchall(), policy) > 60


@pytest.mark.parametrize("policy", POLICIES)
def test_sqlite_says_what_the_row_api_says(policy: str):
    tables, scores = parted(perfrules.sql(TARGETS, policy=policy, dialect="sqlite", names=NAMES))
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE actuals (id TEXT, target TEXT, actual TEXT)")
    connection.executemany("INSERT INTO actuals VALUES (?, ?, ?)", GIVEN)
    connection.executescript(tables)
    assert agrees(connection.execute(scores).fetchall(), policy) > 60
    connection.close()


@pytest.mark.engines
@pytest.mark.parametrize("policy", POLICIES)
def test_postgres_says_what_the_row_api_says(policy: str, postgres: Run):
    tables, scores = parted(perfrules.sql(TARGETS, policy=policy, dialect="postgres", names=NAMES))
    quoted = ", ".join(
        "(" + ", ".join("NULL" if cell is None else "'" + cell.replace("'", "''") + "'" for cell in row) + ")" for row in GIVEN
    )
    script = f"""BEGIN; CREATE TABLE actuals (id TEXT, target TEXT, actual TEXT); INSERT INTO actuals VALUES {quoted};
    CREATE TEMP TABLE guard AS SELECT 1; {tables.replace("SELECT DISTINCT", "CREATE TEMP TABLE unknown AS SELECT DISTINCT", 1)}\n{scores}; ROLLBACK;"""
    rows = postgres(script)
    assert len(rows) == len(GIVEN)
    assert agrees([[cell or None for cell in row[:-1]] + [row[-1]] for row in rows], policy) > 60


@pytest.mark.engines
@pytest.mark.parametrize("policy", POLICIES)
def test_mysql_says_what_the_row_api_says(policy: str, mysql: Run):
    targets = (*TARGETS, "≥50家 ", "≥6" + "0" * 600 + "家")
    tables, scores = parted(perfrules.sql(targets, policy=policy, dialect="mysql", names=NAMES))
    given = [*GIVEN, ("2000", "≥50家 ", "60家"), ("2001", "≥50家", "60家 "), ("2002", "≥50家", "60 ")]
    quoted = ", ".join(
        "(" + ", ".join("NULL" if cell is None else "'" + cell.replace("\\", "\\\\").replace("'", "''") + "'" for cell in row) + ")"
        for row in given
    )
    rows = mysql(f"""CREATE OR REPLACE DATABASE perfrules_{POLICIES.index(policy)} CHARACTER SET utf8mb4; USE perfrules_{POLICIES.index(policy)};
    CREATE TABLE actuals (id VARCHAR(9), target TEXT, actual TEXT); INSERT INTO actuals VALUES {quoted};
    {tables.replace("SELECT DISTINCT", "CREATE TABLE unknown_ones AS SELECT DISTINCT", 1)}
    {scores};""")
    assert len(rows) == len(given)
    told = [[None if cell == "NULL" else cell.replace("\\\\", "\\") for cell in row] for row in rows]
    assert agrees([[cell if place < 3 else cell or None for place, cell in enumerate(row[:-1])] + [row[-1]] for row in told], policy) > 60


MONEY = [
    (str(number), target, f"{yuan}元")
    for number, (target, yuan) in enumerate(
        (target, yuan)
        for target in ("≥5000万元", "≤3亿元", "≥123456789.5元", "2亿元左右", "≥30亿元", "1亿～2亿元")
        for yuan in ("0.01", "20000000.01", "49999999.99", "123456789.11", "300000000.01", "999999999.99", "123456789.12")
    )
]


def test_money_with_cents_is_decided_to_a_thousand_million_yuan():
    tables, scores = parted(perfrules.sql({target for _, target, _ in MONEY}, dialect="duckdb", names=NAMES))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE actuals (id VARCHAR, target VARCHAR, actual VARCHAR)")
        connection.executemany("INSERT INTO actuals VALUES (?, ?, ?)", MONEY)
        connection.execute(tables)
        told = connection.execute(scores).fetchall()
    agrees(told, "mof-2020-10")
    assert {(row[1], row[2]) for row in told if not row[-1]} == {(target, "0.01元") for target in ("≤3亿元", "1亿～2亿元", "2亿元左右")}


def test_the_guard_names_the_targets_that_the_lookup_does_not_know():
    tables, _ = parted(perfrules.sql(["≥50家", "进一步提高"], dialect="duckdb"))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE actuals AS SELECT unnest(['≥50家', '进一步提高', '≥51家', '≥51家']) AS target, '5' AS actual")
        assert connection.execute(tables).fetchall() == [("≥51家",)]


def test_a_target_is_looked_up_by_name_and_category_too():
    names = Names("rows", "指标值", "实际", name="指标", category="类别")
    targets: list[Wording] = [("20", "投诉量", None), {"target": "20", "name": "企业数", "category": "产出指标"}]
    tables, scores = parted(perfrules.sql(targets, dialect="duckdb", names=names, weight="12.5"))
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE rows AS SELECT '20' AS 指标值, '10' AS 实际, unnest(['投诉量', '企业数']) AS 指标, unnest([NULL, '产出指标']) AS 类别"
        )
        connection.execute(tables)
        told = connection.execute(scores).fetchall()
    points = {row[1]: row[6] for row in told}
    assert points == {
        name: evaluate("20", "10", name=name, category=kind, weight="12.5").points
        for name, kind in (("投诉量", None), ("企业数", "产出指标"))
    }


def test_a_target_that_two_names_read_in_two_ways_is_undecided_where_names_are_not_looked_at():
    targets: list[Wording] = [
        ("20", "投诉量"),
        ("20", "企业数"),
        ("2025.12", "产值"),
        ("2025.12", "完成时间"),
        ("≥50家", "甲"),
        ("≥50家", "乙"),
    ]
    tables, scores = parted(perfrules.sql(targets, dialect="sqlite", names=Names("rows", keep=("target",))))
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE rows (target TEXT, actual TEXT)")
    connection.executemany("INSERT INTO rows VALUES (?, ?)", [("20", "10"), ("2025.12", "2026.11"), ("≥50家", "25")])
    connection.executescript(tables)
    found = connection.execute(scores)
    place = [column[0] for column in found.description].index("points")
    assert {row[0]: row[place] for row in found} == {"20": None, "2025.12": None, "≥50家": "50.00"}
    connection.close()


@pytest.mark.parametrize("dialect", dialects())
def test_every_dialect_is_parsed_by_its_own_grammar(dialect: str):
    text = perfrules.sql(TARGETS, dialect=dialect)
    statements = [statement for statement in sqlglot.parse(text, dialect=dialect) if statement is not None]
    assert [statement.key for statement in statements if statement.key != "insert"] == ["create", "create", "create", "select", "select"]
    literals = {item.this for statement in statements for item in statement.find_all(sqlglot.exp.Literal) if item.is_string}
    assert "O'Brien \\ 50" in literals


@pytest.mark.parametrize("dialect", ["doris", "mysql", "oracle", "spark"])
def test_the_select_of_a_dialect_that_is_not_run_here(dialect: str):
    _, scores = parted(perfrules.sql([], dialect=dialect))
    assert scores + "\n" == (Path(__file__).parent / "snapshots" / f"{dialect}.sql").read_text("utf-8")


def test_the_stamp_says_policy_hash_grammar_and_dialect():
    first = perfrules.sql([], dialect="mysql").splitlines()[0]
    assert re.fullmatch(rf"-- perfrules sql: policy mof-2020-10, hash [0-9a-f]{{16}}, grammar {version()}, dialect mysql", first)


def test_a_text_that_no_database_holds_is_left_out():
    text = perfrules.sql(["≥5\0家", "≥5\ud800家", "≥6家"], dialect="sqlite")
    assert "\0" not in text
    assert text.encode()


@pytest.mark.parametrize(("asked", "message"), [({"dialect": "dbase"}, "没有名为“dbase”的 SQL 方言"), ({"targets": [(None,)]}, "应为文本")])
def test_what_cannot_be_written(asked: dict[str, Any], message: str):
    with pytest.raises(PerfrulesError, match=message):
        perfrules.sql(asked.pop("targets", []), **asked)
