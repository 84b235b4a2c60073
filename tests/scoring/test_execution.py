from decimal import Decimal

import pytest

from perfrules import Actual
from perfrules.findings import Location
from perfrules.model import Amounts, Funding
from perfrules.scoring.execution import score_execution
from perfrules.scoring.policies import load
from perfrules.scoring.results.outcomes import Outcome

MET, UNMET, OPEN = Outcome.MET, Outcome.UNMET, Outcome.CANNOT_JUDGE
NONE = Funding()


def judged(policy, given, funding=NONE):
    result = score_execution(Actual(**given), funding, load(policy), key="P01X")
    return result.outcome, [str(end) for end in result.interval], [item.code for item in result.findings if item.code != "AC001"]


@pytest.mark.parametrize(
    ("policy", "given", "outcome", "interval", "codes"),
    [
        ("mof-2020-10", {"budget": 100, "executed": 100}, MET, ["10", "10"], []),
        ("mof-2020-10", {"budget": 3, "executed": 2}, UNMET, ["6.67", "6.67"], []),
        ("mof-2020-10", {"budget": 100, "executed": 120}, MET, ["10", "10"], ["AC026"]),
        ("mof-2020-10", {"budget": 100}, OPEN, ["0.00", "10"], ["AC023"]),
        ("mof-2020-10", {}, OPEN, ["0.00", "10"], ["AC023"]),
        ("mof-2020-10", {"budget": 0, "executed": 5}, OPEN, ["0.00", "10"], ["AC025"]),
        ("mof-2020-10", {"budget": 5, "executed": -1}, OPEN, ["0.00", "10"], ["AC024"]),
        ("mof-2020-10", {"budget": 5, "executed": 0}, UNMET, ["0.00", "0.00"], []),
        ("hubei-2020", {"budget": 3, "executed": 2}, UNMET, ["13.33", "13.33"], []),
        ("beijing-2016", {"initial": 1000, "budget": 500, "executed": 995}, MET, ["10", "10"], []),
        ("beijing-2016", {"initial": 1000, "executed": 994}, UNMET, ["9.90", "9.90"], []),
        ("beijing-2016", {"budget": 1000, "executed": 994}, OPEN, ["0.00", "10"], ["AC023"]),
        ("mof-2021-101", {"budget": 100, "executed": 85, "finished": True}, MET, ["10", "10"], []),
        ("mof-2021-101", {"budget": 100, "executed": 85, "finished": False}, UNMET, ["7.00", "7.00"], []),
        ("mof-2021-101", {"budget": 100, "executed": 60, "finished": False}, UNMET, ["5.00", "5.00"], []),
        ("mof-2021-101", {"budget": 100, "executed": 59, "finished": False}, UNMET, ["0.00", "0.00"], []),
        ("mof-2021-101", {"budget": 100, "executed": 85}, OPEN, ["7.00", "10"], ["AC027"]),
        ("mof-2021-101", {"budget": 100, "executed": 101, "finished": True}, OPEN, ["0.00", "10"], ["AC028"]),
    ],
)
def test_budget_execution(policy, given, outcome, interval, codes):
    assert judged(policy, given) == (outcome, interval, codes)


def test_amounts_of_the_form_stand_in_where_the_sheet_gives_none():
    form = Funding(total=Amounts(initial="200", adjusted="100", executed="50"))
    assert judged("mof-2020-10", {}, form)[1] == ["5.00", "5.00"]
    assert judged("mof-2020-10", {"executed": 80}, form)[1] == ["8.00", "8.00"]
    assert judged("beijing-2016", {}, form)[1] == ["2.50", "2.50"]
    assert judged("beijing-2016", {"executed": 50}, Funding(total="100"))[1] == ["5.00", "5.00"]


@pytest.mark.parametrize(("finished", "asked"), [(True, False), (None, False), (False, True)])
def test_no_reason_is_asked_for_while_all_points_are_or_may_be_earned(finished, asked):
    given = Actual(budget=100, executed=85, finished=finished)
    assert score_execution(given, NONE, load("mof-2021-101")).reason_required is asked


@pytest.mark.parametrize(("executed", "asked"), [(89, True), (90, False)])
def test_a_reason_is_asked_for_below_the_rate_of_the_policy(executed, asked):
    given = Actual(budget=100, executed=executed)
    result = score_execution(given, NONE, load("sichuan-2023"))
    assert result.reason_required is asked
    assert ("AC001" in [item.code for item in result.findings]) is asked
    reasoned = score_execution(given.model_copy(update={"deviation_reason": "招标推迟"}), NONE, load("sichuan-2023"))
    assert not reasoned.findings


def test_the_rate_is_not_rounded_before_it_is_used():
    result = score_execution(Actual(budget=Decimal(3), executed=Decimal(1)), NONE, load("hubei-2020"))
    assert result.points == Decimal("6.67")
    assert "预算执行率 33.3333%" in result.explain()
    assert result.to_dict()["rate"] == "0.333333"


def test_a_value_in_the_row_of_amounts_is_said_and_not_used():
    given = Actual(value="98.5%", place=Location(file="实绩.csv", row=2))
    found = score_execution(given, NONE, load()).findings
    assert [(item.code, item.location.row) for item in found] == [("AC023", 2), ("AC032", 2)]
