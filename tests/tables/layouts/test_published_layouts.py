"""Layouts in which offices publish their forms: halves side by side, weights of classes, lists of tasks, a class a column, titles as names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of, unread

import perfrules
from perfrules.errors import TableError
from perfrules.model import Category, Execution, Funding, Reading, Subcategory

NAMED = "项目名称|甲\n"
HALVES = "一级指标|二级指标|三级指标|指标值|三级指标|指标值\n产出指标|数量指标|改造面积|≥90亩|改造面积|≥30亩\n||修复长度|≥9公里|修复长度|≥3公里\n"


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("||中期目标（2023—2025年）||年度目标|\n", ["≥30亩", "≥3公里"]),
        ("||年度目标||实施期目标|\n", ["≥90亩", "≥9公里"]),
        ("||中期目标||年度目标|\n||建成90亩||建成30亩|\n", ["≥30亩", "≥3公里"]),
    ],
)
def test_of_two_halves_that_of_the_year_is_read(above: str, found: list[str], tmp_path: Path) -> None:
    reading = reading_of(NAMED + above + HALVES, tmp_path)
    assert [item.target.text for item in project_of(reading).indicators] == found
    assert "IN082" not in codes(reading)


def test_two_halves_without_a_period_are_said(tmp_path: Path) -> None:
    reading = reading_of(NAMED + HALVES, tmp_path)
    assert [item.target.text for item in project_of(reading).indicators] == ["≥30亩", "≥3公里"]
    (said,) = [found for found in reading.findings if found.code == "IN082"]
    assert said.location.column == 4


CLASSED = """\
一级指标|分值|二级指标|分值|三级指标|分值|指标值|实际完成值|得分
决策|15|项目立项|15|依据充分性|5|充分|充分|5
||||程序规范性|10|规范|规范|10
"""


def test_weights_of_classes_are_not_those_of_indicators(tmp_path: Path) -> None:
    reading = reading_of(NAMED + CLASSED, tmp_path)
    assert [(item.weight, item.points) for item in project_of(reading).indicators] == [(5, 5), (10, 10)]
    assert unread(reading)[-1] == "分值、分值"
    assert "IN070" not in codes(reading)


def test_a_weight_before_the_name_alone_is_the_weight(tmp_path: Path) -> None:
    table = NAMED + "一级指标|分值|三级指标|指标值\n产出指标|60|场次|≥3场\n效益指标|40|影响|提升\n"
    assert [item.weight for item in project_of(reading_of(table, tmp_path)).indicators] == [60, 40]


TASKS = """\
2024年部门整体支出绩效目标表
部门名称|县残联
年度主要任务|任务名称|预算金额（万元）||
||总额|财政拨款|其他资金
{tasks}年度总体目标|保障权益
一级指标|三级指标|指标值
产出指标|救助人数|≥65人
"""


@pytest.mark.parametrize(
    ("tasks", "listed"), [("|康复|86.5|86.5|0\n|培训|20|15|5\n|金额合计|106.5|101.5|5\n", "康复、培训"), ("|合计|106.5|101.5|5\n", None)]
)
def test_the_funds_of_a_list_of_tasks_are_its_sum(tasks: str, listed: str | None, tmp_path: Path) -> None:
    reading = reading_of(TASKS.format(tasks=tasks), tmp_path)
    assert reading.department.funding == Funding(total=Decimal("106.5"), appropriation=Decimal("101.5"), other=Decimal(5))
    assert (listed in unread(reading)) is (listed is not None)
    assert not {"IN011", "IN070"} & set(codes(reading))


def test_a_list_of_tasks_without_a_sum_has_none(tmp_path: Path) -> None:
    reading = reading_of(TASKS.format(tasks="|康复|86.5|86.5|0\n|其中：财政拨款|1|1|1\n"), tmp_path)
    assert reading.department.funding.total is None


FUNDS = "项目资金|年初预算数|全年预算数|全年执行数|执行率|得分\n"
ROWS = "一级指标|三级指标|指标值|实际完成值\n产出指标|场次|≥3场|4场\n"


def test_the_execution_of_the_only_source_is_kept(tmp_path: Path) -> None:
    project = project_of(reading_of(f"{NAMED}单位：万元\n{FUNDS}财政拨款|80|75|71.25|95%|9.5\n其他资金|0|0|0|—|—\n{ROWS}", tmp_path))
    assert project.execution == Execution(rate=Decimal(95), points=Decimal("9.5"))
    assert project.funding.total is None


@pytest.mark.parametrize(("line", "rate"), [("86|86|85.14|0.99|9.9", "99"), ("86|86|0.86|1|0.1", "1"), ("86|86||0.99|", "0.99")])
def test_a_rate_that_is_the_quotient_of_its_amounts_is_a_share(line: str, rate: str, tmp_path: Path) -> None:
    project = project_of(reading_of(f"{NAMED}单位：万元\n{FUNDS}年度资金总额|{line}\n{ROWS}", tmp_path))
    assert project.execution is not None
    assert project.execution.rate == Decimal(rate)


def test_a_class_a_column(tmp_path: Path) -> None:
    table = """\
2024年部门预算项目绩效目标公开表
单位：某区教育局|||||||金额单位：万元
序号|项目名称|预算金额|绩效目标|绩效指标|||
||||产出指标|成本指标|效益指标|满意度指标
1|校园安保|356.4|保障安全|数量指标：保安人数≥180人；岗位数：36个|人均费用（≤1650元/月）||师生满意度≥95%
2|教师培训|88|提升能力|培训教师1200人次；提升能力||能力明显提升|
合计||444.4|||||
"""
    department = reading_of(table, tmp_path).department
    assert (department.name, department.unit, department.funding.total) == ("某区教育局", "万元", Decimal("444.4"))
    first, second = department.projects
    assert [(item.category, item.subcategory, item.name, item.target.text) for item in first.indicators] == [
        (Category.OUTPUT, Subcategory.QUANTITY, "保安人数", "≥180人"),
        (Category.OUTPUT, Subcategory.QUANTITY, "岗位数", "36个"),
        (Category.COST, None, "人均费用", "≤1650元/月"),
        (Category.SATISFACTION, None, "师生满意度", "≥95%"),
    ]
    assert brief(second.indicators) == [
        ("培训教师1200人次；提升能力", "培训教师1200人次；提升能力", None),
        ("能力明显提升", "能力明显提升", None),
    ]


def test_scores_a_class_are_no_indicators(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of("项目名称|产出指标|效益指标|总分\n甲|50|30|80\n乙|48|29|77\n", tmp_path)


TITLED = """\
一、路口改造项目
一级指标|三级指标|指标值
产出指标|路口数|≥68个
{second}
一级指标|三级指标|指标值
产出指标|候车亭|≥45座
"""


def test_a_line_above_each_table_names_its_project(tmp_path: Path) -> None:
    reading = reading_of(TITLED.format(second="二、候车亭更新项目"), tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [
        ("路口改造项目", 1),
        ("候车亭更新项目", 1),
    ]
    assert codes(reading) == ["IN002"]


@pytest.mark.parametrize("second", ["产出指标|人行道|≥2公里", "说明如下：", "2024年项目支出绩效目标表"])
def test_a_line_above_one_table_alone_names_none(second: str, tmp_path: Path) -> None:
    reading = reading_of(TITLED.format(second=second), tmp_path)
    assert len(reading.department.projects) == 1
    assert {"IN026", "IN005"} <= set(codes(reading))


def test_the_unit_of_actual_values_in_a_column_of_its_own(tmp_path: Path) -> None:
    table = (
        NAMED
        + "一级指标|三级指标|目标值|单位|完成值|单位|分值\n产出指标|人次|≥15|万人次|160000|人次|50\n|温度|18-26|℃|22|℃|20\n|影响|提升||达成||30\n"
    )
    reading = reading_of(table, tmp_path)
    assert [(item.target.text, item.actual) for item in project_of(reading).indicators] == [
        ("≥15 万人次", "160000人次"),
        ("18-26 ℃", "22℃"),
        ("提升", "达成"),
    ]


def test_units_behind_actual_values_that_have_their_own_are_left(tmp_path: Path) -> None:
    table = NAMED + "一级指标|三级指标|目标值|单位|完成值|单位|分值\n产出指标|人次|≥15|万人次|16万人|人次|50\n"
    reading = reading_of(table, tmp_path)
    assert project_of(reading).indicators[0].actual == "16万人"
    assert "IN070" in codes(reading)


def test_dots_under_name_and_target_are_no_indicator(tmp_path: Path) -> None:
    assert brief(project_of(reading_of(f"{NAMED}{ROWS}|……|……|\n", tmp_path)).indicators) == [("场次", "≥3场", "4场")]


def test_a_stray_text_in_a_row_of_dots_is_named(tmp_path: Path) -> None:
    reading = reading_of("项目名称|三级指标|指标值|实际完成值\n甲|场次|≥3场|4场\n|……|……|另附\n", tmp_path)
    assert [found.params["excerpt"] for found in reading.findings if found.code == "IN004"] == ["另附"]


def test_two_classes_in_one_word(tmp_path: Path) -> None:
    table = "项目名称|绩效类别|绩效内容|绩效目标值\n甲|产出指标-数量指标|户数|≥500户\n甲|效益指标社会效益指标|改善|改善\n"
    assert [(item.category, item.subcategory) for item in project_of(reading_of(table, tmp_path)).indicators] == [
        (Category.OUTPUT, Subcategory.QUANTITY),
        (Category.BENEFIT, Subcategory.SOCIAL),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("项目名称\t三级指标\t指标值\n甲\t场次\t≥3场\n".encode(encoding))
    reading = perfrules.read(path)
    assert brief(project_of(reading).indicators) == [("场次", "≥3场", None)]
    assert codes(reading)[0] == "IN001"


@pytest.mark.parametrize("data", [b"\0\0a\0", b"\x00\xd8\t\0\n\0", "甲\0".encode("utf-16-le") + b"\0\0\n\0"])
def test_bytes_that_no_utf16_reads_whole_are_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_bytes(data)
    with pytest.raises(TableError, match="二进制"):
        perfrules.read(tmp_path / "表.csv")


def hidden(tmp_path: Path, *rows: int) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    for line in ["项目名称|三级指标|指标值", *(f"甲|场次{number}|≥{number}场" for number in range(2, 15))]:
        sheet.append(line.split("|"))
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def said(reading: Reading) -> list[tuple[str, Any]]:
    return [(found.code, found.params["what"]) for found in reading.findings if found.code in ("IN007", "IN057")]


def test_hidden_rows_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    path = hidden(tmp_path, 3, 5)
    reading = perfrules.read(path)
    assert [item.name for item in project_of(reading).indicators][:3] == ["场次2", "场次4", "场次6"]
    assert said(reading) == [("IN057", "第 3、5 行")]
    whole = perfrules.read(path, include_hidden=True)
    assert len(project_of(whole).indicators) == 13
    assert said(whole) == [("IN007", "第 3、5 行")]


def test_many_hidden_rows_are_named_up_to_ten(tmp_path: Path) -> None:
    reading = perfrules.read(hidden(tmp_path, *range(3, 15)))
    assert said(reading) == [("IN057", "第 3、4、5、6、7、8、9、10、11、12… 行")]


def workbook(tmp_path: Path, lines: str, *merged: str) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    for line in lines.splitlines():
        sheet.append([field or None for field in line.split("|")])
    for area in merged:
        sheet.merge_cells(area)
    book.save(tmp_path / "合并.xlsx")
    return tmp_path / "合并.xlsx"


JOINT = "项目名称|甲\n一级指标|三级指标|指标值|实际完成值|分值|得分\n产出指标|挂牌|≥120株|126株|{weight}|{points}\n|复壮|≥15株|12株||\n|成活|≥98%|99%|||\n效益指标|改善|改善|改善|40|40\n"


@pytest.mark.parametrize(
    ("weight", "weights"), [("20", [Decimal("6.68"), Decimal("6.66"), Decimal("6.66"), 40]), ("—", [None, None, None, 40])]
)
def test_a_weight_for_several_indicators_is_parted_evenly(weight: str, weights: list[Any], tmp_path: Path) -> None:
    reading = perfrules.read(workbook(tmp_path, JOINT.format(weight=weight, points="18"), "E3:E5", "F3:F5"))
    indicators = project_of(reading).indicators
    assert [item.weight for item in indicators] == weights
    assert [item.points for item in indicators] == [None, None, None, 40]
    assert [found.params["count"] for found in reading.findings if found.code == "IN083"] == (["3"] if weight == "20" else [])


def test_a_weight_merged_over_rows_of_one_indicator_is_its_own(tmp_path: Path) -> None:
    table = "项目名称|三级指标|指标值|分值\n甲|挂牌|≥120株|30\n|||\n甲|改善|改善|70\n"
    reading = perfrules.read(workbook(tmp_path, table, "D2:D3", "B2:B3", "C2:C3"))
    assert [(item.name, item.weight) for item in project_of(reading).indicators][-1] == ("改善", 70)


def test_months_beside_the_actual_values_of_the_year_are_no_monitoring(tmp_path: Path) -> None:
    head = "2023年度项目支出绩效自评表\n项目名称|甲\n"
    row = "产出指标|面积|≥12亩|{}\n"
    whole = reading_of(f"{head}一级指标|三级指标|年度指标值|1-6月完成值|全年完成值\n{row.format('6亩|12亩')}", tmp_path)
    assert (whole.department.as_of, project_of(whole).indicators[0].actual) == (None, "12亩")
    until = reading_of(f"{head}一级指标|三级指标|年度指标值|1-6月完成值\n{row.format('6亩')}", tmp_path)
    assert str(until.department.as_of) == "2023-06-30"


def test_columns_of_classes_without_headings(tmp_path: Path) -> None:
    reading = reading_of(
        "项目名称|甲\n绩效指标||指标内容|指标值|分值\n产出指标|数量指标|教室|≥60间|60\n效益指标|社会效益|学生|≥2400人|40\n", tmp_path
    )
    assert [(item.category, item.subcategory) for item in project_of(reading).indicators] == [
        (Category.OUTPUT, Subcategory.QUANTITY),
        (Category.BENEFIT, Subcategory.SOCIAL),
    ]
    assert codes(reading).count("IN072") == 2


def test_words_before_the_name_that_are_no_classes_are_left(tmp_path: Path) -> None:
    reading = reading_of("项目名称|甲\n绩效指标|指标内容|指标值|分值\n办公室|教室|≥60间|60\n", tmp_path)
    assert project_of(reading).indicators[0].category is None


def test_a_line_that_names_a_project_begins_it(tmp_path: Path) -> None:
    table = "一级指标|三级指标|指标值\n项目：畜禽粪污处理\n产出指标|设施|≥15套\n效益指标|利用率|≥80%\n项目：秸秆综合利用\n产出指标|秸秆|≥3万吨\n"
    reading = reading_of(table, tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [
        ("畜禽粪污处理", 2),
        ("秸秆综合利用", 1),
    ]
    assert codes(reading) == ["IN002"]


def test_one_name_of_two_units_is_two_projects(tmp_path: Path) -> None:
    table = (
        "单位名称|项目名称|三级指标|指标值\n一中|食堂|面积|≥500平方米\n|食堂|环境|改善\n二中|食堂|面积|≥800平方米\n一中|食堂|座位|≥90个\n"
    )
    reading = reading_of(table, tmp_path)
    found = [(project.implementing_unit, [item.target.text for item in project.indicators]) for project in reading.department.projects]
    assert found == [("一中", ["≥500平方米", "改善", "≥90个"]), ("二中", ["≥800平方米"])]
    assert "IN076" in codes(reading)


@pytest.mark.parametrize(("title", "found"), [("绩效目标表（2023年度）", "≥45公里"), ("绩效目标表", None)])
def test_of_targets_by_year_that_of_the_title_is_read(title: str, found: str | None, tmp_path: Path) -> None:
    table = f"{title}\n项目名称|甲\n一级指标|三级指标|2022年指标值|2023年指标值|分值\n产出指标|里程|≥30公里|≥45公里|50\n"
    if found is None:
        with pytest.raises(TableError):
            reading_of(table, tmp_path)
        return
    reading = reading_of(table, tmp_path)
    assert project_of(reading).indicators[0].target.text == found
    assert {"IN070", "IN081"} <= set(codes(reading))


def test_indicators_below_a_note_are_read(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|分值\n产出指标|口罩|≥50万只|50\n注：以上为产出。\n效益指标|天数|≥30天|50\n其他需要说明的问题|无||\n"
    reading = reading_of(table, tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["口罩", "天数"]
    assert unread(reading) == ["其他需要说明的问题"]


@pytest.mark.parametrize("heading", ["三级指标及指标值", "绩效指标/目标值"])
def test_names_and_targets_in_one_column(heading: str, tmp_path: Path) -> None:
    table = f"项目名称|甲\n一级指标|二级指标|{heading}|实际完成值|分值\n产出指标|数量指标|新建公厕≥20座|22座|60\n效益指标|社会效益|便利度提升|提升|40\n"
    reading = reading_of(table, tmp_path)
    assert brief(project_of(reading).indicators) == [("新建公厕", "≥20座", "22座"), ("便利度提升", "便利度提升", "提升")]
    assert "IN081" not in codes(reading)


BESIDE = """\
绩效目标表|||||绩效目标表|||
项目名称|甲|||||乙||
一级指标|三级指标|指标值|分值||一级指标|三级指标|指标值|分值
产出指标|场次|≥6场|50||产出指标|场次|≥8场|50
效益指标|人次|≥2万人次|50||效益指标|人次|≥3万人次|50
"""


def test_two_forms_side_by_side_are_two_projects(tmp_path: Path) -> None:
    table = BESIDE.replace("项目名称|甲|||||乙", "项目名称|甲||||项目名称|乙")
    reading = perfrules.read(workbook(tmp_path, table, "A1:D1", "F1:I1"))
    assert [(project.name, [item.target.text for item in project.indicators]) for project in reading.department.projects] == [
        ("甲", ["≥6场", "≥2万人次"]),
        ("乙", ["≥8场", "≥3万人次"]),
    ]


def test_what_is_merged_over_both_sides_is_one_form(tmp_path: Path) -> None:
    table = BESIDE.replace("项目名称|甲|||||乙||", "项目名称|甲|||||||")
    reading = perfrules.read(workbook(tmp_path, table, "A1:I1", "B2:I2"))
    assert len(reading.department.projects) == 1
    assert "IN082" in codes(reading)


def test_parts_of_the_funds_on_which_nothing_turns_are_no_warning(tmp_path: Path) -> None:
    table = "表18\n项目名称|甲\n项目资金（万元）|中期资金总额|360|年度资金总额|120\n|其中：财政拨款|300|其中：财政拨款|100\n|其中：中央补助|40||\n|其他来源|9||\n"
    reading = reading_of(f"{table}一级指标|三级指标|指标值\n产出指标|场次|≥3场\n", tmp_path)
    funding = project_of(reading).funding
    assert (funding.total, funding.appropriation) == (120, 100)
    assert [found.params["heading"] for found in reading.findings if found.code == "IN070"] == ["其他来源"]
    assert "IN004" not in codes(reading)


def test_four_levels_have_the_lowest_for_a_name(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|二级指标|三级指标|四级指标|目标值\n产出指标|数量指标|基地建设|示范基地数|≥6个\n||传感器||≥300套\n"
    reading = reading_of(table, tmp_path)
    assert brief(project_of(reading).indicators) == [("示范基地数", "≥6个", None), ("传感器", "≥300套", None)]
    assert "IN029" not in codes(reading)


def test_signatures_below_a_plain_table_are_no_project(tmp_path: Path) -> None:
    table = "项目名称|一级指标|三级指标|指标值|预算数\n甲|产出指标|场次|≥3场|8\n审核系统：二期|产出指标|模块|≥5个|9\n制表人：钱七|||审核：孙八|\n"
    reading = reading_of(table, tmp_path)
    assert [project.name for project in reading.department.projects] == ["甲", "审核系统：二期"]
    assert "IN018" in codes(reading)


def test_a_project_without_a_name_has_its_code(tmp_path: Path) -> None:
    reading = reading_of("项目编码|三级指标|指标值\nX01|场次|≥3场\nX02|册数|≥5册\nX02|展览|≥2次\n", tmp_path)
    assert [(project.name, project.code, len(project.indicators)) for project in reading.department.projects] == [
        ("X01", "X01", 1),
        ("X02", "X02", 2),
    ]


def test_a_name_behind_its_label_on_one_line(tmp_path: Path) -> None:
    reading = reading_of("项目名称 河湖健康评价\n三级指标|指标值\n条数|≥15条\n", tmp_path)
    assert project_of(reading).name == "河湖健康评价"


ROW = "预算执行率（10分）||预算执行率|100%|98.5%|{weight}|{points}\n产出指标|数量指标|工位|≥400个|410个|90|90\n"
HEADED = "项目名称|甲\n项目资金（万元）|全年预算数|全年执行数|执行率|得分\n年度资金总额|480|472.8|98.5|9.85\n一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n"


@pytest.mark.parametrize(("points", "names"), [("9.85", ["工位"]), ("", ["工位"]), ("10", ["预算执行率", "工位"])])
def test_the_execution_printed_twice_is_one(points: str, names: list[str], tmp_path: Path) -> None:
    project = project_of(reading_of(HEADED + ROW.format(weight="10", points=points), tmp_path))
    assert [item.name for item in project.indicators] == names
    assert project.execution is not None
    assert project.execution.points == Decimal("9.85")


LINED = """\
序号|一级指标|二级指标|三级指标|指标值
{first}||||
1|产出指标|数量指标|路口数|≥68个
{second}||||
2|产出指标|数量指标|候车亭|≥45座
"""


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("一、路口改造项目", "二、候车亭更新项目", ["路口改造项目", "候车亭更新项目"]),
        ("（一）路口改造", "（二）候车亭更新", ["路口改造", "候车亭更新"]),
        ("项目名称：路口改造", "二、候车亭更新", ["路口改造", "候车亭更新"]),
        ("一、路口改造", "项目名称：候车亭更新", ["路口改造", "候车亭更新"]),
        ("一、路口改造", "二、说明如下：", ["路口改造"]),
    ],
)
def test_a_line_with_a_list_mark_names_the_project_of_the_rows_below_it(first: str, second: str, names: list[str], tmp_path: Path) -> None:
    reading = reading_of(LINED.format(first=first, second=second), tmp_path)
    assert [project.name for project in reading.department.projects] == names
    assert codes(reading).count("IN081") == (not first.startswith("项目名称"))


@pytest.mark.parametrize(
    ("first", "second"),
    [("一、产出指标", "二、质量指标"), ("一、产出指标（50分）", "二、效益指标（30分）"), ("一、共性指标", "二、个性指标")],
)
def test_a_line_that_is_a_class_names_no_project(first: str, second: str, tmp_path: Path) -> None:
    reading = reading_of(LINED.format(first=first, second=second), tmp_path)
    assert len(reading.department.projects) == 1
    assert {"IN004", "IN026"} <= set(codes(reading))


def test_a_line_that_names_a_project_without_rows_is_said(tmp_path: Path) -> None:
    table = LINED.format(first="一、路口改造\n二、道路养护", second="三、候车亭更新") + "四、以上由各单位填报||||\n"
    reading = reading_of(table, tmp_path)
    assert [project.name for project in reading.department.projects] == ["道路养护", "候车亭更新"]
    assert [found.params["excerpt"] for found in reading.findings if found.code == "IN004"] == ["一、路口改造", "四、以上由各单位填报"]


def test_a_second_header_without_projects_takes_none_from_their_column(tmp_path: Path) -> None:
    table = (
        "序号|项目名称|一级指标|二级指标|三级指标|指标值\n1|路口改造|产出指标|数量指标|路口数|≥68个\n"
        "一级指标|二级指标|三级指标|指标值||\n产出指标|数量指标|候车亭|≥45座||\n"
    )
    reading = reading_of(table, tmp_path)
    names = [(project.name, [item.name for item in project.indicators]) for project in reading.department.projects]
    assert names == [("路口改造", ["路口数"]), ("自评.csv", ["候车亭"])]
    assert "IN026" in codes(reading)


def test_a_project_has_its_name_from_the_line_and_its_code_from_the_row(tmp_path: Path) -> None:
    reading = reading_of(LINED.replace("序号", "项目编码").format(first="一、路口改造", second="二、候车亭更新"), tmp_path)
    assert [(project.name, project.code) for project in reading.department.projects] == [("路口改造", "1"), ("候车亭更新", "2")]


def test_a_line_behind_the_first_rows_names_none(tmp_path: Path) -> None:
    reading = reading_of("序号|三级指标|指标值\n1|路口数|≥68个\n二、候车亭更新||\n2|候车亭|≥45座\n", tmp_path)
    assert len(reading.department.projects) == 1
    assert "IN004" in codes(reading)


REPEATED = """\
项目绩效目标汇总表|{blank}
{head}
甲|产出指标|数量指标|人数|≥9人
{page}|产出指标|质量指标|合格率|≥9%
"""


@pytest.mark.parametrize(
    "head",
    [
        "项目名称|一级指标|二级指标|三级指标|指标值",
        "明细项目|一级指标|二级指标|三级指标|指标值",
        "项目|绩效指标|||\n|一级指标|二级指标|三级指标|指标值",
        "明细项目|绩效指标|||\n|一级指标|二级指标|三级指标|指标值",
    ],
)
@pytest.mark.parametrize("title", [True, False])
def test_what_a_page_begins_with_again_is_read_once(head: str, title: bool, tmp_path: Path) -> None:
    page = f"项目绩效目标汇总表||||\n{head}\n" if title else f"{head}\n"
    reading = reading_of(REPEATED.format(blank="|||", head=head, page=page), tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", None), ("合格率", "≥9%", None)]
    assert "IN005" in codes(reading)


def test_a_list_with_lines_for_its_projects_is_no_form(tmp_path: Path) -> None:
    head = "一级指标|二级指标|三级指标|指标值|实际完成值"
    row = "产出指标|数量指标|人数|≥9人|9人"
    table = f"{head}\n项目名称：甲\n{row}\n项目名称：乙\n{row}\n{head}\n{row}\n"
    reading = reading_of(table, tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [("甲", 1), ("乙", 2)]


def test_a_header_that_is_repeated_has_the_columns_that_it_had(tmp_path: Path) -> None:
    reading = reading_of(HALVES + HALVES, tmp_path)
    assert [item.target.text for item in project_of(reading).indicators] == ["≥30亩", "≥3公里"] * 2


def test_a_line_that_names_the_first_project_again_is_no_repeated_title(tmp_path: Path) -> None:
    table = "项目名称：甲||\n指标名称|指标值|单位\n人数|≥9|人\n项目名称：乙||\n场次|≥3|场\n项目名称：甲||\n次数|≥3|次\n"
    reading = reading_of(table, tmp_path)
    names = [(project.name, [item.name for item in project.indicators]) for project in reading.department.projects]
    assert names == [("甲", ["人数", "次数"]), ("乙", ["场次"])]
