"""No exception but perfrules' own leaves a public name of scoring, whatever it is given."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import (
    Actual,
    ActualsError,
    Department,
    Indicator,
    PerfrulesError,
    Project,
    Quantity,
    ValueRangeError,
    evaluate,
    explain,
    frames,
    parse,
    score,
    shifts,
)
from perfrules.errors import NotTextError, PolicyError

ODD = [None, True, 5, -1, 10**6, 10**400, 1.5, float("nan"), float("inf"), "", "1e400", "1E+5000", "x", "5" * 5000, "NaN", b"x", [], {}, object(),
       Decimal("sNaN"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+5000"), Decimal(-1), Fraction(1, 3), date(1, 1, 1),
       datetime(9999, 12, 31), "\ud800", "１２"]  # noqa: DTZ001  # fmt: skip
odd = st.sampled_from(ODD)
targets = st.sampled_from(["≥50家", "12月底前", "同比增长5%以上", "进一步提高", "第8名", "5～8%", "1. ≥5家；2. 达成", "不少于3万册"])
NOTHING: Any = None
NO_TEXT: Any = 5
WRITTEN_SHARE: dict[str, Any] = {"share": "x"}
WRITTEN_AMOUNTS: dict[str, Any] = {"budget": "100", "executed": "50"}
FIELDS = ("value", "base", "share", "deduction", "deviation_reason", "budget", "executed", "initial", "finished", "key")
TABLE = Department(
    name="部门",
    projects=[
        Project(
            name="甲",
            funding={"total": 1},
            indicators=[Indicator(name="数", category="output", target=text) for text in ("≥5家", "12月底前")],
        )
    ],
)


def bear(call):
    """Whether a call comes to an end of perfrules' own; what it returns can be shown."""
    try:
        result = call()
    except PerfrulesError:
        return
    for show in ("explain", "to_dict"):
        if hasattr(result, show):
            getattr(result, show)()


@given(targets, odd, st.sampled_from(["name", "category", "weight", "base", "share", "year", "counting", "policy"]), odd)
def test_evaluating(target, value, argument, given_value):
    bear(lambda: evaluate(target, value))
    bear(lambda: evaluate(target, "5", **{argument: given_value}))
    bear(lambda: evaluate(value, "5"))


@given(targets, odd, st.sampled_from(FIELDS))
def test_an_actual_value_that_was_not_checked(target, value, field):
    made = Actual.model_construct(**{"value": "5", field: value})
    bear(lambda: evaluate(target, made))
    bear(lambda: score(TABLE, {"P01I1": made, "P01X": made}))
    bear(lambda: score(TABLE, [made]))


@given(odd, st.sampled_from(["policy", "counting", "year", "rollup"]))
def test_scoring(value, argument):
    bear(lambda: score(value, {}))
    bear(lambda: score(TABLE, value))
    bear(lambda: score(TABLE, {"P01I1": value, "P01I2": value}))
    bear(lambda: score(TABLE, {}, **{argument: value}))
    bear(lambda: score(TABLE, {}, rollup={"P01": value}))


@given(odd)
def test_asking_a_score(value):
    scored = score(TABLE, {})
    for ask in (scored.project, scored.indicator, scored.execution, scored.what_if, scored.needed_for):
        bear(lambda ask=ask: ask(value))
    bear(lambda: scored.what_if({"P01I1": value}))
    bear(lambda: explain(value))
    bear(lambda: explain(scored, value))
    bear(lambda: shifts(value, scored))


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: evaluate("≥50家", 5, weight=Decimal("1E+5000")), ValueRangeError, "分值应为数值"),
        (lambda: evaluate("≥50家", 5, weight="1e400"), ValueRangeError, "分值应为数值"),
        (lambda: evaluate("≥50家", 5, weight=10**5000), ValueRangeError, "现为 int"),
        (lambda: evaluate("≥50家", 5, category=10**5000), ValueRangeError, "没有“int”这一类指标"),  # type: ignore[arg-type]
        (lambda: evaluate("≥50家", 5, policy=10**5000), PolicyError, "没有名为“int”的评分办法"),  # type: ignore[arg-type]
        (lambda: evaluate("≥50家", 5, year=10**6), ValueRangeError, "1 至 9999"),
        (lambda: evaluate("≥50家", 5, name=NO_TEXT), NotTextError, "指标名称应为文本"),
        (lambda: score(NOTHING, {}), ValueRangeError, "应为部门"),
        (lambda: score(TABLE, [Actual.model_construct(key="P01I1", **WRITTEN_SHARE)]), ActualsError, "达成比例应为数值"),
        (lambda: evaluate("≥50家", Actual.model_construct(key=NO_TEXT, value="5家")), ActualsError, "编号应为文本"),
        (lambda: evaluate("≥50家", Actual.model_construct(deviation_reason=NO_TEXT)), ActualsError, "偏差原因应为文本"),
        (lambda: evaluate("≥50家", Actual.model_construct(base=NO_TEXT)), ActualsError, "基期值应为文本"),
        (lambda: shifts(NOTHING, NOTHING), ValueRangeError, "应为部门得分"),
    ],
)
def test_what_is_said(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_what_is_no_number_is_no_actual_value():
    for value in (Decimal("sNaN"), float("nan")):
        assert [item.code for item in evaluate("≥50家", value).findings] == ["AC004"]
    assert [item.code for item in evaluate("同比增长5%", "112", base=Decimal("sNaN")).findings] == ["AC035"]


def test_an_amount_written_as_text_is_read():
    made = Actual.model_construct(key="P01X", **WRITTEN_AMOUNTS)
    assert score(TABLE, [made]).execution("P01X").points == 5


@pytest.mark.parametrize(
    ("target", "given", "asked", "points"),
    [
        ("进一步提高", Actual(value="达成"), {"share": "0.8"}, 80),
        ("进一步提高", Actual(value="达成", share=Decimal("0.9")), {"share": "0.8"}, 80),
        ("进一步提高", Actual(value="达成", share=Decimal("0.9")), {}, 90),
        ("比上年增长5%", Actual(value="112"), {"base": "110"}, "36.36"),
        ("比上年增长5%", Actual(value="112", base="100"), {"base": "110"}, "36.36"),
    ],
)
def test_what_is_given_beside_an_actual_value_goes_before_its_own(target: str, given: Actual, asked: dict[str, str], points: object):
    assert evaluate(target, given, **asked).points == Decimal(str(points))  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [1, 9999, None])
def test_a_year_of_the_calendar_is_a_budget_year(year: int | None):
    assert evaluate("≥50家", "50家", year=year).points == 100


@pytest.mark.parametrize("year", [0, 10_000, True, -1])
def test_any_other_number_is_none(year: int):
    with pytest.raises(ValueRangeError, match="1 至 9999"):
        evaluate("≥50家", "50家", year=year)


@pytest.mark.parametrize(
    ("weight", "points"),
    [("9" * 40, "9" * 40), (Decimal("1E+39"), "1" + "0" * 39), (Decimal("1E-40"), "1E-40"), (0, "0")],
)
def test_a_weight_of_any_size_that_occurs_is_scored(weight: Decimal | str | int, points: str):
    assert evaluate("≥50家", "50家", weight=weight).points == Decimal(points)


@pytest.mark.parametrize("weight", ["9" * 41, Decimal("1E+40"), Decimal("1E-41"), True, -1])
def test_any_other_weight_is_refused(weight: Decimal | str | int):
    with pytest.raises(ValueRangeError):
        evaluate("≥50家", "50家", weight=weight)


CELLS = [
    (np.int64(38), 38),
    (np.uint8(38), 38),
    (np.float64(48.5), 48.5),
    (np.float32(48.1), 48.1),
    (np.float16(48.5), 48.5),
    (np.array(38), 38),
    (np.str_("38家"), "38家"),
    (np.bool_(True), True),
    (np.datetime64("2023-11-20"), date(2023, 11, 20)),
    (np.datetime64("2023-11-20T00:00:00.000000000"), date(2023, 11, 20)),
    (pd.Timestamp("2023-11-20"), date(2023, 11, 20)),
    (pd.NA, None),
    (pd.NaT, None),
    (pa.scalar(38), 38),
    (pa.scalar("38家"), "38家"),
    (pa.scalar(None, pa.string()), None),
]


@pytest.mark.parametrize(("cell", "value"), CELLS, ids=[type(cell).__name__ + str(place) for place, (cell, _) in enumerate(CELLS)])
@pytest.mark.parametrize("target", ["≥50家", "2023年12月底前"])
def test_the_cell_of_a_frame_is_the_value_that_it_holds(target: str, cell: Any, value: Any):
    """``evaluate(row.target, row.actual)`` in a notebook: 5 of NumPy was no actual value, and 5.5 of it fell over."""
    want = evaluate(target, value)
    assert evaluate(target, cell) == want
    assert evaluate(target, Actual(value=cell)) == want
    assert evaluate(target, Actual.model_construct(value=cell)) == want
    table = Department(projects=(Project(name="甲", indicators=(Indicator(name="乙", target=target, weight=10),)),))
    assert score(table, {"P01I1": cell}) == score(table, {"P01I1": value})


@given(st.integers(-999_999, 999_999), st.integers(0, 4))
def test_a_number_of_32_bits_is_the_decimal_that_is_shown_of_it(digits: int, places: int):
    number = float(f"{digits}e-{places}")
    cell: Any = np.float32(number)
    assert evaluate("≥95.1", cell) == evaluate("≥95.1", number)


@pytest.mark.parametrize(("weight", "points"), [(np.int64(10), "7.6"), (np.str_("12.5"), "9.5")])
def test_the_cell_of_a_frame_is_a_weight_a_year_and_a_base(weight: Any, points: str):
    assert evaluate("≥50家", "38家", weight=weight).points == Decimal(points)
    assert evaluate("12月底前", "2023年11月", year=np.int64(2023)) == evaluate("12月底前", "2023年11月", year=2023)  # type: ignore[arg-type]
    assert evaluate("增长10%", "120家", base=np.float64(100.0)) == evaluate("增长10%", "120家", base=100.0)


@pytest.mark.parametrize("weight", [12.5, np.float64(12.5), np.float32(12.5)])
def test_a_float_is_no_weight_and_is_told_how_it_is_one(weight: Any):
    with pytest.raises(ValueRangeError, match=r"不能是浮点数 12.5：请写 Decimal\(str\(…\)\)"):
        evaluate("≥50家", "38家", weight=weight)
    with pytest.raises(ValueRangeError, match=r"不能是浮点数 12\.5"):
        frames.score(pa.table({"t": ["≥50家"], "a": ["38家"]}), target="t", actual="a", weight=weight)


def test_the_points_of_every_row_may_be_the_cell_of_a_frame():
    weight: Any = np.int64(10)
    found = frames.score(pa.table({"t": ["≥50家"], "a": ["38家"]}), target="t", actual="a", weight=weight)
    assert found["points"].to_pylist() == [Decimal("7.60")]


def test_actual_values_are_a_series_of_pandas_by_key():
    """``score(table, table.to_frame().set_index("key")["actual"])``: what is missing there is NaN, and not the number."""
    indicators = tuple(Indicator(name=name, target="≥50家", actual=actual, weight=10) for name, actual in (("甲", "38家"), ("乙", None)))
    table = Department(projects=(Project(name="甲", indicators=indicators),))
    series = table.to_frame().set_index("key")["actual"]
    found: Any = score(table, series)
    assert found == score(table, {"P01I1": "38家", "P01I2": None})
    numbers: Any = pd.Series([38.0, np.nan], index=["P01I1", "P01I2"])
    assert score(table, numbers) == score(table, {"P01I1": 38.0, "P01I2": None})
    with pytest.raises(ActualsError, match="Series"):
        score(table, pd.DataFrame({"key": ["P01I1"], "actual": [5]}))


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, float("nan")], ids=repr)
def test_a_name_that_is_missing_in_a_frame_is_none(missing: Any):
    assert evaluate("≥50家", "38家", name=missing) == evaluate("≥50家", "38家")
    assert parse("≥50", name=missing) == parse("≥50")


def test_whole_numbers_of_a_frame_are_quantities():
    value: Any = np.int64(5)
    assert Quantity(value, "家") == Quantity(5, "家")
    assert Indicator(name="甲", target="≥5家", weight=value).weight == Decimal(5)
