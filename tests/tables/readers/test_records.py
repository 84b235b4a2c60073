"""Rows of a text: made when they are asked for, the same as if they were all made at once."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.tables.grid import Cell, Source, chosen
from perfrules.tables.limits import LIMITS
from perfrules.tables.readers.records import Records
from perfrules.tables.readers.text import read

TABLE = st.lists(
    st.sampled_from(['甲乙5≥"， ,', '甲乙5≥"， \n']).flatmap(  # a line inside a field that is a row by itself is one (IN056)
        lambda signs: st.lists(st.text(st.sampled_from(signs), max_size=6), min_size=3, max_size=3)
    ),
    min_size=2,
    max_size=8,
)


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read(data, "a.csv", LIMITS).grids[0].rows]


@given(TABLE)
def test_quoted_fields_are_those_that_were_written(rows: list[list[str]]):
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([["头", "身", "尾"], *rows])
    assert texts(written.getvalue().encode()) == [["头", "身", "尾"], *rows]


def test_rows_are_taken_by_place_and_by_stretch():
    rows = read("\n".join(f"{number},甲,乙" for number in range(1000)).encode(), "a.csv", LIMITS).grids[0].rows
    assert isinstance(rows, Records)
    assert (len(rows), rows[999][0].text, rows[-1][0].row, len(rows[990:]), rows[990:][-1][0].text) == (1000, "999", 1000, 10, "999")
    assert [row[0].text for row in rows[10:40][5:8]] == ["15", "16", "17"]
    assert rows[3] is rows[3]
    tens = chosen(rows[1:], lambda row: row[0].text.endswith("0"))
    assert [row[0].text for row in tens[:2]] == ["10", "20"]
    assert [row for row in rows if row[0].text == "7"] == [(Cell("7", Source("a.csv"), 8, 1), Cell("甲", Source("a.csv"), 8, 2), Cell("乙", Source("a.csv"), 8, 3))]  # fmt: skip


def test_a_record_over_several_lines_knows_where_it_begins():
    data = '头,身,尾\n1,"甲\n乙",2\n3,丙,4\n'.encode()
    rows = read(data, "a.csv", LIMITS).grids[0].rows
    assert [(row[0].row, row[1].text) for row in rows] == [(1, "身"), (2, "甲\n乙"), (4, "丙")]
    joined = read("头\t身\t尾\n1\t甲\n乙\t2\n".encode(), "a.txt", LIMITS).grids[0].rows
    assert [(row[0].row, row[1].text) for row in joined] == [(1, "身"), (2, "甲\n乙")]


@pytest.mark.parametrize("blank", ["", ",,", " , ,\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_flood_of_blank_rows_is_no_table_and_moves_nothing(blank: str, quote: str):
    """A sheet that was formatted to its end is saved with a million of them."""
    lines = ["头,身,尾", "甲,乙,丙", *[blank] * 5_000, f"{quote}丁{quote},戊,己"]
    rows = read("\n".join(lines).encode(), "a.csv", LIMITS).grids[0].rows
    assert len(rows) < 200
    assert [[(cell.text, cell.row) for cell in row] for row in rows if row[0].text.strip()][-1] == [
        ("丁", 5003),
        ("戊", 5003),
        ("己", 5003),
    ]


def test_lines_of_quoted_cells_with_separators_of_their_own_are_no_rows() -> None:
    rows = ["甲,乙,丙,丁,戊,己,庚", "1,2,3,4,5,6,7", *['1,"不少于0家\n不少于1,000,000家\n不少于0家",3,4,5,6,7'] * 3]
    found = read("\n".join(rows).encode(), "a.csv", LIMITS)
    assert [len(row) for row in found.grids[0].rows] == [7] * 5
    assert not found.findings
