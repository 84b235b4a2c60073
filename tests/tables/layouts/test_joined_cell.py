from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

import perfrules
from perfrules.errors import TableError
from perfrules.model import Reading

HEAD = "项目名称\t总计\t财政拨款\t其他资金\t绩效目标\t绩效指标\n"
ONE = "1、产出指标：甲，年度指标值：≥3家。"


def reading_of(table: str, tmp_path: Path) -> Reading:
    path = tmp_path / "表.txt"
    path.write_text(table, "utf-8")
    return perfrules.read(path)


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.findings]


def test_line_breaks_inside_cells(tmp_path: Path) -> None:
    table = HEAD + "科普\n活动\t1\t1\t\t目标一\n目标二\t1、产出指标：参会总\n人次，年度\n指标值：≥3\n家。\n甲项目\t2\t2\t\t\t" + ONE + "\n"
    reading = reading_of(table, tmp_path)
    first, second = reading.department.projects
    assert (first.name, first.objective, second.name) == ("科普活动", "目标一\n目标二", "甲项目")
    assert (first.indicators[0].name, first.indicators[0].target.text) == ("参会总人次", "≥3\n家")


def test_quoted_cells(tmp_path: Path) -> None:
    table = HEAD + '甲\t1\t1\t\t"目标""一""\n目标二"\t"' + ONE + '"\n"乙\t2\t2\t\t\t' + ONE + "\n"
    reading = reading_of(table, tmp_path)
    assert [project.name for project in reading.department.projects] == ["甲", '"乙']
    assert reading.department.projects[0].objective == '目标"一"\n目标二'
    assert codes(reading) == ["IN013", "IN002"]


def test_headers_of_two_rows(tmp_path: Path) -> None:
    table = "项目名称\t预算资金\t\t\t绩效目标\t绩效指标\n\t总计\t财政拨款\t其他资金\t\t\n甲\t3\t1\t2\t\t" + ONE + "\n"
    table += "项目名称\t预算资金\t总计\t财政拨款\t绩效目标\t绩效指标\n\t总计\t财政拨款\t其他资金\t\t\n乙\t3\t3\t\t\t" + ONE + "\n"
    reading = reading_of(table, tmp_path)
    first, second = reading.department.projects
    assert (first.funding.total, first.funding.appropriation, first.funding.other) == (3, 1, 2)
    assert second.funding.other is None
    assert codes(reading) == ["IN002", "IN005"]


def test_money_that_does_not_add_up(tmp_path: Path) -> None:
    table = "单位：元\n" + HEAD + "合计\t10\t10\n甲\t3元\t1\t2.5\t\t" + ONE + "\n乙\t约6\t6\t\t\t" + ONE + "\n丙\t5万元\t5万\t\t\t\n"
    reading = reading_of(table, tmp_path)
    assert reading.department.funding.total == 10
    assert [project.funding.total for project in reading.department.projects] == [3, None, 50000]
    assert codes(reading) == ["IN002", "IN012", "IN011", "BG001"]
    money = reading.findings[-1]
    assert (money.params["sum"], money.params["stated"], money.params["difference"], money.severity) == ("3.50", "3.00", "0.50", "error")
    assert money.location.row == 4


def test_what_fits_nowhere_is_told(tmp_path: Path) -> None:
    table = (
        "附件1\n2023年度项目支出绩效目标表\n随便一句\n" + HEAD + "甲\t1\t1\t\t目标\t前言。" + ONE + "2、产出指标：乙\t多出\n第 3 页\n续\n"
    )
    reading = reading_of(table, tmp_path)
    assert reading.department.year == 2023
    assert [item.target.text for item in reading.department.projects[0].indicators] == ["≥3家", ""]
    assert codes(reading) == ["IN002", "IN030", "IN018", "IN030", "IN004", "IN015", "IN004", "IN012"]


def test_a_goal_that_holds_other_indicators(tmp_path: Path) -> None:
    table = HEAD + f"甲\t1\t1\t\t目标。2、效益指标：丁，年度指标值：好。\t{ONE}\n乙\t1\t1\t\t目标，年度指标值：\t{ONE}\n"
    verdicts = [found.params["verdict"] for found in reading_of(table, tmp_path).findings if found.code == "TB005"]
    assert verdicts == ["其中 1 项与指标单元格不同", "没有完整的指标"]


def test_a_row_without_a_name_goes_on_from_the_one_above(tmp_path: Path) -> None:
    table = HEAD + "甲\t1\t1\t\t目标的前\t1、产出指标：甲，年度\n\t\t\t\t半句\t指标值：≥3家。\n"
    reading = reading_of(table, tmp_path)
    (project,) = reading.department.projects
    assert (project.objective, project.indicators[0].target.text) == ("目标的前半句", "≥3家")
    assert codes(reading) == ["IN002", "IN019"]


def test_amounts_of_zero_and_less(tmp_path: Path) -> None:
    table = HEAD + "甲\t-1,000.5\t—\t０\t\t" + ONE + "\n"
    funding = reading_of(table, tmp_path).department.projects[0].funding
    assert (funding.total, funding.appropriation, funding.other) == (Decimal("-1000.5"), None, Decimal(0))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "空文件"),
        ("a.txt", "只是一句话。".encode(), "没有可识别的绩效目标表"),
        ("a.txt", HEAD.encode(), "没有可识别的绩效目标表"),
        ("a.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("a.txt", b"\x00\x01\x02\x03", "二进制"),
        ("a.txt", "项目名称\t绩效指标\n".encode() + b"\xff\xfe\xff", "GB18030"),
        ("a.txt", b"\xef\xbb\xbf" + b"\xff\xff\n", "UTF-8"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.png", b"\x89PNG\r\n", "图片"),
        ("a.rar", b"Rar!\x1a", "压缩包"),
        ("a.xls", b"MIME-Version: 1.0\r\n", "MHTML"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "docx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
        ("a.xxx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
    ],
)
def test_a_file_that_is_no_such_table(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError, match=says) as caught:
        perfrules.read(path)
    assert caught.value.en
    assert "\n" not in str(caught.value)


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="找不到文件"):
        perfrules.read(tmp_path / "没有.txt")
    with pytest.raises(TableError, match="文件夹"):
        perfrules.read(tmp_path)
    with pytest.raises(TableError, match="无法读取"):
        perfrules.read("a\0b")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_bytes((HEAD + "甲\t1\t1\t\t目标\t" + ONE + "\n").replace("\n", "\r\n").encode(encoding))
    reading = perfrules.read(path)
    assert reading.department.projects[0].name == "甲"
    assert ("IN001" in codes(reading)) is (encoding in {"gb18030", "utf-16", "utf-32"})


def test_a_class_that_is_unknown(tmp_path: Path) -> None:
    reading = reading_of(HEAD + "甲\t1\t1\t\t\t1、创新指标：场次，年度指标值：≥3场。\n", tmp_path)
    assert reading.department.projects[0].indicators[0].category is None
    assert codes(reading) == ["IN002", "IN014"]


def test_a_library_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.tables.written import xls

    path = tmp_path / "a.xls"
    path.write_bytes(xls([["甲", "乙"]]))
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(TableError, match=r"\[tables\]"):
        perfrules.read(path)
