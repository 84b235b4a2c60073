"""A header below the first one: the same at a page break, or with other columns, by which the rows beneath are read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import project_of

from perfrules.model import Indicator

TOP = "2023年度项目支出绩效自评表\n项目名称|桥梁养护\n"
CLASSES = "一级指标|三级指标"
HEAD = f"{CLASSES}|年度指标值|实际完成值|分值|得分|偏差原因"


def _brief(indicator: Indicator) -> tuple[str, str | None, int, int, str | None]:
    points = (int(indicator.weight or 0), int(indicator.points or 0))
    return (indicator.target.text, str(indicator.actual) if indicator.actual else None, *points, indicator.deviation_reason)


@pytest.mark.parametrize(
    ("again", "row", "wanted", "said"),
    [
        (HEAD, "≤1%|0.5%|40|38|雪", ("≤1%", "0.5%", 40, 38, "雪"), {"IN005"}),
        (f"{CLASSES}|年度指标值|实际完成值|得分|分值|偏差原因", "≤1%|0.5%|38|40|雪", ("≤1%", "0.5%", 40, 38, "雪"), {"IN091"}),
        (f"{CLASSES}|实际完成值|年度指标值|分值|得分|偏差原因", "0.5%|≤1%|40|38|雪", ("≤1%", "0.5%", 40, 38, "雪"), {"IN091"}),
        (f"{CLASSES}|年度指标值|本年完成值|评定得分|分值|原因", "≤1%|0.5%|38|40|雪", ("≤1%", "0.5%", 40, 38, "雪"), {"IN091", "IN081"}),
        (
            f"{CLASSES}|年度指标值|上年完成值|分值|得分|责任科室",
            "≤1%|0.5%|40|38|办公室",
            ("≤1%", None, 40, 38, None),
            {"IN091", "IN070", "IN029"},
        ),
        (f"{CLASSES}|年度指标值|本年完成值|分值|得分|", "≤1%|0.5%|40|38|雪", ("≤1%", "0.5%", 40, 38, "雪"), {"IN005", "IN081"}),
        (f"{CLASSES}|指标值||实际完成值|分值|得分\n||计划|调整||", "≤2%|≤1%|0.5%|40|38", ("≤1%", "0.5%", 40, 38, None), {"IN091", "IN080"}),
    ],
)
def test_rows_beneath_another_header_of_a_form_are_read_by_it(
    again: str, row: str, wanted: tuple[object, ...], said: set[str], tmp_path: Path
) -> None:
    text = f"{TOP}{HEAD}\n产出指标|养护桥梁|≥50座|52座|50|49|雨\n{again}\n效益指标|事故率|{row}\n{again}\n效益指标|故障率|{row}\n"
    reading = reading_of(text, tmp_path)
    first, *others = project_of(reading).indicators
    assert _brief(first) == ("≥50座", "52座", 50, 49, "雨")
    assert [_brief(other) for other in others] == [wanted, wanted]
    assert {"IN005", *said} == set(codes(reading)) & {"IN005", "IN091", "IN070", "IN029", "IN080", "IN081"}


LIST = "项目名称|预算数|执行数|指标名称|指标值|实际完成值|分值|得分"
TURNED = "项目名称|执行数|预算数|指标名称|指标值|实际完成值|分值|得分"


@pytest.mark.parametrize(
    ("caption", "heads", "wanted"),
    [
        ("单位：万元", (LIST, TURNED), ["万元", (100, 90), (200, 180)]),
        ("单位：万元", (LIST, TURNED.replace("执行数", "执行率")), ["万元", (100, 90), (200, None)]),
        ("", (LIST.replace("数", "数（万元）"), TURNED.replace("执行数", "执行数（元）")), ["万元", (100, 90), (200, Decimal("0.018"))]),
        ("单位：元", (LIST, TURNED.replace("预算数", "预算数（万元）")), ["元", (100, 90), (2_000_000, 180)]),
    ],
)
def test_amounts_beneath_another_header_of_a_list_are_read_by_it(
    caption: str, heads: tuple[str, str], wanted: list[object], tmp_path: Path
) -> None:
    rows = "甲|100|90|培训人数|≥50人|60人|100|98", "甲|90|100|检查人数|≥50人|60人|0|0", "乙|180|200|检查次数|≥5次|6次|100|99"
    text = "\n".join(("2023年度绩效自评汇总表", caption, heads[0], rows[0], heads[1], *rows[1 if wanted[2] == (200, 180) else 2 :], ""))
    reading = reading_of(text, tmp_path)
    amounts = [(project.funding.total.adjusted, project.funding.total.executed) for project in reading.department.projects]  # type: ignore[union-attr]
    assert [reading.department.unit, *amounts] == wanted
    assert "IN091" in codes(reading)
    assert "IN034" not in codes(reading)


def test_rows_beneath_another_header_of_two_rows_of_a_list_are_read_by_it(tmp_path: Path) -> None:
    again = "项目名称|指标名称|指标值||实际完成值|分值|得分\n||计划|调整|||"
    text = f"2023年度绩效自评汇总表\n项目名称|指标名称|指标值|实际完成值|分值|得分|备注\n甲|培训人数|≥50人|60人|100|98|\n{again}\n乙|检查次数|≥6次|≥5次|6次|100|99\n"
    reading = reading_of(text, tmp_path)
    assert [project.name for project in reading.department.projects] == ["甲", "乙"]
    assert _brief(reading.department.projects[1].indicators[0]) == ("≥5次", "6次", 100, 99, None)
    assert "IN091" in codes(reading)


def test_amounts_above_the_first_header_with_a_unit_are_of_unknown_unit(tmp_path: Path) -> None:
    heads = LIST, TURNED.replace("数", "数（万元）")
    text = "\n".join((heads[0], "甲|100|90|培训人数|≥50人|60人|100|98", heads[1], "乙|180|200|检查次数|≥5次|6次|100|99", ""))
    reading = reading_of(text, tmp_path)
    assert [item.params["what"] for item in reading.findings if item.code == "IN074"] == ["“甲”的资金"]
    assert reading.department.projects[1].funding.budget == 200


@pytest.mark.parametrize(
    "survey",
    [
        "满意度调查|非常满意|满意|不满意|合计|满意率|\n服务态度|30|10|1|46|97.8%|\n办事效率|30|10|1|46|97.8%|\n",
        "一级指标|调查题目|选项|人数|分值|得分|备注\n满意度|对路面是否满意|满意|52|5|5|\n",
    ],
)
def test_a_survey_below_the_indicators_is_named_and_not_read(survey: str, tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{HEAD}\n产出指标|养护桥梁|≥50座|52座|50|49|雨\n{survey}", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["养护桥梁"]
    cells = {cell for row in survey.split("\n") for cell in row.split("|") if cell}
    assert {item.params["excerpt"] for item in reading.findings if item.code == "IN004"} == cells


@pytest.mark.parametrize(
    "row", ["产出指标|路面整治|完成|完成|不计分|不评分|", "|路面整治|完成|完成|不计分|不评分|", "其他指标|路面整治|完成|完成|—|—|"]
)
def test_an_indicator_in_words_heads_no_table(row: str, tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{HEAD}\n产出指标|养护桥梁|≥50座|52座|50|49|雨\n{row}\n", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["养护桥梁", "路面整治"]
