from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from perfrules import parse
from perfrules.comparators import AtLeast, Exactly, Qualitative
from perfrules.model import Amounts, Category, Department, Funding, Indicator, Project
from perfrules.quantities import Quantity
from perfrules.report.template import csv_template, headings, needed, rows
from perfrules.scoring.policies import load
from perfrules.text import Span
from perfrules.wording import Criterion, Target


@pytest.fixture
def department() -> Department:
    single = Target("≥3家", (Criterion(AtLeast(Quantity(3, "家")), "≥3家", Span(0, 3), operator="≥"),))
    double = Target(
        "参会20人；进一步提高",
        (
            Criterion(AtLeast(Quantity(20, "人")), "参会20人", Span(0, 5), subject="参会", operator="≥"),
            Criterion(Qualitative("进一步提高"), "进一步提高", Span(6, 11)),
        ),
    )
    indicators = (
        Indicator(number="1", category=Category.OUTPUT, name="=甲", target=single),
        Indicator(name="乙", target=double),
        Indicator(name="丙", target=double, actual="20人，已提高", deviation_reason="无"),
        Indicator(name="丁", target=Target("")),
    )
    funding = Funding(total=Amounts(initial="10", adjusted="12.50", executed="12"))
    return Department(unit="万元", projects=(Project(name="一", funding=funding, indicators=indicators), Project(name="二")))


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_rows(department: Department) -> None:
    found = table(csv_template(department))
    assert list(found[0]) == headings("万元", needed(department))
    assert "达成比例" in found[0]
    assert "基期值" not in found[0]
    assert [row["编号"] for row in found] == ["P01X", "P01I1", "P01I2C1", "P01I2C2", "P01I3", "P01I4", "P02X"]
    assert [row["考核条件"] for row in found[1:6]] == ["≥3家", "参会 ≥20人", "定性：进一步提高", "参会 ≥20人；定性：进一步提高", ""]
    assert [row["指标类别"] for row in found[:3]] == ["预算执行", "产出指标", ""]


def test_what_the_form_has_already_is_filled_in(department: Department) -> None:
    found = {row["编号"]: row for row in table(csv_template(department))}
    assert (found["P01X"]["全年预算数（万元）"], found["P01X"]["全年执行数（万元）"]) == ("12.5", "12")
    assert (found["P01I3"]["实际完成值"], found["P01I3"]["偏差原因"]) == ("20人，已提高", "无")
    assert found["P02X"]["全年预算数（万元）"] == ""


def test_formulas_are_neutralised(department: Department) -> None:
    assert table(csv_template(department))[1]["绩效指标"] == "'=甲"


def test_amounts_of_a_plain_total_are_not_guessed() -> None:
    department = Department(projects=(Project(name="一", funding=Funding(total=Decimal(5))),))
    assert next(rows(department)).budget == ""
    assert headings(None, ("project", "budget")) == ["项目", "全年预算数"]


def test_the_departments_own_indicators_have_their_keys(department: Department) -> None:
    own = department.model_copy(update={"name": "局", "indicators": department.projects[0].indicators[:2], "projects": ()})
    assert [(row.project, row.key) for row in rows(own)] == [("局", "DI1"), ("局", "DI2C1"), ("局", "DI2C2"), ("局", "DX")]


def test_a_bare_number_stays_bare() -> None:
    bare = Target("15", (Criterion(Exactly(Quantity(15)), "15", Span(0, 2)),))
    written = Target("=15", (Criterion(Exactly(Quantity(15)), "=15", Span(0, 3), operator="="),))
    department = Department(
        projects=(Project(name="一", indicators=(Indicator(name="甲", target=bare), Indicator(name="乙", target=written))),)
    )
    assert [row.criterion for row in rows(department)][1:] == ["15", "=15"]


@pytest.mark.parametrize(
    ("target", "asks"),
    [
        ("≥5万册", "填：万册"),
        ("≥95%", "填：%"),
        ("3-5家", "填：家"),
        ("≥3", "填：数值"),
        ("15", "填：数值"),
        ("2023年6月30日前", "填：日期，如 2023-06-30"),
        ("前3名", "填：名次，如 第3名"),
        ("同比增长5%", "填：变化，如 增长5%；或填数值，另填基期值"),
        ("进一步提高", "填：达成、部分达成、未达成"),
        ("", "填：实际完成情况"),
    ],
)
def test_what_is_to_be_filled_in_is_said(target: str, asks: str) -> None:
    department = Department(projects=(Project(name="一", indicators=(Indicator(name="甲", target=parse(target)),)),))
    assert [row.expected for row in rows(department)][1:] == [asks]


def test_what_several_criteria_in_one_cell_ask_for(department: Department) -> None:
    assert [row.expected for row in rows(department)] == [
        "填：万元",
        "填：家",
        "填：人",
        "填：达成、部分达成、未达成",
        "填：人；达成、部分达成、未达成",
        "填：实际完成情况",
        "填：万元",
    ]


@pytest.mark.parametrize(
    ("category", "name", "target", "asked"),
    [
        ("产出指标", "培训场次", "15场", "填：场（没有写比较词，按至少计）"),
        ("成本指标", "人均成本", "200元", "填：元（没有写比较词，按至多计）"),
        ("产出指标", "事故起数", "=3起", "填：起（写的是“=”，按至多计）"),
        ("产出指标", "培训场次", "=15场", "填：场"),
        ("产出指标", "培训场次", "≥15场", "填：场"),
        ("产出指标", "公用经费控制率", "90%", "填：%（没有写比较词，多好还是少好不明）"),
    ],
)
def test_a_number_without_operator_says_how_it_will_be_taken(category, name, target, asked):
    indicator = Indicator(name=name, category=category, target=target)
    department = Department(projects=(Project(name="甲", indicators=(indicator,)),))
    assert [row.expected for row in rows(department, load())][1] == asked
    assert "计" not in [row.expected for row in rows(department)][1]
