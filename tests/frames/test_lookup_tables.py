"""The lookup tables of a database: wordings that are read by their shape stand there as those that are read one by one."""

from itertools import product
from typing import Any

import duckdb
import polars as pl
import pytest

from perfrules.frames import lookup_tables, readings, score
from perfrules.frames.columns import Question
from perfrules.frames.lookup_tables import tables_of
from perfrules.frames.singles import Columns
from perfrules.scoring.policies.loading import load
from perfrules.statements.programs import Kind, Weight

NUMBERS = ["0", "0.5", "1", "3", "12.5", "12.50", "99", "100", "100.5", "1000", "2023", "7.25", "8.75", "123456789.1234", "007"]
WORDS = ["≥", "不超过", "", "达到", "约"]
UNITS = ["家", "%", "万元", "元", "吨", ""]
NAMES = ["", "合格率", "成本", "资金（万元）"]
CATEGORIES = ["", "满意度指标", "?"]


def told(rows: dict[str, list[str]], kind: Kind, many: int) -> list[set[tuple[Any, ...]]]:
    """What stands in the tables, wordings with what their suffixes give, whatever the numbers of their families are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lookup_tables, "_MANY", many)
        columns = Columns("t", "a", name="n", category="c")
        wordings, suffixes, cells = tables_of(rows, Question(columns, kind, Weight(2, 10000), load("mof-2020-10").at(None)))
    if kind != "text":
        return [set(map(_row, wordings.to_pylist())), set(map(_row, cells.to_pylist()))]
    families: dict[float, set[tuple[Any, ...]]] = {}
    for suffix in suffixes.to_pylist():
        families.setdefault(suffix.pop("family"), set()).add(_row(suffix))
    found = {(_row(row | {"family": None}), frozenset(families[row["family"]])) for row in wordings.to_pylist()}
    return [found, set(map(_row, cells.to_pylist()))]


def _row(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.items())


@pytest.mark.parametrize("kind", ["text", "number"])
def test_shapes_stand_for_what_their_wordings_stand_for(kind: Kind):
    every = [(f"{word}{number}{unit}", *place) for word, number, unit, *place in product(WORDS, NUMBERS, UNITS, NAMES, CATEGORIES)]
    rows = dict(zip(("target", "name", "category"), map(list, zip(*every, strict=True)), strict=True))
    assert told(rows, kind, 1) == told(rows, kind, 10**9)


@pytest.mark.parametrize("column", ["a", "x"])
def test_a_relation_of_many_wordings_is_read_by_the_column(column: str, monkeypatch: pytest.MonkeyPatch):
    frame = pl.DataFrame({"t": [f"≥{number}.5家" for number in range(20, 60)], "a": ["30.5家"] * 40, "x": [30.5] * 40})
    expected = score(frame, target="t", actual=column).drop("decided").rows()
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        with monkeypatch.context() as patched:
            patched.setattr(lookup_tables, "_arrow", lambda kinds, rows, real=lookup_tables._arrow: real(kinds, _few(kinds, list(rows))))
            found = score(connection.table("given"), target="t", actual=column).project("* EXCLUDE (decided)").fetchall()
    assert sorted(found) == sorted(expected)


def _few(kinds: dict[str, Kind], rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    assert "target" not in kinds or not rows
    return rows


def test_wordings_that_are_read_already_are_taken_as_they_were_read():
    frame = pl.DataFrame({"t": [f"≥{number}家" for number in range(20, 60)], "a": ["30家"] * 40})
    known = readings(frame.with_columns(t=pl.lit("≥1家")), target="t")
    known.known = {(target, ""): known.known["≥1家", ""] for target in frame["t"]}
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        points = score(connection.table("given"), target="t", actual="a", readings=known).project("points").fetchall()
    assert {point for (point,) in points} == {100}
