"""Lists of projects on a sheet of their own: joined by code or name, and nothing of them dropped in silence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest

import perfrules
from perfrules.errors import TableError
from perfrules.model import Amounts, Reading

ROWS = (
    ("项目编号", "一级指标", "三级指标", "年度指标值", "实际完成值"),
    ("X01", "产出指标", "养护里程", "≥120公里", "130公里"),
    ("", "效益指标", "投诉率", "≤2%", "1%"),
    ("X02", "产出指标", "培训人数", "≥300人", "280人"),
)
LIST = (
    ("2024年项目清单",),
    ("序号", "项目编号", "项目名称", "主管部门", "全年预算数（万元）", "全年执行数（万元）", "调整次数"),
    (1, "X01", "道路养护项目", "市交通局", 120, 100, 2),
    (2, "X02", "农民培训项目", "市农业局", 80, 80),
)


def reading_of(*sheets: Sequence[Sequence[object]]) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return perfrules.read(data.getvalue())


def said(reading: Reading) -> list[tuple[str, int | None]]:
    return [(found.code, found.location.row) for found in reading.findings if found.code not in ("IN002", "IN025")]


@pytest.mark.parametrize("sheets", [(LIST, ROWS), (ROWS, LIST)])
def test_a_list_is_joined_by_its_codes(sheets: tuple[Sequence[Sequence[object]], ...]) -> None:
    reading = reading_of(*sheets)
    first, second = reading.department.projects
    assert [(one.name, one.code, one.department, len(one.indicators)) for one in (first, second)] == [
        ("道路养护项目", "X01", "市交通局", 2),
        ("农民培训项目", "X02", "市农业局", 1),
    ]
    assert first.funding.total == Amounts(adjusted=Decimal(120), executed=Decimal(100))
    assert reading.department.unit == "万元"
    assert [found.params for found in reading.findings if found.code in ("IN029", "IN070")] == [
        {"fields": "序号"},
        {"heading": "调整次数", "values": "2", "guess": "请核对是否影响评分", "guess_en": "does a score hang on it?"},
    ]


def test_what_is_joined_to_nothing_is_said() -> None:
    reading = reading_of((*LIST, (3, "X03", "没有指标的项目"), ("合计",)), ROWS)
    assert said(reading)[:4] == [("IN029", 2), ("IN070", 2), ("IN085", 5), ("IN029", 6)]


def test_a_list_is_joined_by_names_where_it_has_no_codes() -> None:
    named = (("项目名称", "一级指标", "三级指标", "年度指标值"), ("甲", "产出指标", "里程", "≥5公里"))
    reading = reading_of(named, (("项目名称", "全年预算数", "全年执行数"), ("甲", 120, 100)))
    assert reading.department.projects[0].funding.total == Amounts(adjusted=Decimal(120), executed=Decimal(100))


def test_a_list_of_other_projects_stays_unread() -> None:
    other = (("项目编号", "项目名称", "预算数"), ("Y09", "别的", 5))
    reading = reading_of(ROWS, other)
    assert [project.name for project in reading.department.projects] == ["X01", "X02"]
    assert "IN003" in [found.code for found in reading.findings]


def test_a_list_without_a_key_in_common_stays_unread() -> None:
    reading = reading_of((("三级指标", "年度指标值", "一级指标"), ("里程", "≥5公里", "产出指标")), LIST)
    assert "IN003" in [found.code for found in reading.findings]


def test_a_list_says_nothing_that_the_indicators_say_themselves() -> None:
    named = (("项目编号", "项目名称", "三级指标", "年度指标值", "一级指标"), ("X01", "甲", "里程", "≥5公里", "产出指标"))
    reading = reading_of(named, (("项目编号", "项目名称"), ("X01", "乙")))
    assert [project.name for project in reading.department.projects] == ["甲"]


def test_a_list_alone_is_no_table() -> None:
    with pytest.raises(TableError):
        reading_of(LIST, LIST)
    with pytest.raises(TableError):
        reading_of((("项目编号", "项目名称"),), (("项目编号", "项目名称"), ("项目编号", "项目名称")))
