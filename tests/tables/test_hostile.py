"""Files from strangers: whatever their bytes, a reading or one clear sentence, within the limits."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.tables.written import FORMS, xlsx

import perfrules
from perfrules.errors import PerfrulesError, TableError
from perfrules.tables.limits import LIMITS
from perfrules.tables.readers.spreadsheets.formats import shown_number
from perfrules.tables.reading import open_document
from perfrules.wording import faults

LINES = [
    ["部门名称：市科技局"],
    ["单位：万元"],
    ["项目名称", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"],
    ["市科技局", "7.00", "7.00", "", "", "", ""],
    ["甲", "3.00", "3.00", "", "", "目标", "1、产出指标：场次，年度指标值：≥3场。2、效益指标：影响，年度指标值：提高。"],
    ["乙", "4.00", "4.00", "", "", "目标\n二", "1、满意度指标：满意度（%），年度指标值：≥90。"],
]


def test_the_untouched_files_are_read() -> None:
    assert len(FORMS) == 7


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("damage", ["cut", "flip", "zero", "double", "swap"])
def test_damaged_files(form: str, damage: str, tmp_path: Path) -> None:
    whole = FORMS[form](LINES)
    path = tmp_path / "表"
    for seed in range(6):
        chance = random.Random(f"{form}{damage}{seed}")
        data = bytearray(whole)
        at = chance.randrange(len(data))
        if damage == "cut":
            del data[at:]
        elif damage == "flip":
            for _ in range(20):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif damage == "zero":
            data[at : at + 200] = bytes(len(data[at : at + 200]))
        elif damage == "double":
            data[at:at] = data[at : at + 500]
        else:
            other = chance.randrange(len(data))
            data[at : at + 50], data[other : other + 50] = data[other : other + 50], data[at : at + 50]
        path.write_bytes(bytes(data))
        try:
            reading = perfrules.read(path)
        except PerfrulesError:
            continue
        assert reading.department.projects


def part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, change(old.read(item)) if item == name else old.read(item))
    return out.getvalue()


def added(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more part."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(added(xlsx(LINES), "xl/media/a.bin", bytes(30 * 2**20)))
    with pytest.raises(TableError, match="压缩比"):
        perfrules.read(path)
    path.write_bytes(added(xlsx(LINES), "xl/media/a.bin", random.Random(1).randbytes(300_000)))
    with pytest.raises(TableError, match="展开后字节数"):
        perfrules.read(path, limits=replace(LIMITS, expanded_bytes=200_000))
    with pytest.raises(TableError, match="部件数"):
        perfrules.read(path, limits=replace(LIMITS, parts=3))
    with pytest.raises(TableError, match="字节数"):
        perfrules.read(path, limits=replace(LIMITS, file_bytes=1_000))


def test_a_bomb_in_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + zlib.compress(bytes(5 * 2**20)) + b"\nendstream")
    with pytest.raises(TableError, match="展开后字节数"):
        perfrules.read(path, limits=replace(LIMITS, expanded_bytes=2**20))
    path.write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress(bytes(range(256)))[:9])
    with pytest.raises(TableError, match="已损坏"):
        perfrules.read(path)


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_not_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        part(
            xlsx(LINES),
            name,
            lambda data: data.replace(b"<", ENTITY + b"<", 1) if b"<?xml" not in data else data.replace(b"?>", b"?>" + ENTITY, 1),
        )
    )
    try:
        codes = {found.code for found in perfrules.read(path).findings}
    except TableError:
        codes = {"refused"}
    assert codes & {"IN021", "refused"}


def test_one_bad_sheet_does_not_lose_the_others(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(xlsx(LINES)))
    copy = book.copy_worksheet(book.worksheets[0])
    copy.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "a.xlsx"
    path.write_bytes(part(buffer.getvalue(), SHEET, lambda data: data[: len(data) // 2]))
    with pytest.raises(TableError, match="已损坏"):
        perfrules.read(path)
    reading = perfrules.read(path, include_hidden=True)
    assert [project.name for project in reading.department.projects] == ["甲", "乙"]
    assert {"IN021", "IN007"} <= {found.code for found in reading.findings}


def test_a_far_cell_and_a_huge_merge_cost_nothing(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(xlsx(LINES)))
    book.worksheets[0]["XFD1048576"] = "远"
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "a.xlsx"
    merge = b'<mergeCell ref="A20:XFD1048576"/><mergeCell ref="A6:A7"/><mergeCell ref="nonsense"/></mergeCells>'
    path.write_bytes(part(buffer.getvalue(), SHEET, lambda data: data.replace(b"</mergeCells>", merge)))
    reading = perfrules.read(path)
    assert [project.name for project in reading.department.projects] == ["甲", "乙"]
    assert "IN004" in {found.code for found in reading.findings}


def test_the_limit_of_cells(tmp_path: Path) -> None:
    limits = replace(LIMITS, cells=25)
    for form, write in FORMS.items():
        path = tmp_path / form
        path.write_bytes(write(LINES))
        try:
            reading = perfrules.read(path, limits=limits)
        except TableError:
            continue
        assert "IN020" in {found.code for found in reading.findings}, form


def test_the_limit_of_a_cell(tmp_path: Path) -> None:
    limits = replace(LIMITS, cell_characters=30)
    for form, write in FORMS.items():
        path = tmp_path / form
        path.write_bytes(write(LINES))
        reading = perfrules.read(path, limits=limits)
        assert all(len(cell.text) <= 30 for cell in reading.cells), form


def test_limits_of_sheets_and_pages(tmp_path: Path) -> None:
    for form in ("xlsx", "xls", "pdf"):
        path = tmp_path / form
        path.write_bytes(FORMS[form](LINES))
        with pytest.raises(TableError, match="上限"):
            perfrules.read(path, limits=replace(LIMITS, sheets=0, pages=0))


def test_macros_and_external_links_are_told_and_left_alone(tmp_path: Path) -> None:
    data = added(added(xlsx(LINES), "xl/vbaProject.bin", b"x"), "xl/externalLinks/externalLink1.xml", b"<x/>")
    path = tmp_path / "a.xlsm"
    path.write_bytes(data)
    assert [found.params["what"] for found in perfrules.read(path).findings if found.code == "IN017"] == ["宏", "外部链接"]


@pytest.mark.parametrize(
    "table",
    [
        "<table>" * 5_000 + "x",
        "<table><tr>" + "<td colspan=65534 rowspan=65534>x" * 200 + "</table>",
        "<table><tr><td rowspan=0 colspan=-1>x</td><td colspan=abc>y</table>",
        "</table></td></tr><td>x<tr><table><td>y",
        "<sup>" * 2_000 + "x" + "</sup>" * 2_000,
        "<!-- <table> " + "<b>" * 20_000,
        "<script>" + "<table>" * 1_000,
    ],
)
def test_hostile_pages(table: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html>" + table, "utf-8")
    with pytest.raises(TableError, match="没有可识别"):
        perfrules.read(path, limits=replace(LIMITS, cells=100_000))


def sheet_of(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return part(xlsx(LINES), SHEET, lambda _: f'<worksheet xmlns="{space}"><sheetData><row>{cells}</row></sheetData></worksheet>'.encode())


@pytest.mark.parametrize("number", ["NaN", "1e999999999", "-inf", "1e-99999", "1e309"])
def test_numbers_that_no_program_stores_are_texts(number: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of(f"<c><v>{number}</v></c>"))
    (grid,) = open_document(path).grids
    assert [(cell.text, cell.value) for cell in grid.rows[0]] == [(number, None)]


@pytest.mark.parametrize("places", ["0." + "0" * 5_000, "#" * 5_000 + "," * 5_000, '"' * 9_999])
def test_formats_that_no_program_shows(places: str) -> None:
    assert shown_number(Decimal("0.5"), places) == "0.5"


def test_a_number_of_a_billion_digits_in_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"projects": [{"name": "甲", "funding": {"total": "1e999999999"}}]}', "utf-8")
    with pytest.raises(TableError, match="不是 perfrules convert"):
        perfrules.read(path)


def test_a_flood_of_rows_that_fit_nowhere_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,三级指标,指标值\n1,甲,≥3家\n" + "散\n" * 1_500, "utf-8")
    findings = perfrules.read(path).findings
    assert sum(found.code in ("IN004", "IN030") for found in findings) == 1_000
    assert [found.params["count"] for found in findings if found.code == "IN032"] == ["500"]


def test_a_refusal_says_what_was_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(part(xlsx(LINES), SHEET, lambda data: data[: len(data) // 2]))
    with pytest.raises(TableError, match=r"没有可识别.*工作表“.*”已损坏") as refused:
        perfrules.read(path)
    assert "damaged" in refused.value.en


def test_a_fault_of_the_program_itself_is_a_refusal_with_its_place_and_fails_a_test_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr("perfrules.tables.reading.merged", broken)
    data = FORMS["csv"](LINES)
    with pytest.raises(IndexError):
        perfrules.read(data, name="表.csv")
    with faults.raised(yes=False), pytest.raises(TableError, match=r"程序本身出错（IndexError, test_hostile\.py:\d+）"):
        perfrules.read(data, name="表.csv")


def test_a_row_below_a_header_that_ends_before_the_name() -> None:
    table = "<table><tr><td>序号<td>总计<td>项目名称<td>绩效指标<tr><td>1<tr><td>2<td>3<td>甲<td>产出指标：场次，年度指标值：≥3场。</table>"
    assert perfrules.read(f"<html>{table}".encode(), name="表.html").department.projects
