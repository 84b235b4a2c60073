"""What systems in use get wrong, each as a case that we pass."""

from decimal import Decimal

import pytest

from perfrules import Actual, Category, Department, Indicator, Project, evaluate, score
from perfrules.scoring.execution import score_execution
from perfrules.scoring.policies import load
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.weights import Bearer, allot

OLD = load("vendor-generic")


def department(rows, funds=100):
    indicators = [Indicator(name="数", category=category, target=target, weight=weight) for category, target, weight in rows]
    return Department(name="部门", projects=[Project(name="项目", funding={"total": funds}, indicators=indicators)])


def test_exactly_90_has_a_grade():
    result = score(
        department([("output", "≥80家", "80"), ("benefit", "≥80家", "10")]),
        {"P01I1": "80家", "P01I2": "0家", "P01X": Actual(budget=1, executed=1)},
    )
    assert (result.points, result.grade) == (Decimal("90.00"), "优")


def test_a_total_that_rounds_to_90_is_graded_as_rounded():
    parts = [evaluate("≥1000家", f"{done}家", weight=40).points for done in (1000, 1000)]
    assert sum(parts) == 80
    assert OLD.grade(Decimal("90.00")) == "优"


@pytest.mark.parametrize("policy", ["mof-2020-10", "mof-2021-101", "beijing-2016", "vendor-generic"])
def test_a_budget_of_zero_is_not_judged(policy):
    given = Actual(budget=0, executed=5, initial=0)
    result = score_execution(given, Project(name="x").funding, load(policy))
    assert (result.outcome, tuple(result.interval)) == (Outcome.CANNOT_JUDGE, (0, 10))
    assert [item.code for item in result.findings] == ["AC025"]


def test_a_target_of_zero_divides_nothing():
    assert evaluate("0起", "1起").points == 0
    assert evaluate("≤0起", "0起").points == 100
    assert evaluate("增长0%", "增长1%").outcome is Outcome.MET


def test_weights_with_fractions_add_up():
    bearers = [
        Bearer(Category(category), Decimal(weight))
        for category, weight in (("output", "30.1"), ("output", "29.9"), ("benefit", "20.1"), ("satisfaction", "9.9"))
    ]
    assert sum([0.1, 0.2]) != 0.3
    assert allot(bearers, OLD).weights == [bearer.given for bearer in bearers]


def test_the_screen_shows_what_is_stored():
    result = evaluate("≥3家", "2家", weight="33.33")
    assert str(result.points) == "22.22"
    assert "得 22.22 分" in result.explain()
    assert result.to_dict()["points"] == "22.22"


def test_a_stored_share_is_asked_about_and_never_punished():
    result = evaluate("≥95%", 0.953)
    assert result.outcome is Outcome.CANNOT_JUDGE
    assert result.interval.high == 100


def test_right_qualitative_scores_are_not_flagged():
    result = evaluate("进一步提高", "达成（100%）", policy="vendor-generic")
    assert (result.points, result.findings) == (100, ())


def test_30_is_no_percentage():
    assert evaluate("≥30", "30").outcome is Outcome.MET
    assert evaluate("≥30", "0.3").outcome is Outcome.UNMET


def test_70_percent_under_the_two_national_rule_sets_says_why():
    ten, core = (evaluate("≥100家", "70家", weight=20, policy=policy) for policy in ("mof-2020-10", "mof-2021-101"))
    assert (ten.points, core.points) == (14, 5)
    assert "未达到，按完成率 70% 计" in ten.explain()
    assert "（70%－60%）÷40%＝25%" in core.explain()
    assert "not verified" in core.explain("en")
