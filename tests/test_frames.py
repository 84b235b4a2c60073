"""Scores as columns: the same on every backend, exact, and null where nothing is known."""

from decimal import Decimal
from typing import Any

import narwhals as nw
import pytest
from tests.sample_scores import department_score

from perfrules.frames import Backend, to_frame
from perfrules.scoring.scores import DepartmentScore

BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")


@pytest.fixture
def score() -> DepartmentScore:
    return department_score()


def columns(score: DepartmentScore, backend: Backend) -> dict[str, list[Any]]:
    return nw.from_native(to_frame(score, backend=backend), eager_only=True).to_dict(as_series=False)


def _known(values: list[Any]) -> list[Any]:
    """pandas writes a missing text as NaN."""
    return [None if value != value else value for value in values]


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_part_has_its_row_in_the_order_of_the_table(score: DepartmentScore, backend: Backend):
    told = columns(score, backend)
    assert told["key"] == ["P01X", "P01I1", "P01I2", "P02X", "P02I1", "P02I2"]
    assert told["category"][:3] == ["execution", "output", "benefit"]
    assert _known(told["target"])[:2] == [None, "≥150"]
    assert _known(told["number"])[:2] == [None, "1"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_points_are_exact_and_add_up(score: DepartmentScore, backend: Backend):
    told = columns(score, backend)
    assert [str(value) for value in told["points"]] == ["10.00", "35.00", "0.00", "0.00", "0.00", "0.00"]
    assert sum(told["points"]) == Decimal("45.00")
    for low, open_, lost, maximum in zip(told["low"], told["open"], told["lost"], told["maximum"], strict=True):
        assert low + open_ + lost == maximum


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_not_known_is_null(score: DepartmentScore, backend: Backend):
    told = columns(score, backend)
    assert [None if value is None else str(value) for value in told["attainment"]] == [None, "0.700000", None, None, None, None]
    assert _known(told["deviation_reason"]) == [None] * 6
    assert _known(told["actual"])[2] is None


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_type_of_a_column_does_not_hang_on_its_values(score: DepartmentScore, backend: Backend):
    schema = nw.from_native(to_frame(score, backend=backend), eager_only=True).schema
    assert schema["deviation_reason"] == nw.String()
    assert schema["points"] == (nw.Object() if backend == "pandas" else nw.Decimal(38, 2))
