"""Totals of frames: every figure is the one of the same table scored by the row API."""

import random
from decimal import Decimal
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfrules import Actual, Department, Indicator, PerfrulesError, Project
from perfrules import score as score_department
from perfrules.frames import Money, roll_up, score
from perfrules.scoring.policies.loading import Policy, load, shipped
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.results.scores import ProjectScore
from perfrules.scoring.rounding import rounded

WORDINGS = ("≥50家", "≤3%", "进一步提高", "80～90%", "15", "≥5家；≥3项")
VALUES = ("40家", "60家", "2.5%", "5%", "达成（90%）", "部分达成", "85", "不适用", "", "3")
NAMES = ("数量", "满意度", "预算执行率")
CATEGORIES = ("产出指标", "output", "效益指标", "satisfaction", "成本指标", None)
COLUMNS: dict[str, Any] = {
    "by": ["dept", "project"],
    "target": "target",
    "actual": "actual",
    "name": "name",
    "category": "category",
    "weight": "weight",
}
MONEY = Money("funding", "budget", "executed", "finished")

FUNDS = (
    (None, "100", "0", "-5", "250.5"),
    (None, "100", "80"),
    (None, "100", "61", "90"),
    (None, True, False),
)


def drawn(draw: random.Random) -> list[Any]:
    """A department: projects of one to five indicators, and their funds; some have weights that are 90 or 100 in all."""
    found = []
    for _ in range(draw.randint(1, 4)):
        count, whole = draw.randint(1, 5), draw.choice((90, 100, None))
        parts = draw.choice((1, 1, 2, 1000))
        cuts = sorted(draw.choices(range((whole or 0) * parts + 1), k=count - 1))
        given = [str(Decimal(high - low) / parts) for low, high in zip([0, *cuts], [*cuts, (whole or 0) * parts], strict=True)]
        rows = [
            (draw.choice(WORDINGS), draw.choice(VALUES), draw.choice(NAMES), draw.choice(CATEGORIES),
             given[place] if whole else draw.choice((None, "10", "30")))
            for place in range(count)
        ]  # fmt: skip
        found.append((rows, tuple(map(draw.choice, FUNDS))))
    return found


def rows_of(departments: list[Any]) -> list[dict[str, Any]]:
    return [
        dict(zip(("dept", "project", "target", "actual", "name", "category", "weight", "funding", "budget", "executed", "finished"),
                 (f"部门{at}", f"项目{number}", *row, *money), strict=True))
        for at, found in enumerate(departments) for number, (rows, money) in enumerate(found) for row in rows
    ]  # fmt: skip


def expected(found: list[Any], at: int, policy: Any) -> dict[str, tuple[Any, ...]]:
    """The row API's totals of one department, by project."""
    made, actuals = [], {}
    for number, (rows, (funding, budget, executed, finished)) in enumerate(found):
        made.append(Project(name=f"项目{number}", funding={"total": funding} if funding else {}, indicators=[
            Indicator(name=name, category=category, target=target, actual=actual or None, weight=weight) for target, actual, name, category, weight in rows
        ]))  # fmt: skip
        actuals[f"P{number + 1:02d}X"] = Actual(budget=budget, initial=budget, executed=executed, finished=finished)
    told = score_department(Department(name=f"部门{at}", projects=made), actuals, policy=policy)
    return {item.name or "": figures(item) for item in told.projects} | {"": figures(told)}


def figures(total: Any) -> tuple[Any, ...]:
    counts = [total.counts.get(outcome, 0) for outcome in Outcome]
    codes = [item.code for item in total.findings if item.code != "SC030"]  # a frame has no year
    found = " ".join(codes if isinstance(total, ProjectScore) else dict.fromkeys(codes))
    return (total.outcome.value, total.points, total.maximum, *total.interval, total.grade, *counts, rounded(total.judged, 6), found)


def told(frame: Any, **more: Any) -> dict[tuple[str, str], tuple[Any, ...]]:
    found = nw.from_native(roll_up(frame, **COLUMNS, money=MONEY, **more), eager_only=True).rows(named=True)
    names = ("outcome", "points", "maximum", "low", "high", "grade", *(outcome.value for outcome in Outcome))
    return {
        (row["dept"], row["project"] if isinstance(row["project"], str) else ""): (
            *(value if value == value else None for value in (row[name] for name in names)),
            row["judged"],
            row["findings"],
        )
        for row in found
    }


def agrees(departments: list[Any], policy: Policy, shuffled: random.Random | None = None) -> None:
    rows = rows_of(departments)
    if shuffled is not None:  # rows of projects may come in between, as long as each project keeps the order of its own
        places = [(row["dept"], row["project"]) for row in rows]
        shuffled.shuffle(places)
        queues = {place: iter([row for row in rows if (row["dept"], row["project"]) == place]) for place in places}
        rows = [next(queues[place]) for place in places]
    want = {(f"部门{at}", name): value for at, found in enumerate(departments) for name, value in expected(found, at, policy).items()}
    got = told(pl.DataFrame(rows, infer_schema_length=None), policy=policy)
    assert [(key, value, want[key]) for key, value in got.items() if value != want[key]] == []
    assert got.keys() == want.keys()


@pytest.mark.parametrize("policy", shipped())
def test_totals_are_those_of_the_row_api(policy: str):
    draw = random.Random(policy)
    agrees([drawn(draw) for _ in range(30)], load(policy).at(None))


def changed(**settings: Any) -> Policy:
    """The policy of the ministry with other settings of some rules."""
    shipped_one = load("mof-2020-10")
    return shipped_one.model_copy(update={rule: getattr(shipped_one, rule).model_copy(update=values) for rule, values in settings.items()})


POLICIES = [
    *(load(policy).at(None) for policy in shipped()),
    changed(not_applicable={"weight": "open"}, rollup={"method": "mean"}),
    changed(not_applicable={"weight": "rescale_all"}, rounding={"indicator": 1}),
    changed(split={"method": "even"}, rounding={"indicator": 0, "total": 0}),
    changed(rounding={"indicator": 3, "total": 1}, rollup={"method": "own_table"}),
    changed(weights={"given": "required"}),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False), st.integers(1, 4), st.integers(0, len(POLICIES) - 1))
def test_totals_are_those_of_the_row_api_under_every_policy(draw: random.Random, count: int, policy: int):
    agrees([drawn(draw) for _ in range(count)], POLICIES[policy], draw)


ONE = [
    [([("≥50家", "40家", "数量", "产出指标", None), ("进一步提高", "达成（90%）", "效益", "效益指标", None)], ("100", "100", "90", None))]
]


@pytest.mark.parametrize("library", ["pandas", "pyarrow", "polars"])
def test_totals_come_back_in_the_library_of_the_frame(library: str):
    frame = pl.DataFrame(rows_of(ONE))
    native = {"pandas": frame.to_arrow().to_pandas(), "pyarrow": frame.to_arrow(), "polars": frame}[library]
    assert told(native) == told(frame)
    assert type(roll_up(native, **COLUMNS)) is type(native)


def test_lazy_frames_and_relations():
    frame = pl.DataFrame(rows_of(ONE))
    lazy = roll_up(frame.lazy(), **COLUMNS, money=MONEY)
    assert isinstance(lazy, pl.LazyFrame)
    with duckdb.connect() as connection:
        connection.register("given", frame.to_arrow())
        relation = roll_up(connection.table("given"), **COLUMNS, money=MONEY)
        assert relation.fetchall() == lazy.collect().rows()


def test_rows_may_come_in_several_batches():
    frame = pl.DataFrame(rows_of([drawn(random.Random(5)) for _ in range(5)]), infer_schema_length=None).to_arrow()
    pieces = pa.concat_tables([frame.slice(start, 3) for start in (*range(0, len(frame), 3), len(frame))])
    assert told(pieces) == told(frame.combine_chunks())


@pytest.mark.parametrize("by", [["project"], ["dept", "project"]])
@pytest.mark.parametrize("library", ["pyarrow", "polars", "duckdb"])
def test_no_rows_have_no_totals(library: str, by: list[str]):
    frame = pl.DataFrame(rows_of(ONE)).clear()
    with duckdb.connect() as connection:
        native = {"pyarrow": frame.to_arrow(), "polars": frame, "duckdb": connection.from_arrow(frame.to_arrow())}[library]
        found = nw.from_native(roll_up(native, **(COLUMNS | {"by": by})))
        assert found.collect_schema().names()[: len(by) + 2] == [*by, "level", "outcome"]
        assert len(found.lazy().collect()) == 0


def test_columns_of_views_of_texts_and_of_categories():
    texts = pl.DataFrame(rows_of(ONE)).to_arrow()
    views = texts.cast(
        pa.schema([(field.name, pa.string_view() if field.type == pa.large_string() else field.type) for field in texts.schema])
    )
    coded = pa.table({name: texts.column(name).dictionary_encode() for name in texts.column_names})
    assert told(views) == told(coded) == told(texts)
    for found in (views, coded):
        scored = score(found, target="target", actual="actual")
        assert scored["points"] == score(texts, target="target", actual="actual")["points"]
        assert scored["decided"].to_pylist() == [True, False]


def test_by_projects_alone():
    frame = pl.DataFrame(rows_of(ONE))
    found = roll_up(frame, by=["project"], target="target", actual="actual", policy="vendor-generic")
    assert found["level"].to_list() == ["project"]


@pytest.mark.parametrize(
    ("frame", "by", "message"),
    [
        (pl.DataFrame({"t": ["5"], "a": ["5"]}), [], "by 应为项目列"),
        (pl.DataFrame({"t": ["5"], "a": ["5"]}), ["p"], "没有列 p"),
        (pd.DataFrame([["5", "5", "6"]], columns=["t", "a", "a"]), ["t"], "有多列名为 a"),
        (pl.DataFrame({"t": ["5"], "a": ["5"], "p": [[1]]}), ["p"], "一列的值是 large_list"),
    ],
)
def test_frames_that_cannot_be_rolled_up(frame: Any, by: list[str], message: str):
    with pytest.raises(PerfrulesError, match=message):
        roll_up(frame, by=by, target="t", actual="a")


def test_weights_of_more_decimals_than_a_column_has_are_refused():
    rows = pa.table({"p": ["一", "一"], "t": ["≥5家", "≥5家"], "a": ["5家", "5家"], "w": ["30.0000001", "59.9999999"]})
    with duckdb.connect() as connection:
        connection.register("given", rows)
        with pytest.raises(PerfrulesError, match="小数超过 6 位"):
            roll_up(connection.table("given"), by=["p"], target="t", actual="a", weight="w")
