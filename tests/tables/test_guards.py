from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.tables.guards import guard, unguard


@pytest.mark.parametrize(
    "text",
    ["=100%", "+5%", "-甲", "1.10", "@SUM(A1)", "＝1+1", " =1", "\t=1", "3-5", "3/5", "2023-11-30", "1e9", "007", "440106199001011234", "TRUE", "3-Mar",
     "Mar 5", "5月3日", "'引", "10:30", "#REF!", "|cmd"],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "≥ 150", "1000", "100%", "12.5", "不少于50家", "P01I1", "0", "0.5", "-3", "-3.5%", "1,000"])
def test_what_it_keeps_is_not(text: str) -> None:
    assert guard(text) == text == unguard(text)


@given(st.text(alphabet="'=+-@0123456789/eE. 甲\t", max_size=12))
def test_reading_undoes_writing(text: str) -> None:
    assert unguard(guard(text)) == text
