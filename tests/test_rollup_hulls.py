"""The interval of a department is the exact hull: every completion of what is open lies in it, and its ends are reached."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import oracle

from perfrules import ActualsError, KeyUnknownError, ValueRangeError, score
from perfrules.model import Actual, Department, Indicator, Project
from perfrules.wording import parse

TARGET = parse("≥10场")


def department(funds):
    projects = [
        Project(name=f"项目{at}", funding={"total": fund}, indicators=[Indicator(name="培训场次", category="output", target=TARGET)])
        for at, fund in enumerate(funds, 1)
    ]
    return Department(name="部门", projects=projects)


def spent(count):
    return [Actual(key=f"P{at:02d}X", budget=1, executed=1) for at in range(1, count + 1)]


known = st.one_of(st.none(), st.integers(0, 10))
cases = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 3)), known), min_size=1, max_size=3)


@given(cases, st.sampled_from(["funding_weighted_mean", "mean"]))
def test_the_hull_holds_every_completion_and_its_ends_are_reached(drawn, rollup):
    funds, actuals = [fund for fund, _ in drawn], [value for _, value in drawn]
    source = department(funds)
    values = [Actual(key=f"P{at:02d}I1", value=f"{value}场") for at, value in enumerate(actuals, 1) if value is not None]
    result = score(source, [*spent(len(funds)), *values], rollup=rollup)
    free = rollup == "funding_weighted_mean" and len(funds) > 1
    weights = [[1] if not free else [0, 1, 10**9] if fund is None else [fund] for fund in funds]
    points = [[Fraction(10) + 9 * value] if value is not None else [Fraction(10), Fraction(55), Fraction(100)] for value in actuals]
    totals = [
        sum(weight * point for weight, point in zip(given, reached, strict=True)) / sum(given)
        for given in product(*weights)
        if sum(given)
        for reached in product(*points)
    ]
    if not totals:  # nothing weighs anything: any weights may be meant
        totals = [point for several in points for point in several]
    assert result.interval.low == oracle.half_up(min(totals))
    assert result.interval.high == oracle.half_up(max(totals))


def test_one_project_needs_no_weight():
    result = score(department([None]), [*spent(1), Actual(key="P01I1", value="5场")])
    assert (result.points, result.grade, result.findings) == (Decimal("55.00"), "差", ())


def test_weights_of_ones_own_by_key_or_name():
    values = [*spent(2), Actual(key="P01I1", value="5场"), Actual(key="P02I1", value="10场")]
    result = score(department([None, None]), values, rollup={"P01": 1, "项目2": "3"})
    assert (result.method, result.points, result.weights) == ("given_weights", Decimal("88.75"), (1, 3))
    assert "所给权重" in result.explain()
    assert [source.lost for source in result.needed_for("满分").sources] == [Decimal("11.25")]


@pytest.mark.parametrize("rollup", ["best", {"P01": 1}, {"P01": 1, "P09": 1}, {"P01": -1, "P02": 1}, {"P01": 1, "项目1": 1, "P02": 1}])
def test_a_roll_up_that_is_none(rollup):
    with pytest.raises(ValueRangeError):
        score(department([1, 1]), {}, rollup=rollup)


def test_no_grade_without_the_weights_that_the_policy_presupposes():
    values = [*spent(1), Actual(key="P01I1", value="10场")]
    result = score(department([1]), values, policy="hubei-2020")
    project = result.project("P01")
    assert (project.grade, result.grade, project.gradable) == (None, None, False)
    assert "SC027" in [item.code for item in project.findings]
    assert "以表中逐项给出分值为前提" in result.explain()


def test_parts_by_their_keys_and_what_if():
    result = score(department([1, 1]), [*spent(2), Actual(key="P01I1", value="5场", deviation_reason="疫情")])
    assert result.project("P01").key == "P01"
    assert result.indicator("P01I1").points == Decimal("45.00")
    assert result.execution("P02X").points == 10
    other = result.what_if({"P01I1": "10场", "P02I1": "10场", "P02I1C1": "9场"})
    assert (other.project("P01").points, other.project("P02").points) == (100, 91)
    assert other.indicator("P01I1").deviation_reason == "疫情"
    assert result.indicator("P01I1").points == Decimal("45.00")
    wrong: Any
    for wrong in ("P09", "P01I9", "P09I1C1", 5):
        with pytest.raises(KeyUnknownError, match="没有编号"):
            result.what_if({wrong: "1"})
    with pytest.raises(KeyUnknownError):
        result.project("P01I1")
    wrong = ["P01I1"]
    with pytest.raises(ActualsError):
        result.what_if(wrong)
