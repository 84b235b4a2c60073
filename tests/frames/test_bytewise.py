"""Texts read eight bytes at a time are what they are mark by mark; what is not read so is read so all the same."""

import re
from decimal import Decimal

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.frames import bytewise, score
from perfrules.frames.bytewise import Numbers, Suffixes

PLAIN = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?)(?![-0-9.])")
SHORT = st.one_of(
    st.none(),
    st.text("-0123456789.家%e \x00", max_size=18),
    st.from_regex(r"\d{1,7}(\.\d{1,3})?(家|%|万元|平方米)?", fullmatch=True),
)
NEAR = [
    "12345678",
    "123456.7",
    "12345.67家",
    "1234567.",
    "1234567.5",
    "00.5",
    "0",
    "0.5",
    "5.5.5",
    "5-",
    "5",
    "-",
    "",
    ".5",
    "1\x00",
    "9万元",
]


@given(st.lists(SHORT))
@example(NEAR)
@example([*NEAR, None, "后面还有很长的一段文字"])
def test_a_number_is_what_a_text_plainly_begins_with(texts: list[str | None]):
    suffixes = Suffixes()
    found = Numbers.of(pa.array(texts, pa.large_string()), suffixes)
    whole = slice(0, len(texts))
    hundredths = found.hundredths(whole)
    others = {
        row: (places, number)
        for places, rows, numbers in found.others(whole, np.arange(len(texts)))
        for row, number in zip(rows, numbers, strict=True)
    }
    for row, text in enumerate(texts):
        plain = PLAIN.match(text or "")
        if plain is None or len(plain[1]) > 15:
            assert np.isnan(hundredths[row])
            assert np.isnan(others[row][1])
            continue
        value, places = Decimal(plain[1]), len(plain[1].partition(".")[2])
        assert (hundredths[row] == value * 100) if places <= 2 else np.isnan(hundredths[row])
        assert others[row][0] <= places
        assert Decimal(int(others[row][1])).scaleb(-others[row][0]) == value
        assert found.suffixes[row] == suffixes.codes.known.to_pylist().index((text or "")[len(plain[1]) :])


def test_short_numbers_are_read_by_words():
    texts = pa.array(["38家", "2.5%", "1234.5万元", "100", "99.99%", "后面还有很长的一段文字"], pa.large_string())
    assert Numbers.of(texts, Suffixes()).left.tolist() == [5]


def test_more_suffixes_than_the_table_takes(monkeypatch: pytest.MonkeyPatch):
    rows = pl.DataFrame({"t": ["≥5家"] * 300, "a": [f"7{chr(0x4E00 + place)}" for place in range(299)] + ["7家"]})
    told = score(rows, target="t", actual="a")
    assert told["outcome"][-1] == "met"
    monkeypatch.setattr(bytewise, "_MOST", 3)
    assert score(rows, target="t", actual="a").equals(told)


def test_what_lies_hidden_under_a_null_is_no_number():
    given = pa.array(["38家", "12", "5家"], pa.large_string())
    hidden = pa.Array.from_buffers(given.type, 3, [pa.py_buffer(bytes([0b101])), *given.buffers()[1:]])
    assert np.isnan(Numbers.of(hidden, Suffixes()).hundredths(slice(0, 3))).tolist() == [False, True, False]
    rows = pa.table({"t": ["≥50家", "≤50", "≥50家"], "a": hidden})
    assert score(rows, target="t", actual="a").column("outcome").to_pylist() == ["unmet", "cannot_judge", "unmet"]
