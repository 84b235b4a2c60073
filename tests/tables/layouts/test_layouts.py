"""Forms made by other people's layouts: what each part of them becomes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.tables.written import csv

import perfrules
from perfrules.errors import SettingsError, TableError
from perfrules.model import Amounts, Category, Reading, Subcategory

NATIONAL = """\
项目支出绩效自评表
（2023年度）
项目名称||科普活动经费
项目编码||P-007
主管部门||市科技局|||实施单位||市科普中心
项目资金（万元）|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
||年度资金总额|100|120.50|118.5|10|98.34%|9.83
||其中：当年财政拨款|100|120.50|118.5|—|—|—
||上年结转资金|||||—|—
||其他资金|0|0|0|—|—|—
年度总体目标|预期目标||||实际完成情况
|开展科普活动20场。||||完成22场。
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|科普活动场次|≥20场|22场|20|20|
|||★科普作品数|≥50部|45部|10|9|征集周期较短
||质量指标|指标1：活动合格率|95%|96%|10|10|
||时效指标|完成时间|2023年12月底前|2023年11月|10|10|
|效益指标|社会效益指标|科普影响力|进一步提高|达成|30|28|
|||其中：媒体报道|≥10篇|12篇|||
||可持续影响指标|指标1：||||||
|||……
|满意度指标|服务对象满意度指标|参与者满意度|≥90%|93%|10|10|
总分||||||100|96.83
注：得分四舍五入。
"""


def reading_of(table: str, tmp_path: Path, **columns: tuple[str, ...]) -> Reading:
    path = tmp_path / "自评.csv"
    path.write_bytes(csv([line.split("|") for line in table.splitlines()]))
    return perfrules.read(path, columns=columns)


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.findings]


def test_the_head_of_the_national_form(tmp_path: Path) -> None:
    reading = reading_of(NATIONAL, tmp_path)
    (project,) = reading.department.projects
    assert (project.name, project.code, project.department, project.implementing_unit) == (
        "科普活动经费",
        "P-007",
        "市科技局",
        "市科普中心",
    )
    assert (project.year, reading.department.year, reading.department.unit, reading.department.name) == (2023, 2023, "万元", "市科技局")
    assert (project.objective, project.objective_actual) == ("开展科普活动20场。", "完成22场。")
    assert project.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal("120.5"), executed=Decimal("118.5"))
    assert project.funding.other == Amounts(initial=Decimal(0), adjusted=Decimal(0), executed=Decimal(0))
    assert project.funding.carry_over is None
    assert project.funding.special_account is None
    assert project.execution is not None
    assert (project.execution.weight, project.execution.rate, project.execution.points) == (10, Decimal("98.34"), Decimal("9.83"))
    assert project.total is not None
    assert (project.total.weight, project.total.points) == (100, Decimal("96.83"))


def test_the_indicators_of_the_national_form(tmp_path: Path) -> None:
    (project,) = reading_of(NATIONAL, tmp_path).department.projects
    found = [
        (item.category, item.subcategory, item.name, item.target.text, item.actual, item.weight, item.points) for item in project.indicators
    ]
    output, benefit = Category.OUTPUT, Category.BENEFIT
    assert found == [
        (output, Subcategory.QUANTITY, "科普活动场次", "≥20场", "22场", 20, 20),
        (output, Subcategory.QUANTITY, "科普作品数", "≥50部", "45部", 10, 9),
        (output, Subcategory.QUALITY, "活动合格率", "95%", "96%", 10, 10),
        (output, Subcategory.TIMELINESS, "完成时间", "2023年12月底前", "2023年11月", 10, 10),
        (benefit, Subcategory.SOCIAL, "科普影响力", "进一步提高", "达成", 30, 28),
        (benefit, Subcategory.SOCIAL, "其中：媒体报道", "≥10篇", "12篇", None, None),
        (Category.SATISFACTION, Subcategory.SATISFACTION, "参与者满意度", "≥90%", "93%", 10, 10),
    ]
    assert [item.deviation_reason for item in project.indicators][1] == "征集周期较短"
    assert [item.number for item in project.indicators][2] == "1"


def test_nothing_of_the_national_form_is_lost(tmp_path: Path) -> None:
    assert codes(reading_of(NATIONAL, tmp_path)) == ["IN002", "IN018", "IN025", "IN025"]


VARIANT = """\
2023年度项目绩效自评表
项目名称：信息化运维||项目编码|P-01
主管部门|市科技局|项目单位|信息中心
项目资金（元）|资金来源|年初预算数|全年预算数|全年执行数|分值|执行率|得分
|资金总额|193|193|190|10|98.45%|9.85
年度绩效目标|保障系统稳定运行
一级指标|二级指标|三级指标|分值|指标值|||实际完成值|得分|评分标准
||||指标性质|指标值|度量单位
产|数量指标|指标1：运维系统数|20|≥|10|个|10个|20|按比例
出||指标2：巡检次数|20|≥|12次|次|12次|20
指|质量指标|指标1：故障率|10|≤|3|%|2%|10
标||……
效益指标|社会效益指标|指标1：服务保障|30|定性|优良||优良|28
创新指标|其他指标|指标1：改进|5|≥|1|项|1项|5
满意度指标|满意度指标|指标1：用户满意度|10|≥|90|%|92%|十分
合计|||100|||||97.83
"""


def test_a_variant_with_split_targets_and_upright_labels(tmp_path: Path) -> None:
    reading = reading_of(VARIANT, tmp_path)
    (project,) = reading.department.projects
    assert (project.name, project.code, project.implementing_unit) == ("信息化运维", "P-01", "信息中心")
    assert (reading.department.unit, project.objective, project.year) == ("元", "保障系统稳定运行", 2023)
    assert [item.target.text for item in project.indicators] == ["≥ 10 个", "≥ 12次", "≤ 3 %", "优良", "≥ 1 项", "≥ 90 %"]
    assert [item.category for item in project.indicators] == [*[Category.OUTPUT] * 3, Category.BENEFIT, None, Category.SATISFACTION]
    assert [item.points for item in project.indicators][-1] is None
    assert sorted(set(codes(reading))) == ["IN002", "IN014", "IN022", "IN024", "IN025", "IN029"]
    assert [found.params["written"] for found in reading.findings if found.code == "IN014"] == ["创新指标", "其他指标"]


DECLARATION = """\
项目支出绩效目标申报表
（2024年度）
项目名称|人才服务
主管部门及代码|[060]市科技局|实施单位|人才中心
项目属性|新增项目|项目期|1年
项目资金（万元）|年度资金总额：|375
|其中：财政拨款|375
|其他资金|零
总体目标|年度目标
|服务人才，提高水平。
|1、产出指标：甲，年度指标值：3
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|跟踪服务人才数|≥500人
|满意度指标|服务对象满意度指标|人才满意度|≥90%
项目支出绩效目标申报表
（2024年度）
项目名称|
绩效指标|一级指标|二级指标|三级指标|指标值
|效益指标|社会效益指标|影响力|提高
|||甲乙丙|≥1项
联系电话：
错位的一行|||||多出
"""


def test_two_declarations_in_one_table(tmp_path: Path) -> None:
    reading = reading_of(DECLARATION, tmp_path)
    first, second = reading.department.projects
    assert (first.name, first.year, first.funding.total, first.funding.other) == ("人才服务", 2024, 375, None)
    assert first.objective == "服务人才，提高水平。\n1、产出指标：甲，年度指标值：3"
    assert [item.name for item in second.indicators] == ["影响力", "甲乙丙"]
    found = codes(reading)
    assert {"IN002", "IN011", "IN029", "TB005", "IN026", "IN004", "IN018"} <= set(found)
    assert "申报表" in next(item for item in reading.findings if item.code == "IN002").message


PLAIN = """\
部门名称：市科技局|||单位：万元
序号|项目名称|指标类别|指标名称|目标值|实际值|权重|自评得分|备注|评分标准
1|甲项目|数量指标|培训场次|≥6场|7场|20|20|已完成|按比例
2||质量指标|合格率|≥95%|96%|20|20||
序号|项目名称|指标名称|指标类别|目标值|实际值|权重|自评得分|备注|评分标准
3|乙项目|影响力|社会效益指标|提高|达成|30|30||
|||||||5
4|甲项目|办结率|质量指标|100%|100%|20|20||
合计||||||100|98
- 3 -
散落
"""


def test_plain_columns(tmp_path: Path) -> None:
    reading = reading_of(PLAIN, tmp_path)
    department = reading.department
    assert (department.name, department.unit) == ("市科技局", "万元")
    one, two = department.projects
    assert [(item.number, item.name, item.note) for item in one.indicators] == [
        ("1", "培训场次", "已完成"),
        ("2", "合格率", None),
        ("4", "办结率", None),
    ]
    assert [(item.name, item.category) for item in two.indicators] == [("影响力", Category.BENEFIT)]
    assert (one.total, two.total) == (None, None)
    assert codes(reading) == ["IN002", "IN029", "IN091", "IN004", "IN029", "IN030"]


@pytest.mark.parametrize(
    ("first", "second", "totals"),
    [
        ("", "合计||||110|99", [None, None]),
        ("", "合计||||50|49", [None, 49]),
        ("合计||||60|58", "合计||||50|49", [58, 49]),
        ("合计||||70|68", "合计||||60|59", [68, 59]),
        ("", "合计|||||99", [None, None]),
    ],
)
def test_a_total_of_several_projects_is_none_of_theirs(first: str, second: str, totals: list[int | None], tmp_path: Path) -> None:
    rows = ["项目名称|一级指标|三级指标|指标值|分值|得分", "甲|产出指标|场次|≥6场|60|58", first, "乙|产出指标|人数|≥9人|50|49", second]
    reading = reading_of("\n".join(filter(None, rows)) + "\n", tmp_path)
    assert [project.total and project.total.points for project in reading.department.projects] == totals
    assert ("IN029" in codes(reading)) == (totals == [None, None])


def test_columns_without_a_project(tmp_path: Path) -> None:
    reading = reading_of("标题\n指标名称|指标值\n甲|≥3家\n乙|≥4家\n", tmp_path)
    assert [project.name for project in reading.department.projects] == ["自评.csv"]
    assert codes(reading) == ["IN002", "IN030", "IN026"]


def test_headers_that_a_user_names(tmp_path: Path) -> None:
    table = "考核内容|标准|类\n甲|≥3家|数量指标\n"
    with pytest.raises(TableError, match="所见表头：考核内容、标准、类"):
        reading_of(table, tmp_path)
    reading = reading_of(table, tmp_path, name=("考核内容",), target=("标准",), first=("类",))
    assert [item.name for item in reading.department.projects[0].indicators] == ["甲"]


def test_the_working_directory_is_never_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.perfrules.columns]\nname = "考核内容"\ntarget = ["标准（%）"]\n', "utf-8")
    path = tmp_path / "表.csv"
    path.write_bytes(csv([["考核内容", "标准"], ["甲", "≥3"]]))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TableError):
        perfrules.read(path)
    columns = {"name": ("考核内容",), "target": ("标准（%）",)}
    assert perfrules.read(path, columns=columns).department.projects[0].indicators[0].name == "甲"


@pytest.mark.parametrize("columns", [{"nom": ("x",)}, {"name": 3}])
def test_columns_that_cannot_be_followed(columns: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        perfrules.read(tmp_path / "表.csv", columns=columns)


WHOLE = """\
部门整体支出绩效自评表
（2023年度）
部门名称|市科技局
年度预算（万元）|资金总额|年初预算数|全年预算数|全年执行数
|年度资金总额|100|120|118
年度总体目标|建设科技强市。
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|高企数|≥4500家|4600家|50|50
效益指标|经济效益指标|产值|≥30亿元|31亿元|30|30
总分|||||100|98
"""


def test_the_form_of_a_whole_department(tmp_path: Path) -> None:
    department = reading_of(WHOLE, tmp_path).department
    assert (department.name, department.year, department.objective, department.projects) == ("市科技局", 2023, "建设科技强市。", ())
    assert [item.name for item in department.indicators] == ["高企数", "产值"]
    assert department.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(120), executed=Decimal(118))


def test_a_workbook_with_a_sheet_a_project(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title, table in (
        ("封面", "某局|绩效自评材料\n目录|页码\n"),
        ("整体", WHOLE),
        ("甲", NATIONAL),
        ("乙", NATIONAL.replace("科普活动经费", "乙项目")),
    ):
        sheet = book.create_sheet(title)
        for line in table.splitlines():
            sheet.append([field or None for field in line.split("|")])
    book.remove(book.worksheets[0])
    path = tmp_path / "部门.xlsx"
    book.save(path)
    reading = perfrules.read(path)
    assert [project.name for project in reading.department.projects] == ["科普活动经费", "乙项目"]
    assert len(reading.department.indicators) == 2
    unknown = [found for found in reading.findings if found.code == "IN003"]
    assert [(found.location.sheet, found.params["seen"]) for found in unknown] == [("封面", "某局、绩效自评材料")]
    chosen = [(found.location.sheet, found.params["layout"]) for found in reading.findings if found.code == "IN002"]
    assert chosen == [("整体", "部门整体支出绩效表"), ("甲", "项目支出绩效自评表"), ("乙", "项目支出绩效自评表")]


FOLDED = """\
项目名称|三级指标|年度指标值|实际完成值|分值
甲|指标1：场次\\n指标2：人次|指标1：≥3场\\n指标2：≥50人次|4场\\n60人次|20\\n30
甲|指标1：合格率\\n指标2：及时率|≥95%\\n≥90%|96%\\n|10\\n10
甲|指标1：影响力|指标1：提高|达成|10
"""


def test_several_indicators_in_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "自评.csv"
    path.write_bytes(csv([line.replace("\\n", "\n").split("|") for line in FOLDED.splitlines()]))
    (project,) = perfrules.read(path).department.projects
    found = [(item.number, item.name, item.target.text, item.actual, item.weight) for item in project.indicators]
    assert found[:2] == [("1", "场次", "≥3场", "4场", 20), ("2", "人次", "≥50人次", "60人次", 30)]
    assert found[2][1] == "合格率指标2：及时率"
    assert found[3] == ("1", "影响力", "提高", "达成", 10)


def test_the_json_of_convert_is_read_back(tmp_path: Path) -> None:
    from perfrules.report.convert import json_text

    first = reading_of(NATIONAL, tmp_path)
    path = tmp_path / "a.json"
    path.write_text(json_text(first.department), "utf-8-sig")
    assert json_text(perfrules.read(path).department) == json_text(first.department)
    for text, says in (('{"projects": 3}', "JSON"), ("{", "没有可识别"), ('{"a":' * 100_000, "JSON")):
        path.write_text(text, "utf-8")
        with pytest.raises(TableError, match=says):
            perfrules.read(path)


def test_notes_of_an_indicator(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["项目名称", "三级指标", "指标值", "备注"], ["甲", "场次", "≥3场", "已核"], ["甲", "人次", "≥5人次"]):
        sheet.append(row)
    sheet["C2"].comment, sheet["B3"].comment = Comment("口径变更", "李四"), Comment("新增", "李四")
    path = tmp_path / "a.xlsx"
    book.save(path)
    reading = perfrules.read(path)
    assert [item.note for item in reading.department.projects[0].indicators] == ["已核\n口径变更", "新增"]
    assert "IN086" not in codes(reading)


def test_comments_elsewhere_are_said(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["项目名称", "三级指标", "指标值", "实际完成值"], ["甲", "场次", "≥3场", "5场"]):
        sheet.append(row)
    sheet["D2"].comment, sheet["C1"].comment, sheet["F9"].comment = (Comment(text, "李四") for text in ("实为4场", "已调整\n口径", "待核"))
    book.save(tmp_path / "a.xlsx")
    reading = perfrules.read(tmp_path / "a.xlsx")
    said = [(found.location.cell, found.params["comment"]) for found in reading.findings if found.code == "IN086"]
    assert sorted(said) == [("C1", "已调整 口径"), ("D2", "实为4场"), ("F9", "待核")]


def test_comments_at_headings_are_said_in_one_line(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("二")):
        for row in (["项目名称", "三级指标", "指标值", "实际完成值"], ["甲", "场次", "≥3场", "5场"]):
            sheet.append(row)
        for address, text in (("A1", "必填"), ("B1", "写全称"), ("D1", "填数"), ("D2", "实为4场")):
            sheet[address].comment = Comment(text, "李四")
    many = book.create_sheet("三")
    many.append(["项目名称", "指标名称", "指标值"] + ["备注"] * 12)
    many.append(["甲", "人次", "≥3人"])
    for cell in many[1]:
        cell.comment = Comment("填", "李四")
    book.save(tmp_path / "a.xlsx")
    found = [item for item in perfrules.read(tmp_path / "a.xlsx").findings if item.code == "IN086"]
    said = [(item.location.cell, item.params["comment"], str(item.severity.value)) for item in found]
    one, other = ("A1", "必填”“写全称”“填数", "info"), ("D2", "实为4场", "warning")
    assert sorted(said[:4]) == [one, one, other, other]
    assert said[4:] == [("A1", "”“".join(["填"] * 12) + "”等“", "info")]


def test_a_target_merged_with_its_actual_value_has_none(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目名称", "三级指标", "指标值", "实际完成值"],
        ["甲", "场次", "≥3场", "5场"],
        ["甲", "影响", "提升", None],
        ["甲", "乙", None, None],
    ):
        sheet.append(row)
    for area in ("C3:D3", "C4:D4"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    reading = perfrules.read(tmp_path / "a.xlsx")
    items = reading.department.projects[0].indicators
    assert [(item.target.text, item.actual) for item in items] == [("≥3场", "5场"), ("提升", None), ("", None)]
    assert [(found.location.cell, found.params["value"]) for found in reading.findings if found.code == "IN087"] == [("C3", "提升")]


HALVES = """\
项目支出绩效目标申报表
项目名称|甲项目
绩效指标|一级指标|二级指标|指标内容|指标值|二级指标|指标内容|指标值
|产出指标|数量指标|三年场次|≥60场|数量指标|全年场次|≥20场
||质量指标|三年合格率|≥90%|质量指标|全年合格率|≥95%
"""


def test_a_declaration_of_a_period_and_of_a_year(tmp_path: Path) -> None:
    reading = reading_of(HALVES, tmp_path)
    found = [(item.category, item.subcategory, item.name, item.target.text) for item in reading.department.projects[0].indicators]
    assert found == [
        (Category.OUTPUT, Subcategory.QUANTITY, "全年场次", "≥20场"),
        (Category.OUTPUT, Subcategory.QUALITY, "全年合格率", "≥95%"),
    ]
    assert [item.params["fields"] for item in reading.findings if item.code == "IN029"] == ["二级指标、指标内容、指标值"]


EXECUTION = """\
项目支出绩效自评表
项目名称|甲项目
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
预算执行率|||100%|98.5%|10|9.85
产出指标|数量指标|场次|≥20场|22场|90|90
总 分|||||100|99.85
一段说明
"""


def test_budget_execution_among_the_indicators(tmp_path: Path) -> None:
    reading = reading_of(EXECUTION, tmp_path)
    (project,) = reading.department.projects
    assert project.execution is not None
    assert (project.execution.weight, project.execution.rate, project.execution.points) == (10, Decimal("98.5"), Decimal("9.85"))
    assert [item.name for item in project.indicators] == ["场次"]
    assert codes(reading) == ["IN002", "IN030"]


BROKEN_UP = """\
项目支出绩效自评表
部门名称： 单位：万元
项目名称|甲项目
项目资金|年初预算数|全年执行数
年度资金总额|5
财政专户管理资金
预期目标|实际完成情况
办好活动|已办
其中：财政拨款|3|3
一级指标|二级指标|三级指标|指标性质|指标值|实际完成值|分值
产出指标|数量指标|场次|≥|≥20场|22场|50
- 2 -
一级指标|二级指标|三级指标|指标性质|指标值|实际完成值|分值
产出指标|数量指标|人次|≥|20人次|22人次|50
|||||||7
项目名称|
"""


def test_a_form_broken_up_by_pages(tmp_path: Path) -> None:
    reading = reading_of(BROKEN_UP, tmp_path)
    (project,) = reading.department.projects
    assert (project.objective, project.objective_actual) == ("办好活动", "已办")
    assert project.funding.total == Amounts(initial=Decimal(5))
    assert project.funding.appropriation == Amounts(initial=Decimal(3), executed=Decimal(3))
    assert project.funding.special_account is None
    assert [item.target.text for item in project.indicators] == ["≥20场", "≥ 20人次"]
    assert codes(reading) == ["IN002", "IN005", "IN004", "IN024", "BG001"]


def test_amounts_that_stand_beside_nothing(tmp_path: Path) -> None:
    table = "项目名称|甲\n年度资金总额：\n财政拨款|其他资金|2\n" + "一级指标|三级指标|指标值\n产出指标|场次|3\n"
    funding = reading_of(table, tmp_path).department.projects[0].funding
    assert (funding.total, funding.appropriation, funding.other) == (None, None, 2)


def test_blank_rows_and_an_early_total_of_plain_columns(tmp_path: Path) -> None:
    reading = reading_of("项目名称|三级指标|指标值|分值\n合计|||100\n|||\n甲|场次|≥3场|100\n", tmp_path)
    assert reading.department.projects[0].total is None
    assert codes(reading) == ["IN002"]
