"""What a check of a table says of a number without operator: which way the policy takes it."""

from __future__ import annotations

import pytest

from perfrules import Department, Indicator, Project, check
from perfrules.lint.checking import check as checked
from perfrules.lint.presumed import told
from perfrules.report.listing import groups
from perfrules.scoring.policies import load


def message(target: str, name: str, category: str) -> str:
    indicator = Indicator(name=name, category=category, target=target)
    (found,) = [item for item in check(Department(projects=(Project(name="甲", indicators=(indicator,)),))) if item.code == "OP001"]
    return found.message


@pytest.mark.parametrize(
    ("target", "name", "category", "says"),
    [
        ("15场", "培训场次", "产出指标", "；mof-2020-10 按“至少”计。"),
        ("200元", "人均成本", "成本指标", "；mof-2020-10 按“至多”计。"),
        ("90%", "公用经费控制率", "产出指标", "；多好还是少好说不准，两种理解得分不同时待定。"),
    ],
)
def test_a_table_says_which_way_a_number_is_taken(target: str, name: str, category: str, says: str) -> None:
    assert message(target, name, category).endswith(f"怎样计分不明确{says}")


def test_a_wording_alone_has_no_policy() -> None:
    assert next(item.message for item in check("15场") if item.code == "OP001").endswith("怎样计分不明确。")


def test_a_policy_that_takes_it_exactly_presumes_nothing() -> None:
    indicator = Indicator(name="培训场次", category="产出指标", target="15场")
    policy = load().model_copy(update={"bare": load().bare.model_copy(update={"takes": "exact"})})
    found = checked(indicator)
    assert list(told(found, indicator, policy)) == list(found)


def test_numbers_that_are_taken_in_two_ways_are_two_lines() -> None:
    rows = (("培训场次", "产出指标", "15场"), ("人均成本", "成本指标", "200元"), ("演出场次", "产出指标", "9场"))
    project = Project(name="甲", indicators=tuple(Indicator(name=name, category=kind, target=target) for name, kind, target in rows))
    found = [item for item in check(Department(projects=(project,))) if item.code == "OP001"]
    assert [len(group) for group in groups(found)] == [2, 1]
