"""Single cells of a sheet's XML: written in their place, into their row, or into a row of their own."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from perfrules.report.filled_workbook import _put, filled_workbook
from perfrules.report.filling import Fill
from perfrules.report.packages import computed_anew
from perfrules.tables.grid import Cell, Source

ROWS = '<sheetData><row r="2"><c r="B2" s="1"><v>1</v></c></row><row r="4" ht="20"/></sheetData>'


def at(row: int, column: int, value: Decimal | str = Decimal("8.50"), **kind: bool) -> Fill:
    return Fill(Cell("", Source("a.xlsx", "表"), row, column), value, **kind)


@pytest.mark.parametrize(
    ("text", "fill", "written"),
    [
        (ROWS, at(2, 2), ROWS.replace("<v>1</v>", "<v>8.5</v>")),
        (ROWS, at(2, 1), ROWS.replace('<c r="B2"', '<c r="A2"><v>8.5</v></c><c r="B2"')),
        (ROWS, at(2, 3), ROWS.replace("</c></row>", '</c><c r="C2"><v>8.5</v></c></row>')),
        (ROWS, at(4, 1), ROWS.replace('ht="20"/>', 'ht="20"><c r="A4"><v>8.5</v></c></row>')),
        (ROWS, at(3, 1), ROWS.replace('<row r="4"', '<row r="3"><c r="A3"><v>8.5</v></c></row><row r="4"')),
        (ROWS, at(9, 28), ROWS.replace("</sheetData>", '<row r="9"><c r="AB9"><v>8.5</v></c></row></sheetData>')),
        ("<sheetData></sheetData>", at(1, 1), '<sheetData><row r="1"><c r="A1"><v>8.5</v></c></row></sheetData>'),
        (ROWS, at(2, 2, "甲<乙"), ROWS.replace('s="1"><v>1</v>', 's="1" t="inlineStr"><is><t>甲&lt;乙</t></is>')),
        (ROWS, at(2, 2, Decimal("0.9"), percent=True), ROWS.replace("<v>1</v>", "<v>0.9</v>")),
        (ROWS.replace("<v>1</v>", "<f>SUM(A1)</f>"), at(2, 2, total=True), ROWS.replace("<v>1</v>", "<f>SUM(A1)</f>")),
        (ROWS, at(2, 2, total=True), ROWS.replace("<v>1</v>", "<v>8.5</v>")),
    ],
)
def test_a_cell_is_written_in_its_place(text: str, fill: Fill, written: str) -> None:
    assert _put(text, fill, {"1"}) == written


def test_a_chain_that_nothing_names_is_dropped_all_the_same() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/calcChain.xml", b"<x/>")
        archive.writestr("xl/workbook.xml", b"<workbook><sheets/><sheets></sheets></workbook>")
    with zipfile.ZipFile(stream) as archive:
        assert computed_anew(archive, "xl/workbook.xml") == {
            "xl/calcChain.xml": None,
            "xl/workbook.xml": b'<workbook><sheets/><sheets></sheets><calcPr fullCalcOnLoad="1"/></workbook>',
        }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<sheets></sheets>", '<sheets></sheets><calcPr fullCalcOnLoad="1"/>'),
        (
            "<sheets></sheets><definedNames></definedNames><x/>",
            '<sheets></sheets><definedNames></definedNames><calcPr fullCalcOnLoad="1"/><x/>',
        ),
        ("<a:sheets></a:sheets>", '<a:sheets></a:sheets><a:calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ('<calcPr fullCalcOnLoad="0" calcId="1"></calcPr>', '<calcPr calcId="1" fullCalcOnLoad="1"></calcPr>'),
    ],
)
def test_a_filled_workbook_is_computed_when_it_is_opened(before: str, after: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("b.xml", before)
    with zipfile.ZipFile(stream) as archive:
        assert computed_anew(archive, "b.xml") == {"b.xml": after.encode()}


def test_results_that_go_by_a_filled_sheet_are_not_kept() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "自评 表"
    for title, formula in (("汇总", "'自评 表'!B2*2"), ("总表", "汇总!A1"), ("别的", "1+1"), ("汇总2", "别的!A1")):
        book.create_sheet(title)["A1"] = f"={formula}"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name).replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>") for name in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    filled = filled_workbook(stream.getvalue(), "a.xlsx", [Fill(Cell("", Source("a.xlsx", "自评 表"), 2, 2), Decimal(8))])
    kept = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)
    assert [kept[title]["A1"].value for title in ("汇总", "总表", "别的", "汇总2")] == [None, None, 7, 7]
