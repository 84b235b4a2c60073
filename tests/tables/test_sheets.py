from __future__ import annotations

from pathlib import Path

import pytest

from perfrules import parse
from perfrules.model import Department, Indicator, Project
from perfrules.tables.actuals import read_actuals


def indicator(name: str, target: str) -> Indicator:
    return Indicator(name=name, target=parse(target))


TABLE = Department(
    name="局",
    indicators=(indicator("履职", "≥1项"),),
    projects=(
        Project(name="甲", indicators=(indicator("场次（场）", "≥3"), indicator("人数", "≥5人"), indicator("人数", "≥9人"))),
        Project(name="乙", indicators=(indicator("发行量", "1.≥3册；2.≥4本"),)),
    ),
)
HEAD = "编号,项目,绩效指标,年度指标值,实际完成值"


@pytest.mark.parametrize(
    ("row", "judged", "codes"),
    [
        ("P01I1,甲,场次(场),≥3,4", True, []),
        ("p01i1 , 甲,场 次（场）,≥ 3,4", True, []),
        ("P01I1,,,,4", True, []),
        ("P01I1,甲,人数,≥5人,4", False, ["IN060"]),
        ("P01I1,乙,场次（场）,≥3,4", False, ["IN060"]),
        ("P01I1,甲,场次（场）,≥4,4", True, ["IN061"]),
        ("P01I2,甲,人数,≥9人,4", False, ["IN060"]),
        ("P02I1C2,乙,发行量,1.≥3册；2.≥4本,4", True, []),
        ("P02I1C2,乙,印数,1.≥3册；2.≥4本,4", False, ["IN060"]),
        ("P02X,乙,预算执行率,,4", True, []),
        ("P02X,甲,预算执行率,,4", False, ["IN060"]),
        ("DI1,局,履职,≥1项,4", True, []),
        ("DX,局,,,4", True, []),
        ("P09I9,丙,不在,≥1,4", True, []),
        ("P01I1,甲,人数,≥5人,", True, []),
        ("P01I1,甲,'场次（场）,≥3,4", False, ["IN060"]),
    ],
)
def test_a_row_is_judged_only_where_its_key_and_names_are_one_indicators(row: str, judged: bool, codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    path.write_text(f"{HEAD}\n{row}\n", "utf-8")
    actuals, findings = read_actuals(path, department=TABLE)
    assert ([found.code for found in findings], len(actuals)) == (codes, int(judged))
    assert len(read_actuals(path)[0]) == 1


def test_a_name_that_the_sheet_has_twice_is_told_by_its_target(tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    path.write_text(f"{HEAD}\nP01I1,甲,场次（场）,≥7,4\nP01I8,甲,场次（场）,≥3,5\n", "utf-8")
    actuals, findings = read_actuals(path, department=TABLE)
    assert [actual.key for actual in actuals] == ["P01I8"]
    assert "P01I1 在目标表中是“场次（场） ≥3”，填报表此行是“场次（场） ≥7”" in findings[0].message


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_sheet_is_separated_as_tables_are(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "填报.csv"
    path.write_text(f"{HEAD}\nP01I1,甲,场次（场）,≥3,4\n".replace(",", separator), "utf-8")
    assert [actual.value for actual in read_actuals(path, department=TABLE)[0]] == ["4"]
