"""What tables seldom have: columns of several kinds of objects, weights of each type, libraries that are missing, weights left open."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from inspect import signature
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from perfrules import Department, Indicator, PerfrulesError, Project, Quantity, ValueRangeError, evaluate
from perfrules import score as score_department
from perfrules.frames import accessors, readings, roll_up, score
from perfrules.scoring.policies.loading import DEFAULT, load

MIXED = pd.DataFrame({"t": ["≥50", "≥50", 50, "≥50家"], "a": [40, "60", None, "45家"], "w": [10, "20.125", 10, "5"]}, index=[7, 3, 5, 1])


@pytest.mark.parametrize("installed", [(), ("pandas",), ("polars",), ("pandas", "polars")])
def test_only_frames_of_libraries_that_are_installed_get_an_accessor(installed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    given: list[str] = []

    def recorder(library: str) -> Callable[[str], Callable[[Any], None]]:
        return lambda name: lambda accessor: given.append(f"{library} {name} {accessor.__name__}")

    monkeypatch.setattr(accessors, "find_spec", lambda name: name if name in installed else None)
    monkeypatch.setattr(pd.api.extensions, "register_dataframe_accessor", recorder("pandas"))
    monkeypatch.setattr(pl.api, "register_dataframe_namespace", recorder("polars"))
    monkeypatch.setattr(pl.api, "register_lazyframe_namespace", recorder("polars"))
    accessors.register()
    assert given == [f"{library} perf Accessor" for library in installed for _ in range(1 + (library == "polars"))]


@pytest.mark.parametrize("weight", [-1, 10**9, Decimal("-0.01")])
def test_points_out_of_reach_are_refused(weight: int | Decimal):
    with pytest.raises(PerfrulesError, match="分值应在 0 与 10 亿之间"):
        score(pl.DataFrame({"t": ["≥50"], "a": ["40"]}), target="t", actual="a", weight=weight)


@pytest.mark.parametrize("texts", [(), ("t",), ("t", "w")])
def test_rows_of_several_kinds_of_objects_are_scored_by_the_row_api(texts: tuple[str, ...]):
    given = MIXED.assign(**{column: MIXED[column].astype(str) for column in texts})
    found = score(given, target="t", actual="a", weight="w")
    assert list(found.index) == list(MIXED.index)
    assert not found["decided"].any()
    for row in found.to_dict("records"):
        actual = None if row["a"] is None else str(row["a"])
        told = evaluate(str(row["t"]), actual, weight=str(row["w"]))
        assert (row["outcome"], row["points"], row["maximum"]) == (told.outcome.value, told.points, told.maximum)


def test_weights_of_32_bits_beside_several_kinds_of_objects_are_what_is_shown_of_them():
    given = pd.DataFrame({"t": ["≥5", "≥5"], "a": [4, "4家"], "w": pd.Series([0.01, 33.335], dtype="float32")})
    found = score(given, target="t", actual="a", weight="w")
    assert found["maximum"].tolist() == [Decimal("0.010"), Decimal("33.335")]


@pytest.mark.parametrize("engine", ["auto", "streaming"])
def test_a_lazy_frame_tells_what_is_wrong_as_an_eager_one_does(engine: Any):
    frame = pl.DataFrame({"t": ["≥5"], "a": ["4"], "w": ["许多"]})
    with pytest.raises(ValueRangeError, match="分值应为数值，现为 '许多'。"):
        score(frame.lazy(), target="t", actual="a", weight="w").collect(engine=engine)


def test_wordings_of_several_kinds_of_objects_are_read_as_texts():
    assert [target for target, _ in readings(MIXED, target="t").known] == ["≥50", "50", "≥50家"]


def test_a_text_of_very_many_digits_is_scored_as_by_the_row_api_and_without_a_warning():
    texts = ["1" * 400, f"{'1' * 400}家", f"0.{'3' * 400}", "60家"]
    found = score(pl.DataFrame({"t": ["≥50家"] * 4, "a": texts}), target="t", actual="a")
    assert found["outcome"].to_list() == [evaluate("≥50家", text).outcome.value for text in texts]


@pytest.mark.parametrize(("weights", "places"), [([10, 20], 2), ([Decimal("10.125"), Decimal("20.250")], 3)])
@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_amounts_have_the_decimals_of_the_column_of_weights(weights: list[Any], places: int, library: str):
    frame = pl.DataFrame({"t": ["≥50", "≥50"], "a": ["50", "60"], "w": weights})
    found = pl.DataFrame(score(frame if library == "polars" else frame.to_arrow(), target="t", actual="a", weight="w"))
    assert found.schema["points"] == pl.Decimal(38, places)
    assert found["points"].to_list() == weights


def test_a_relation_gives_its_wordings():
    relation = duckdb.connect().sql("SELECT * FROM (VALUES ('≥50家', '企业'), ('≤3%', '率')) AS rows(t, n)")
    assert {target for target, _ in readings(relation, target="t", name="n").known} == {"≥50家", "≤3%"}


@pytest.mark.parametrize(("weight", "points"), [("open", 30), ("to_category", 90)])
def test_the_weight_of_what_does_not_apply_goes_where_the_policy_says(weight: str, points: int):
    shipped = load(DEFAULT)
    policy = shipped.model_copy(update={"not_applicable": shipped.not_applicable.model_copy(update={"weight": weight})})
    rows = [("≥50", "50", "30"), ("≥50", "不适用", "60")]
    frame = pl.DataFrame([("一", *row, "output") for row in rows], schema=["p", "t", "a", "w", "c"], orient="row")
    found = roll_up(frame, by=["p"], target="t", actual="a", weight="w", category="c", policy=policy).row(0, named=True)
    indicators = [Indicator(name="数量", category="output", target=target, actual=actual, weight=given) for target, actual, given in rows]
    one = score_department(Department(name="部门", projects=[Project(name="一", indicators=indicators)]), {}, policy=policy).projects[0]
    assert found["points"] == points
    assert (found["points"], found["low"], found["high"]) == (one.points, *one.interval)
    assert (found["met"], found["not_applicable"]) == (1, 1)


@pytest.mark.parametrize("column", ["t", "a"])
@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_values_of_several_parts_are_refused(column: str, library: str):
    frame = pl.DataFrame({"t": ["≥50"], "a": ["40"]} | {column: [["40"]]})
    with pytest.raises(PerfrulesError, match=r"一列的值是 .*list"):
        score(frame if library == "polars" else frame.to_arrow(), target="t", actual="a")


@pytest.mark.parametrize("value", [["38"], {"x": 38}, b"38", time(5, 3), timedelta(hours=5), (38,), 38j, np.array([38, 40])], ids=repr)
def test_what_is_no_text_number_or_date_is_never_read_by_what_is_written_of_it(value: Any):
    found = score(pd.DataFrame({"t": ["≤3%"] * 3, "a": [value, "2%", 2]}, dtype=object), target="t", actual="a")
    told = ["cannot_judge", "met", evaluate("≤3%", 2).outcome.value]
    assert found["outcome"].tolist() == told
    assert evaluate("≤3%", value).findings[0].code == found["findings"][0] == "AC004"
    for column in ("t", "n", "w"):
        frame = pd.DataFrame({"t": ["≤3%"] * 2, "a": ["2%"] * 2, "n": ["率"] * 2, "w": [5] * 2}, dtype=object)
        frame[column] = pd.Series([value, "5"], dtype=object)
        with pytest.raises(PerfrulesError, match=r"一列的值是|分值应为数值"):
            score(frame, target="t", actual="a", name="n", weight="w")
    with pytest.raises(PerfrulesError, match="一列的值是"):
        readings(pd.DataFrame({"t": pd.Series([value, "5"], dtype=object)}), target="t")
    with pytest.raises(PerfrulesError, match="一列的值是"):
        roll_up(
            pd.DataFrame({"p": ["一"] * 2, "t": ["≤3%"] * 2, "a": pd.Series([value, 5], dtype=object)}), by=["p"], target="t", actual="a"
        )


@pytest.mark.parametrize("make", [pa.table, pl.DataFrame, pl.LazyFrame], ids=["pyarrow", "polars", "lazy polars"])
def test_bytes_are_no_wordings(make: Callable[[Any], Any]):
    with pytest.raises(PerfrulesError, match="一列的值是 bytes"):
        nw.from_native(score(make({"t": ["≥5家".encode()], "a": ["6家"]}), target="t", actual="a")).lazy().collect()


def test_a_quantity_of_our_own_is_read():
    found = score(pd.DataFrame({"t": ["≥5家", "≥5家"], "a": [Quantity(6, "家"), "4家"]}), target="t", actual="a")
    assert found["outcome"].tolist() == ["met", "unmet"]


_EAST = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "values",
    [
        [date(2024, 11, 1), 5],
        [5, date(2024, 11, 1)],
        [datetime(2024, 11, 1, 8), 45597],  # noqa: DTZ001 -- as Excel has them
        [pd.Timestamp("2024-11-01"), 5, 5.5],
        [datetime(2024, 11, 1, tzinfo=_EAST), datetime(2024, 11, 1, tzinfo=UTC)],
        [datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=_EAST)],
        [datetime(2025, 1, 1, tzinfo=_EAST), None],
        [np.float32(95.1), 95.1],
        [np.float32(95.1), 5],
        [2**53 + 1, 0.5],
        [time(5), 5],
        [timedelta(days=5), 5],
        [b"5", "5"],
        ["5", b"5"],
        [True, 5],
        [Decimal("95.10"), 5, None],
        [2**70, 2**71],
        [(1, 2), ("a", [3])],
    ],
    ids=repr,
)
def test_each_value_of_a_column_of_objects_is_what_it_is_alone(values: list[Any]):
    for target in ("2024年12月底前", "≥5", "≥95.1", f"={2**53 + 1}"):
        found = score(pd.DataFrame({"t": [target] * len(values), "a": pd.Series(values, dtype=object)}), target="t", actual="a")
        told = [evaluate(target, value) for value in values]
        assert found["outcome"].tolist() == [one.outcome.value for one in told], target
        assert found["points"].tolist() == [one.points for one in told], target


@pytest.mark.parametrize(
    "value",
    [Decimal("1E+2"), 1e22, True, date(2024, 11, 1), 5.0, 2025.1, "5家", 1e-7, Decimal("0.50"), -0.0, float("nan"), None, 10**25],
    ids=repr,
)
def test_totals_read_each_value_of_a_column_of_objects_as_scores_do(value: Any):
    for target in ("≥5家", "≤3%", "2024年12月底前", "2025年6月底前", "≥1"):
        frame = pd.DataFrame(
            {"p": ["一", "二"], "t": [target] * 2, "a": pd.Series([value, 5 if isinstance(value, str) else "x"], dtype=object)}
        )
        told = score(frame, target="t", actual="a")["outcome"][0]
        assert roll_up(frame, by=["p"], target="t", actual="a")[told][0] == 1, target


def test_decimals_beside_several_kinds_of_objects_keep_their_places():
    found = score(pd.DataFrame({"t": ["≥5家"] * 2, "a": ["6家"] * 2, "w": [Decimal("0.125"), "5"]}), target="t", actual="a", weight="w")
    assert found["points"].tolist() == [Decimal("0.125"), Decimal("5.000")]


@pytest.mark.parametrize(
    "kind", ["uuid '00000000-0000-0000-0000-000000000005'", "'101'::bit", "timetz '05:03:00+08'", "['6家']", "[5.5]", "{'a': '6家'}"]
)
def test_values_of_duckdb_of_which_arrow_has_others_are_refused(kind: str):
    relation = duckdb.sql(f"SELECT 1 AS p, '≥5家' AS t, {kind} AS a")
    for asks in (
        lambda: score(relation, target="t", actual="a"),
        lambda: readings(relation, target="a"),
        lambda: roll_up(relation, by=["p"], target="t", actual="a"),
    ):
        with pytest.raises(PerfrulesError, match="一列的值是"):
            asks()


@pytest.mark.parametrize("lazy", [True, False])
def test_a_column_of_objects_of_polars_is_refused(lazy: bool):
    frame = pl.DataFrame({"p": ["一"], "t": ["≥5家"], "a": pl.Series([[5]], dtype=pl.Object)})
    given = frame.lazy() if lazy else frame
    for asks in (
        lambda: score(given, target="t", actual="a"),
        lambda: readings(given, target="a"),
        lambda: roll_up(given, by=["p"], target="t", actual="a"),
    ):
        with pytest.raises(PerfrulesError, match="一列的值是 Object"):
            asks()


@pytest.mark.parametrize("lazy", [True, False])
@pytest.mark.parametrize("kind", [pl.Int128, pl.UInt128])
def test_whole_numbers_of_128_bits_are_numbers(kind: Any, lazy: bool):
    frame = pl.DataFrame(
        {"p": ["一"] * 3, "t": ["≥5家"] * 3, "a": pl.Series([4, 2**64, None], dtype=kind), "w": pl.Series([5, 5, 0], dtype=kind)}
    )
    found = score(frame.lazy() if lazy else frame, target="t", actual="a", weight="w").lazy().collect()
    assert found["points"].to_list() == [4, 5, 0]
    assert found.schema["a"] == kind
    assert roll_up(frame, by=["p"], target="t", actual="a", weight="w")["met"].to_list() == [1]


def test_columns_that_are_run_end_encoded_are_decoded():
    words = pa.RunEndEncodedArray.from_arrays([1, 2], ["≥5家", "≤3%"])
    frame = pa.table({"t": words, "a": pa.RunEndEncodedArray.from_arrays([2], ["2"])})
    assert score(frame, target="t", actual="a")["outcome"].to_pylist() == ["unmet", "met"]
    assert {target for target, _ in readings(frame, target="t").known} == {"≥5家", "≤3%"}


def test_a_frame_of_a_class_of_ones_own_is_scored():
    mine = type("Mine", (pd.DataFrame,), {})
    assert score(mine({"t": ["≥5家"], "a": ["6家"]}), target="t", actual="a")["outcome"].tolist() == ["met"]


def test_an_accessor_says_what_it_takes():
    told = signature(pd.DataFrame({"t": []}).perf.score)
    assert [*told.parameters] == ["target", "actual", "name", "category", "weight", "policy", "readings", "settle"]
    assert (pl.DataFrame().perf.roll_up.__doc__ or "").startswith("The totals")  # type: ignore[attr-defined]


def _of_32_bits(table: pa.Table) -> pa.Table:
    return table.cast(pa.schema([("t", pa.string()), ("a", pa.float32()), ("w", pa.float32())]))


ENGINES: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.DataFrame,
    "lazy polars": lambda table: pl.DataFrame(table).lazy(),
    "pyarrow": lambda table: table,
    "DuckDB": duckdb.from_arrow,
}


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES.keys())
def test_numbers_of_32_bits_are_the_decimals_that_are_shown_of_them(make: Callable[[pa.Table], Any]):
    """95.1 in 32 bits is 95.0999984741211 as a double, which does not reach 95.1."""
    table = pa.table({"t": ["≥95.1"] * 4, "a": [95.1, 95.0, 96.3, None], "w": [0.1, 12.5, 10.0, 10.0]})

    def told(table: pa.Table) -> list[str]:
        found = score(make(table), target="t", actual="a", weight="w")
        frame = nw.from_native(found)
        rows = (
            (frame.collect() if isinstance(frame, nw.LazyFrame) else frame)
            .sort("w", "maximum")
            .select("outcome", "points", "findings", "decided")
            .rows()
        )
        return sorted(str(row) for row in rows)

    assert told(_of_32_bits(table)) == told(table)
    assert any("'met', Decimal('0.1" in row for row in told(_of_32_bits(table)))


def test_an_object_column_with_a_mark_of_pandas_for_what_is_missing():
    found = score(pd.DataFrame({"t": ["≥5家", "≥5家"], "a": [pd.NA, 5]}, dtype=object), target="t", actual="a")
    assert found["outcome"].tolist() == ["cannot_judge", "met"]
    assert found["findings"].tolist() == ["AC034", ""]
    mixed = score(pd.DataFrame({"t": ["≥5家", 5, pd.NA], "a": [pd.NA, 5, "5"]}), target="t", actual="a")
    assert mixed["outcome"].tolist() == ["cannot_judge", "met", evaluate("", "5").outcome.value]
