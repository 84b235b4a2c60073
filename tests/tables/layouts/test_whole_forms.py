"""Whole forms of provinces as they are published: the reading that each must have, and the score that follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of

import perfrules
from perfrules.errors import TableError
from perfrules.model import Amounts, Category, Execution, Scored, Subcategory
from perfrules.tables.actuals import actuals_of
from perfrules.tables.forms.unread_fields import unread_fields
from perfrules.tables.grid import Cell, Source

JIANGSU = """\
项目支出绩效自评表
（2023年度）
项目名称|产业扶持资金
主管部门|市工信局||实施单位|市中小企业中心
||年初预算数|全年预算数|全年执行数|分值|执行率|得分
项目资金（万元）|年度资金总额|100|100|90|10|90%|9
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
决策|项目立项|立项依据充分性|充分|达成（100%）|5|5
|绩效目标|绩效目标合理性|合理|达成（90%）|5|4.5
过程|资金管理|资金到位率|=100%|100%|5|5
|组织实施|制度执行有效性|有效|达成（100%）|5|5
产出|数量指标|扶持企业数|≥50家|52家|30|30
效益|经济效益指标|新增产值|≥1亿元|1.2亿元|30|30
满意度|服务对象满意度|企业满意度|≥90%|95%|10|10
总分|||||100|98.5
"""


def test_decision_and_process_are_first_levels_and_keep_their_points(tmp_path: Path) -> None:
    reading = reading_of(JIANGSU, tmp_path)
    project = project_of(reading)
    assert codes(reading) == ["IN002", "IN025"]
    assert project.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(100), executed=Decimal(90))
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(90), points=Decimal(9))
    assert project.total == Scored(weight=Decimal(100), points=Decimal("98.5"))
    assert [(item.category, item.subcategory) for item in project.indicators] == [
        (Category.DECISION, Subcategory.ESTABLISHMENT),
        (Category.DECISION, Subcategory.OBJECTIVES),
        (Category.PROCESS, Subcategory.FUND_MANAGEMENT),
        (Category.PROCESS, Subcategory.IMPLEMENTATION),
        (Category.OUTPUT, Subcategory.QUANTITY),
        (Category.BENEFIT, Subcategory.ECONOMIC),
        (Category.SATISFACTION, Subcategory.SATISFACTION),
    ]
    score = perfrules.score(reading.department, actuals_of(reading.department)).projects[0]
    assert score.points == Decimal("98.50")
    assert [item.maximum for item in score.indicators] == [5, 5, 5, 5, 30, 30, 10]


LONG_TERM = """\
项目支出绩效目标申报表
（2023年度）
项目名称|科技专项
长期绩效目标|三年内完成300家。
年度绩效目标|完成100家。
"""
BESIDE = """\
长期绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|服务企业数|≥300家
年度绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|服务企业数|≥100家
"""
UNDER_ONE_HEADER = """\
绩效指标||一级指标|二级指标|三级指标|指标值
|长期目标|产出指标|数量指标|服务企业数|≥300家
|年度目标|产出指标|数量指标|服务企业数|≥100家
"""
BANNERS = """\
（一）实施期绩效指标
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|服务企业数|≥300家
（二）年度绩效指标
一级指标|三级指标|指标值|二级指标
产出指标|服务企业数|≥100家|数量指标
"""
ANNUAL_FIRST = """\
（一）年度绩效指标
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|服务企业数|≥100家
（二）中长期指标
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|服务企业数|≥300家
"""


@pytest.mark.parametrize("block", [BESIDE, UNDER_ONE_HEADER, BANNERS, ANNUAL_FIRST])
def test_long_term_and_annual_blocks_are_kept_apart(block: str, tmp_path: Path) -> None:
    reading = reading_of(LONG_TERM + block, tmp_path)
    project = project_of(reading)
    assert project.objective == "完成100家。"
    assert brief(project.indicators) == [("服务企业数", "≥100家", None)]
    assert project.indicators[0].subcategory is Subcategory.QUANTITY
    said = [found.params["indicators"] for found in reading.findings if found.code == "IN058"]
    assert said == ["服务企业数：≥300家"]
    assert "IN005" not in codes(reading)


def test_a_long_term_block_alone_is_read(tmp_path: Path) -> None:
    reading = reading_of(LONG_TERM + "长期绩效指标|一级指标|三级指标|指标值\n|产出指标|服务企业数|≥300家\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("服务企业数", "≥300家", None)]
    assert "IN058" not in codes(reading)


@pytest.mark.parametrize("heading", ["半年（程）指标值|全年（程）指标值", "实施期指标值|年度指标值"])
def test_the_target_of_the_year_is_the_target(heading: str, tmp_path: Path) -> None:
    table = f"项目名称|甲\n一级指标|三级指标|{heading}\n产出指标|企业数|≥30家|≥100家\n"
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [("企业数", "≥100家", None)]


MONITORING = """\
项目支出绩效运行监控表
（2023年度）
项目名称|科普活动经费
主管部门|市科协||实施单位|市科普中心
||年初预算数|1-7月执行数|1-7月执行率
项目资金（万元）|年度资金总额|100|60|60%
年度总体目标|开展科普活动20场。
绩效指标|一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|全年预计完成情况|偏差原因分析||||||完成目标可能性|||备注
|||||||经费保障|制度保障|人员保障|硬件条件保障|其他|原因说明|确定能|有可能|完全不可能|
|产出指标|数量指标|科普活动场次|≥20场|12场|20场|||||||√|||
|效益指标|社会效益指标|参与人次|≥5000人次|1000人次|5000人次|√||缺2人|||经费晚到||√||注
"""


def test_a_monitoring_table(tmp_path: Path) -> None:
    reading = reading_of(MONITORING, tmp_path)
    project = project_of(reading)
    assert codes(reading) == ["IN002"]
    assert project.funding.total == Amounts(initial=Decimal(100), executed=Decimal(60))
    assert project.execution == Execution(rate=Decimal(60))
    assert reading.department.as_of == date(2023, 7, 31)
    assert brief(project.indicators) == [("科普活动场次", "≥20场", "12场"), ("参与人次", "≥5000人次", "1000人次")]
    first, second = project.indicators
    assert (first.deviation_reason, first.note) == (None, "全年预计完成情况：20场\n完成目标可能性：确定能")
    assert second.deviation_reason == "经费保障、人员保障：缺2人：经费晚到"
    assert second.note == "注\n全年预计完成情况：5000人次\n完成目标可能性：有可能"


def test_the_lamps_of_a_monitoring_table_go_by_its_own_day(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from perfrules.cli import main

    (tmp_path / "a.txt").write_text(MONITORING.replace("|", "\t"), "utf-8")
    run = CliRunner().invoke(main, ["score", str(tmp_path / "a.txt")])
    assert run.exit_code == 0
    assert "2023-07-31" in run.stdout
    assert "偏慢" in run.stdout or "滞后" in run.stdout


def test_the_block_of_bonds(tmp_path: Path) -> None:
    table = """\
专项债券项目绩效自评表
（2022年度）
项目名称|地铁12号线
||债券额度|实际支出|分值|执行率|得分
债券资金（万元）|专项债券资金|50000|45000|10|90%|9
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|土建完成率|≥80%|85%|90|90
总分|||||100|99
"""
    reading = reading_of(table, tmp_path)
    project = project_of(reading)
    assert project.funding.total == Amounts(adjusted=Decimal(50000), executed=Decimal(45000))
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(90), points=Decimal(9))
    assert perfrules.score(reading.department, actuals_of(reading.department)).projects[0].execution.points == 9


COUNTIES = """\
中央对地方转移支付区域绩效目标表
（2023年度）
项目名称|农村危房改造补助资金
主管部门|省住建厅
项目资金（万元）||||甲县|乙县|丙县|合计
|年度资金总额|||110|220|330|660
|其中：财政拨款|||100|200|300|600
|其他资金|||10|20|30|60
年度目标|支持危房改造。
绩效指标|一级指标|二级指标|三级指标|甲县|乙县|丙县|合计
|产出指标|数量指标|改造户数|≥100户|≥200户|≥300户|≥600户
|满意度指标|服务对象满意度指标|农户满意度|≥90%|≥90%|≥95%|
"""


def test_one_column_a_county_is_one_project_a_county(tmp_path: Path) -> None:
    reading = reading_of(COUNTIES, tmp_path)
    assert [(project.name, project.implementing_unit, project.year) for project in reading.department.projects] == [
        ("农村危房改造补助资金（甲县）", "甲县", 2023),
        ("农村危房改造补助资金（乙县）", "乙县", 2023),
        ("农村危房改造补助资金（丙县）", "丙县", 2023),
    ]
    assert [project.funding.total for project in reading.department.projects] == [110, 220, 330]
    assert [project.funding.other for project in reading.department.projects] == [10, 20, 30]
    assert [brief(project.indicators) for project in reading.department.projects] == [
        [("改造户数", "≥100户", None), ("农户满意度", "≥90%", None)],
        [("改造户数", "≥200户", None), ("农户满意度", "≥90%", None)],
        [("改造户数", "≥300户", None), ("农户满意度", "≥95%", None)],
    ]
    assert reading.department.projects[0].department == "省住建厅"
    assert "≥600户" in "".join(found.message for found in reading.findings)
    assert reading.department.projects[2].indicators[0].place is not None
    assert reading.department.projects[2].indicators[0].place.column == 7


def test_regions_without_a_title_are_known_by_their_names(tmp_path: Path) -> None:
    table = "项目名称|补助\n|年度资金总额||100|200\n一级指标|二级指标|三级指标|{}|{}\n产出指标|数量指标|户数|≥1户|≥2户\n"
    named = reading_of(table.format("甲县", "乙市"), tmp_path)
    assert [(project.name, project.funding.total) for project in named.department.projects] == [
        ("补助（甲县）", 100),
        ("补助（乙市）", 200),
    ]
    with pytest.raises(TableError):
        reading_of(table.format("其一", "其二"), tmp_path)


BRACKETS = """\
项目支出绩效目标表
（2023年度）
项目名称|设备购置
主管部门|市局
年度总体目标|购置设备。
年度绩效指标|【产出指标-数量指标】|指标1：设备数量（≥30台）；指标2：软件（套）数量（≥2套（含升级））
|【产出指标-质量指标】|指标1：验收合格率（≥95%）
|【效益指标——社会效益指标】服务能力（提升）
|【满意度指标】|指标1：使用人员满意度：≥90%
|说明文字|残缺）
|【满意度指标】|指标2：投诉
"""


@pytest.mark.parametrize("named", [True, False])
def test_category_and_name_in_one_cell_with_brackets(named: bool, tmp_path: Path) -> None:
    reading = reading_of(BRACKETS if named else "\n".join(BRACKETS.splitlines()[5:]) + "\n", tmp_path)
    project = project_of(reading)
    assert (project.name, project.objective) == (("设备购置", "购置设备。") if named else ("自评.csv", None))
    assert [(item.category, item.subcategory, item.number, item.name, item.target.text) for item in project.indicators] == [
        (Category.OUTPUT, Subcategory.QUANTITY, "1", "设备数量", "≥30台"),
        (Category.OUTPUT, Subcategory.QUANTITY, "2", "软件（套）数量", "≥2套（含升级）"),
        (Category.OUTPUT, Subcategory.QUALITY, "1", "验收合格率", "≥95%"),
        (Category.BENEFIT, Subcategory.SOCIAL, None, "服务能力", "提升"),
        (Category.SATISFACTION, None, "1", "使用人员满意度", "≥90%"),
        (Category.SATISFACTION, None, "2", "投诉", ""),
    ]
    assert codes(reading) == ["IN002", "IN004", "IN004", "IN015", *([] if named else ["IN026"])]


@pytest.mark.parametrize(
    "header",
    [
        "一级指标|二级指标|三级指标|优|良|中|差\n",
        "一级指标|二级指标|三级指标|年度指标值|||\n|||优|良|中|差\n",
    ],
)
def test_targets_by_grade_in_four_columns(header: str, tmp_path: Path) -> None:
    rows = "产出指标|数量指标|培训人次|≥500人次|≥400人次|≥300人次|<300人次\n"
    reading = reading_of("项目名称|培训\n" + header + rows, tmp_path)
    (indicator,) = project_of(reading).indicators
    assert (indicator.target.text, indicator.note) == ("≥500人次", "良：≥400人次\n中：≥300人次\n差：<300人次")
    assert codes(reading) == ["IN002", "IN059"]


def test_a_grade_that_is_ticked_beside_a_target(tmp_path: Path) -> None:
    table = "项目名称|培训\n一级指标|三级指标|指标值|优|良|中|差\n产出指标|培训人次|≥500人次||√||\n"
    reading = reading_of(table, tmp_path)
    (indicator,) = project_of(reading).indicators
    assert (indicator.target.text, indicator.note) == ("≥500人次", "良")
    assert codes(reading) == ["IN002"]


def test_tasks_above_the_goals_of_a_department_are_no_goals(tmp_path: Path) -> None:
    table = """\
部门整体支出绩效自评表
（2022年度）
部门名称|市科技局
部门整体支出（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|资金总额|1000|1100|1090|10|99.1%|9.9
年度主要任务|任务名称|主要内容|完成情况
|科技创新|扶持企业|已完成任务
年度总体目标|预期目标|||实际完成情况
|履职。|||完成。
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|扶持企业数|≥50家|55家|90|90
"""
    department = reading_of(table, tmp_path).department
    assert (department.objective, department.objective_actual) == ("履职。", "完成。")


def test_a_form_whose_year_is_a_field(tmp_path: Path) -> None:
    table = "项目支出绩效自评表\n项目名称|甲|年度|2023年\n主管部门|厅|预算年度|明年\n一级指标|三级指标|指标值\n产出指标|人数|≥3人\n"
    assert project_of(reading_of(table, tmp_path)).year == 2023


def test_a_list_of_approved_goals(tmp_path: Path) -> None:
    table = """\
2023年度项目支出绩效目标批复表
单位名称|项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标值内容|绩效度量单位|指标性质
某局|科普项目|开展科普|产出指标|数量指标|活动场次|20|场|≥
|会议项目|开好会议|产出指标|数量指标|会议次数|4|次|＝
"""
    reading = reading_of(table, tmp_path)
    assert [(project.name, project.objective) for project in reading.department.projects] == [
        ("科普项目", "开展科普"),
        ("会议项目", "开好会议"),
    ]
    assert [item.target.text for project in reading.department.projects for item in project.indicators] == ["≥ 20 场", "＝ 4 次"]
    assert reading.department.year == 2023


YINCHUAN = """\
项目支出绩效评价表
（2021年度）
项目名称|图书馆运行
主管部门|市文旅局||实施单位|市图书馆
一级指标|二级指标|三级指标|分值|指标值|完成值|得分
项目决策（10分）|项目立项|立项规范性|10|规范|达成（100%）|10
项目管理（25分）|资金管理|资金使用合规性|15|合规|达成（100%）|15
项目产出（30分）|产出数量|开放天数|30|≥300天|310天|30
项目效益（35分）|社会效益|读者人次|25|≥10万人次|12万人次|25
|满意度|读者满意度|10|≥90%|95%|10
合计|||90|||90
"""


def test_first_levels_with_their_points_in_brackets(tmp_path: Path) -> None:
    reading = reading_of(YINCHUAN, tmp_path)
    project = project_of(reading)
    assert [(item.category, item.weight) for item in project.indicators] == [
        (Category.DECISION, 10),
        (Category.PROCESS, 15),
        (Category.OUTPUT, 30),
        (Category.BENEFIT, 25),
        (Category.BENEFIT, 10),
    ]
    score = perfrules.score(reading.department, actuals_of(reading.department)).projects[0]
    assert [item.points for item in score.indicators] == [10, 15, 30, 25, 10]


@pytest.mark.parametrize(
    ("headings", "actual", "day"),
    [
        ("1月完成值|2月完成值|完成值", "丙", None),
        ("4-6月完成值|7-9月完成值|1-9月完成值", "丙", date(2023, 9, 30)),
        ("1-3月完成值|1-6月完成值|1-2月完成值", "乙", date(2023, 6, 30)),
        ("截至6月底完成情况|备注|1-13月完成情况", "甲", date(2023, 6, 30)),
        ("1月完成值|2月完成值|3月完成值", None, None),
    ],
)
def test_which_months_are_the_actual_value(headings: str, actual: str | None, day: date | None, tmp_path: Path) -> None:
    table = f"2023年度绩效运行监控表\n项目名称|甲\n一级指标|三级指标|指标值|{headings}\n产出指标|人数|≥3人|甲|乙|丙\n"
    reading = reading_of(table, tmp_path)
    assert project_of(reading).indicators[0].actual == actual
    assert reading.department.as_of == day


@pytest.mark.parametrize(
    "rows",
    [
        "当年绩效目标|年初绩效目标|全年（调整）绩效目标|全年目标实际完成情况\n|办好。||已办好。\n",
        "年度绩效目标|预期目标|实际完成\n|办好。|已办好。\n",
        "年度绩效目标|年初设定总体目标|实际完成情况\n|办好。|已办好。\n",
    ],
)
def test_a_label_of_goals_is_no_goal(rows: str, tmp_path: Path) -> None:
    reading = reading_of(f"项目名称|甲\n{rows}一级指标|三级指标|指标值\n产出指标|场次|≥3场\n", tmp_path)
    project = project_of(reading)
    assert project.objective in ("办好。", None)
    assert project.objective_actual == "已办好。"


def test_the_reason_of_a_deduction_is_no_sign(tmp_path: Path) -> None:
    table = "项目名称|甲\n一级指标|三级指标|指标值|实际完成值|扣分原因\n产出指标|人数|3人|2人|不足\n"
    (indicator,) = project_of(reading_of(table, tmp_path)).indicators
    assert (indicator.target.text, indicator.deviation_reason) == ("3人", "不足")


HEADED = [
    ("2022年预算数|2022年执行数|2023年预算数|2023年执行数\n||年度资金总额|80|78|100|95", (100, 95)),
    ("2023年||2022年|\n|||预算数|执行数|预算数|执行数\n||年度资金总额|100|95|80|78", (100, 95)),
    ("本年||上年|\n|||预算数|执行数|预算数|执行数\n||年度资金总额|100|95|80|78", (100, 95)),
    ("预算|2022年执行数||\n||年度资金总额|100|90||", (100, None)),
    ("本年预算数|本年执行数||\n||年度资金总额|100|95||", (100, 95)),
    ("年度预算数|年度执行数||\n||年度资金总额|100|95||", (100, 95)),
]


@pytest.mark.parametrize(("funds", "amounts"), HEADED)
def test_the_funds_of_the_year_and_no_other(funds: str, amounts: tuple[int | None, int | None], tmp_path: Path) -> None:
    table = f"2023年度项目支出绩效自评表\n项目名称|甲\n项目资金（万元）||来源|{funds}\n一级指标|三级指标|指标值|完成值\n产出指标|人数|≥9人|8人\n"
    (project,) = reading_of(table, tmp_path).department.projects
    assert isinstance(project.funding.total, Amounts)
    assert (project.funding.total.adjusted, project.funding.total.executed) == amounts


@pytest.mark.parametrize(("heads", "amounts"), [("2022年预算数|2022年执行数", (100, 95)), ("2022年预算数|2021年执行数", None)])
def test_a_form_without_a_year_takes_the_only_one_of_its_headings(heads: str, amounts: tuple[int, int] | None, tmp_path: Path) -> None:
    table = f"项目支出绩效自评表\n项目名称|甲\n项目资金（万元）|来源|{heads}\n|年度资金总额|100|95\n一级指标|三级指标|指标值|完成值\n产出指标|人数|≥9人|8人\n"
    (project,) = reading_of(table, tmp_path).department.projects
    total = project.funding.total
    assert (isinstance(total, Amounts) and (total.adjusted, total.executed)) == (amounts or False)


def test_amounts_without_known_headings_are_none_of_the_year(tmp_path: Path) -> None:
    table = "项目支出绩效自评表\n项目名称|甲\n项目资金（万元）||批复|支付\n|资金总额|300|95\n一级指标|三级指标|指标值|完成值\n产出指标|人数|≥9人|8人\n"
    reading = reading_of(table, tmp_path)
    (project,) = reading.department.projects
    assert project.funding.total is None
    assert [found.params["values"] for found in reading.findings if found.code == "IN070"] == ["300、95"]


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        (
            "预算数|200|执行数|195|执行率|97.5%\n其中：财政拨款|180|其中：财政拨款|175||",
            Amounts(adjusted=Decimal(180), executed=Decimal(175)),
        ),
        ("预算数|200|执行数|195\n财政拨款|180|其他资金|20", Decimal(180)),
        ("中期资金总额|300||年度资金总额|100\n财政拨款|300||财政拨款|90", Decimal(90)),
    ],
)
def test_a_source_below_each_figure_has_the_figure_of_each(rows: str, amounts: Decimal | Amounts, tmp_path: Path) -> None:
    table = f"2023年度项目支出绩效自评表\n项目名称|甲\n{rows}\n一级指标|三级指标|指标值|分值\n产出指标|人数|≥9人|90\n"
    assert project_of(reading_of(table, tmp_path)).funding.appropriation == amounts


def test_a_part_of_the_funds_is_named_once_for_two_amounts() -> None:
    row = tuple(Cell(text, Source("a.csv"), 1, column) for column, text in enumerate(("其中：县级", "100", "90", "80"), 1))
    said = unread_fields([row], {(1, 1), (1, 3)}, None)
    assert [(item.code, item.params["fields"]) for item in said] == [("IN029", "其中：县级")]
