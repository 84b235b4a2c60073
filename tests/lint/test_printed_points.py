"""Printed executions and totals are held against the rule: more is an error, fewer a remark, rounding of the office's own a remark."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Department, Indicator, Project
from perfrules.findings import Severity
from perfrules.lint.checking import check
from perfrules.lint.printed import disagreement
from perfrules.wording import parse

CENTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)


def row(points="90", actual="10场"):
    return Indicator(name="培训场次", category="output", target=parse("≥10场"), actual=actual, weight="90", points=points)


def form(**parts: Any):
    return {"funding": {"total": {"adjusted": "100", "executed": "80"}}, "indicators": [row()]} | parts


def found(source):
    return [(item.code, item.severity.value, item.location.row) for item in check(source) if item.code in ("SC041", "SC042")]


@pytest.mark.parametrize(
    ("points", "expected"),
    [("8", []), ("9", ["error"]), ("7.9", ["info"]), ("8.00", []), ("10", ["error"])],
)
def test_a_printed_execution(points, expected):
    source = Project(name="甲", **form(execution={"weight": "10", "points": points}))
    assert [severity for code, severity, _ in found(source) if code == "SC041"] == expected


def test_an_execution_without_amounts_or_of_another_weight_is_not_held_against_the_rule():
    assert not found(Project(name="甲", **form(funding={}, execution={"weight": "10", "points": "10"})))
    assert not found(Project(name="甲", **form(execution={"weight": "20", "points": "20"})))


@pytest.mark.parametrize(
    ("total", "expected"),
    [("98", []), ("98.5", ["error"]), ("97", ["info"]), ("100", ["error"])],
)
def test_a_printed_total(total, expected):
    source = Project(name="甲", **form(execution={"weight": "10", "points": "8"}, total={"points": total}))
    assert [severity for code, severity, _ in found(source) if code == "SC042"] == expected


def test_a_total_that_the_office_rounded_is_a_remark():
    rows = [row("89.56", "9.95场")]
    source = Project(name="甲", **form(indicators=rows, total={"points": "90"}))
    assert [severity for code, severity, _ in found(source) if code == "SC042"] == ["info"]


def test_a_total_over_rows_without_points_is_held_against_nothing():
    assert not found(Project(name="甲", **form(indicators=[row(None)], total={"points": "100"})))
    assert not found(Project(name="甲", **form(execution={"weight": "10"}, total={"points": "100"})))
    assert not found(Project(name="甲", total={"points": "100"}))


def test_the_departments_own_form_points_at_its_own_cells():
    places = {"execution": {"row": 4, "column": 1}, "total": {"row": 9, "column": 1}}
    source = Department(
        **form(execution={"weight": "10", "points": "9"}, total={"points": "100"}, location=places), projects=[Project(name="甲", **form())]
    )
    assert found(source) == [("SC041", "error", 4), ("SC042", "error", 9)]


@given(CENTS, CENTS, CENTS, st.sets(st.integers(0, 2)))
def test_only_more_than_is_due_is_an_error(points, one, other, places):
    low, high = sorted((one, other))
    held = disagreement(points, low, high, places)
    assert (held is None) is (low <= points <= high)
    if held is not None and held.severity is Severity.ERROR:
        assert points > high
    if held is not None and points < low:
        assert held.severity is Severity.INFO


@given(CENTS, st.integers(0, 1))
def test_what_is_due_in_the_offices_own_decimals_is_never_an_error(due, place):
    points = due.quantize(Decimal(1).scaleb(-place), "ROUND_HALF_UP")
    held = disagreement(points, due, due, (place,))
    assert held is None or held.severity is Severity.INFO
    more = due + Decimal("0.01")
    assert disagreement(more, due, due, ()) == (Severity.ERROR, f"{due:f}".rstrip("0").rstrip(".") if "." in f"{due:f}" else f"{due:f}")
