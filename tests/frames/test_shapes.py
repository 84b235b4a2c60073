"""Of all numbers of a shape two are read: the others stand for what they stand for when they are read one by one."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfrules import Vocabulary, evaluate
from perfrules.frames import entries, readings, score, shapes
from perfrules.frames.columns import Question
from perfrules.frames.entries import Entries, Texts
from perfrules.frames.shapes import Shapes, halves_of
from perfrules.frames.singles import Columns
from perfrules.scoring.actuals.proportions import SHARES
from perfrules.scoring.policies.loading import load, shipped
from perfrules.statements.lookups import Place
from perfrules.statements.programs import LOOKUP, Weight
from perfrules.units import standard as units
from perfrules.wording.languages import standard
from perfrules.wording.parser import negations

WORDS = ["", *sorted(negations.operator_words())]
SHORT = [word for word in WORDS if standard().brief_of_any(f"{word}33家") is not None]
UNITS = [unit for unit in ("", "万元", "亿元", *units().words()) if standard().brief_of_any(f"≥33{unit}") is not None]
NAMES = [None, "企业数", "合格率", "满意度", "成本", "增长率", "平均人数", "完成时间", "资金（万元）", "投诉率", "甲、乙"]
CATEGORIES = [None, "产出指标", "成本指标", "满意度指标", "乱写", ""]
SUFFIXES = ["", "家", "%", "‰", "元", "万元", "亿元", "人", "个百分点", "万", "吨", "年"]
YEARS = ["1900", "1999", "2023", "2099", "2100", "202312", "20231231", "2023.5", "2023.12", "12.31", "24", "110", "119", "12345", "211"]
EDGES = ["0", "0.0", "0.5", "0.05", "0.9999", "1", "1.0", "1.5", "9.99", "99.5", "100", "100.0", "100.01", "1000", "1000.5", "999", "1001"]
LONG = ["123456789", "123456789.1234", "1234567890", "0.12345", "007", "00", "1,200", "５", "1.", ".5", "1.2.3", "3.30", "3.3"]
NUMBERS = [*YEARS, *EDGES, *LONG]
numbers = st.one_of(st.from_regex(r"(0|[1-9][0-9]{0,9})([.][0-9]{1,5})?", fullmatch=True), st.sampled_from(NUMBERS))


def asked(policy: str) -> Question:
    columns = Columns("t", "a", name="n", category="c")
    return Question(columns, "text", Weight(2, 10000), load(policy).at(None))


def rows_of(found: Entries, places: Any) -> list[tuple[Any, ...]]:
    """What stands at places, texts as they are."""
    columns = []
    for name, kind in LOOKUP.items():
        values = found.columns[name].take(places).tolist()
        if kind == "text":
            columns.append([None if value < 0 else found.texts.all[value] for value in values])
        else:
            columns.append([None if value != value else value for value in values])
    return list(zip(*columns, strict=True))


def looked_up(rows: Sequence[tuple[str | None, ...]], policy: str) -> list[tuple[Any, ...]]:
    """What targets with names, categories and suffixes stand for."""
    found = Entries(asked(policy), Texts())
    parts = {}
    for name, column in zip(("target", "name", "category", "suffix"), zip(*rows, strict=True), strict=True):
        known = [None, *dict.fromkeys(text for text in column if text is not None)]
        codes = {text: code for code, text in enumerate(known)}
        parts[name] = np.array([codes[text] for text in column], np.int32), pa.array(known, pa.large_string())
    return rows_of(found, found.places(parts))


def both_ways(rows: Sequence[tuple[str | None, ...]], policy: str) -> Iterator[tuple[Any, ...]]:
    """Rows with what they stand for by the column and one by one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(entries, "_MANY", 1)
        one = looked_up(rows, policy)
        patched.setattr(entries, "_MANY", 10**9)
        other = looked_up(rows, policy)
    return zip(rows, one, other, strict=True)


def differing(rows: Sequence[tuple[str | None, ...]], policy: str) -> list[tuple[Any, ...]]:
    return [row for row in both_ways(rows, policy) if row[1] != row[2]]


@pytest.mark.parametrize("word", SHORT)
def test_every_operator_with_every_number(word: str):
    rows = product(NUMBERS, ["", "家", "%", "万元"], ["", "%"])
    assert differing([(f"{word}{number}{unit}", None, None, suffix) for number, unit, suffix in rows], "mof-2020-10") == []


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_with_every_number(unit: str):
    rows = product(["", "≥"], NUMBERS, dict.fromkeys(("", unit, "元" if "元" in unit else "万")))
    assert differing([(f"{word}{number}{unit}", None, None, suffix) for word, number, suffix in rows], "mof-2020-10") == []


@pytest.mark.parametrize("policy", shipped())
def test_every_name_and_category(policy: str):
    rows = product(EDGES, NAMES, CATEGORIES, [""])
    assert differing([(f"{number}%", *place) for number, *place in rows], policy) == []


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.tuples(st.sampled_from(WORDS), numbers, st.sampled_from(["", *units().words()])).map("".join) | st.none(),
            st.sampled_from(NAMES),
            st.sampled_from(CATEGORIES),
            st.sampled_from(SUFFIXES),
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(shipped()),
)
@example([("≥0.07%", None, None, "‰"), ("≥0.70%", None, None, "‰")], "mof-2020-10")
def test_whatever_they_stand_for_it_is_the_same(rows: list[tuple[str | None, ...]], policy: str):
    assert differing(rows, policy) == []


@pytest.mark.parametrize("word", ["≥", "不少于", "≤", "", "小于"])
@pytest.mark.parametrize("unit", ["家", "%", "吨", "万元", "亿元"])
def test_most_are_read_by_the_column(word: str, unit: str, monkeypatch: pytest.MonkeyPatch):
    wordings = [(f"{word}{number}.{number % 7}{unit}", None, None, unit) for number in range(2, 600)]
    monkeypatch.setattr(entries, "lookup", lambda rows, _: pytest.fail(str(rows)[:99]))
    found = looked_up(wordings, "mof-2020-10")
    assert len(set(found)) == len(found)


def test_a_kept_table_makes_nothing_slower(monkeypatch: pytest.MonkeyPatch):
    frame = pl.DataFrame({"t": [f"≥{number}家" for number in range(20, 60)], "a": ["30家"] * 40})
    known, told = readings(frame, target="t"), score(frame, target="t", actual="a")
    monkeypatch.setattr(entries, "lookup", lambda rows, _: pytest.fail(str(rows)[:99]))
    assert score(frame, target="t", actual="a", readings=known).equals(told)


def test_edges_lie_between_lengths_of_digits():
    assert {str(edge).strip("0") for edge in shapes._EDGES} <= {"", "1"}
    assert set(SHARES.values()) <= set(shapes._EDGES)


def test_a_shape_is_known_by_its_digits_and_words():
    found = Shapes()
    for texts in (["≥50家", "≥60家"], ["≥50家", "≥60家", None, "≥70家", "≥7.50%", "≥0.50%", "进一步提高", "100%", "5～8家"]):
        found.learn(pa.array(texts, pa.large_string()))
    assert found.which.tolist() == [0, 0, -1, 0, 2, 1, -1, -1, -1]
    assert found.digits[[0, 1, 3, 4, 5]].tolist() == [50, 60, 70, 750, 50]
    assert [found.all[place].of("3") for place in range(3)] == [("≥33家", 33), ("≥0.33%", 33), ("≥3.33%", 333)]


def test_wordings_that_are_read_already_are_taken_as_they_were_read():
    frame = pl.DataFrame({"t": [f"≥{number}家" for number in range(20, 60)], "a": ["30家"] * 40})
    known = readings(frame.with_columns(t=pl.lit("≥1家")), target="t")
    known.known = {(target, ""): known.known["≥1家", ""] for target in frame["t"]}
    assert set(score(frame, target="t", actual="a", readings=known)["points"]) == {100}


def test_what_a_vocabulary_adds_counts_as_well():
    mine = Vocabulary(units={"户标": ("米", 100)}, operators={">=": ["不逊于"]})
    frame = pl.DataFrame({"t": [f"不逊于{number}户标" for number in range(20, 60)], "a": ["3000米"] * 40})
    with mine.applied():
        inside = score(frame, target="t", actual="a")
        assert inside["points"].to_list() == [evaluate(target, "3000米").points for target in frame["t"]]
    assert not score(frame, target="t", actual="a").equals(inside)


@pytest.mark.parametrize("name", ["企业数", "资金（万元）", None])
def test_a_name_that_bears_on_a_reading_is_read_with_each(name: str | None):
    shape = shapes.Shape("≥", 2, 1, "")
    assert (halves_of(shape, Place(name, None), "", asked("mof-2020-10")) is None) == (name == "资金（万元）")
