"""A filled sheet that meets a table that has changed: no value is lost, and none comes to stand at another indicator."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from perfrules import parse
from perfrules.model import Amounts, Department, Funding, Indicator, Project
from perfrules.report.merging import KEPT, csv_merged, described, merge
from perfrules.report.template import csv_template
from perfrules.report.workbooks import xlsx_template
from perfrules.tables.actuals import read_actuals
from perfrules.tables.sheets import open_sheets

NAMES = ("场次", "场 次", "人数（人）", "=公式", "满意度")
TARGETS = ("≥3", "10", "≥95%", "1.≥3场；2.≥4人", "进一步提高", "同比增长5%")


def department(*projects: tuple[str, list[tuple[str, str]]], unit: str | None = "万元") -> Department:
    return Department(
        unit=unit,
        projects=tuple(
            Project(name=name, indicators=tuple(Indicator(name=one, target=parse(target)) for one, target in indicators))
            for name, indicators in projects
        ),
    )


indicators = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TARGETS)), max_size=5)
departments = st.lists(st.tuples(st.sampled_from(("甲", "乙")), indicators), min_size=1, max_size=3).map(lambda found: department(*found))


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def identity(row: dict[str, str]) -> tuple[str, ...]:
    return tuple("".join(row[name].split()).lstrip("'") for name in ("项目", "绩效指标", "年度指标值"))


def filled(found: list[dict[str, str]], path: Path) -> dict[str, tuple[str, ...]]:
    """Fill every row with a value of its own; which indicator each value was given for."""
    given_for = {}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, [*found[0], "我的列"])
        writer.writeheader()
        for index, row in enumerate(found):
            row = row | {"实际完成值": f"值{index}值", "我的列": f"记{index}"}
            given_for[f"值{index}值"] = identity(row)
            writer.writerow(row)
    return given_for


@given(departments, departments)
def test_every_value_stays_with_its_indicator_or_below(before: Department, after: Department) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "填报.csv"
        given_for = filled(table(csv_template(before)), path)
        merged = merge(after, open_sheets(path)[0])
        path.write_bytes(csv_merged(merged))
        found = table(path.read_bytes())
        values = [(row["实际完成值"], row) for row in found if row["实际完成值"]]
        assert Counter(value for value, _ in values) == Counter(list(given_for))
        assert sum(bool(row["我的列"]) for row in found) == len(given_for)
        for value, row in values:
            assert identity(row) == given_for[value]
            assert bool(row["编号"]) != row.get("备注", "").startswith(KEPT)
        assert [row["编号"] for row in found if row["编号"]] == [row["编号"] for row in table(csv_template(after))]
        assert not merge(after, open_sheets(path)[0]).changed


def test_a_row_inserted_above_moves_no_value(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    before = department(("甲", [("场次", "≥3场"), ("人数", "≥50人")]))
    filled(table(csv_template(before)), path)
    after = department(("甲", [("新指标", "≥1个"), ("场次", "≥3场"), ("人数", "≥60人")]))
    merged = merge(after, open_sheets(path)[0])
    found = table(csv_merged(merged))
    assert [(row["绩效指标"], row["实际完成值"], row["编号"]) for row in found] == [
        ("预算执行率", "值0值", "P01X"),
        ("新指标", "", "P01I1"),
        ("场次", "值1值", "P01I2"),
        ("人数", "", "P01I3"),
        ("人数", "值2值", ""),
    ]
    assert found[-1]["备注"] == "未并入：原编号 P01I2，目标表中没有项目、指标和指标值都相同的一项。"
    assert described(merged) == {"added": ["P01I1 甲 新指标 ≥1个", "P01I3 甲 人数 ≥60人"], "below": ["甲 人数 ≥50人"]}


def test_a_row_that_comes_back_has_its_value_again(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    whole, less = department(("甲", [("场次", "1.≥3场；2.≥4人")])), department(("甲", [("人数", "≥1")]))
    filled(table(csv_template(whole)), path)
    for found in (less, whole):
        path.write_bytes(csv_merged(merge(found, open_sheets(path)[0])))
    assert [(row["实际完成值"], row["编号"]) for row in table(path.read_bytes())] == [
        ("值0值", "P01X"),
        ("值1值", "P01I1C1"),
        ("值2值", "P01I1C2"),
    ]


def test_what_is_typed_beside_a_row_set_aside_stays(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    twice, once = department(("甲", [("场次", "≥3")] * 2)), department(("甲", [("场次", "≥3")]))
    filled(table(csv_template(twice)), path)
    path.write_bytes(csv_merged(merge(once, open_sheets(path)[0])))
    path.write_text(path.read_text("utf-8-sig").replace("填：数值,,", "填：数值,新值,", 1), "utf-8")
    again = merge(department(("甲", [("另一", "≥1"), ("场次", "≥3")])), open_sheets(path)[0])
    assert [(row["实际完成值"], row["编号"]) for row in table(csv_merged(again))] == [
        ("值0值", "P01X"),
        ("", "P01I1"),
        ("新值", "P01I2"),
        ("值1值", ""),
        ("值2值", ""),
    ]


def test_amounts_in_another_unit_are_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    funding = Funding(total=Amounts(adjusted="100", executed="90"))
    before = Department(unit="万元", projects=(Project(name="甲", funding=funding),))
    path.write_bytes(csv_template(before))
    merged = merge(before.model_copy(update={"unit": "元", "projects": (Project(name="甲"),)}), open_sheets(path)[0])
    assert [(row["全年执行数（元）"], row["编号"]) for row in table(csv_merged(merged))] == [("", "P01X"), ("90", "")]
    assert not merge(before, open_sheets(path)[0]).changed


def test_notes_and_rows_of_ones_own_stay(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    path.write_text(
        "编号,项目,绩效指标,年度指标值,实际完成值,备注,联系人\nP01I1,甲,场次,≥3,,待核,老王\n,,合计,,,,\nP01I9,甲,没有,≥1,,,\n", "utf-8"
    )
    found = table(csv_merged(merge(department(("甲", [("场次", "≥3")])), open_sheets(path)[0])))
    assert [(row["绩效指标"], row["备注"], row["联系人"]) for row in found] == [
        ("预算执行率", "", ""),
        ("场次", "待核", "老王"),
        ("合计", "未并入：目标表中没有项目、指标和指标值都相同的一项。", ""),
    ]


def test_columns_of_ones_own_stay_in_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "填.xlsx"
    path.write_bytes(xlsx_template(department(("甲", [("场次", "≥3")]))))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    last = sheet.max_column + 1
    sheet.cell(1, last, "我的列")
    sheet.cell(2, last, "记")
    book.save(path)
    found = department(("甲", [("场次", "≥3"), ("人数（人）", "10")]))
    merged = merge(found, open_sheets(path)[0])
    path.write_bytes(xlsx_template(found, None, merged))
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert [row[rows[0].index("我的列")] for row in rows] == ["我的列", "记", None, None]


def test_numbers_of_a_workbook_stay_numbers(tmp_path: Path) -> None:
    path, whole = tmp_path / "填报.xlsx", department(("甲", [("场次", "≥3"), ("满意度", "进一步提高")]))
    path.write_bytes(xlsx_template(whole))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, heads["全年执行数（万元）"]).value = 1234.5678
    sheet.cell(3, heads["实际完成值"]).value = 0.955
    sheet.cell(3, heads["实际完成值"]).number_format = "0.0%"
    sheet.cell(4, heads["达成比例"]).value = "90%"
    book.save(path)
    after = department(("甲", [("新", "≥1"), ("场次", "≥3"), ("满意度", "进一步提高")]))
    path.write_bytes(xlsx_template(after, merged=merge(after, open_sheets(path)[0])))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.cell(2, heads["全年执行数（万元）"]).value == 1234.5678
    assert (sheet.cell(4, heads["实际完成值"]).value, sheet.cell(4, heads["实际完成值"]).number_format) == (0.955, "0.0%")
    actuals, _ = read_actuals(path, department=after)
    assert [(one.key, one.value, str(one.share)) for one in actuals] == [
        ("P01X", None, "None"),
        ("P01I1", None, "None"),
        ("P01I2", "95.5%", "None"),
        ("P01I3", None, "0.9"),
    ]
