from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfrules.errors import ActualsError
from perfrules.findings import Location
from perfrules.model import Amounts, Department, Funding, Indicator, Project
from perfrules.tables.actuals import actuals_of, read_actuals
from perfrules.wording import parse

HEAD = "项目,实际完成值,全年预算数（万元）,全年执行数（万元）,偏差原因,编号,达成比例,基期值\n"


def sheet(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "填报.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_are_read_by_their_headers(tmp_path: Path) -> None:
    text = HEAD + '一,≥266米,,,天气,p01i1,85%,\n,,12.5,"1,000",,P01X,,\n一,\'=3,,,,P01I2,0.5,上年100\n,,,,,,,\n'
    actuals, findings = read_actuals(sheet(tmp_path, text))
    assert findings == []
    first, execution, third = actuals
    assert (first.key, first.value, first.deviation_reason, first.share) == ("P01I1", "≥266米", "天气", Decimal("0.85"))
    assert (execution.key, execution.value, execution.budget, execution.executed) == ("P01X", None, Decimal("12.5"), Decimal(1000))
    assert (third.value, third.share, third.base) == ("=3", Decimal("0.5"), "上年100")
    assert first.place is not None
    assert str(first.place) == "填报.csv:2:2"


def test_gb18030_is_read_and_said(tmp_path: Path) -> None:
    actuals, findings = read_actuals(sheet(tmp_path, HEAD + "一,已完成,,,,P01I1,,\n", "gb18030"))
    assert [actual.value for actual in actuals] == ["已完成"]
    assert [found.code for found in findings] == ["IN001"]


def test_bad_cells_are_findings_and_the_rest_is_read(tmp_path: Path) -> None:
    text = HEAD + "一,5,,,,,,\n,,abc,3,,P01X,,\n一,达成,,,,P01I1,120%,\n"
    actuals, findings = read_actuals(sheet(tmp_path, text))
    assert [found.code for found in findings] == ["IN040", "IN041", "IN042"]
    assert [str(found.location) for found in findings] == ["填报.csv:2:2", "填报.csv:3:3", "填报.csv:4:7"]
    assert [(actual.key, actual.budget, actual.executed, actual.share) for actual in actuals] == [
        ("P01X", None, Decimal(3), None),
        ("P01I1", None, None, None),
    ]


def test_columns_that_only_some_policies_ask_for(tmp_path: Path) -> None:
    text = "编号,实际完成值,年初预算数,是否完成,扣分\nP01X,,20,是,\nP02X,,,否,\nP01I1,3,,也许,1\n"
    actuals, findings = read_actuals(sheet(tmp_path, text))
    assert [(actual.initial, actual.finished, actual.deduction) for actual in actuals] == [
        (Decimal(20), True, None),
        (None, False, None),
        (None, None, Decimal(1)),
    ]
    assert [found.code for found in findings] == ["IN043"]


def test_a_blank_row_with_a_key_says_that_nothing_was_given(tmp_path: Path) -> None:
    actuals, _ = read_actuals(sheet(tmp_path, HEAD + "一,,,,,P01I1,,\n"))
    assert [(actual.key, actual.value) for actual in actuals] == [("P01I1", None)]


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"a,b\n1,2\n", "编号"), (b"\xff\x00\xff", "二进制"), ("编号,实际完成值\n".encode() + b"\xff\xff,1\n", "编码"), (b"", "空文件")],
)
def test_a_file_that_is_no_sheet(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(ActualsError, match=says):
        read_actuals(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ActualsError, match="找不到文件"):
        read_actuals(tmp_path / "没有.csv")


def test_values_printed_in_a_filled_form() -> None:
    funding = Funding(total=Amounts(adjusted="10", executed="9"))
    place = Location(file="a")
    indicator = Indicator(name="甲", target=parse("5"), actual="6", deviation_reason="多", place=place)
    blank = Indicator(name="乙", target=parse("5"))
    department = Department(projects=(Project(name="一", indicators=(blank, indicator), funding=funding), Project(name="二")))
    assert [(actual.key, actual.value, actual.budget, actual.executed) for actual in actuals_of(department)] == [
        ("P01I2", "6", None, None),
        ("P01X", None, Decimal(10), Decimal(9)),
    ]


def test_a_form_of_the_whole_department_holds_its_own_actual_values() -> None:
    own = (Indicator(name="甲", target=parse("5"), actual="6"), Indicator(name="乙", target=parse("5")))
    department = Department(indicators=own, funding=Funding(total=Amounts(adjusted="10", executed="9")))
    assert [(actual.key, actual.value, actual.budget, actual.executed) for actual in actuals_of(department)] == [
        ("DI1", "6", None, None),
        ("DX", None, Decimal(10), Decimal(9)),
    ]
