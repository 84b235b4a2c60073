from datetime import date
from fractions import Fraction

import pytest

from perfrules import Actual, Department, Indicator, Project, evaluate, score
from perfrules.errors import ValueRangeError
from perfrules.scoring.monitoring import Kind, Lamp, elapsed_share, indicator_progress, monitor

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
        ("≤100万元", "30万元", MID, "cumulative", "green"),
        ("≤100万元", "90万元", MID, "cumulative", "yellow"),
        ("≤100万元", "110万元", MID, "cumulative", "red"),
        ("≤3起", "0起", MID, "cumulative", "green"),
        ("约5人", "5人", MID, "rate", "green"),
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


def test_a_department_at_mid_year():
    project = Project(name="项目", indicators=[Indicator(name="企业数", category="output", target="≥1000家")])
    scores = score(Department(name="部门", projects=[project]), {"P01I1": "600家", "P01X": Actual(budget=100, executed=20)})
    execution, indicator = monitor(scores, MID, year=2023)
    assert (execution.lamp, indicator.lamp) == (Lamp.RED, Lamp.GREEN)
    assert indicator.expected == Fraction(183, 365)
    assert indicator.explain() == "P01I1 企业数：累计，应完成 50.14%，已完成 60%，正常"
    assert indicator.explain("en") == "P01I1 企业数: cumulative, 50.14% expected, 60% reached: green"
    assert execution.to_dict() == {
        "key": "P01X",
        "name": "预算执行",
        "kind": "cumulative",
        "expected": "0.50137",
        "reached": "0.2",
        "lamp": "red",
    }
    assert monitor(score(Department(projects=[project]), {}), MID, year=2023)[0].lamp is Lamp.GREY
    assert [lamp.label for lamp in Lamp] == ["正常", "偏慢", "滞后", "未定"]


def test_days_of_the_year():
    assert elapsed_share(date(2024, 12, 31), 2024) == elapsed_share(date(2026, 1, 1), 2024) == 1
    with pytest.raises(ValueRangeError, match="早于预算年度"):
        elapsed_share(date(2022, 12, 31), 2023)
