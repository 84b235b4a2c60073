"""Scores as columns: the same on every backend, exact, and null where nothing is known."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from tests.sample_scores import department_score

from perfrules import PerfrulesError, evaluate
from perfrules.frames import Backend, readings, roll_up, score, to_frame
from perfrules.scoring.results.scores import DepartmentScore

BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")


@pytest.fixture
def department() -> DepartmentScore:
    return department_score()


def columns(scored: DepartmentScore, backend: Backend) -> dict[str, list[Any]]:
    return nw.from_native(to_frame(scored, backend=backend), eager_only=True).to_dict(as_series=False)


def _known(values: list[Any]) -> list[Any]:
    """pandas writes a missing text as NaN."""
    return [None if value != value else value for value in values]


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_part_has_its_row_in_the_order_of_the_table(department: DepartmentScore, backend: Backend):
    told = columns(department, backend)
    assert told["key"] == ["P01X", "P01I1", "P01I2", "P02X", "P02I1", "P02I2"]
    assert told["category"][:3] == ["execution", "output", "benefit"]
    assert _known(told["target"])[:2] == [None, "≥150"]
    assert _known(told["number"])[:2] == [None, "1"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_points_are_exact_and_add_up(department: DepartmentScore, backend: Backend):
    told = columns(department, backend)
    assert [str(value) for value in told["points"]] == ["10.00", "35.00", "0.00", "0.00", "0.00", "0.00"]
    assert sum(told["points"]) == Decimal("45.00")
    for low, open_, lost, maximum in zip(told["low"], told["open"], told["lost"], told["maximum"], strict=True):
        assert low + open_ + lost == maximum


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_not_known_is_null(department: DepartmentScore, backend: Backend):
    told = columns(department, backend)
    assert [None if value is None else str(value) for value in told["attainment"]] == [None, "0.700000", None, None, None, None]
    assert _known(told["deviation_reason"]) == [None] * 6
    assert _known(told["actual"])[2] is None


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_type_of_a_column_does_not_hang_on_its_values(department: DepartmentScore, backend: Backend):
    schema = nw.from_native(to_frame(department, backend=backend), eager_only=True).schema
    assert schema["deviation_reason"] == nw.String()
    assert schema["points"] == (nw.Object() if backend == "pandas" else nw.Decimal(38, 2))


def test_points_keep_all_their_decimals(department: DepartmentScore):
    part = replace(department.projects[0].indicators[0], points=Decimal("35.125"))
    project = replace(department.projects[0], indicators=(part,))
    told = columns(replace(department, projects=(project,)), "polars")
    assert [str(value) for value in told["points"]] == ["10.000", "35.125"]


ROWS: dict[str, list[Any]] = {
    "指标": ["就业岗位", "投诉率", "发展质量", "就业岗位", "满意度", "补贴"],
    "指标值": ["不少于50家", "≤3%", "进一步提高", "不少于50家", "≥80%", None],
    "实际": ["38家", "2.5%", "达成（90%）", "38家", "0.976", "5"],
    "分值": ["10", "20", "30", "10", "30", "0"],
    "类别": ["产出指标", "benefit", None, "产出指标", "满意度指标", None],
}


def frame_of(rows: dict[str, list[Any]], backend: Backend) -> Any:
    return nw.from_dict(rows, backend=backend).to_native()


@pytest.mark.parametrize("backend", BACKENDS)
def test_rows_are_scored_as_evaluate_scores_them(backend: Backend):
    frame = score(frame_of(ROWS, backend), target="指标值", actual="实际", name="指标", category="类别", weight="分值")
    told = nw.from_native(frame, eager_only=True).to_dict(as_series=False)
    assert list(told)[:5] == list(ROWS)
    for index, (name, target, actual, weight, category) in enumerate(zip(*ROWS.values(), strict=True)):
        one = evaluate(target or "", actual, name=name, category=category, weight=weight)
        assert (told["outcome"][index], told["points"][index]) == (one.outcome.value, one.points)
        assert (told["low"][index], told["high"][index], told["maximum"][index]) == (*one.interval, one.maximum)
        assert told["findings"][index].split() == [finding.code for finding in one.findings]
    assert str(told["attainment"][0]) == "0.760000"
    assert told["outcome"][4] == "cannot_judge"
    assert sum(told["maximum"]) == 100


@pytest.mark.parametrize("backend", BACKENDS)
def test_only_wording_and_value_are_needed_and_missing_is_no_zero(backend: Backend):
    frame = score(frame_of({"t": ["≥5家", "≥5家"], "a": ["5", None]}, backend), target="t", actual="a", policy="vendor-generic")
    told = nw.from_native(frame, eager_only=True).to_dict(as_series=False)
    assert told["outcome"] == ["met", "cannot_judge"]
    assert [str(value) for value in told["points"]] == ["100.00", "0.00"]
    assert [str(value) for value in told["high"]] == ["100.00", "100.00"]


def test_numbers_of_a_frame_are_values_and_its_gaps_are_none():
    frame = pd.DataFrame({"t": ["≥5家", "≥5家"], "a": [4.0, float("nan")], "w": [12.5, 12.5]})
    told = score(frame, target="t", actual="a", weight="w")
    assert [str(value) for value in told["points"]] == ["10.00", "0.00"]
    assert list(told["outcome"]) == ["unmet", "cannot_judge"]


def test_true_is_not_one():
    frame = pl.DataFrame({"t": ["≥1家", "≥1家"], "a": [True, False]})
    assert score(frame, target="t", actual="a")["outcome"].to_list() == ["cannot_judge", "cannot_judge"]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pl.DataFrame({"t": ["5"]}), "没有列 a"),
        (pl.DataFrame({"t": ["5"], "a": ["5"], "points": [1]}), "已有列 points"),
        (pd.DataFrame([["5", "5", "6"]], columns=["t", "a", "a"]), "有多列名为 a"),
        (pl.DataFrame({"t": ["5"], "a": ["5"], "_perfrules_x": [1]}), "已有列 _perfrules_x"),
        ([1], "不能给 list 计分"),
        (pl.Series([1]), "不能给 Series 计分"),
        (pd.Series([1]), "不能给 Series 计分"),
    ],
)
def test_frames_that_cannot_be_scored(frame: object, message: str):
    with pytest.raises(PerfrulesError, match=message):
        score(frame, target="t", actual="a")


@pytest.mark.parametrize(
    ("asks", "message"),
    [
        (lambda frame: score(frame, target=None, actual="a"), "应为列名，现为 None"),  # type: ignore[arg-type]
        (lambda frame: score(frame, target="t", actual=None), "应为列名，现为 None"),  # type: ignore[arg-type]
        (lambda frame: score(frame, target="t", actual="a", readings="读法"), "应为解读表"),  # type: ignore[arg-type]
        (lambda frame: readings(frame, target=None), "应为列名，现为 None"),  # type: ignore[arg-type]
        (lambda frame: roll_up(frame, by=["t"], target=None, actual="a"), "应为列名，现为 None"),  # type: ignore[arg-type]
        (lambda frame: roll_up(frame, by=["t"], target="t", actual="a", money="万元"), "应为资金列"),  # type: ignore[arg-type]
    ],
)
def test_what_is_asked_of_a_frame_is_checked(asks: Callable[[Any], Any], message: str):
    with pytest.raises(PerfrulesError, match=message):
        asks(pl.DataFrame({"t": ["≥5家"], "a": ["5家"]}))


def test_weight_that_is_none():
    with pytest.raises(PerfrulesError, match="分值应为数值"):
        score(pl.DataFrame({"t": ["5"], "a": ["5"], "w": ["many"]}), target="t", actual="a", weight="w")
