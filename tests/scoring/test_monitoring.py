from datetime import date
from fractions import Fraction

import pytest

from perfrules import Actual, Department, Indicator, Project, evaluate, score
from perfrules.errors import ValueRangeError
from perfrules.model import Funding
from perfrules.scoring.execution import score_execution
from perfrules.scoring.monitoring import (
    Kind,
    Lamp,
    Progress,
    counts_of,
    elapsed_share,
    execution_progress,
    indicator_progress,
    monitor,
)
from perfrules.scoring.policies import load
from perfrules.tables.actuals import actuals_of

MID = date(2023, 7, 2)  # the 183rd of 365 days


@pytest.mark.parametrize(
    ("target", "actual", "as_of", "kind", "lamp"),
    [
        ("≥1000家", "600家", MID, "cumulative", "green"),
        ("≥1000家", "450家", MID, "cumulative", "yellow"),
        ("≥1000家", "200家", MID, "cumulative", "red"),
        ("≥1000家", "1200家", MID, "cumulative", "green"),
        ("≥1000家", None, MID, "cumulative", "grey"),
        ("≥-5万元", "-9万元", MID, "cumulative", "red"),
        ("≥95%", "96%", MID, "rate", "green"),
        ("≥95%", "90%", MID, "rate", "yellow"),
        ("≥95%", "40%", MID, "rate", "red"),
        ("≤100万元", "30万元", MID, "rate", "green"),
        ("≤100万元", "90万元", MID, "rate", "green"),
        ("≤100万元", "110万元", MID, "rate", "red"),
        ("≤3起", "0起", MID, "rate", "green"),
        ("约5人", "5人", MID, "cumulative", "green"),
        ("增长5%", "2%", MID, "rate", "red"),
        ("2023年12月31日前", None, MID, "date", "grey"),
        ("2023年5月31日前", None, MID, "date", "red"),
        ("2023年5月31日前", "2023-05-20", MID, "date", "green"),
        ("2023年5月31日前", "2023-06-20", MID, "date", "red"),
        ("进一步提高", "部分达成（70%）", MID, "one_off", "grey"),
        ("进一步提高", "部分达成（70%）", date(2024, 3, 1), "one_off", "red"),
        ("进一步提高", "达成（90%）", MID, "one_off", "green"),
        ("前10名", "第12名", MID, "one_off", "grey"),
        ("1. ≥1000家；2. ≥95%", "1. 600家；2. 90%", MID, "rate", "yellow"),
        ("不适用", "5", MID, "one_off", "grey"),
    ],
)
def test_the_lamp_of_an_indicator(target, actual, as_of, kind, lamp):
    found = indicator_progress(evaluate(target, actual, year=2023), as_of, year=2023)
    assert (found.kind, found.lamp) == (Kind(kind), Lamp(lamp)), found.explain()


@pytest.mark.parametrize(
    ("name", "target", "actual", "lamp"),
    [
        ("开放天数", "≥310天", "160天", "green"),
        ("优良天数", "310天", "130天", "yellow"),
        ("办理天数", "≤5天", "4天", "green"),
        ("续航时间", "≥8小时", "5小时", "red"),
        ("平均开放天数", "≥310天", "160天", "red"),
        ("参训人次", "约500人次", "260人次", "green"),
        ("参训人次", "约500人次", "800人次", "red"),
        ("参训人数", "80～100人", "45人", "green"),
        ("参训人数", "80～100人", "130人", "red"),
        ("参训人数", "80～100人", "90人", "green"),
        ("出勤率", "约95%", "50%", "red"),
    ],
)
def test_days_that_add_up_and_ranges_are_due_in_proportion(name, target, actual, lamp):
    assert indicator_progress(evaluate(target, actual, name=name, year=2023), MID, year=2023).lamp == Lamp(lamp)


def test_the_kinds_as_people_read_them():
    assert {kind.label for kind in Kind} == {"累计", "比率", "一次性", "时限"}


def test_a_department_at_mid_year():
    project = Project(name="项目", indicators=[Indicator(name="企业数", category="output", target="≥1000家")])
    scores = score(Department(name="部门", projects=[project]), {"P01I1": "600家", "P01X": Actual(budget=100, executed=20)})
    execution, indicator = monitor(scores, MID, year=2023)
    assert (execution.lamp, indicator.lamp) == (Lamp.RED, Lamp.GREEN)
    assert indicator.expected == Fraction(183, 365)
    assert indicator.explain() == "P01I1 企业数：累计，应完成 50.14%，已完成 60%，正常"
    assert indicator.explain("en") == "P01I1 企业数: cumulative, 50.14% expected, 60% reached: green"
    assert indicator.why is not None
    assert "已完成 60%，应完成 50.14%，为应完成的 119.67%" in indicator.why.line()
    assert "60% is reached and 50.14% is due: 119.67% of it" in indicator.why.line("en")
    assert execution.to_dict() == {
        "key": "P01X",
        "name": "预算执行",
        "kind": "cumulative",
        "expected": "0.50137",
        "reached": "0.2",
        "lamp": "red",
    }
    assert monitor(score(Department(projects=[project]), {}), MID, year=2023)[0].lamp is Lamp.GREY
    assert [lamp.label for lamp in Lamp] == ["超前", "正常", "偏慢", "滞后", "未定"]


def test_days_of_the_year():
    assert elapsed_share(date(2024, 12, 31), 2024) == elapsed_share(date(2026, 1, 1), 2024) == 1
    with pytest.raises(ValueRangeError, match="早于预算年度"):
        elapsed_share(date(2022, 12, 31), 2023)


OWN = """id = "own"
title = "自定"
jurisdiction = "某市"
year = 2023
extends = "vendor-generic"
[monitoring]
"""


@pytest.mark.parametrize(
    ("setting", "target", "actual", "as_of", "lamp"),
    [
        ("", "≥1000家", "599家", date(2023, 6, 15), "green"),
        ("", "≥1000家", "600家", date(2023, 6, 15), "blue"),
        ("", "≥1000家", "1000家", date(2023, 12, 31), "green"),
        ("", "≥1000家", "1200家", date(2023, 12, 31), "blue"),
        ("", "≥1000家", "299家", date(2023, 6, 15), "red"),
        ("", "≥-5万元", "-1万元", date(2023, 6, 15), "green"),
        ("", "≥95%", "95%", MID, "green"),
        ("", "≥95%", "94%", MID, "red"),
        ("", "＜3件", "3件", MID, "red"),
        ("", "＞95%", "95%", MID, "red"),
        ('strict = "as_scored"', "＜3件", "3件", MID, "green"),
        ('ceilings = "proportional"', "≤100万元", "90万元", MID, "yellow"),
        ('ceilings = "proportional"', "≤100万元", "30万元", MID, "green"),
        ('others = "all_lamps"', "≥95%", "94%", MID, "green"),
        ('others = "all_lamps"', "≥95%", "70%", MID, "yellow"),
        ('ahead = "never"', "≥1000家", "1200家", MID, "green"),
    ],
)
def test_lamps_are_the_policys(setting, target, actual, as_of, lamp, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN + setting, "utf-8")
    found = indicator_progress(evaluate(target, actual, year=2023, policy=file), as_of, year=2023)
    assert found.lamp == Lamp(lamp), found.explain()


@pytest.mark.parametrize(
    ("executed", "as_of", "lamp"),
    [
        (24, date(2025, 4, 30), "red"),
        (25, date(2025, 4, 30), "green"),
        (27, date(2025, 4, 29), "yellow"),
        (60, date(2025, 9, 1), "green"),
        (59, date(2025, 9, 1), "red"),
        (80, date(2026, 1, 1), "green"),
        (None, date(2025, 9, 1), "grey"),
    ],
)
def test_warnings_of_the_execution_by_month(executed, as_of, lamp):
    given = Actual(budget=100, executed=executed)
    done = score_execution(given, Funding(), load("sichuan-2025"))
    assert execution_progress(done, as_of, year=2025).lamp == Lamp(lamp)


@pytest.mark.parametrize(
    ("name", "target", "actual", "kind", "lamp"),
    [
        ("人均受训次数", "≥10次", "10次", "rate", "green"),
        ("床位保有量", "≥100张", "60张", "rate", "red"),
        ("投诉次数", "5次", "6次", "rate", "red"),
        ("投诉次数", "5次", "5次", "rate", "green"),
        ("设备费", "50万元", "40万元", "rate", "green"),
        ("培训人次", "50人次", "26人次", "cumulative", "green"),
    ],
)
def test_levels_and_ceilings_are_held_against_the_target_itself(name, target, actual, kind, lamp):
    found = indicator_progress(evaluate(target, actual, name=name), MID, year=2023)
    assert (found.kind, found.lamp) == (Kind(kind), Lamp(lamp))


def test_a_lamp_is_derived_and_counted():
    targets = (("企业数", "≥1000家"), ("满意度", "≥95%"), ("完成时间", "2023年5月31日前"))
    rows = [Indicator(name=name, category="output", target=target) for name, target in targets]
    scores = score(
        Department(name="部门", projects=[Project(name="项目", indicators=rows)]),
        {"P01I1": "450家", "P01I2": "96%", "P01I3": "2023-05-20"},
    )
    found = monitor(scores, MID, year=2023)
    assert [item.lamp for item in found] == [Lamp.GREY, Lamp.YELLOW, Lamp.GREEN, Lamp.GREEN]
    assert {lamp: count for lamp, count in counts_of(found).items() if count} == {Lamp.GREEN: 2, Lamp.YELLOW: 1, Lamp.GREY: 1}
    told = [item.explanation.text() for item in found]
    assert "尚无法判断" in told[0]
    assert "为应完成的 89.75%；不到 80% 为滞后，不到 100% 为偏慢：偏慢" in told[1]
    assert "不随时间累计" in told[2]
    assert "时限" in told[3]
    assert Progress("P01I1", "数", Kind.RATE, None, None, Lamp.GREY).explanation.children == ()


@pytest.mark.parametrize(
    ("subcategory", "policy", "lamp"),
    [("quality", "vendor-generic", "red"), ("quantity", "vendor-generic", "green"), ("quality", "mof-2020-10", "yellow")],
)
def test_rows_of_quality_hold_at_any_time_where_the_policy_says_so(subcategory, policy, lamp):
    row = {"name": "优质工程数", "target": "≥10个", "actual": "5个", "category": "output", "subcategory": subcategory}
    one = {"name": "甲", "indicators": [row]}
    department = Department.model_validate({"year": 2023, "projects": [one], "indicators": [row]})
    done = score(department, actuals_of(department), policy=policy, rollup="own_table")
    found = {item.key: item.lamp for item in monitor(done, date(2023, 7, 2), year=2023, department=department)}
    assert {found["P01I1"], found["DI1"]} == {Lamp(lamp)}
