"""A score of a department holds what it came to; the rest is made again when it is asked for, and is what it was."""

import copy
import pickle
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

import perfrules
from perfrules import Actual, Department, Indicator, Project, Vocabulary, parse, units
from perfrules.model import Amounts, Execution, Funding
from perfrules.scoring import projects
from perfrules.scoring.indicators import finish
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.results.parts import IndicatorScore

TARGETS = ("≥50家", "1. ≥4期；2. ≥150家", "进一步提高", "2023年12月底前", "力争50家", "约5人", "同比增长5%", "≥95%", "")
ACTUALS = (
    "48家",
    "1. 4期；2. 100家",
    "达成",
    "2023年11月",
    "不适用",
    None,
    "0.95",
    "5%",
    "500%",
    "60",
    "3",
    "97.5%",
    "600家",
    "5人",
    "50家",
)

BUDGETED = Funding(total=Amounts(adjusted=100))
SPENT = Funding(total=Amounts(adjusted=100, executed=80))
WEIGHTS = (None, Decimal(10), Decimal("2.5"), Decimal(0))


def department() -> Department:
    rows = [(target, actual) for target in TARGETS for actual in ACTUALS]
    indicators = tuple(
        Indicator(
            name=f"指标{place}",
            category=("output", "benefit", "cost")[place % 3],
            target=parse(target),
            actual=actual,
            weight=WEIGHTS[place % 4],
            deviation_reason="天气" if place % 7 == 0 else None,
        )
        for place, (target, actual) in enumerate(rows)
    )
    given = Execution(rate="98")
    return Department(
        name="某局",
        year=2023,
        projects=(Project(name="甲", indicators=indicators[::2]), Project(name="乙", indicators=indicators[1::2], execution=given)),
    )


def whole(monkeypatch: pytest.MonkeyPatch, policy: str, *actuals: Actual) -> perfrules.DepartmentScore:
    """The score with every field kept."""
    with monkeypatch.context() as patched:
        patched.setattr(units, "are_extended", lambda: True)
        return perfrules.score(department(), actuals, policy=policy)


ASIDE = (
    Actual(key="P01I1", value="40家", deviation_reason="天气"),
    Actual(key="P01I6C2", value="12家"),
    Actual(key="P02I3", value="60家", deduction="1"),
    Actual(key="P02I9", value="有所提高", share="0.5"),
)


@pytest.mark.parametrize("policy", ["mof-2020-10", "sichuan-2025", "hubei-2020"])
@pytest.mark.parametrize("actuals", [(), ASIDE])
def test_every_field_is_that_of_the_score_made_whole(monkeypatch: pytest.MonkeyPatch, actuals: tuple[Actual, ...], policy: str):
    brief, full = perfrules.score(department(), actuals, policy=policy), whole(monkeypatch, policy, *actuals)
    for one, other in zip(brief.projects, full.projects, strict=True):
        for told, made in zip(one.indicators, other.indicators, strict=True):
            for field in reversed(fields(IndicatorScore)):
                assert repr(getattr(told, field.name)) == repr(getattr(made, field.name)), (made.key, field.name)
    assert brief.to_dict() == full.to_dict()
    assert brief.explain() == full.explain()
    assert brief.explain("en") == full.explain("en")
    assert [str(found.location) for found in brief.all_findings()] == [str(found.location) for found in full.all_findings()]
    assert brief.projects == full.projects


def test_what_is_told_is_not_kept_by_the_score():
    score = perfrules.score(department(), {}).projects[0].indicators[0]
    assert score.criteria is score.criteria
    assert score.notes
    assert "notes" not in {name for name in score.__slots__ if _has(score, name)}


def _has(score: IndicatorScore, name: str) -> bool:
    try:
        object.__getattribute__(score, name)
    except AttributeError:
        return False
    return True


def test_a_project_is_made_again_once_for_what_is_asked_of_one_indicator(monkeypatch: pytest.MonkeyPatch):
    one, other = perfrules.score(department(), {}).projects[0].indicators[:2]
    made: list[str] = []

    def told(*given: Any, key: str, **more: Any) -> IndicatorScore:
        made.append(key)
        return finish(*given, key=key, **more)

    monkeypatch.setattr(projects, "finish", told)
    for score in (one, one, other, other, one):
        assert score.criteria
        assert score.notes
    assert made == [one.key, other.key, one.key]


def test_it_tells_the_same_under_a_vocabulary_and_after_one():
    table = Department(projects=(Project(name="甲", indicators=(Indicator(name="乙", target=parse("≥50册")),)),))
    own = Vocabulary(units={"大册": ("册", 100)})
    plain, outside = perfrules.score(table, {"P01I1": "5大册"}), perfrules.score(table, {"P01I1": "5大册"}).explain()
    with own.applied():
        assert plain.explain() == outside
        extended = perfrules.score(table, {"P01I1": "5大册"})
        inside = extended.explain()
    assert [one.indicator("P01I1").outcome for one in (plain, extended)] == [Outcome.CANNOT_JUDGE, Outcome.MET]
    assert extended.explain() == inside


def test_it_is_copied_and_pickled_whole():
    score = perfrules.score(department(), {})
    for made in (copy.deepcopy(score.projects), pickle.loads(pickle.dumps(score.projects))):
        assert made == score.projects
        assert made[0].explain() == score.projects[0].explain()


def test_a_plain_number_is_held_against_a_yardstick(monkeypatch: pytest.MonkeyPatch):
    rows = [(f"不少于{number}家", f"{number - place}家") for place, number in enumerate(range(50, 60))]
    indicators = [
        Indicator(name="企业数", target=parse(target), actual=actual, weight=weight) for target, actual in rows for weight in (5, None)
    ]
    table = Department(projects=(Project(name="甲", indicators=tuple(indicators)),))
    full = perfrules.score(table, {})
    told = [(one.outcome, one.points, one.reason_required) for one in full.projects[0].indicators]
    monkeypatch.setattr(projects, "judged", None)
    again = perfrules.score(table, {})
    assert [(one.outcome, one.points, one.reason_required) for one in again.projects[0].indicators] == told
    assert {one.outcome for one in again.projects[0].indicators} == {Outcome.MET, Outcome.UNMET}


@pytest.mark.parametrize(
    ("weights", "funding", "actual", "execution", "maxima"),
    [
        ((10, 60, 30), Funding(), "80%", "not_applicable", ["0", "10", "60", "30"]),
        ((10, 90), Funding(), "不适用", "cannot_judge", ["10", "0", "90"]),
        ((10, 60, 30), Funding(), "不适用", "cannot_judge", ["10", "0", "60", "30"]),
        ((10, 60, 30), SPENT, "不适用", "unmet", ["10", "0", "60", "30"]),
        ((None, None, None), SPENT, "不适用", "unmet", ["10", "0", "45.00", "45.00"]),
        ((10, 90), SPENT, "80%", "not_applicable", ["0", "10", "90"]),
        ((None, None), Funding(), "80%", "not_applicable", ["0", "10", "90.00"]),
        ((None, None), BUDGETED, "80%", "not_applicable", ["0", "10", "90.00"]),
        ((None, None), SPENT, "80%", "unmet", ["10", "45.00", "45.00"]),
    ],
)
def test_the_one_row_of_the_budget_execution_is_the_form_s_where_the_points_hold_it_or_no_funds_tell_it(
    weights: tuple[int | None, ...], funding: Funding, actual: str, execution: str, maxima: list[str]
):
    rows = tuple(
        Indicator(name=name, category="output", target=parse(target), actual=given, weight=weight)
        for name, target, given, weight in zip(
            ("预算执行率", "甲数量", "乙数量"), ("100%", "≥5家", "≥5家"), (actual, "5家", "5家"), weights, strict=False
        )
    )
    project = Project(name="甲", indicators=rows, funding=funding)
    found = perfrules.score(Department(name="某局", projects=(project,)), {}).projects[0]
    assert found.execution.outcome == execution
    assert [str(part.maximum) for part in found.parts] == maxima


@pytest.mark.parametrize("policy", ["mof-2020-10", "mof-2021-101"])
def test_a_row_of_the_budget_execution_that_does_not_apply_passes_nothing_on(policy: str):
    rows = tuple(
        Indicator(name=name, category="output", target=parse(target), actual=given, weight=weight)
        for name, target, given, weight in (
            ("预算执行率", "100%", "不适用", 10), ("甲数量", "≥5家", "不适用", 60), ("乙数量", "≥5家", "5家", 30)
        )
    )  # fmt: skip
    project = Project(name="甲", indicators=rows, funding=SPENT)
    found = perfrules.score(Department(name="某局", projects=(project,)), {}, policy=policy).projects[0]
    assert [str(Decimal(part.maximum).normalize()) for part in found.parts] == ["1E+1", "0", "0", "9E+1"]
    assert [note.values["count"] for note in found.notes if note.key in ("weights-rescaled", "weights-passed-on")] == [1]


@pytest.mark.parametrize(
    ("actuals", "shown"),
    [
        ({"P01I1": "1. 5家", "P01I1C2": "3场"}, "1. 5家；2. 3场"),
        ({"P01I1C1": "5家", "P01I1C2": "3场"}, "1. 5家；2. 3场"),
        ({"P01I1C2": "3场"}, "2. 3场"),
        ({"P01I1": "1. 5家；2. 3场"}, "1. 5家；2. 3场"),
        ({}, None),
    ],
)
def test_what_is_given_for_an_indicator_and_for_its_requirements_is_shown_together(actuals: dict[str, str], shown: str | None):
    row = Indicator(name="数", category="output", target=parse("1. ≥5家；2. ≥3场"))
    table = Department(name="某局", projects=(Project(name="甲", indicators=(row,)),))
    assert perfrules.score(table, actuals).indicator("P01I1").actual == shown
