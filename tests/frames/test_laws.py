"""The law of columns: every row scores as the row API scores it, on every backend, under every shipped policy."""

import random
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfrules import PerfrulesError, evaluate
from perfrules.frames import roll_up, score
from perfrules.frames.results import RESULTS, ratio
from perfrules.quantities import plain
from perfrules.scoring.policies import Policy, load, shipped
from perfrules.scoring.policies.settings import Forward, Negative, Over
from perfrules.scoring.rounding import rounded
from perfrules.testing.strategies import targets, values
from perfrules.units import standard

COLUMNS: dict[str, Any] = {"target": "指标值", "actual": "实际", "name": "指标", "category": "类别", "weight": "分值"}
Row = tuple[Any, ...]

policies = st.sampled_from(shipped())
UNITS = ("家", "%", "‰", "万元", "元", "亿元", "人次", "亩", "公顷", "公里", "米", "小时", "天", "")
OPERATORS = ("≥", "不少于", "达到", "超过", ">", "≤", "不超过", "<", "低于", "约", "=", "")
RATES = [
    Fraction(rate) for rate in ("0", "0.3", "0.59999", "0.6", "0.8", "0.99996", "1", "1.00001", "1.2", "1.3", "1.9999", "2", "3", "-1")
]
WORDS = (
    "达成",
    "部分达成",
    "",
    "-",
    "不适用",
    "2023年",
    "2023-11-20",
    "约5家",
    "≥5",
    "1,200",
    "+5",
    "５",
    "1e3",
    " 5家",
    "5家\n",
    "007家",
    "0.5.5",
    "NaN",
)


@st.composite
def numeric_rows(draw: st.DrawFn) -> Row:
    """A bound or a range, and an actual value at, near or far from it, in this unit or another one."""
    bound, unit = draw(values(most=10**6, places=draw(st.integers(0, 3)))), draw(st.sampled_from(UNITS))
    wording = f"{draw(st.sampled_from(OPERATORS))}{plain(bound)}{unit}"
    if draw(st.integers(0, 5)) == 0:
        wording = f"{plain(bound)}～{plain(bound + draw(st.integers(1, 50)))}{unit}"
    near = rounded(Fraction(bound) * draw(st.sampled_from(RATES)), draw(st.integers(0, 5)))
    number = draw(st.one_of(st.just(near), st.just(near), values(most=10**9, places=6), st.integers(0, 10**20).map(Decimal)))
    return wording, f"{number:f}{draw(st.one_of(st.just(unit), st.sampled_from(UNITS)))}"


odd_rows = st.one_of(
    st.tuples(targets().map(lambda target: target.text), st.sampled_from(WORDS)),
    st.tuples(
        st.sampled_from(["≥5家", "≤3%", "5人以上；≥3家", "各5家", "力争10家", "", "进一步提高"]),
        st.one_of(st.none(), st.sampled_from(WORDS)),
    ),
)
circumstances = st.tuples(
    st.sampled_from([None, "培训人数", "投诉率", "群众满意度", "投诉处理率", "成本控制"]),
    st.sampled_from([None, "产出指标", "cost", "satisfaction"]),
    st.sampled_from(["100", "10", "12.5", "33.335", "7.77", "0"]),
)
rows = st.tuples(st.one_of(numeric_rows(), numeric_rows(), numeric_rows(), odd_rows), circumstances).map(
    lambda parts: (*parts[0], *parts[1])
)
many = st.lists(rows, min_size=1, max_size=25)


def cells(found: list[Row]) -> dict[str, list[Any]]:
    return dict(zip(COLUMNS.values(), map(list, zip(*found, strict=True)), strict=True))


def expected(row: Row, policy: Any) -> dict[str, Any]:
    target, actual, name, category, weight = row
    one = evaluate(target or "", actual, name=name, category=category, weight=weight, policy=policy)
    return {result: value(one) for result, value in RESULTS.items()}


def backend(found: list[Row], library: str) -> Any:
    data = cells(found)
    if library == "pandas":
        return pd.DataFrame(data, index=[7] * len(found))
    if library == "pandas-object":
        return pd.DataFrame(data).astype(object)
    if library == "pandas-arrow":
        return pd.DataFrame(data).convert_dtypes(dtype_backend="pyarrow")
    schema = dict.fromkeys(data, pl.String)
    return pl.DataFrame(data, schema=schema) if library == "polars" else pl.DataFrame(data, schema=schema).to_arrow()


LIBRARIES = ("polars", "pandas", "pandas-object", "pandas-arrow", "pyarrow")
slow = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slow
@given(many, policies, st.sampled_from(LIBRARIES))
@example([("≥50家", "49.998家", None, None, "100"), ("≥50家", "49.9999家", None, None, "33.335")], "mof-2020-10", "polars")
@example([("≥50家", "0家", None, None, "0"), ("≤3%", "0%", None, None, "10")], "mof-2021-101", "pandas")
def test_columns_score_as_the_row_api(found: list[Row], policy: str, library: str):
    told = nw.from_native(score(backend(found, library), **COLUMNS, policy=policy), eager_only=True)
    for row, got in zip(found, told.select(*RESULTS).rows(named=True), strict=True):
        assert {name: None if value != value else value for name, value in got.items()} == expected(row, policy)


@settings(slow, max_examples=15)
@given(many, policies)
def test_relations_score_as_the_row_api(found: list[Row], policy: str):
    with duckdb.connect() as connection:
        connection.register("given", backend(found, "pyarrow"))
        relation = score(connection.sql("FROM given"), **COLUMNS, policy=policy)
        assert relation.columns == [*COLUMNS.values(), *RESULTS, "decided"]
        told = {row[:5]: row[5:-1] for row in relation.fetchall()}
        assert told == {row: tuple(expected(row, policy).values()) for row in found}


@settings(slow, max_examples=15)
@given(many, policies)
def test_a_lazy_frame_scores_as_an_eager_one(found: list[Row], policy: str):
    frame = backend(found, "polars")
    lazy = score(frame.lazy(), **COLUMNS, policy=policy)
    assert isinstance(lazy, pl.LazyFrame)
    shown = pl.exclude("decided")  # of how many decimals texts are, a lazy frame does not know: it may decide fewer rows by columns
    assert lazy.collect().select(shown).rows() == score(frame, **COLUMNS, policy=policy).select(shown).rows()


@slow
@given(st.lists(st.one_of(st.floats(), st.floats(0, 200).map(lambda value: round(value, 2)), st.none()), min_size=1, max_size=20), policies)
def test_a_double_is_the_decimal_that_its_text_says(numbers: list[float | None], policy: str):
    frame = pl.DataFrame({"t": ["≥90.5家"] * len(numbers), "a": numbers}, schema={"t": pl.String, "a": pl.Float64})
    told = score(frame, target="t", actual="a", policy=policy)
    missing = [None if number is None or number != number else number for number in numbers]
    assert told["points"].to_list() == [evaluate("≥90.5家", number, policy=policy).points for number in missing]


NUMBERS: list[tuple[Any, list[Any] | None]] = [
    (pl.Series("a", [0, 4, -4, 127, None], dtype=pl.Int8), [0, 4, -4, 127, None]),
    (pl.Series("a", [2**63, 4, 10**18, None], dtype=pl.UInt64), [2**63, 4, 10**18, None]),
    (pl.Series("a", [10**18, 10**18 - 1, -(2**63)], dtype=pl.Int64), [10**18, 10**18 - 1, -(2**63)]),
    (pl.Series("a", ["4.999", "5.001"]).cast(pl.Decimal(20, 3)), [Decimal("4.999"), Decimal("5.001")]),
    (pl.Series("a", ["4家", "6家"], dtype=pl.Categorical), ["4家", "6家"]),
    (pl.Series("a", [True, False]), [True, False]),
    (pl.Series("a", ["2023-11-20"]).str.to_date(), [date(2023, 11, 20)]),
    (pl.Series("a", [0.1, 4.5, float("inf"), 1e300, 1e-7], dtype=pl.Float32).cast(pl.Float64), None),
]


@pytest.mark.parametrize(("series", "meant"), NUMBERS)
@pytest.mark.parametrize("library", ["polars", "pandas", "pyarrow"])
def test_columns_of_every_type(series: pl.Series, meant: list[Any] | None, library: str):
    frame = pl.DataFrame({"t": ["≥5家"] * len(series), "a": series})
    native = {"polars": frame, "pandas": frame.to_arrow().to_pandas(), "pyarrow": frame.to_arrow()}[library]
    if library == "pandas" and series.dtype in (pl.Int8, pl.UInt64) and series.null_count():
        native = frame.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
    told = nw.from_native(score(native, target="t", actual="a"), eager_only=True)
    scores = [evaluate("≥5家", value) for value in (series.to_list() if meant is None else meant)]
    assert told["outcome"].to_list() == [score.outcome.value for score in scores]
    assert told["points"].to_list() == [score.points for score in scores]


def numeric_policy(**tables: Any) -> Policy:
    rule = {"source": "本例", "evidence": "ours"}
    made = {name: kind(**values, **rule) for name, (kind, values) in tables.items()}
    return load("mof-2020-10").model_copy(update={"id": "own", **made})


STEPS = ({"from": 1, "earns": 1}, {"from": "0.8", "earns": "0.7"}, {"from": 0, "earns": 0})
OWN = [
    numeric_policy(forward=(Forward, {"method": "steps", "steps": STEPS})),
    numeric_policy(forward=(Forward, {"method": "binary"})),
    numeric_policy(negative=(Negative, {"count": "cannot_judge"})),
    numeric_policy(over=(Over, {"flag": "1.5", "explain": "never", "tiers": ({"from": 3, "earns": "0.5"}, {"from": 2, "earns": "0.9"})})),
]


@pytest.mark.parametrize("policy", OWN)
def test_a_policy_of_ones_own(policy: Policy):
    found: list[Row] = [(target, f"{number / 4:g}吨", None, None, "9") for target in ("≥10吨", "≤10吨", "约10吨") for number in range(130)]
    told = score(backend(found, "polars"), **COLUMNS, policy=policy)
    assert told["decided"].all()
    assert told.select(*RESULTS).rows(named=True) == [expected(row, policy) for row in found]


def decided(found: list[tuple[str, str]], policy: Any = "mof-2020-10") -> list[bool]:
    frame = pl.DataFrame({"t": [target for target, _ in found], "a": [actual for _, actual in found]})
    whole: list[bool] = score(frame, target="t", actual="a", policy=policy, settle=False)["decided"].to_list()
    return whole


@pytest.mark.parametrize("target", ["≥1/3", "≥三分之一", "1/3～1/2", "1:18"])
def test_a_fraction_of_a_whole_is_held_against_what_the_actual_value_says(target: str):
    found: list[Row] = [(target, actual, None, None, "9") for actual in ("0.5", "1", "50", "50家", "50%", "1/2", "5")]
    assert score(backend(found, "polars"), **COLUMNS).select(*RESULTS).rows(named=True) == [expected(row, "mof-2020-10") for row in found]


def test_no_tenths_are_more_than_the_whole():
    found: list[Row] = [("≥80%", f"{tenths}成", "合格率", None, "9") for tenths in ("8", "9.5", "10", "10.5", "80")]
    assert score(backend(found, "polars"), **COLUMNS).select(*RESULTS).rows(named=True) == [expected(row, "mof-2020-10") for row in found]


def test_a_scale_of_satisfaction_may_be_what_the_other_direction_earns_by():
    found: list[Row] = [("=70%", actual, "死亡人数", "满意度指标", "9") for actual in ("60%", "70%", "80%", "95%")]
    told = score(backend(found, "polars"), **COLUMNS, policy="mof-2021-101").select(*RESULTS)
    assert told.rows(named=True) == [expected(row, "mof-2021-101") for row in found]


def test_what_a_policy_leaves_open_is_left_to_the_row_api():
    policy = numeric_policy(negative=(Negative, {"count": "cannot_judge"}))
    assert decided([("≥5", "-3"), ("≥5", "0"), ("≥5", "3")], policy) == [False, True, True]


@pytest.mark.parametrize(
    ("target", "actual", "by_columns"),
    [
        ("≥50家", "35家", True),
        ("≥50家", "35人", True),
        ("≥50家", "-35人", False),
        ("≥50家", "三十人", False),
        ("≥50", "35元", True),
        ("进一步提高", "35元", False),
        ("≥95%", "0.97", False),
        ("≥95%", "97", True),
        ("≥2600亿元", "2650", True),
        ("≤3%", "2.5%", True),
        ("力争3家", "3家", False),
        ("5亩", "1公顷", True),
        ("进一步提高", "5", False),
        ("≥5家；≤3%", "5", False),
        ("≥50家", "-5家", False),
        ("≥50", "-5", True),
        ("≥5家", "1000000000000000000", False),
        ("≥-5℃", "3", False),
    ],
)
def test_columns_decide_numbers_and_leave_the_rest(target: str, actual: str, by_columns: bool):
    assert decided([(target, actual)]) == [by_columns]


@pytest.mark.parametrize("policy", shipped())
def test_a_unit_that_does_not_convert_leaves_all_points_open_whatever_the_numbers_are(policy: str):
    draw, words = random.Random(11), sorted(standard().words())
    found: list[Row] = []
    for _ in range(40):
        before, unit, suffix = draw.choice(OPERATORS), draw.choice((*UNITS, *words)), draw.choice((*words, *UNITS, "万元", " %", "元/人"))
        where = (draw.choice((None, "满意度", "成本", "死亡人数")), draw.choice((None, "满意度指标")), draw.choice(("100", "7.125", "0")))
        numbers = [f"{draw.uniform(0, 10 ** draw.randint(0, 9)):.{draw.choice((0, 1, 2))}f}" for _ in range(20)]
        found += ((f"{before}{bound}{unit}", f"{actual}{suffix}", *where) for bound, actual in zip(numbers, numbers[::-1], strict=True))
    want = [tuple(expected(row, policy).values()) for row in found]
    frame = score(backend(found, "polars"), **COLUMNS, policy=policy)
    assert frame.select(*RESULTS).rows() == want
    open_ones = frame.filter(findings="AC036")
    assert open_ones["decided"].mean() > 0.9
    assert len(open_ones) > len(found) / 2
    with duckdb.connect() as connection:
        connection.register("given", backend(found, "pyarrow"))
        told = {row[:5]: row[5:-1] for row in score(connection.sql("FROM given"), **COLUMNS, policy=policy).fetchall()}
    assert told == dict(zip(found, want, strict=True))


def test_an_empty_frame_keeps_its_types():
    told = score(pl.DataFrame(schema={"t": pl.String, "a": pl.String}), target="t", actual="a")
    assert told.schema["points"] == pl.Decimal(38, 2)
    assert told.height == 0


def test_a_weight_beyond_64_bits_is_scored_by_the_row_api():
    frame = pa.table({"t": ["≥5家"] * 2, "a": ["3家"] * 2, "w": [str(10**17), "10"]})
    told = score(frame, target="t", actual="a", weight="w")
    assert told["points"].to_pylist() == [evaluate("≥5家", "3家", weight=value).points for value in (10**17, 10)]
    assert told["decided"].to_pylist() == [False, True]


def test_a_weight_of_too_many_decimals_is_refused():
    frame = pa.table({"t": ["≥5家"], "a": ["3家"], "w": ["0.00000000000000000001"]})
    with pytest.raises(PerfrulesError, match="小数超过 18 位"):
        score(frame, target="t", actual="a", weight="w")


@pytest.mark.parametrize("library", ["polars", "pyarrow", "duckdb"])
@pytest.mark.parametrize("weight", ["33.3333333333333333", "999999999.999999999999999999", "10.0000000000000000000000"])
def test_a_weight_of_many_digits_is_exact_for_every_row(weight: str, library: str):
    rows = [("≥5家", "3家"), ("≥5家", "7家"), ("≥5家", None)]
    frame: Any = pl.DataFrame(rows, schema=["t", "a"], orient="row")
    with duckdb.connect() as connection:
        given = {"polars": frame, "pyarrow": frame.to_arrow()}.get(library)
        if given is None:
            given = connection.register("given", frame.to_arrow()).table("given")
        told = score(given, target="t", actual="a", weight=Decimal(weight))
        found = pl.DataFrame(told.to_arrow_table() if library == "duckdb" else told)
    singles = [evaluate(target, actual, weight=Decimal(weight)) for target, actual in rows]
    want = [(one.maximum, one.points, *one.interval) for one in singles]
    assert sorted(found.select("maximum", "points", "low", "high").rows()) == sorted(want)


def test_a_weight_of_every_row_of_too_many_decimals_is_refused():
    with pytest.raises(PerfrulesError, match="小数超过 18 位"):
        score(pa.table({"t": ["≥5家"], "a": ["3家"]}), target="t", actual="a", weight=Decimal("1e-20"))


def test_a_ratio_of_many_digits_keeps_them_all():
    actual = "9007199254740993万亿度"
    told = score(pa.table({"t": ["≥7度"], "a": [actual]}), target="t", actual="a")
    assert told["attainment"].to_pylist() == [ratio(evaluate("≥7度", actual).attainment)]


def test_the_context_of_the_caller_changes_nothing():
    rows = [("≥95.1235%", "91.2345%", "12.3456", "output"), ("≥3家；≥5户", "2家；4户", "87.6544", "benefit")]
    frame = pl.DataFrame(rows, schema=["t", "a", "w", "c"], orient="row").with_columns(p=pl.lit("甲"))
    columns: Any = {"target": "t", "actual": "a", "category": "c", "weight": "w"}

    def told() -> list[Any]:
        totals = roll_up(frame, by=["p"], **columns)
        return [*score(frame, **columns).rows(), *score(frame, **{**columns, "weight": Decimal("33.33333")}).rows(), *totals.rows()]

    want = told()
    with localcontext(prec=4):
        assert told() == want


def test_sums_of_points_are_exact():
    frame = pl.DataFrame({"t": ["≥3家"] * 300, "a": ["1家"] * 300})
    assert score(frame, target="t", actual="a")["points"].sum() == Decimal("9999.00")
