from __future__ import annotations

import csv
import io
import json

import pytest

from perfrules import read
from perfrules.comparators import AtLeast, Between, Change, Deadline, Trend
from perfrules.findings import Location
from perfrules.model import Category, Department, Indicator, Project, Subcategory
from perfrules.quantities import Quantity
from perfrules.report import escapes
from perfrules.report.convert import csv_table, json_pieces, json_text
from perfrules.tables.exchange import HEADER
from perfrules.text import Span
from perfrules.wording import Criterion, Target


def criterion(comparator: object, text: str) -> Criterion:
    return Criterion(comparator, text, Span(0, len(text)))  # type: ignore[arg-type]


def department() -> Department:
    target = Target(
        "x",
        (
            criterion(AtLeast(Quantity(3, "家")), "≥3家"),
            criterion(Between(Quantity(80, "%"), Quantity(90, "%")), "80%-90%"),
            criterion(Change(Trend.INCREASE, AtLeast(Quantity(5, "%"))), "增长5%以上"),
            criterion(Deadline("<=", "2023-12-31"), "2023年12月底前"),
        ),
    )
    first = Indicator(
        number="1", category=Category.OUTPUT, subcategory=Subcategory.QUANTITY, name="甲", target=target, weight="10", points="9.50",
        place=Location(file="a.xlsx", sheet="表", cell="D5"),
    )  # fmt: skip
    return Department(name="局", projects=(Project(name="一", code="007", indicators=(first, Indicator(name="乙", target=Target("")))),))


def test_the_pieces_of_json_are_the_json_of_the_whole() -> None:
    breaks = Project(name="换行\u2028\x85\n\x0b", indicators=department().projects[0].indicators)
    for projects in ((), (breaks,), (breaks, *department().projects)):
        whole = department().model_copy(update={"name": '"projects": []', "projects": projects})
        text = json_text(whole)
        assert text == escapes.json_text(whole.model_dump(mode="json"), indent=2) + "\n"
        assert json.loads(text) == whole.model_dump(mode="json")
        assert len(list(json_pieces(whole))) == 2 + len(projects)


def test_the_departments_own_indicators_have_their_rows() -> None:
    own = Department(name="局", indicators=department().projects[0].indicators)
    rows = list(csv.reader(io.StringIO(csv_table(own).decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [["DI1", "局"]] * 4 + [["DI2", "局"]]


def test_json_reads_back_to_the_same_department() -> None:
    text = json_text(department())
    assert text.endswith("}\n")
    assert Department.model_validate(json.loads(text) | {"projects": []}).name == "局"
    assert json.loads(text)["projects"][0]["indicators"][0]["points"] == "9.5"


def test_json_escapes_lone_surrogates() -> None:
    text = json_text(Department(name="局\ud800"))
    assert "\\ud800" in text
    assert json.loads(text)["name"] == "局\ud800"


def test_one_criterion_a_row() -> None:
    rows = list(csv.reader(io.StringIO(csv_table(department()).decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADER
    found = [dict(zip(HEADER, row, strict=True)) for row in rows[1:]]
    assert [row["编号"] for row in found] == ["P01I1"] * 4 + ["P01I2"]
    assert [row["类型"] for row in found] == ["bound", "range", "change", "deadline", ""]
    assert [row["数值"] for row in found] == ["3", "", "5", "'2023-12-31", ""]
    assert (found[1]["下限"], found[1]["上限"]) == ("80", "90")
    assert (found[0]["项目代码"], found[0]["得分"], found[0]["位置"]) == ("'007", "9.5", "a.xlsx:表!D5")
    assert found[4]["条件序号"] == ""


@pytest.mark.parametrize(
    ("title", "written", "kept"),
    [
        ("项目位置数据", '{"file": ', ["甲", "乙"]),
        ("项目位置数据", "甲.csv", ["甲", "乙"]),
        ("项目位置数据", "[" * 5_000, ["甲", "乙"]),
        ("本部门年度", "万元", ["甲", "乙"]),
        ("项目", '"一', ["甲", "乙"]),
        ("读法数据", '{"text": 5}', ["乙"]),
        ("读法数据", "[" * 5_000, ["乙"]),
    ],
)
def test_what_somebody_has_changed_by_hand_is_said_and_the_rest_is_read(title: str, written: str, kept: list[str]):
    rows = list(csv.DictReader(io.StringIO(csv_table(department()).decode("utf-8-sig"))))
    assert title in rows[0]
    rows[0][title] = written
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    found = read(stream.getvalue().encode(), name="表.csv")
    assert [indicator.name for project in found.department.projects for indicator in project.indicators] == kept
    assert "IN033" in {remark.code for remark in found.findings}
