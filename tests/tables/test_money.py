"""Money has its own unit, a project at a time: what is added up, weighed and written is in one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.layouts.test_layouts import reading_of

import perfrules
from perfrules.model import Amounts, Execution, Reading
from perfrules.tables.actuals import actuals_of
from perfrules.tables.amounts import amount_of, converted
from perfrules.tables.headings.money import MONEY


def form(name: str, unit: str, total: str, executed: str, *, met: bool) -> list[list[str | None]]:
    return [
        ["项目支出绩效自评表"],
        ["项目名称", name],
        [f"项目资金{unit}", "资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", total, total, executed, "10", "", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"],
        ["产出指标", "数量指标", "场次", "≥20场", "22场" if met else "10场", "50"],
        ["效益指标", "社会效益指标", "覆盖率", "≥95%", "96%", "40"],
    ]


def book(tmp_path: Path, *sheets: list[list[str | None]]) -> Reading:
    import openpyxl

    written = openpyxl.Workbook()
    written.remove(written.active)
    for number, rows in enumerate(sheets):
        sheet = written.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    written.save(tmp_path / "a.xlsx")
    return perfrules.read(tmp_path / "a.xlsx")


def test_two_sheets_in_two_units(tmp_path: Path) -> None:
    mixed = book(tmp_path, form("甲", "（万元）", "100", "100", met=True), form("乙", "（元）", "3000000", "1500000", met=False))
    alike = book(tmp_path, form("甲", "（万元）", "100", "100", met=True), form("乙", "（万元）", "300", "150", met=False))
    assert mixed.department.unit == "万元"
    assert [project.funding.budget for project in mixed.department.projects] == [100, 300]
    assert mixed.department.projects[1].funding.total == Amounts(initial=Decimal(300), adjusted=Decimal(300), executed=Decimal(150))
    assert [found.params["project"] for found in mixed.findings if found.code == "IN075"] == ["乙"]
    scores = [perfrules.score(found.department, actuals_of(found.department)) for found in (mixed, alike)]
    assert scores[0].points == scores[1].points
    assert scores[0].interval == scores[1].interval


def test_a_unit_that_is_written_nowhere_leaves_the_roll_up_open(tmp_path: Path) -> None:
    found = book(tmp_path, form("甲", "（万元）", "100", "100", met=True), form("乙", "", "3000000", "1500000", met=False))
    second = found.department.projects[1]
    assert (second.funding.unit, second.funding.budget) == ("未知", None)
    (told,) = [item for item in found.findings if item.code == "IN074"]
    assert (told.severity, told.location.sheet, told.location.cell) == ("error", "表1", "B4")
    score = perfrules.score(found.department, actuals_of(found.department))
    assert score.interval.low < score.interval.high


def test_no_unit_anywhere_is_one_unit(tmp_path: Path) -> None:
    found = book(tmp_path, form("甲", "", "100", "100", met=True), form("乙", "", "300", "150", met=False))
    assert [project.funding.budget for project in found.department.projects] == [100, 300]
    assert "IN074" not in [item.code for item in found.findings]


def test_the_unit_of_a_caption_holds_for_the_forms_below_it(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["单位：元"],
        *form("甲", "", "1000000", "0", met=True),
        *form("乙", "（万元）", "300", "150", met=True),
        *form("丙", "", "2000000", "0", met=True),
    ]
    found = book(tmp_path, rows)
    assert [project.funding.budget for project in found.department.projects] == [1000000, 3000000, 2000000]


@pytest.mark.parametrize(
    ("written", "unit", "amount"),
    [
        ("62万元", "万元", "62"), ("50万", "万元", "50"), ("75.2万", "元", "752000"), ("854万元", "亿元", "0.0854"), ("2863.62元", "万元", "0.286362"),
        ("6.30（万元）", "万元", "6.3"), ("6.30（万元）", "元", "63000"), ("￥1,200.50元", "元", "1200.5"), ("1亿", "万元", "10000"), ("3千元", "元", "3000"),
        ("12万元整", "万元", "12"), ("人民币5万元", "万元", None), ("5万人", "万元", None), ("约5万元", "万元", None),
    ],
)  # fmt: skip
def test_amounts_with_their_own_unit(written: str, unit: str, amount: str | None) -> None:
    assert amount_of(written, unit) == (None if amount is None else Decimal(amount))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12),
    st.sampled_from(sorted(MONEY)),
    st.sampled_from(sorted(MONEY)),
)
def test_a_conversion_is_exact_and_goes_back(number: Decimal, source: str, target: str) -> None:
    assert converted(converted(number, source, target), target, source) == number


def test_the_unit_of_the_cells_is_that_of_the_form(tmp_path: Path) -> None:
    found = book(tmp_path, form("甲", "", "62万元", "50万", met=True))
    assert found.department.unit == "万元"
    assert found.department.projects[0].funding.total == Amounts(initial=Decimal(62), adjusted=Decimal(62), executed=Decimal(50))


def test_a_bare_amount_beside_amounts_with_a_unit(tmp_path: Path) -> None:
    found = book(tmp_path, form("甲", "", "62万元", "50", met=True))
    assert found.department.projects[0].funding.total == Amounts(initial=Decimal(62), adjusted=Decimal(62))
    assert [item.location.cell for item in found.findings if item.code == "IN074"] == ["E4"]


def test_an_amount_behind_its_label_in_one_cell(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["项目名称", "甲", "单位：万元"],
        ["年度资金总额：6.30", "其中：财政拨款：6.30（万元）"],
        ["一级指标", "三级指标", "年度指标值"],
        ["产出指标", "场次", "≥3场"],
    ]
    funding = book(tmp_path, rows).department.projects[0].funding
    assert (funding.total, funding.appropriation, funding.unit) == (Decimal("6.3"), Decimal("6.3"), None)


def test_the_unit_in_the_header_of_a_list(tmp_path: Path) -> None:
    one = "1、产出指标：场次，年度指标值：≥3场"
    rows: list[list[str | None]] = [
        ["项目名称", "预算金额（元）", "绩效目标", "绩效指标"],
        ["甲", "20000", "办好", one],
        ["乙", "3万元", "办好", one],
    ]
    found = book(tmp_path, rows).department
    assert (found.unit, [project.funding.budget for project in found.projects]) == ("元", [20000, 30000])


def test_plain_amounts_in_two_units(tmp_path: Path) -> None:
    def plain(name: str, unit: str, amount: str) -> list[list[str | None]]:
        return [
            ["项目名称", name],
            [f"项目资金（{unit}）", "年度资金总额", amount, "其他资金", None],
            ["一级指标", "三级指标", "年度指标值"],
            ["产出指标", "场次", "≥3场"],
        ]

    found = book(tmp_path, plain("甲", "元", "5000000"), plain("乙", "亿元", "0.03"))
    assert [project.funding.budget for project in found.department.projects] == [5000000, 3000000]


def test_an_amount_behind_those_that_are_read_is_named_by_its_row(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
        ["项目名称", "甲"],
        ["资金（万元）", "年初预算数", "全年预算数", "全年执行数"],
        ["年度资金总额", "100", "100", "60", "77"],
        ["88", "99"],
        ["一级指标", "三级指标", "年度指标值"],
        ["产出指标", "场次", "≥3场"],
    ]
    found = [item for item in book(tmp_path, rows).findings if item.code == "IN070"]
    assert [(item.params["heading"], item.params["values"]) for item in found] == [("年度资金总额", "77"), ("88", "88、99")]


FORM = "2023年度项目支出绩效自评表\n{head}\n一级指标|三级指标|指标值|完成值\n产出指标|人数|≥9人|8人\n"
HEADS = "年初预算数|全年预算数|全年执行数"


@pytest.mark.parametrize(
    ("head", "unit", "amounts", "said"),
    [
        (f"项目名称|甲|合同金额（元）|320000\n项目资金（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), "IN070"),
        (f"单位：元\n项目名称|甲\n项目资金（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), "IN088"),
        (f"单位：万元\n项目名称|甲\n项目资金（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), ""),
        (f"单位：元\n项目名称|甲\n项目资金||{HEADS}\n|年度资金总额|100|100|95", "元", (100, 100, 95), ""),
        (f"项目名称|甲|合同金额（元）|32\n项目资金||{HEADS}\n|年度资金总额|100|100|95", "元", (100, 100, 95), "IN070"),
        (f"项目名称|甲|合同金额（元）|32|中标价（万元）|3\n项目资金||{HEADS}\n|年度资金总额|100|100|95", None, (100, 100, 95), "IN070"),
        (f"单位：万元\n项目名称|甲|预算金额（元）|9\n项目资金||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), "IN070"),
        ("单位：万元\n项目名称|甲|预算金额（元）|1000000", "万元", (None, 100, None), ""),
        (f"单位：万元\n项目名称|甲\n补助标准（元）|每人200元\n项目资金||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), ""),
        (f"项目名称|甲\n补助标准（元）|每人200元\n项目资金（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), ""),
        (f"项目名称|甲\n补助标准（元）|每人200元\n项目资金||{HEADS}\n|年度资金总额|100|100|95", "元", (100, 100, 95), ""),
        (f"单位：元\n项目名称|甲\n部门支出（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), "IN088"),
        (f"项目名称|甲\n部门支出（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), ""),
        ("项目名称|甲\n项目资金||年初预算数（元）|全年预算数（万元）\n|年度资金总额|1000000|100", "元", (1000000, 1000000, None), ""),
        (f"项目名称|甲\n项目资金||{HEADS}\n|年度资金总额（万元）|100|100|95", "万元", (100, 100, 95), ""),
        ("项目名称|甲\n预算数（万元）|100|执行数（元）|950000|执行率|95%", "万元", (None, 100, 95), ""),
        ("项目名称|甲\n年初预算数|100万元\n全年预算数|110万元\n全年执行数|95万元", "万元", (100, 110, 95), ""),
        (f"项目名称|甲|预算金额|120\n项目资金（万元）||{HEADS}\n|年度资金总额|100|100|95", "万元", (100, 100, 95), "IN070"),
    ],
)
def test_the_unit_of_the_funds_is_their_own(
    head: str, unit: str | None, amounts: tuple[int | None, ...], said: str, tmp_path: Path
) -> None:
    reading = reading_of(FORM.format(head=head), tmp_path)
    (project,) = reading.department.projects
    assert isinstance(project.funding.total, Amounts)
    found = (project.funding.total.initial, project.funding.total.adjusted, project.funding.total.executed)
    assert (reading.department.unit, found) == (unit, amounts)
    assert [item.code for item in reading.findings if item.code in ("IN070", "IN088")] == [said] * (2 if "中标价" in head else bool(said))


@pytest.mark.parametrize(
    ("above", "heads", "amounts", "unit", "said"),
    [
        ("", "预算数（万元）|执行数（元）", "90|850000", "万元", []),
        ("单位：元", "预算数（万元）|执行数（万元）", "90|85", "万元", ["IN088"]),
        ("单位：元", "预算数（万元）|执行数", "90|850000", "万元", ["IN088"]),
        ("单位：元", "预算数|执行数（万元）", "900000|85万元", "万元", ["IN088"]),
        ("单位：万元", "预算数|执行数（万元）", "90|85", "万元", []),
        ("单位：万元", "预算数|执行数", "90|850000元", "万元", []),
        ("", "预算数|执行数", "90|85", None, []),
    ],
)
def test_the_unit_of_a_column_of_a_list_is_its_own(
    above: str, heads: str, amounts: str, unit: str | None, said: list[str], tmp_path: Path
) -> None:
    table = f"{above}\n项目名称|{heads}|三级指标|指标值\n甲|{amounts}|人数|≥9人\n合计|{amounts}||\n"
    reading = reading_of(table, tmp_path)
    (project,) = reading.department.projects
    assert project.funding.total == reading.department.funding.total == Amounts(adjusted=Decimal(90), executed=Decimal(85))
    assert reading.department.unit == unit
    assert [item.code for item in reading.findings if item.code in ("IN011", "IN088")] == said


def test_money_in_each_row_by_the_unit_of_its_label(tmp_path: Path) -> None:
    rows = "|年度资金总额（万元）|100|95\n|其中：财政拨款（元）|1000000|950000"
    reading = reading_of(FORM.format(head=f"项目名称|甲\n项目资金||全年预算数|全年执行数\n{rows}"), tmp_path)
    funding = reading.department.projects[0].funding
    assert funding.total == funding.appropriation == Amounts(adjusted=Decimal(100), executed=Decimal(95))


def test_points_of_the_execution_beside_their_labels(tmp_path: Path) -> None:
    head = "项目名称|甲\n预算数|100|执行数|95|执行率|95%|分值|10|得分|9.5"
    (project,) = reading_of(FORM.format(head=head), tmp_path).department.projects
    assert project.execution == Execution(weight=Decimal(10), rate=Decimal(95), points=Decimal("9.5"))


@pytest.mark.parametrize(
    ("rows", "total", "appropriation", "said"),
    [
        ("财政拨款|预算数|100|执行数|90\n其他资金|预算数|10|执行数|9", None, (100, 90), []),
        ("资金情况|财政拨款|预算数|100|执行数|90", None, (100, 90), []),
        ("年度资金总额|预算数|110|执行数|99\n财政拨款|预算数|100|执行数|90", (110, 99), (100, 90), []),
        ("项目资金|预算数|110|执行数|99\n政府采购|预算数|50|执行数|40", (110, 99), None, ["50", "40"]),
        ("2022年|预算数|100|执行数|90\n2023年|预算数|110|执行数|99", (110, 99), None, ["100", "90"]),
        ("上年|预算数|100|执行数|90\n本年|预算数|110|执行数|99", (110, 99), None, ["100", "90"]),
        ("中央补助|预算数|50|执行数|40", None, None, ["40"]),
        ("2023年|预算数|110|执行数|99|2022年|预算数|100", None, None, ["110", "100", "99"]),
        ("负责人|张三|预算数|110|执行数|99\n1|预算数|120", (110, 99), None, ["1", "120"]),
    ],
)
def test_amounts_beside_their_labels_are_of_what_stands_in_front(
    rows: str, total: tuple[int, int] | None, appropriation: tuple[int, int] | None, said: list[str], tmp_path: Path
) -> None:
    reading = reading_of(FORM.format(head=f"项目名称|甲\n{rows}"), tmp_path)
    funding = reading.department.projects[0].funding
    found = [
        amounts and (amounts.adjusted, amounts.executed)
        for amounts in (funding.total, funding.appropriation)
        if not isinstance(amounts, Decimal)
    ]
    assert found == [total, appropriation]
    assert sorted(item.params["values"] for item in reading.findings if item.code == "IN070") == sorted(said)


@pytest.mark.parametrize(("year", "said"), [("2023", 0), ("2023年度", 0), ("2022", 1)])
def test_a_year_beside_its_label_is_held_against_the_title(year: str, said: int, tmp_path: Path) -> None:
    reading = reading_of(FORM.format(head=f"项目名称|甲|预算年度|{year}"), tmp_path)
    assert reading.department.year == 2023
    assert len([item for item in reading.findings if item.code == "IN070"]) == said
