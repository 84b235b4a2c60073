"""Forms as departments publish and fill them in, each of which has once been read wrongly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.tables.layouts.test_layouts import codes, reading_of

import perfrules
from perfrules.model import Amounts, Category, Execution, Indicator, Project, Reading, Scored


def project_of(reading: Reading) -> Project:
    (project,) = reading.department.projects
    return project


def brief(items: tuple[Indicator, ...]) -> list[tuple[str, str, str | None]]:
    return [(item.name, item.target.text, item.actual) for item in items]


def unread(reading: Reading) -> list[str]:
    return [found.params["fields"] for found in reading.findings if found.code == "IN029"]


TWO_ROWS = """\
2023年度绩效目标完成情况表
项目名称|指标体系|||目标完成情况||评分情况
|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值
甲项目|产出指标|数量指标|场次|≥5场|6场|50
|效益指标|社会效益指标|影响|提升|达成|50
乙项目|产出指标|数量指标|册数|≥500册|400册|100
"""


def test_a_header_in_two_rows_under_words_for_groups(tmp_path: Path) -> None:
    reading = reading_of(TWO_ROWS, tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [("甲项目", 2), ("乙项目", 1)]
    assert unread(reading) == ["指标体系、目标完成情况、评分情况"]


def test_a_header_in_two_rows_whose_cells_are_merged(tmp_path: Path) -> None:
    import openpyxl

    import perfrules

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in TWO_ROWS.splitlines():
        sheet.append([field or None for field in line.split("|")])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("A4:A5")
    book.save(tmp_path / "a.xlsx")
    assert [project.name for project in perfrules.read(tmp_path / "a.xlsx").department.projects] == ["甲项目", "乙项目"]


def test_a_list_of_projects_behind_a_form_opens_no_form(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|分值\n产出指标|场次|≥3场|10\n序号|项目名称|预算数|得分\n1|甲|10|99\n"
    assert [project.name for project in reading_of(table, tmp_path).department.projects] == ["甲"]


def test_a_plain_table_below_the_name_of_its_project(tmp_path: Path) -> None:
    reading = reading_of("项目名称：|甲项目\n指标名称|指标值\n场次|≥3场\n", tmp_path)
    assert project_of(reading).name == "甲项目"
    assert codes(reading) == ["IN002"]


def test_sources_side_by_side(tmp_path: Path) -> None:
    table = "项目名称|甲\n年度资金总额|100|其中：财政拨款|80|其他资金|20\n一级指标|三级指标|指标值\n产出指标|场次|≥3场\n"
    funding = project_of(reading_of(table, tmp_path)).funding
    assert (funding.total, funding.appropriation, funding.other) == (100, 80, 20)


def test_a_source_that_is_written_twice(tmp_path: Path) -> None:
    table = "项目名称|甲\n年度资金总额|100\n财政拨款|100\n财政拨款|30\n一级指标|三级指标|指标值\n产出指标|场次|≥3场\n"
    reading = reading_of(table, tmp_path)
    assert project_of(reading).funding.appropriation == 100
    (found,) = [found for found in reading.findings if found.code == "IN070"]
    assert (found.params["heading"], found.params["values"], found.severity) == ("财政拨款", "30", "warning")


def test_a_form_without_indicators_is_a_project_still(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值\n产出指标|场次|≥3场\n项目名称|乙\n主管部门|市局\n"
    first, second = reading_of(table, tmp_path).department.projects
    assert (first.name, second.name, second.department, second.indicators) == ("甲", "乙", "市局", ())


HALVES = """\
项目支出绩效目标申报表
（2024年度）
项目名称|创新券
项目资金（万元）|中期资金总额：|300||年度资金总额：|100
|其中：财政拨款|300||其中：财政拨款|90
|其他资金|||其他资金|10
一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
产出指标|数量指标|企业数|≥300家|数量指标|企业数|≥100家
"""


def test_the_year_is_the_right_half_of_the_funds_too(tmp_path: Path) -> None:
    reading = reading_of(HALVES, tmp_path)
    funding = project_of(reading).funding
    assert (funding.total, funding.appropriation, funding.other) == (100, 90, 10)
    assert "BG001" not in codes(reading)
    assert unread(reading)[0] == "中期资金总额：、其中：财政拨款、其他资金"
    assert "IN070" not in codes(reading)


TRANSFER = """\
中央对地方转移支付区域绩效目标自评表
（2023年度）
转移支付（项目）名称|救灾资金
中央主管部门|应急管理部
地方主管部门|省应急管理厅||资金使用单位|各市县
资金投入情况（万元）||全年预算数（A）|全年执行数（B）|预算执行率（B/A×100%）
|年度资金总额|1000|980|98%
|其中：中央财政资金|800|790|98.75%
|其他资金|0|0|
总体目标完成情况|总体目标||全年实际完成情况
|支持救灾。||完成救灾。
绩效指标|一级指标|二级指标|三级指标|指标值|全年实际完成值|未完成原因和改进措施
|产出指标|数量指标|救助人数|≥10000人|10500人
说明|无
"""


def test_the_form_of_a_transfer(tmp_path: Path) -> None:
    reading = reading_of(TRANSFER, tmp_path)
    project = project_of(reading)
    assert (project.name, project.department, project.implementing_unit) == ("救灾资金", "省应急管理厅", "各市县")
    assert project.funding.total == Amounts(adjusted=Decimal(1000), executed=Decimal(980))
    assert (project.objective, project.objective_actual) == ("支持救灾。", "完成救灾。")
    assert brief(project.indicators) == [("救助人数", "≥10000人", "10500人")]
    assert codes(reading) == ["IN002", "IN029", "IN018"]
    assert unread(reading) == ["中央主管部门、其中：中央财政资金"]


@pytest.mark.parametrize(
    ("rows", "objective", "reached"),
    [
        ("年度总体目标|办好活动。\n", "办好活动。", None),
        ("年度总体目标|办好活动。|实际完成情况|已办好。\n", "办好活动。", "已办好。"),
        ("年度总体目标|实际完成情况\n办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("预期目标|实际完成情况\n办好活动。|已办好。\n", "办好活动。", "已办好。"),
        ("实际完成情况|已办好。\n", None, "已办好。"),
    ],
)
def test_objectives_beside_and_below_their_labels(rows: str, objective: str | None, reached: str | None, tmp_path: Path) -> None:
    reading = reading_of(f"项目名称|甲\n{rows}一级指标|三级指标|指标值\n产出指标|场次|≥3场\n", tmp_path)
    project = project_of(reading)
    assert (project.objective, project.objective_actual) == (objective, reached)
    assert codes(reading) == ["IN002"]


SUBTOTALS = """\
项目名称|就业补助
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标（50分）|数量指标|补贴人数|≥1000人|1100人|25|25
小计|||||25|25
|质量指标|准确率|100%|100%|25|25
产出指标小计|||||50|50
合计|||||50|50
满意度指标|服务对象满意度指标|满意度|≥90%|91%|10|10
总分|||||60|60
"""


def test_sums_between_the_indicators(tmp_path: Path) -> None:
    reading = reading_of(SUBTOTALS, tmp_path)
    project = project_of(reading)
    assert [(item.name, item.category) for item in project.indicators] == [
        ("补贴人数", Category.OUTPUT),
        ("准确率", Category.OUTPUT),
        ("满意度", Category.SATISFACTION),
    ]
    assert project.total is not None
    assert project.total.weight == 60
    assert unread(reading) == ["小计", "产出指标小计"]
    plain = reading_of(SUBTOTALS.replace("项目名称|就业补助\n", ""), tmp_path)
    assert len(project_of(plain).indicators) == 3
    assert unread(plain) == unread(reading)


NOTES = """\
项目名称|信息安全
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值
产出指标|数量指标|系统数|12个|12个|50
总分|||||50
填表说明：
1.定性指标分为三档。|
单位（盖章）：|||联系人：李四
总体|情况|良好|甲|乙
"""


def test_notes_and_signatures(tmp_path: Path) -> None:
    reading = reading_of(NOTES, tmp_path)
    assert len(project_of(reading).indicators) == 1
    said = [(found.code, found.params["excerpt"]) for found in reading.findings if found.code != "IN002"]
    assert said == [
        ("IN018", "填表说明："),
        ("IN030", "1.定性指标分为三档。"),
        ("IN018", "单位（盖章）：联系人：李四"),
        *[("IN004", word) for word in ("总体", "情况", "良好", "甲", "乙")],
    ]


def test_marks_and_units_that_say_nothing(tmp_path: Path) -> None:
    table = """\
项目名称|三级指标|指标性质|指标值|度量单位|实际完成值
甲|公众素质|定性|提升|无|达成
甲|指标1：社区数|≥|5|个|指标1：6个
"""
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [
        ("公众素质", "提升", "达成"),
        ("社区数", "≥ 5 个", "6个"),
    ]


def test_the_form_of_a_department_is_its_own(tmp_path: Path) -> None:
    table = """\
部门整体支出绩效自评表
部门名称|市审计局
项目代码|X1
|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|2000|2100|2050|10|97.6%|9.76
任务|一|二|三|四|五|六
任务|七|八|九|十|甲|乙
年度总体目标|预期目标|实际完成情况
|审计。|已审计。
一级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|审计项目数|≥30个|32个|90|90
总分||||100|99.76
"""
    reading = reading_of(table, tmp_path)
    department = reading.department
    assert (department.name, department.projects) == ("市审计局", ())
    assert department.funding.total == Amounts(initial=Decimal(2000), adjusted=Decimal(2100), executed=Decimal(2050))
    assert department.execution == Execution(weight=Decimal(10), rate=Decimal("97.6"), points=Decimal("9.76"))
    assert (department.objective, department.objective_actual) == ("审计。", "已审计。")
    assert brief(department.indicators) == [("审计项目数", "≥30个", "32个")]
    assert department.total == Scored(weight=Decimal(100), points=Decimal("99.76"))
    assert unread(reading) == ["任务、二、四、六、任务、八、十、乙", "项目代码 X1"]


def test_the_form_of_a_department_is_written_back_as_such(tmp_path: Path) -> None:
    import perfrules
    from perfrules.report.form import xlsx_form
    from perfrules.tables.actuals import actuals_of

    table = """\
部门整体支出绩效自评表
（2023年度）
部门名称|市审计局
|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|2000|2100|2050|10|97.62%|9.76
年度总体目标|预期目标|实际完成情况
|审计。|已审计。
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|审计项目数|≥30个|32个|90|90
总分|||||100|99.76
"""
    department = reading_of(table, tmp_path).department
    written = xlsx_form(department, perfrules.score(department, actuals_of(department), policy="vendor-generic"))
    again = perfrules.read(written, name="b.xlsx").department
    assert (again.name, again.year, again.projects) == (department.name, department.year, ())
    assert again.funding.total == department.funding.total
    assert (again.objective, again.objective_actual) == (department.objective, department.objective_actual)
    assert brief(again.indicators) == brief(department.indicators)
    assert again.execution is not None
    assert again.total is not None


def test_categories_in_brackets_beside_a_column_of_targets(tmp_path: Path) -> None:
    table = "项目名称|甲\n指标|指标值\n【产出指标-数量指标】指标1：设备数量|≥30台\n【效益指标】服务人次|≥1000人次\n[附]说明|好\n"
    project = project_of(reading_of(table, tmp_path))
    assert [(item.name, item.category, item.target.text) for item in project.indicators] == [
        ("设备数量", Category.OUTPUT, "≥30台"),
        ("服务人次", Category.BENEFIT, "≥1000人次"),
        ("[附]说明", None, "好"),
    ]


def test_a_short_line_below_a_label_is_no_end_of_the_line_above(tmp_path: Path) -> None:
    table = (
        "项目名称|甲\n资金|1|2|3|4|5|6\n年度总体目标|预期目标||实际完成情况\n|办好||完成\n一级指标|三级指标|指标值\n产出指标|场次|≥3场\n"
    )
    project = project_of(reading_of(table, tmp_path))
    assert (project.objective, project.objective_actual) == ("办好", "完成")


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("预算部门名称|市局", ("甲", "市局", None)),
        ("县级主管部门|市局\n填报单位|中心", ("甲", "市局", "中心")),
        ("县级主管部门|市局\n主管部门|部局", ("甲", "部局", None)),
        ("责任部门|市局", ("甲", None, None)),
    ],
)
def test_a_label_may_end_as_those_of_its_field_do(labels: str, found: tuple[str | None, ...], tmp_path: Path) -> None:
    table = f"县级项目名称|甲\n{labels}\n一级指标|二级指标|三级指标|指标值|实际完成值|分值\n产出指标|数量指标|人数|≥9人|9人|100\n"
    project = project_of(reading_of(table, tmp_path))
    assert (project.name, project.department, project.implementing_unit) == found


HEADED = "一级指标|二级指标|三级指标|指标值|实际完成值|分值\n产出指标|数量指标|人数|≥9人|9人|100\n"


@pytest.mark.parametrize("labels", ["一级项目名称|乙\n项目名称|甲", "项目名称|甲\n子项目名称|乙"])
def test_two_names_above_one_header_are_of_one_project(labels: str, tmp_path: Path) -> None:
    reading = reading_of(f"{labels}\n{HEADED}县级项目名称|丙\n{HEADED}", tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [("甲", 1), ("丙", 1)]


@pytest.mark.parametrize(
    ("above", "of_department", "names"),
    [
        ("部门整体支出绩效自评表\n部门名称|市局\n", 1, ["甲", "乙"]),
        ("共性指标\n", 0, ["自评.csv", "甲", "乙"]),
    ],
)
def test_indicators_above_the_first_form_are_none_of_it(above: str, of_department: int, names: list[str], tmp_path: Path) -> None:
    form = "项目支出绩效自评表\n项目名称|{}\n" + HEADED
    reading = reading_of(above + HEADED + form.format("甲") + form.format("乙"), tmp_path)
    assert len(reading.department.indicators) == of_department
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [(name, 1) for name in names]


@pytest.mark.parametrize(
    "headings",
    [
        "重点项目名称|主要内容|预算金额（万元）|",
        "重点项目名称|主要内容|预算金额（万元）|执行数（万元）",
        "任务|重点项目名称|实施单位名称|金额",
    ],
)
def test_a_heading_of_the_tasks_of_a_department_names_no_project(headings: str, tmp_path: Path) -> None:
    reading = reading_of(f"部门整体支出绩效自评表\n部门名称|市局\n{headings}\n办学|保障|100|90\n{HEADED}", tmp_path)
    assert reading.department.projects == ()
    assert [item.name for item in reading.department.indicators] == ["人数"]


@pytest.mark.parametrize(
    "row", ["县级项目名称|甲|项目编码|", "县级项目名称|甲|实施单位|中心", "县级项目名称|甲", "县级项目名称|甲|预算金额|100"]
)
def test_a_label_by_its_ending_beside_others(row: str, tmp_path: Path) -> None:
    assert project_of(reading_of(f"{row}\n{HEADED}", tmp_path)).name == "甲"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("基金名称：城市建设基金|", "城市建设基金"),
        ("补贴政策名称： 种粮补贴\t主管部门：某局|", "种粮补贴"),
        ("基金名称：|城市建设基金", "城市建设基金"),
        ("Project Name / 项目名称|城市建设", "城市建设"),
    ],
)
def test_a_name_behind_another_label_is_read(field: str, name: str, tmp_path: Path) -> None:
    text = f"2023年度绩效自评表\n{field}\n主管部门：某局|备注：无\n一级指标|三级指标|指标值|分值\n产出指标|人数|≥9人|50\n"
    reading = reading_of(text.replace("\t", "    "), tmp_path)
    assert (project_of(reading).name, project_of(reading).department) == (name, "某局")


@pytest.mark.parametrize("form", ["{zh} {en}", "{en}\n{zh}", "{zh}/{en}", "{en} / {zh}", "{zh}（{en}）"])
def test_headings_in_two_languages_are_read(form: str, tmp_path: Path) -> None:
    words = {
        "一级指标": "Level 1",
        "指标名称": "Indicator Name",
        "年度指标值": "Annual Target",
        "实际完成值": "Actual",
        "分值": "Weight",
        "得分": "Score",
    }
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["项目名称", "甲"], [form.format(zh=zh, en=en) for zh, en in words.items()], ["产出指标", "人数", "≥9人", "10人", 50, 50]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (indicator,) = project_of(perfrules.read(tmp_path / "a.xlsx")).indicators
    assert (indicator.name, indicator.target.text, indicator.actual, indicator.weight, indicator.points) == ("人数", "≥9人", "10人", 50, 50)
