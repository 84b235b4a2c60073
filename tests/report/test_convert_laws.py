"""A department written as csv or xlsx and read back is the department: nothing that its JSON holds is lost."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfrules
from perfrules.findings import Location
from perfrules.model import Amounts, Category, Department, Execution, Funding, Indicator, Project, Scored, Subcategory
from perfrules.report.convert import csv_table, json_text
from perfrules.report.workbooks import xlsx_table
from perfrules.testing.strategies import targets
from perfrules.text import Span
from perfrules.wording import Target, parse

TEXTS = st.one_of(
    st.sampled_from(["甲", "", " 甲 ", "一\n二", "a\r\nb", "a\rb", '"引"', "'引", "''", "=1+1", "—", "-", "1.50", "3-5", "_x0041_", "★甲", "指标1：甲", "甲,乙\t丙|丁",
                     "\ufeff甲", "\x00\x0b", "2023-01-01", "合计", "nan"]),
    st.text(max_size=12),
)  # fmt: skip
MAYBE = st.none() | TEXTS
AMOUNTS = st.none() | st.decimals(0, 10**9, places=3, allow_nan=False)
MONEY = st.one_of(AMOUNTS, st.builds(Amounts, initial=AMOUNTS, adjusted=AMOUNTS, executed=AMOUNTS))
PLACED = st.builds(Location, file=st.just("甲.xlsx"), sheet=MAYBE, row=st.integers(1, 99), span=st.none() | st.just(Span(1, 3)))
PLACES = st.none() | PLACED
FUNDING = st.builds(Funding, total=MONEY, appropriation=MONEY, special_account=MONEY, carry_over=MONEY, other=MONEY, unit=MAYBE)
LOCATION = st.dictionaries(st.sampled_from(["funding", "total"]), PLACED, max_size=2)
SCORED = st.none() | st.builds(Scored, weight=AMOUNTS, points=AMOUNTS)
EXECUTION = st.none() | st.builds(Execution, weight=AMOUNTS, points=AMOUNTS, rate=AMOUNTS)
YEARS = st.none() | st.integers(1990, 2050)
INDICATORS = st.lists(
    st.builds(
        Indicator,
        number=MAYBE, category=st.none() | st.sampled_from(Category), subcategory=st.none() | st.sampled_from(Subcategory), name=TEXTS,
        target=st.one_of(targets(), TEXTS.map(parse), st.just(Target(""))), actual=MAYBE, weight=AMOUNTS, points=AMOUNTS,
        deviation_reason=MAYBE, note=MAYBE, place=PLACES,
    ),
    max_size=3,
).map(tuple)  # fmt: skip
PROJECTS = st.lists(
    st.builds(
        Project,
        name=TEXTS, code=MAYBE, department=MAYBE, implementing_unit=MAYBE, year=YEARS, start=MAYBE, end=MAYBE, funding=FUNDING,
        execution=EXECUTION, objective=MAYBE, objective_actual=MAYBE, indicators=INDICATORS, total=SCORED, place=PLACES, location=LOCATION,
    ),
    max_size=3,
).map(tuple)  # fmt: skip
DEPARTMENTS = st.builds(
    Department,
    name=MAYBE, unit=MAYBE, year=YEARS, as_of=st.none() | st.dates(), funding=FUNDING, execution=EXECUTION, objective=MAYBE,
    objective_actual=MAYBE, indicators=INDICATORS, total=SCORED, projects=PROJECTS, location=LOCATION,
).filter(lambda department: department.projects or department.indicators)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(DEPARTMENTS)
def test_csv_reads_back_to_the_same_department(department: Department) -> None:
    reading = perfrules.read(csv_table(department), name="a.csv")
    assert json_text(reading.department) == json_text(department)


@settings(deadline=None, max_examples=15)
@given(DEPARTMENTS)
def test_xlsx_reads_back_to_the_same_department(department: Department) -> None:
    reading = perfrules.read(xlsx_table(department), name="a.xlsx")
    assert json_text(reading.department) == json_text(department)


def test_a_department_that_says_nothing_has_its_row() -> None:
    assert csv_table(Department(name="局")).decode("utf-8-sig").splitlines()[1].startswith("D,")


def sample() -> Department:
    one = Indicator(name="场次", target=parse("≥3场"), weight=Decimal(10))
    return Department(name="局", projects=(Project(name="甲", indicators=(one, one)), Project(name="甲", indicators=(one,))))


def test_rows_in_another_order_and_rows_that_cannot_be_followed() -> None:
    lines = csv_table(sample()).decode("utf-8-sig").split("\r\n")
    head, first, second, third = lines[:4]
    blank = "," * head.count(",")
    odd = third.replace("P02I1", "P2?")
    wrong = third.replace("P02I1", "P02I2").replace("甲,,,,,场次", "甲,,,无此类别,,场次")
    reading = perfrules.read(f"{head}\r\n{blank}\r\n{third}\r\n{first}\r\n{odd}\r\n{second}\r\n{wrong}\r\n".encode(), name="a.csv")
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [("甲", 1), ("甲", 2)]
    assert [found.code for found in reading.findings if found.code != "IN002"] == ["IN040", "IN033"]
    assert reading.is_partial


@pytest.mark.parametrize("cut", ["编号", "条件序号"])
def test_without_its_keys_it_is_a_plain_table(cut: str) -> None:
    reading = perfrules.read(csv_table(sample()).decode("utf-8-sig").replace(cut, "某列", 1).encode(), name="a.csv")
    assert [project.name for project in reading.department.projects] == ["甲"]


def test_a_workbook_has_amounts_and_points_as_numbers_where_it_holds_them_exactly() -> None:
    amounts = Funding(total=Amounts(initial=Decimal("26000.5"), adjusted=Decimal("12345678901234.56")))
    one = Indicator(name="场次", target=parse("≥3场"), weight=Decimal(10))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table(Department(projects=(Project(name="甲", funding=amounts, indicators=(one,)),)))))
    head, row = book.active.iter_rows(values_only=True)
    cells = dict(zip(head, row, strict=True))
    assert [cells[title] for title in ("分值", "数值", "资金总额年初预算数", "资金总额全年预算数")] == [10, 3, 26000.5, "12345678901234.56"]
