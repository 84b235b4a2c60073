"""Single cells of a sheet's XML: written in their place, into their row, or into a row of their own."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from perfrules.report.filled_workbook import _put
from perfrules.report.filling import Fill
from perfrules.report.packages import without_calculation_chain
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
    with zipfile.ZipFile(stream) as archive:
        assert without_calculation_chain(archive) == {"xl/calcChain.xml": None}
