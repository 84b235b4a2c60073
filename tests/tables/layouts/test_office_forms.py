"""Forms as offices make them in a spreadsheet: signs in headings, bounds in two columns, scores in one, blocks side by side."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.tables.layouts.test_layouts import codes, reading_of
from tests.tables.layouts.test_other_peoples_forms import brief, project_of, unread

import perfrules
from perfrules.errors import TableError
from perfrules.model import Amounts, Category, Execution, Scored, Subcategory
from perfrules.tables.actuals import actuals_of

TOP = "2024年度项目支出绩效自评表\n项目名称|甲\n"
CLASSES = "一级指标|二级指标|三级指标"


@pytest.mark.parametrize(
    ("heads", "row", "target", "actual"),
    [
        ("目标值（≥）|单位|完成值|分值", "300|人|280|50", "≥ 300 人", "280"),
        ("目标值（≥，%）|完成值（%）|分值", "90|80|50", "≥ 90 %", "80%"),
        ("目标值（≥，%）|完成值（%）|分值", "≤5%|8%|50", "≤5%", "8%"),
        ("指标值≤|完成值|分值", "3件|2件|50", "≤ 3件", "2件"),
        ("目标值（万元）|完成值（万元）|分值", "≥10|8|50", "≥10 万元", "8万元"),
        ("目标值（万元）|完成值（万元）|分值", "明显|明显|50", "明显", "明显"),
        ("目标值（≥）|指标符号|完成值|分值", "3|≤|2|50", "≤ 3", "2"),
        ("数值/内容|完成值|分值", "≥3|2|50", "≥3", "2"),
        ("下限|上限|完成值|分值", "3人||2人|50", "≥3人", "2人"),
        ("下限|上限|完成值|分值", "|3人|2人|50", "≤3人", "2人"),
        ("下限|上限|完成值|分值", "3人|3人|2人|50", "3人", "2人"),
        ("下限|上限|完成值|分值", "3|5|4|50", "3～5", "4"),
        ("下限|上限|完成值|分值", "≥3人|/|4人|50", "≥3人", "4人"),
        ("目标值|最高值|完成值|分值", "≥3人|9|4人|50", "≥3人", "4人"),
    ],
)
def test_what_the_headings_say_of_bare_numbers(heads: str, row: str, target: str, actual: str, tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{CLASSES}|{heads}\n产出指标|数量指标|数|{row}\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("数", target, actual)]


@pytest.mark.parametrize(
    ("heading", "cell", "scored"),
    [
        ("分值/得分", "50/45", (50, 45)),
        ("得分／分值", "45分／50分", (50, 45)),
        ("得分、分值", "45/50", (50, 45)),
        ("得分/分值", "", (None, None)),
        ("得分/分值", "三分", (None, None)),
    ],
)
def test_weight_and_points_in_one_column(heading: str, cell: str, scored: tuple[int | None, ...], tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{CLASSES}|指标值|完成值|{heading}\n产出指标|数量指标|数|≥3|2|{cell}\n", tmp_path)
    (indicator,) = project_of(reading).indicators
    assert (indicator.weight, indicator.points) == scored
    assert "IN081" not in codes(reading)
    assert ("IN022" in codes(reading)) is (cell == "三分")


SIDES = "指标名称|目标值|完成值|分值||指标名称|目标值|完成值|分值\n人数|≥300人|280人|50||里程|≥120公里|130公里|60\n"


def test_two_tables_side_by_side_keep_their_values(tmp_path: Path) -> None:
    reading = reading_of(f"甲项目|||||乙项目\n{SIDES}", tmp_path)
    first, second = reading.department.projects
    assert (first.name, brief(first.indicators)) == ("甲项目", [("人数", "≥300人", "280人")])
    assert (second.name, brief(second.indicators)) == ("乙项目", [("里程", "≥120公里", "130公里")])
    assert [item.weight for project in (first, second) for item in project.indicators] == [50, 60]


def test_of_two_halves_the_same_one_has_every_value(tmp_path: Path) -> None:
    table = f"{TOP}中期目标||||年度目标\n{CLASSES}|指标值|分值|二级指标|三级指标|指标值|分值\n产出指标|数量指标|数|≥9|5|数量指标|数|≥3|60\n"
    (indicator,) = project_of(reading_of(table, tmp_path)).indicators
    assert (indicator.target.text, indicator.weight) == ("≥3", 60)


def test_headings_in_english(tmp_path: Path) -> None:
    table = "Project Name|Category|Sub-category|Indicator|Target|Actual|Weight|Score|Reason\nA|Output|Quantity|Trainees|≥3人|2人|50|33.33|late\n"
    (indicator,) = project_of(reading_of(table, tmp_path)).indicators
    assert (indicator.category, indicator.subcategory, indicator.deviation_reason) == (Category.OUTPUT, Subcategory.QUANTITY, "late")
    assert (indicator.weight, indicator.points, indicator.actual) == (50, Decimal("33.33"), "2人")


def test_misspelt_headings_are_read_and_said(tmp_path: Path) -> None:
    table = f"{TOP}{CLASSES}|年度指标植|实际完成直|分直|得份\n产出指标|数量指标|数|≥3|2|50|33.33\n"
    reading = reading_of(table, tmp_path)
    (indicator,) = project_of(reading).indicators
    assert (indicator.target.text, indicator.actual, indicator.weight, indicator.points) == ("≥3", "2", 50, Decimal("33.33"))
    assert codes(reading).count("IN081") == 4


@pytest.mark.parametrize(
    ("weights", "read"), [(("0.5", "0.4"), [50, 40]), (("0.6", "0.4"), [60, 40]), (("0.5", "0.3"), [Decimal("0.5"), Decimal("0.3")])]
)
@pytest.mark.parametrize("top", [TOP, ""])
def test_weights_that_are_shares_of_one(weights: tuple[str, str], read: list[Decimal], top: str, tmp_path: Path) -> None:
    rows = "".join(f"产出指标|数量指标|数{number}|≥3|2|{weight}\n" for number, weight in enumerate(weights))
    reading = reading_of(f"{top}{CLASSES}|指标值|完成值|权重\n{rows}产出指标|数量指标|又一|≥3|2|\n", tmp_path)
    assert [item.weight for item in project_of(reading).indicators] == [*read, None]
    assert ("IN084" in codes(reading)) is (read[0] > 1)


FUNDS = """\
2024年度项目支出绩效自评表
项目名称|甲
预算执行情况（万元）|资金来源|预算数||执行数|分值|执行率|得分
||年初|调整后||||
|年度资金总额|100|120|108|10|90%|9
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|里程|≥120公里|130公里|50|50
"""


@pytest.mark.parametrize(
    "heads", ["预算数||执行数|分值|执行率|得分\n||年初|调整后|", "资金|||评分||\n||年初预算数|全年预算数|全年执行数|分值|执行率|得分"]
)
def test_funds_under_a_head_in_two_rows(heads: str, tmp_path: Path) -> None:
    reading = reading_of(FUNDS.replace("预算数||执行数|分值|执行率|得分\n||年初|调整后|", heads), tmp_path)
    project = project_of(reading)
    assert project.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(120), executed=Decimal(108))
    assert project.execution is not None
    assert (project.execution.weight, project.execution.rate, project.execution.points) == (10, 90, 9)
    assert not {"IN070", "BG003"} & set(codes(reading)), unread(reading)


@pytest.mark.parametrize("names", [("人数", "里程"), ("人数", "人数")])
def test_of_two_halves_of_one_project_the_right_one_goes_on_below(names: tuple[str, str], tmp_path: Path) -> None:
    half = f"{CLASSES}|指标值|分值"
    table = f"{TOP}{half}||{half}\n产出指标|数量指标|{names[0]}|≥9|60||效益指标|社会效益|{names[1]}|≥3|40\n"
    reading = reading_of(table, tmp_path)
    found = [(item.name, item.target.text, item.weight) for item in project_of(reading).indicators]
    assert found == ([("人数", "≥9", 60), ("里程", "≥3", 40)] if names[1] == "里程" else [("人数", "≥3", 40)])
    assert ("IN082" in codes(reading)) is (names[1] == "人数")


def test_a_target_is_known_by_what_stands_below_its_heading(tmp_path: Path) -> None:
    table = (
        f"{TOP}一级指标|考核内容|考核标准|备注|完成情况|标准分|自评分\n产出|人数|≥300人||280人|50|46.67\n效益|就业率|不低于80%||82%|40|40\n"
    )
    reading = reading_of(table, tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥300人", "280人"), ("就业率", "不低于80%", "82%")]
    assert [found.params["title"] for found in reading.findings if found.code == "IN081"] == ["指标名称", "年度指标值"]


@pytest.mark.parametrize("head", ["年度目标", "绩效目标", "预期目标", "指标内容"])
def test_a_goal_heads_targets_where_they_stand_below_it(head: str, tmp_path: Path) -> None:
    table = f"项目名称|一级指标|二级指标|三级指标|{head}|实际完成值\n甲|产出指标|数量指标|人数|≥300人|280人\n甲|产出指标|质量指标|合格率|≥95%|96%\n"
    reading = reading_of(table, tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥300人", "280人"), ("合格率", "≥95%", "96%")]
    assert [found.params["heading"] for found in reading.findings if found.code == "IN081"] == [head]


@pytest.mark.parametrize("head", ["子项目名称", "任务名称", "二级项目", "政策名称", "支出事项名称"])
def test_projects_are_told_apart_by_a_column_whose_heading_ends_like_theirs(head: str, tmp_path: Path) -> None:
    table = f"{head}|一级指标|三级指标|指标值\n甲|产出指标|人数|≥300人\n乙|产出指标|合格率|≥95%\n"
    reading = reading_of(table, tmp_path)
    assert [project.name for project in reading.department.projects] == ["甲", "乙"]
    assert [found.params["heading"] for found in reading.findings if found.code == "IN081"] == [head]


def test_a_task_behind_the_classes_is_no_project(tmp_path: Path) -> None:
    reading = reading_of("一级指标|工作任务|三级指标|指标值\n产出指标|甲|人数|≥300人\n产出指标|乙|合格率|≥95%\n", tmp_path)
    assert len(reading.department.projects) == 1


@pytest.mark.parametrize(
    ("head", "role"), [("指标描述", "name"), ("衡量指标", "name"), ("应得分", "weight"), ("自评分数", "points"), ("得分情况", "points")]
)
def test_other_headings_are_known_by_their_endings(head: str, role: str, tmp_path: Path) -> None:
    heads = {"name": "三级指标", "weight": "分值", "points": "得分"} | {role: head}
    table = f"项目名称|一级指标|{heads['name']}|指标值|{heads['weight']}|{heads['points']}\n甲|产出指标|人数|≥300人|50|40\n"
    (item,) = project_of(reading_of(table, tmp_path)).indicators
    assert (item.name, item.weight, item.points) == ("人数", 50, 40)


def test_the_classes_of_a_row_are_no_second_row_of_headings(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of("项目名称|一级指标|二级指标|三级指标|评价标准|实际完成值\n甲|产出指标|数量指标|人数|≥300人得满分|280人\n", tmp_path)


@pytest.mark.parametrize("head", ["实际指标值", "完成指标值", "实际达到值", "执行值", "完成量"])
def test_what_was_reached_is_no_target_though_its_heading_ends_like_one(head: str, tmp_path: Path) -> None:
    table = f"项目名称|一级指标|三级指标|计划指标值|{head}\n甲|产出指标|人数|≥300人|280人\n甲|产出指标|合格率|≥95%|96%\n"
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [("人数", "≥300人", "280人"), ("合格率", "≥95%", "96%")]


@pytest.mark.parametrize("heads", ["考核标准|考核要求", "评分标准|备注"])
def test_of_two_such_columns_or_of_one_of_rules_none_is_the_target(heads: str, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of(f"{TOP}一级指标|指标名称|{heads}|完成情况\n产出|人数|≥300人|≥200人|280人\n", tmp_path)


def test_a_header_without_results_or_weights_shows_no_target_by_its_content(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of(f"{TOP}一级指标|指标名称|考核标准\n产出|人数|≥300人\n", tmp_path)


ACROSS = "项目名称|甲|甲\n三级指标|人数|就业率\n一级指标|产出指标|效益指标\n年度指标值|≥300人|≥80%\n实际完成值|280人\n分值|50|40\n"


def test_a_table_whose_headings_stand_down_the_side(tmp_path: Path) -> None:
    project = project_of(reading_of(ACROSS, tmp_path))
    assert brief(project.indicators) == [("人数", "≥300人", "280人"), ("就业率", "≥80%", None)]
    assert [item.weight for item in project.indicators] == [50, 40]
    assert [item.place and (item.place.row, item.place.column) for item in project.indicators] == [(4, 2), (4, 3)]


def test_the_total_of_a_project_in_a_column(tmp_path: Path) -> None:
    table = "项目名称|一级指标|三级指标|指标值|完成值|分值|得分|自评总分\n甲|产出|人数|≥3人|2人|60|40|80\n|效益|影响|提升|提升|40|40|\n"
    assert project_of(reading_of(table, tmp_path)).total == Scored(points=80)
    form = TOP + table.replace("项目名称|", "序号|", 1).replace("甲|", "1|", 1)
    assert project_of(reading_of(form, tmp_path)).total == Scored(points=80)


def test_lines_of_a_name_are_no_unseen_characters(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text('项目名称,三级指标,指标值,一级指标\n甲,"1.人数\n2.期数","1.≥3人\n2.≥5期",产出指标\n', "utf-8")
    assert "IN077" not in [found.code for found in perfrules.read(path).findings]


def test_rows_without_a_code_of_their_own_go_with_the_code_above(tmp_path: Path) -> None:
    reading = reading_of("项目编号|一级指标|三级指标|指标值\nX01|产出|人数|≥3人\n|效益|影响|提升\nX02|产出|里程|≥5公里\n", tmp_path)
    assert [(one.name, len(one.indicators)) for one in reading.department.projects] == [("X01", 2), ("X02", 1)]
    assert codes(reading).count("IN026") == 2


HEADS = f"{CLASSES}|指标值|完成值|分值|得分\n"
TWO = "产出指标|数量指标|人数|≥3人|2人|60|40\n效益指标|社会效益|影响|提升|达成|30|30\n"


def test_a_sum_that_does_not_say_so_is_the_total(tmp_path: Path) -> None:
    reading = reading_of(f"{TOP}{HEADS}{TWO}|||||90|70\n", tmp_path)
    assert project_of(reading).total == Scored(weight=90, points=70)
    assert len(project_of(reading).indicators) == 2
    assert "IN004" not in codes(reading)


@pytest.mark.parametrize("row", ["|||||90|", "|||||九十|70", "|||合格|90|70|"])
def test_other_rows_without_labels_are_no_total(row: str, tmp_path: Path) -> None:
    assert project_of(reading_of(f"{TOP}{HEADS}{TWO}{row}\n", tmp_path)).total is None


def test_remarks_below_the_indicators_are_counted_off(tmp_path: Path) -> None:
    below = "自评结论|完成较好，得分96分\n存在问题|人数不足\n评价等级||优\n"
    reading = reading_of(f"{TOP}{HEADS}{TWO}{below}", tmp_path)
    assert unread(reading) == ["自评结论", "存在问题", "评价等级"]
    assert not {"IN014", "IN004"} & set(codes(reading))


def test_an_indicator_named_like_a_remark_is_read(tmp_path: Path) -> None:
    rows = "产出指标|时效指标|完成时间|12月底前|11月|60|60\n||说明会场次||3场|30|30\n"
    reading = reading_of(f"{TOP}{HEADS}{rows}", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["完成时间", "说明会场次"]


def test_a_row_without_a_name_has_the_one_above(tmp_path: Path) -> None:
    rows = "产出指标|数量指标|人数|≥3人|2人|30|20\n|||≥5期|5期|30|30\n效益指标|||提升|达成|30|30\n"
    reading = reading_of(f"{TOP}{HEADS}{rows}", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["人数", "人数", ""]
    assert "指标名称" in [found.params["column"] for found in reading.findings if found.code == "IN025"]


def test_base_values_stand_beside_what_a_change_reached(tmp_path: Path) -> None:
    rows = "效益指标|经济效益|产值|增长10%以上|100万元|112万元|60\n产出指标|数量指标|人数|≥3人|2人|3人|30\n产出指标|数量指标|期数|≥3期|/|3期|10\n"
    reading = reading_of(f"{TOP}{CLASSES}|指标值|基期值|完成值|分值\n{rows}", tmp_path)
    assert [(item.actual, item.note) for item in project_of(reading).indicators] == [
        ("112万元（基期值100万元）", None),
        ("3人", "基期值：2人"),
        ("3期", None),
    ]
    assert [item.outcome.value for item in perfrules.score(reading.department, actuals_of(reading.department)).projects[0].indicators] == [
        "met"
    ] * 3


def test_numbers_before_classes_and_names_are_no_part_of_them(tmp_path: Path) -> None:
    rows = (
        "一、产出指标|（一）数量指标|1.人数|≥3人|2人|30|20\n二、效益指标|（一）社会效益|2、影响|提升|达成|30|30\n||3.5公里路段|≥3|3|30|30\n"
    )
    reading = reading_of(f"{TOP}{HEADS}{rows}", tmp_path)
    assert [(item.category, item.number, item.name) for item in project_of(reading).indicators] == [
        (Category.OUTPUT, "1", "人数"),
        (Category.BENEFIT, "2", "影响"),
        (Category.BENEFIT, None, "3.5公里路段"),
    ]


def test_what_is_derived_of_points_and_parts_of_the_budget_is_no_warning(tmp_path: Path) -> None:
    funds = "资金（万元）|年初预算数|全年预算数|全年执行数\n基本支出|5|5|5\n合计|10|10|9\n"
    rows = "产出指标|数量指标|人数|≥3人|2人|90|30|60\n"
    reading = reading_of(f"{TOP}{funds}{CLASSES}|指标值|完成值|分值|扣分|得分\n{rows}", tmp_path)
    assert "IN070" not in codes(reading)


def test_a_sheet_of_prose_beside_a_form_is_counted_off(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet, prose = book.active, book.create_sheet("说明")
    assert sheet is not None
    for line in f"{TOP}{HEADS}{TWO}".splitlines():
        sheet.append(line.split("|"))
    prose.append(["填报说明"])
    prose.append(["按年填报"])
    book.save(tmp_path / "表.xlsx")
    reading = perfrules.read(tmp_path / "表.xlsx")
    assert "填报说明、按年填报" in unread(reading)
    assert "IN003" not in codes(reading)


def test_the_tables_of_the_budget_integration_system(tmp_path: Path) -> None:
    head = "pro_code|pro_name|lv1_perf_ind_code|lv1_perf_ind_name|lv3_perf_ind_name|kpi_val|ind_comp|kpi_evalstd|ind_weight|eval_score"
    row = "001|甲|1|产出指标|人数|≥3人|2人|完成得满分|50|33.33"
    money = "reply_amt|year_adj_amt|year_exe_amt|exe_amt_rate|exe_weight|exe_score"
    reading = reading_of(f"{head}|{money}\n{row}|100|120|108|0.9|10|9\n", tmp_path)
    project = project_of(reading)
    assert project.execution == Execution(weight=10, points=9, rate=90)
    assert project.funding.total == Amounts(initial=Decimal(100), adjusted=Decimal(120), executed=Decimal(108))
    assert not {"IN070", "IN071"} & set(codes(reading))


def test_an_execution_rate_that_is_none_is_said(tmp_path: Path) -> None:
    reading = reading_of("项目名称|一级指标|三级指标|指标值|执行率\n甲|产出|人数|≥3人|九成\n", tmp_path)
    assert project_of(reading).execution == Execution()
    assert "IN022" in codes(reading)


@pytest.mark.parametrize(
    ("heads", "first"),
    [("完成目标可能性||\n||||1 确定能|2 有可能|3 完全不可能", "√||"), ("完成目标可能性", "1"), ("完成目标可能性", "确定能")],
)
def test_how_likely_a_target_is_to_be_reached(heads: str, first: str, tmp_path: Path) -> None:
    table = f"项目名称|甲\n一级指标|三级指标|指标值|当前月执行情况|{heads}\n产出|人数|≥3人|2人|{first}\n"
    (indicator,) = project_of(reading_of(table, tmp_path)).indicators
    assert (indicator.actual, indicator.note) == ("2人", "完成目标可能性：确定能")


def test_values_beside_signs_and_units_under_the_heading_of_numbers(tmp_path: Path) -> None:
    table = f"{TOP}{CLASSES}|符号|数值|计量|完成值|分值\n产出指标|数量指标|人数|≥|300|人|280|50\n"
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [("人数", "≥ 300 人", "280")]


def test_a_form_that_no_layout_reads_is_not_turned(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        reading_of(f"项目名称|甲|||\n主管部门|某局|实施单位|某中心|\n{CLASSES}|不明|完成值\n产出指标|数量指标|人数|多|280\n", tmp_path)


def test_lines_that_name_classes(tmp_path: Path) -> None:
    rows = "一、产出指标||||\n人数|≥3人|2人|60|40\n二、效益指标||||\n影响|提升|达成|30|30\n"
    for top in (TOP, ""):
        reading = reading_of(f"{top}指标名称|指标值|完成值|分值|得分\n{rows}", tmp_path)
        assert [item.category for item in project_of(reading).indicators] == [Category.OUTPUT, Category.BENEFIT]


def test_lines_that_name_classes_and_give_them_weights(tmp_path: Path) -> None:
    rows = "产出指标（60分）||||\n人数|≥3人|2人|60|40\n效益指标|||40|38\n影响|提升|达成|40|38\n社会效益|提升|达成|5|5\n"
    reading = reading_of(f"指标名称|指标值|完成值|分值|得分\n{rows}", tmp_path)
    items = project_of(reading).indicators
    assert [(item.name, item.category) for item in items] == [
        ("人数", Category.OUTPUT),
        ("影响", Category.BENEFIT),
        ("社会效益", Category.BENEFIT),
    ]
    assert unread(reading) == ["效益指标 40、38"]


def workbook(tmp_path: Path, table: str, *merged: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table.splitlines():
        sheet.append(line.split("|"))
    for area in merged:
        sheet.merge_cells(area)
    book.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


LINED = "指标名称|指标类别|指标值|完成值|分值\n一、路口改造||||\n路口数|产出指标|≥3个|3个|60\n二、绿化||||\n面积|产出指标|≥2公顷|1公顷|60\n"


def test_merged_lines_that_name_projects(tmp_path: Path) -> None:
    reading = perfrules.read(workbook(tmp_path, LINED, "A2:E2", "A4:E4"))
    found = [(project.name, [item.name for item in project.indicators]) for project in reading.department.projects]
    assert found == [("路口改造", ["路口数"]), ("绿化", ["面积"])]


def test_a_merged_line_between_indicators_is_no_project_and_no_indicator(tmp_path: Path) -> None:
    lines = LINED.splitlines()
    reading = perfrules.read(workbook(tmp_path, "\n".join([lines[0], *lines[2:]]), "A3:E3"))
    assert [item.name for item in project_of(reading).indicators] == ["路口数", "面积"]
    assert "IN004" in codes(reading)


def test_a_heading_in_three_rows(tmp_path: Path) -> None:
    table = f"{TOP}绩效指标|||指标完成|||评分|\n{CLASSES}|指标值|完成值||分值|得分\n||||半年|全年||\n产出指标|数量指标|人数|≥9人|4人|8人|50|40\n"
    reading = perfrules.read(workbook(tmp_path, table, "A3:C3", "D3:F3", "G3:H3", "E4:F4"))
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人")]
    assert [found.params["heading"] for found in reading.findings if found.code == "IN070"] == ["半年完成值"]
    plain = reading_of(table, tmp_path)
    assert brief(project_of(plain).indicators) == [("人数", "≥9人", "8人")]


def test_a_heading_that_is_repeated_over_its_columns(tmp_path: Path) -> None:
    table = f"{TOP}{CLASSES}|指标值|实际完成值（人）|实际完成值（人）|分值\n||||半年|全年|\n产出指标|数量指标|人数|≥9人|4|8|50\n"
    assert brief(project_of(reading_of(table, tmp_path)).indicators) == [("人数", "≥9人", "8人")]


def test_halves_with_a_cell_merged_over_both_below_their_header_are_one_form(tmp_path: Path) -> None:
    half = "三级指标|指标值|分值"
    table = f"项目名称|甲|||||\n{half}|{half}\n人数|≥9|60|里程|≥3|40\n注：两边合计|||||\n"
    reading = perfrules.read(workbook(tmp_path, table, "A4:F4"))
    assert len(reading.department.projects) == 1


ANOTHER = "序号|存在问题|整改措施|责任人|完成时限|备注\n1|进度慢|加快|张三|6月|无\n合计|2|3|4|5|6\n"


@pytest.mark.parametrize("head", ["2024年度项目支出绩效自评表\n项目名称|甲\n", "甲局绩效目标表\n"])
def test_a_table_of_another_kind_below_the_indicators_is_said_and_not_read(head: str, tmp_path: Path) -> None:
    form = f"{CLASSES}|指标值|实际完成值|分值\n产出指标|数量指标|人数|≥9人|8人|50\n"
    reading = reading_of(f"{head}{form}{ANOTHER}", tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人")]
    assert project_of(reading).total is None
    assert codes(reading).count("IN004") == 18


def test_a_list_goes_on_below_a_table_of_another_kind(tmp_path: Path) -> None:
    head = f"序号|项目名称|{CLASSES}|指标值\n"
    table = f"{head}1|甲|产出指标|数量指标|人数|≥9人\n{ANOTHER}{head}2|甲|产出指标|数量指标|场次|≥3场\n"
    reading = reading_of(table, tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["人数", "场次"]


def test_words_alone_below_the_indicators_are_said(tmp_path: Path) -> None:
    rows = "产出指标|数量指标|人数|≥9人|8人|50\n效益指标|||||\n……|||||\n||指标2：|||\n自评总分：90分|||||\n"
    reading = reading_of(f"{TOP}{CLASSES}|指标值|实际完成值|分值\n{rows}", tmp_path)
    assert [found.params["excerpt"] for found in reading.findings if found.code == "IN004"] == ["自评总分：90分"]


SIGNATURES = [
    "填报人：|张三||联系电话：|13800000000|||",
    "填报人|张三||联系电话|13800000000|填报日期|2024-01-05|",
    "填报单位（盖章）|某局||填报日期|2024年1月5日|||",
    "|单位负责人||经办人|李四|||",
    "审核人|李四||||||",
    "填报人：张三|||联系电话：13800000000||日期：1月5日||",
]


@pytest.mark.parametrize("head", ["2024年度项目支出绩效自评表\n项目名称||甲\n绩效指标", "项目名称"])
@pytest.mark.parametrize("line", SIGNATURES)
def test_signatures_in_cells_of_their_own_are_no_indicator_and_no_project(head: str, line: str, tmp_path: Path) -> None:
    table = f"{head}|{CLASSES}|指标值|实际完成值|分值|得分\n甲|产出指标|数量指标|人数|≥9人|8人|50|40\n{line}\n"
    reading = reading_of(table, tmp_path)
    assert brief(project_of(reading).indicators) == [("人数", "≥9人", "8人")]
    assert "IN018" in codes(reading)


def test_an_indicator_about_a_telephone_is_one(tmp_path: Path) -> None:
    reading = reading_of(f"项目名称|{CLASSES}|指标值|实际完成值\n甲|产出指标|数量指标|联系电话|≥9部|8部\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("联系电话", "≥9部", "8部")]


@pytest.mark.parametrize(
    ("head", "before"),
    [("指标名称|指标值", ""), (f"2024年度项目支出绩效自评表\n项目名称|甲\n{CLASSES}|指标值\n产出指标|数量指标|里程|≥9公里", "||")],
)
def test_what_signatures_are_called_by_is_an_indicator_where_a_quantity_is_asked_of_it(head: str, before: str, tmp_path: Path) -> None:
    lines = ["电话|≥50部", "负责人|2人", "人数|≥9人", "电话|13800000000", "日期|2024年1月5日", "经办人|某市第3中学"]
    reading = reading_of("\n".join([head, *(before + line for line in lines)]), tmp_path)
    assert brief(project_of(reading).indicators)[-3:] == [("电话", "≥50部", None), ("负责人", "2人", None), ("人数", "≥9人", None)]
    assert codes(reading).count("IN018") == 3


def test_a_column_whose_heading_ends_as_that_of_projects_names_them_without_classes(tmp_path: Path) -> None:
    table = "序号|购买服务项目名称|预算金额|三级指标|指标值\n1|环卫|320|面积|≥9亩\n|||合格率|≥95%\n2|绿化|120|面积|≥3亩\n"
    reading = reading_of(table, tmp_path)
    found = [(project.name, len(project.indicators), project.funding.budget) for project in reading.department.projects]
    assert found == [("环卫", 2, 320), ("绿化", 1, 120)]
    assert "IN081" in codes(reading)


@pytest.mark.parametrize("head", ["项目名称|甲\n", "某局绩效目标表\n"])
def test_a_weight_without_an_indicator_is_said(head: str, tmp_path: Path) -> None:
    rows = "产出指标|数量指标|场次|≥20场|90\n效益指标|经济效益|||10\n|社会效益|……||\n"
    reading = reading_of(f"{head}一级指标|二级指标|三级指标|年度指标值|分值\n{rows}", tmp_path)
    assert [found.params["excerpt"] for found in reading.findings if found.code == "IN004"] == ["10"]


@pytest.mark.parametrize("word", ["自评总得分", "综合得分", "总分合计"])
def test_the_total_by_other_names(word: str, tmp_path: Path) -> None:
    rows = f"一级指标|二级指标|三级指标|年度指标值|完成值|分值|得分\n产出指标|数量指标|场次|≥20场|20场|90|88\n{word}|||||100|98\n"
    (project,) = reading_of(f"项目名称|甲\n{rows}", tmp_path).department.projects
    assert project.total == Scored(weight=Decimal(100), points=Decimal(98))


@pytest.mark.parametrize("word", ["履职效能", "管理效率", "政策效果"])
def test_chapters_of_a_department_or_a_policy_name_no_project(word: str, tmp_path: Path) -> None:
    reading = reading_of(f"部门名称：市局\n指标名称|目标值|分值\n一、{word}||\n办结率|≥95%|20\n二、{word}||\n差错率|≤1%|20\n", tmp_path)
    assert [(project.name, len(project.indicators)) for project in reading.department.projects] == [("市局", 2)]


@pytest.mark.parametrize("caption", ["部门（单位）名称：市体育局", "部门(单位)名称:市体育局", "预算（主管）部门：市体育局"])
def test_a_remark_inside_the_label_of_a_caption(caption: str, tmp_path: Path) -> None:
    reading = reading_of(f"{caption}\n项目名称|指标名称|目标值\n甲|场次|≥2场\n", tmp_path)
    assert reading.department.name == "市体育局"
    assert codes(reading) == ["IN002"]


@pytest.mark.parametrize(("label", "goal"), [("政策名称", "政策目标"), ("基金名称", "总体目标"), ("财政政策名称", "政策绩效目标")])
def test_a_policy_or_a_fund_is_named_as_a_project(label: str, goal: str, tmp_path: Path) -> None:
    table = f"绩效目标表\n{label}|稳岗补贴\n{goal}|稳定就业\n一级指标|三级指标|指标值\n产出指标|企业数|≥300家\n"
    (project,) = reading_of(table, tmp_path).department.projects
    assert (project.name, project.objective) == ("稳岗补贴", "稳定就业")


@pytest.mark.parametrize(
    "names", ["项目名称|甲\n政策名称|稳岗\n", "政策名称|稳岗\n项目名称|甲\n", "基金名称|稳岗\n主管部门|市局\n项目名称|甲\n"]
)
def test_the_policy_or_the_fund_of_a_project_opens_no_form_of_its_own(names: str, tmp_path: Path) -> None:
    reading = reading_of(f"绩效目标表\n{names}一级指标|三级指标|指标值\n产出指标|企业数|≥300家\n", tmp_path)
    assert (project_of(reading).name, brief(project_of(reading).indicators)) == ("甲", [("企业数", "≥300家", None)])
    assert [found.params["fields"] for found in reading.findings if found.code == "IN029"] == [
        "基金名称" if "基金" in names else "政策名称"
    ]


DEPARTMENT = """\
{title}
部门名称|市审计局
|全年预算数|全年执行数
{source}|2100|2050
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值
产出指标|数量指标|审计项目数|≥30个|32个|90
"""


@pytest.mark.parametrize(
    ("title", "source", "own"),
    [
        ("2023年度部门支出绩效自评表", "年度资金总额", True),
        ("单位绩效自评表", "合计", True),
        ("部门预算项目支出绩效自评表", "年度资金总额", False),
        ("部门支出绩效自评表", "重点工作", False),
        ("某市绩效自评表", "年度资金总额", False),
    ],
)
def test_a_form_of_a_department_whose_title_does_not_say_so(title: str, source: str, own: bool, tmp_path: Path) -> None:
    department = reading_of(DEPARTMENT.format(title=title, source=source), tmp_path).department
    assert (len(department.indicators), len(department.projects)) == ((1, 0) if own else (0, 1))
    assert department.name == "市审计局"


@pytest.mark.parametrize("label", ["项目", "项目名称"])
def test_a_form_of_a_project_whose_title_says_department(label: str, tmp_path: Path) -> None:
    table = f"部门预算绩效目标表\n部门名称|市审计局\n{label}|甲\n合计|100\n一级指标|三级指标|指标值|分值\n产出指标|人数|≥9人|90\n"
    assert project_of(reading_of(table, tmp_path)).name == "甲"


@pytest.mark.parametrize("row", ["|评价总分|≥90分|92分", "综合得分|评价总分|≥90分|92分"])
def test_what_totals_are_called_by_is_an_indicator_where_something_is_asked_of_it(row: str, tmp_path: Path) -> None:
    rows = f"产出指标|人数|≥9人|9人|50|50\n{row}|50|45\n综合得分||100分||100|95\n"
    project = project_of(reading_of(f"{TOP}一级指标|三级指标|指标值|完成值|分值|得分\n{rows}", tmp_path))
    assert brief(project.indicators)[1:] == [("评价总分", "≥90分", "92分")]
    assert project.total is not None
    assert (project.total.weight, project.total.points) == (100, 95)


def test_funds_below_the_indicators_are_none_of_them(tmp_path: Path) -> None:
    rows = "产出指标|数量指标|场次|≥6场|7场\n项目资金|年初预算数|全年预算数|全年执行数|\n年度资金总额|100|100|95|\n"
    reading = reading_of(f"{TOP}{CLASSES}|指标值|完成值\n{rows}", tmp_path)
    assert brief(project_of(reading).indicators) == [("场次", "≥6场", "7场")]
    assert [found.params["excerpt"] for found in reading.findings if found.code == "IN004"][-3:] == ["100", "100", "95"]


@pytest.mark.parametrize(
    ("names", "targets", "found", "left"),
    [
        ("人数", "≥1人", [("人数", "≥1人")], []),
        ("指标1：人数 指标2：户数", "指标1：≥1人 指标2：≥2户", [("人数", "≥1人"), ("户数", "≥2户")], []),
        ("指标1：人数 指标2：户数", "≥1人", [("人数", "人数"), ("户数", "户数")], ["≥1人"]),
        ("人数：10", "≥1人", [("人数", "10")], ["≥1人"]),
        ("人数≥9人", "", [("人数", "≥9人")], []),
    ],
)
def test_targets_behind_the_column_of_their_class(
    names: str, targets: str, found: list[tuple[str, str]], left: list[str], tmp_path: Path
) -> None:
    heads = "项目名称|数量指标|指标值|质量指标|指标值"
    reading = reading_of(f"绩效目标表\n{heads}\n甲|{names}|{targets}|合格率|≥95%\n", tmp_path)
    assert [(item.name, item.target.text) for item in project_of(reading).indicators] == [*found, ("合格率", "≥95%")]
    assert [item.params["excerpt"] for item in reading.findings if item.code == "IN004"] == left


def test_a_second_level_that_is_no_class_names_a_row_without_a_third(tmp_path: Path) -> None:
    rows = "产出指标|培训人数||≥10人|50\n||数据|≥9人|\n|重点工作|办班|≥2期|50\n|||≥3期|5\n"
    reading = reading_of(f"{TOP}{CLASSES}|指标值|分值\n{rows}", tmp_path)
    assert [item.name for item in project_of(reading).indicators] == ["培训人数", "数据", "办班", "办班"]


@pytest.mark.parametrize("front", ["|||", "^|^|^|"])
def test_classes_of_the_second_level_below_those_of_the_first(front: str, tmp_path: Path) -> None:
    table = f"""\
2023年项目绩效目标汇总表
单位：万元
序号|项目名称|预算数|产出指标||效益指标||满意度指标
{front.replace("^", "")}数量指标|质量指标|经济效益|社会效益|
1|校舍维修|100|面积≥30平方米|合格率100%||改善条件|满意度≥95%
合计||100|||||
"""
    department = reading_of(table, tmp_path).department
    (project,) = department.projects
    assert (project.name, project.funding.total, department.funding.total) == ("校舍维修", 100, 100)
    assert [(item.category, item.subcategory, item.name, item.target.text) for item in project.indicators] == [
        (Category.OUTPUT, Subcategory.QUANTITY, "面积", "≥30平方米"),
        (Category.OUTPUT, Subcategory.QUALITY, "合格率", "100%"),
        (Category.BENEFIT, Subcategory.SOCIAL, "改善条件", "改善条件"),
        (Category.SATISFACTION, None, "满意度", "≥95%"),
    ]


@pytest.mark.parametrize("below", ["甲|数量指标|质量指标|", "||数量指标|"])
def test_other_rows_below_classes_are_no_second_level(below: str, tmp_path: Path) -> None:
    table = f"绩效目标表\n项目名称|产出指标|效益指标|满意度指标\n{below}\n乙|人数≥9人|户数≥5户|满意度≥95%\n"
    assert [item.name for item in reading_of(table, tmp_path).department.projects[-1].indicators] == ["人数", "户数", "满意度"]


def test_a_header_with_its_columns_in_another_order_counts_from_there(tmp_path: Path) -> None:
    heads = [f"{CLASSES}|指标值|完成值|分值|得分\n", f"{CLASSES}|分值|指标值|完成值|得分\n"]
    rows = ["产出指标|数量指标|场次|≥5场|6场|50|50\n", "效益指标|社会效益|影响|40|提升|提升|40\n"]
    reading = reading_of(f"{TOP}{heads[0]}{rows[0]}{heads[0]}{rows[0]}{heads[1]}{rows[1]}", tmp_path)
    assert [(item.target.text, item.actual, item.weight, item.points) for item in project_of(reading).indicators] == [
        ("≥5场", "6场", 50, 50),
        ("≥5场", "6场", 50, 50),
        ("提升", "提升", 40, 40),
    ]
    assert codes(reading).count("IN005") == 1


@pytest.mark.parametrize("head", [f"{TOP}", "甲局绩效目标表\n"])
def test_the_same_as_above(head: str, tmp_path: Path) -> None:
    rows = "产出指标|数量指标|培训|≥3期|10\n〃|同上|讲座|同上|″\n||座谈|≥1期|5\n"
    reading = reading_of(f"{head}{CLASSES}|指标值|分值\n{rows}", tmp_path)
    assert [(item.name, item.subcategory, item.target.text, item.weight) for item in project_of(reading).indicators] == [
        ("培训", Subcategory.QUANTITY, "≥3期", 10),
        ("讲座", Subcategory.QUANTITY, "≥3期", 10),
        ("座谈", Subcategory.QUANTITY, "≥1期", 5),
    ]
    assert "IN014" not in codes(reading)


def test_of_two_groups_of_targets_in_a_list_the_one_that_is_not_read_is_said(tmp_path: Path) -> None:
    reading = reading_of("绩效目标表\n项目名称|指标名称|指标值|指标名称|指标值\n甲|人数|≥1人|场次|≥2场\n", tmp_path)
    assert brief(project_of(reading).indicators) == [("场次", "≥2场", None)]
    assert "IN082" in codes(reading)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("项目|名称|甲|编码|P01\n|编码|P02\n", ("甲", None)),
        ("项目|名称|甲\n项目|编码|P01\n", ("甲", "P01")),
        ("项目|编码|P01|名称|丙\n项目名称|甲\n", ("甲", "P01")),
        ("项目名称|甲\n项目|编码\n", ("甲", None)),
    ],
)
def test_a_label_in_two_cells(labels: str, found: tuple[str, str | None], tmp_path: Path) -> None:
    project = project_of(reading_of(f"项目支出绩效自评表\n{labels}{CLASSES}|指标值|分值\n产出指标|数量指标|人数|≥1人|90\n", tmp_path))
    assert (project.name, project.code) == found
