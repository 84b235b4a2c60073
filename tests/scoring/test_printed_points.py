"""The printed points of a qualitative row are the share that the office gave."""

from decimal import Decimal

import pytest

from perfrules import Department, Indicator, Project, score
from perfrules.scoring.policies import load, shipped
from perfrules.scoring.results.outcomes import Outcome


def scored(actual, points, weight="10", target="效果明显", given=None, policy="mof-2020-10"):
    row = Indicator(name="效果", category="benefit", target=target, actual=actual, weight=weight, points=points)
    rest = Indicator(name="数", category="output", target="≥1家", actual="1家", weight="80")
    source = Department(name="部门", projects=[Project(name="甲", funding={"total": 1}, indicators=[row, rest])])
    return score(source, given or {}, policy=policy).indicator("P01I1")


@pytest.mark.parametrize("policy", shipped())
def test_every_shipped_policy_takes_them_and_says_that_it_is_ours(policy):
    assert load(policy).printed_points.qualitative == "share"
    assert load(policy).basis("printed_points")[1].value == "ours"


@pytest.mark.parametrize(
    ("actual", "points", "outcome", "earned"),
    [
        ("达成", "9", Outcome.MET, ("9.00", "9.00")),
        ("部分达成", "7", Outcome.UNMET, ("7.00", "7.00")),
        ("达成（95%）", "9", Outcome.MET, ("9.50", "9.50")),
        ("效果良好", "9", Outcome.MET, ("9.00", "9.00")),
        (None, "9", Outcome.MET, ("9.00", "9.00")),
        ("达成", None, Outcome.MET, ("8.00", "10")),
        ("达成", "11", Outcome.MET, ("8.00", "10")),
        ("达成", "7", Outcome.MET, ("8.00", "10")),
        ("未达成", "0", Outcome.UNMET, ("0.00", "0.00")),
    ],
)
def test_the_share_of_the_printed_points(actual, points, outcome, earned):
    result = scored(actual, points)
    assert (result.outcome, tuple(result.interval)) == (outcome, tuple(map(Decimal, earned)))
    assert ("AC060" in [item.code for item in result.findings]) is (points == "7" and actual == "达成")


def test_they_are_stated_in_the_derivation_and_bind_no_other_actual_value():
    assert "印出的得分占分值的 90%" in scored("达成", "9").explain()
    assert not scored("达成", "9", given={"P01I1": "部分达成"}).is_settled
    assert scored("3家", "9", target="≥5家").points == Decimal("6.00")


def test_a_policy_may_leave_them_out(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\ntitle = "本单位"\nextends = "mof-2020-10"\n[printed_points]\nqualitative = "ignored"\n', "utf-8")
    assert not scored("达成", "9", policy=own).is_settled
