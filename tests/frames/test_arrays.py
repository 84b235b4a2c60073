"""Scores on arrays: numbers read where they stand, lookups by number, and lazy plans that are not collected."""

import re
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import PerfrulesError, evaluate
from perfrules.frames import blocks, entries, readings, score
from perfrules.frames.columns import Question
from perfrules.frames.numerals import Numerals, units
from perfrules.frames.outcomes import Judge
from perfrules.frames.results import RESULTS
from perfrules.frames.singles import Columns
from perfrules.scoring.policies.loading import load
from perfrules.statements.expressions import Column
from perfrules.statements.programs import Weight

PLAIN = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?)(?![-0-9.])")
ROWS = pl.DataFrame(
    {
        "t": ["≥50家", "≤3%", "进一步提高", "≥50家", None, "80～90%"] * 40,
        "a": [49.5, 2.25, 5.0, None, 1.0, float("inf")] * 40,
        "n": ["甲", None, "乙", "", "丙", "率"] * 40,
        "w": [10, 20, 5, 7, 3, 1] * 40,
    }
)
ASKED: dict[str, Any] = {"target": "t", "actual": "a", "name": "n", "weight": "w"}


@given(
    st.lists(st.one_of(st.none(), st.text("-0123456789.家%e ", max_size=20), st.from_regex(r"-?\d{1,9}(\.\d{1,6})?[家%]?", fullmatch=True)))
)
def test_a_number_is_what_a_text_plainly_begins_with(texts: list[str | None]):
    found = Numerals.of(pa.array(texts, pa.large_string()))
    value, per = found.read(slice(None))
    for row, text in enumerate(texts):
        plain = PLAIN.match(text or "")
        if plain is None or len(plain[1]) > 15:
            assert np.isnan(value[row])
        else:
            assert Decimal(int(value[row])) / int(per[row]) == Decimal(plain[1])
            assert found.suffixes[row].as_py() == (text or "")[len(plain[1]) :]


def test_weights_are_whole_units_or_none():
    texts = pa.array(["10", "0.5", "0.005", "-1", "many", None, "1234567890123456", "99999999999999"], pa.large_string())
    assert units(texts, 2).tolist()[:2] == [1000, 50]
    assert np.isnan(units(texts, 2)[2:]).all()


def test_doubles_of_four_decimals_are_decided_by_columns():
    numbers = [33.3333, 5.125, 4.9999, 6.7001]
    told = score(pl.DataFrame({"t": ["≥5%"] * 4, "a": numbers}), target="t", actual="a")
    assert told["decided"].all()
    assert told["points"].to_list() == [evaluate("≥5%", number).points for number in numbers]


def test_a_lazy_frame_is_scored_without_being_collected(monkeypatch: pytest.MonkeyPatch):
    def collected(*_: Any, **__: Any) -> None:
        raise AssertionError("a lazy frame was collected")

    with monkeypatch.context() as patched:
        patched.setattr(pl.LazyFrame, "collect", collected)
        patched.setattr(pl.LazyFrame, "collect_batches", collected, raising=False)
        lazy = score(ROWS.lazy(), **ASKED)
        plan = lazy.select("points").explain()
    assert "JOIN" not in plan
    assert plan.count("DF [") == 1
    assert '"findings"' not in plan
    assert lazy.collect().equals(score(ROWS, **ASKED))


def test_batches_of_a_stream_say_what_one_batch_says():
    many = pl.concat([ROWS] * 500)
    told = score(many.lazy(), **ASKED).collect(engine="streaming")
    assert told.equals(score(many, **ASKED))


def test_many_rows_by_several_threads(monkeypatch: pytest.MonkeyPatch):
    told = score(ROWS, **ASKED)
    monkeypatch.setattr(blocks, "BLOCK", 16)
    monkeypatch.setattr(blocks, "ALONE", 1)
    assert score(ROWS, **ASKED).equals(told)


def test_more_combinations_than_one_array_holds(monkeypatch: pytest.MonkeyPatch):
    told = score(ROWS, **ASKED)
    monkeypatch.setattr(entries, "_DENSE", 1)
    assert score(ROWS, **ASKED).equals(told)


def test_words_as_categories_and_a_kept_table():
    told = score(ROWS, **ASKED)
    known = readings(ROWS, target="t", name="n")
    kept = ROWS.with_columns(pl.col("t").cast(pl.Categorical), pl.col("n").cast(pl.Enum(["甲", "乙", "", "丙", "率"])))
    assert score(kept, **ASKED, readings=known).select(*RESULTS).equals(told.select(*RESULTS))
    assert score(kept.lazy(), **ASKED, readings=known).select(*RESULTS).collect().equals(told.select(*RESULTS))


def test_every_row_is_what_the_row_api_says():
    for row in score(ROWS.head(6), **ASKED).rows(named=True):
        one = evaluate(row["t"] or "", row["a"], name=row["n"] or None, weight=row["w"])
        assert {name: row[name] for name in RESULTS} == {name: result(one) for name, result in RESULTS.items()}


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_a_category_that_is_none_is_refused(library: str):
    frame = pl.DataFrame({"t": ["≥5家"] * 2, "a": ["5家"] * 2, "c": [" ", "乱写"]})
    with pytest.raises(PerfrulesError, match="没有“乱写”这一类指标"):
        score(frame if library == "polars" else frame.to_arrow(), target="t", actual="a", category="c")


@pytest.mark.parametrize(("value", "column"), [(10000, None), (None, "w")])
def test_whole_units_and_what_is_told_apart_are_the_columns_of_results(value: int | None, column: str | None):
    weight = Weight(2, value, None if column is None else Column(column))
    judge = Judge(Question(Columns("t", "a", weight=column), "number", weight, load("mof-2020-10").at(None)), settle=True)
    found = judge.found({name: ROWS[name].to_arrow() for name in "taw"})
    for name, places in {"points": 2, "maximum": 2, "attainment": 6}.items():
        units = [None if one is None else Decimal(one).scaleb(-places) for one in judge.units(name, found).to_pylist()]
        apart = judge.apart(name, found, pa.decimal128(38, places)).to_pylist()
        both = [one if other is None else other for one, other in zip(units, apart, strict=True)]
        assert both == judge.column(name, found).to_pylist()


@pytest.mark.parametrize("most", [1, entries._DENSE])
def test_a_batch_knows_what_the_one_before_looked_up(most: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(entries, "_DENSE", most)
    judge = Judge(Question(Columns("t", "a"), "number", Weight(2, 10000), load("mof-2020-10").at(None)), settle=True)
    columns = {"t": ROWS["t"].to_arrow(), "a": ROWS["a"].to_arrow()}
    first, second = judge.found(columns), judge.found(columns)
    assert all((first[name] == second[name]).all() for name in first)
    assert len(judge.told) == len(judge.known)
