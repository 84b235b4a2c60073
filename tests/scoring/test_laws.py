import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_UP, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import oracle

from perfrules import evaluate, score
from perfrules.model import Actual, Department, Indicator, Project
from perfrules.scoring.results.outcomes import Outcome
from perfrules.wording import Target

policies = st.sampled_from(oracle.POLICIES)
sizes = st.decimals("-1000", "1000", places=2, allow_nan=False).map(lambda value: value + 0)
weights = st.decimals("0.01", "100", places=2, allow_nan=False)
ops = st.sampled_from([">=", ">", "<=", "<", "=", "~"])


def bound(op, value, unit=None):
    operator = {"=": "", "~": "约"}.get(op, op)
    item = {
        "kind": "bound",
        "op": op,
        "value": format(value, "f"),
        "unit": unit,
        "operator": operator,
        "text": f"{operator}{value}{unit or ''}",
    }
    return Target.from_dict({"text": item["text"], "criteria": [item]})


def interval(low, high):
    item = {
        "kind": "range",
        "low": str(low),
        "high": str(high),
        "low_closed": True,
        "high_closed": True,
        "unit": None,
        "text": f"{low}～{high}",
    }
    return Target.from_dict({"text": item["text"], "criteria": [item]})


@given(ops, sizes, sizes, weights, policies)
def test_a_bound_scores_as_the_oracle_reckons(op, target, actual, weight, policy):
    result = evaluate(bound(op, target), actual, weight=weight, policy=policy)
    low = Fraction(target) if op in (">=", ">", "=", "~") else None
    high = Fraction(target) if op in ("<=", "<") else None
    met, share = oracle.judged(op, low, high, Fraction(actual), policy)
    assert result.outcome is (Outcome.MET if met else Outcome.UNMET)
    assert Fraction(result.points) == oracle.points(share, Fraction(weight))


@given(sizes, sizes, sizes, weights, policies)
def test_a_range_scores_as_the_oracle_reckons(one, other, actual, weight, policy):
    low, high = sorted((one, other))
    result = evaluate(interval(low, high), actual, weight=weight, policy=policy)
    met, share = oracle.judged("[]", Fraction(low), Fraction(high), Fraction(actual), policy)
    assert result.outcome is (Outcome.MET if met else Outcome.UNMET)
    assert Fraction(result.points) == oracle.points(share, Fraction(weight))


@given(ops, sizes, sizes, weights, policies)
def test_points_lie_between_nothing_and_the_weight(op, target, actual, weight, policy):
    result = evaluate(bound(op, target), actual, weight=weight, policy=policy)
    assert 0 <= result.interval.low <= result.interval.high <= result.maximum == weight


@given(st.sampled_from([">=", "<=", "=", "~"]), sizes, weights, policies)
def test_the_target_itself_earns_full_points(op, target, weight, policy):
    if target < 0 and op in ("<=", "~"):
        target = -target
    assert evaluate(bound(op, target), target, weight=weight, policy=policy).points == weight


@given(st.sampled_from([">=", ">", "<=", "<"]), sizes, st.tuples(sizes, sizes), policies)
def test_points_are_monotone_in_the_direction_of_the_comparator(op, target, actuals, policy):
    worse, better = sorted(actuals, reverse=op in ("<=", "<"))
    if op in ("<=", "<") and target >= 0 > better:
        return  # a negative count is no better value
    one, other = (evaluate(bound(op, target), actual, policy=policy).points for actual in (worse, better))
    assert one <= other


UNITS = [("米", "公里", 1000), ("亩", "公顷", 15), ("平方米", "亩", Fraction(2000, 3)), ("%", "‰", Fraction(1, 10)), ("克", "吨", 1000000)]


@given(st.sampled_from([">=", ">", "<=", "<", "~"]), st.integers(1, 500), st.integers(2, 900), st.sampled_from(UNITS), policies)
def test_points_are_equal_under_any_unit(op, target, actual, units, policy):
    small, large, factor = units
    scaled = Fraction(actual) * Fraction(factor)
    if scaled.denominator % 3 == 0:
        actual, scaled = actual * 3, scaled * 3
    value = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    one = evaluate(bound(op, Decimal(target), small), f"{value}{small}", policy=policy)
    other = evaluate(bound(op, Decimal(target), small), f"{actual}{large}", policy=policy)
    assert (one.outcome, one.points) == (other.outcome, other.points)


targets = st.sampled_from([bound(">=", Decimal(50), "家"), bound("<=", Decimal(3), "%"), bound("=", Decimal(0), "起"), bound("~", Decimal(5), "人"),
                           Target.from_dict({"text": "进一步提高", "criteria": [{"kind": "qualitative", "text": "进一步提高"}]})])  # fmt: skip
values = st.sampled_from([None, "35家", "50家", "4%", "2%", "0起", "7起", "5人", "9人", "达成", "达成（90%）", "部分达成", "NaN", "好"])
answers = st.one_of(values, st.just("不适用"))
indicators = st.builds(
    lambda category, target: Indicator(name="指标", category=category, target=target),
    st.sampled_from(["output", "benefit", "satisfaction", "cost"]),
    targets,
)
departments = st.lists(st.tuples(st.lists(indicators, min_size=1, max_size=5), st.integers(0, 50)), min_size=1, max_size=3).map(
    lambda projects: Department(
        name="部门",
        projects=[Project(name=f"项目{at}", funding={"total": funds}, indicators=items) for at, (items, funds) in enumerate(projects)],
    )
)
executions = st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([None, True, False]))


def filled(draw, department, answer=values):
    actuals = [Actual(key=key, value=draw(answer)) for key, _, _ in department.keyed()]
    for at in range(1, len(department.projects) + 1):
        budget, executed, finished = draw(executions)
        actuals.append(Actual(key=f"P{at:02d}X", budget=budget, executed=executed, finished=finished, initial=budget))
    return actuals


@given(st.data(), departments, policies)
def test_the_order_of_rows_does_not_matter(data, department, policy):
    actuals = filled(data.draw, department, answers)
    shuffled = data.draw(st.permutations(actuals))
    assert score(department, actuals, policy=policy).to_dict() == score(department, shuffled, policy=policy).to_dict()


@given(st.data(), departments, policies)
def test_maxima_conserve_the_total(data, department, policy):
    for project in score(department, filled(data.draw, department, answers), policy=policy):
        assert sum(Fraction(part.maximum) for part in project.parts) + Fraction(project.unplaced) == 100
        assert project.maximum == 100


@given(st.data(), departments, policies)
def test_the_interval_holds_the_final_total_and_shrinks(data, department, policy):
    actuals = filled(data.draw, department)
    order = data.draw(st.permutations(actuals))
    before = score(department, [], policy=policy)
    final = score(department, actuals, policy=policy)
    for count in range(1, len(order) + 1):
        after = score(department, order[:count], policy=policy)
        for wide, narrow, last in zip((before, *before), (after, *after), (final, *final), strict=True):
            assert wide.interval.low <= narrow.interval.low <= last.interval.low
            assert last.interval.high <= narrow.interval.high <= wide.interval.high
        before = after


@given(st.data(), departments, policies)
def test_the_interval_holds_whatever_turns_out_not_to_apply(data, department, policy):
    actuals = filled(data.draw, department, answers)
    final = score(department, actuals, policy=policy)
    known = [actual for actual in actuals if actual.value != "不适用"]
    early = score(department, known, policy=policy)
    for wide, last in zip((early, *early), (final, *final), strict=True):
        assert wide.interval.low <= last.interval.low
        assert last.interval.high <= wide.interval.high


@given(st.data(), departments, policies)
def test_a_grade_is_given_only_where_the_interval_settles_it(data, department, policy):
    result = score(department, filled(data.draw, department), policy=policy)
    for part in (result, *result):
        grades = {grade(end) for end in part.interval} if part.gradable else {"", "open"}
        assert part.grade == (grades.pop() if len(grades) == 1 else None)
        assert sum(part.counts.values()) == (
            len(part.indicators) if part is not result else sum(len(project.indicators) for project in result)
        )


def grade(points):
    return "优" if points >= 90 else "良" if points >= 80 else "中" if points >= 60 else "差"


@given(st.data(), departments, policies)
def test_the_department_is_the_mean_weighted_by_funds(data, department, policy):
    result = score(department, filled(data.draw, department), policy=policy)
    funds = [Fraction(project.funding or 0) for project in result]
    if len(funds) == 1:
        assert result.interval == result.projects[0].interval
    elif sum(funds):
        for end in (0, 1):
            exact = sum(fund * Fraction(project.interval[end]) for fund, project in zip(funds, result, strict=True)) / sum(funds)
            assert Fraction(result.interval[end]) == oracle.half_up(exact)
    else:
        assert result.interval.low == min(project.interval.low for project in result)
        assert result.interval.high == max(project.interval.high for project in result)


SAMPLE = """
import json, sys
from perfrules import evaluate, score
from perfrules.model import Department, Indicator, Project
from perfrules.wording import Target
target = Target.from_dict({"text": "≥3家", "criteria": [{"kind": "bound", "op": ">=", "value": "3", "unit": "家"}]})
project = Project(name="项目", funding={"total": "7.35"}, indicators=[Indicator(name="数", category=c, target=target) for c in ("output", "output", "benefit")])
department = Department(name="部门", projects=[project])
result = score(department, {"P01I1": "2家", "P01I2": "1家", "P01I3": "不适用"})
print(json.dumps(result.to_dict(), ensure_ascii=False), result.explain(), evaluate(target, 2).explain("en"))
"""


def run_sample(seed):
    told = subprocess.run(
        [sys.executable, "-c", SAMPLE], env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, capture_output=True, check=True
    )
    return told.stdout


@pytest.mark.processes
def test_scores_do_not_depend_on_the_hash_seed():
    assert run_sample("0") == run_sample("4711")


@pytest.mark.parametrize(("op", "target", "actual"), [(">=", "3", "2"), ("<=", "3.333", "4.1"), ("~", "7.77", "9.99")])
def test_scores_do_not_depend_on_the_callers_decimal_context(op, target, actual):
    plain = evaluate(bound(op, Decimal(target)), Decimal(actual), weight="33.33")
    with localcontext() as context:
        context.prec, context.rounding = 1, ROUND_UP
        context.traps[Inexact] = True
        strict = evaluate(bound(op, Decimal(target)), Decimal(actual), weight="33.33")
        assert strict.to_dict() == plain.to_dict()
        assert strict.explain() == plain.explain()
        assert strict.needed_for().to_dict() == plain.needed_for().to_dict()


def test_threads_agree():
    target = bound(">=", Decimal(3), "家")
    project = Project(name="项目", funding={"total": 5}, indicators=[Indicator(name="数", category="output", target=target)])
    department = Department(name="部门", projects=[project])
    actuals = [{"P01I1": f"{actual}家"} for actual in (1, 2, 3)] * 20
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda values: json.dumps(score(department, values).to_dict()), actuals))
    assert told == [json.dumps(score(department, values).to_dict()) for values in actuals]
