from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.limits import LIMITS
from perfrules.tables.readers.xlsx.workbook_parts import unescaped
from perfrules.tables.reading import document_of

TEXT = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def document(fill: Callable[[Any], None], *changes: tuple[str, bytes, bytes]) -> Document:
    book = openpyxl.Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for part, before, after in changes:
                data = (data.replace(before, after) if before else after) if name == part else data
            new.writestr(name, data)
    return document_of(out.getvalue(), "a.xlsx")


def texts(found: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.grids[0].rows]


def codes(found: Document) -> list[str]:
    return [item.code for item in found.findings]


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.95, "0.00%", "95.00%"),
        (0.955, "0%", "96%"),
        (26000, "#,##0.00", "26,000.00"),
        (1234567, "#,##0,", "1,235"),
        (12345, '0.0,"千"', "12.3千"),
        (1234.5, '#,##0.0"万元"', "1,234.5万元"),
        (-3, "0;-0", "-3"),
        (-3, "0;[Red](0)", "-3"),
        (-3, "0.00;[Red]0.00", "-3.00"),
        (-3, "#,##0.00_);(#,##0.00)", "-3.00"),
        (-3, "¥#,##0;¥#,##0", "¥-3"),
        (-3, '0;"亏损"0', "亏损3"),
        (-3, "General;General", "-3"),
        (52, 'G/通用格式"人"', "52人"),
        (52, '"≥"General', "≥52"),
        (0, '0;-0;"无"', "0"),
        (0, "0;-0;0.0", "0.0"),
        (0.1 + 0.2, "General", "0.3"),
        (3, "G/通用格式", "3"),
        (3, "G/標準", "3"),
        (12.5, "0.0##", "12.5"),
        (0.5, "# ?/?", "0.5"),
        (0.00012, "0.00E+00", "0.00012"),
        (5, "0_);(0)", "5"),
        (5, "@", "5"),
        (45260, "yyyy-mm-dd", "2023-11-30"),
        (45260, 'yyyy"年"m"月"', "2023年11月"),
        (45260, 'm"月"d"日"', "11月30日"),
        (45260.5, "yyyy-mm-dd hh:mm", "2023-11-30 12:00"),
        (0.5, "h:mm:ss", "12:00:00"),
        (0.5, "h:mm AM/PM", "12:00"),
        (0.5, '[$-804]上午/下午h"时"mm"分"', "12:00"),
        (45260.5, 'yyyy"年"m"月"d"日" h"时"mm"分"', "2023-11-30 12:00"),
        (1.25, "[h]", "30"),
        (1.25, '[h]"小时"', "30小时"),
        (1.27, "[hh]:mm;@", "30:28"),
        (1.25, "[h]:mm:ss", "30:00:00"),
        (0.0625, "[mm]:ss", "90:00"),
        (0.5, "[$-804][s]\\秒", "43200秒"),
        (-0.25, "[h]:mm", "-0.25"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: float, number_format: str, shown: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    assert texts(document(fill)) == [[shown]]


def test_a_length_of_time_is_said_to_be_stored_otherwise() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = 1.25, 0.25
        sheet["A1"].number_format, sheet["A2"].number_format = '[h]"小时"', "h:mm"

    assert [found.code for found in document(fill).findings] == ["IN027"]


def test_values_behind_the_text_and_addresses() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["AA2"] = 0.955, 45260
        sheet["B2"].number_format, sheet["AA2"].number_format = "0%", "yyyy/m/d"

    found = document(fill)
    percent, day = found.grids[0].rows[0]
    assert (percent.value, percent.address, percent.number_format) == (Decimal("0.955"), "B2", "0%")
    assert (day.value, day.address, day.text) == (date(2023, 11, 30), "AA2", "2023-11-30")
    assert codes(found) == ["IN027", "IN009"]
    assert str(found.findings[0].location) == "a.xlsx:Sheet!B2"


def test_the_calendar_of_1904() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 43798
        sheet["A1"].number_format = "yyyy-mm-dd"

    assert texts(document(fill, ("xl/workbook.xml", b"<workbookPr/>", b'<workbookPr date1904="1"/>'))) == [["2023-11-30"]]


def test_cells_that_cannot_be_taken_at_their_word() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"], sheet["A5"] = "=SUM(1)", "#REF!", True, "甲\r\n乙_x000D_", "x"

    found = document(
        fill,
        (
            SHEET,
            b'<c r="A5" t="s"><v>3</v></c>',
            b'<c r="A5" t="s"><v>99</v></c><c t="inlineStr"><is><t>z</t></is></c><c t="n"><v>y</v></c>',
        ),
    )
    flat = [text for row in texts(found) for text in row if text]
    assert "TRUE" in flat
    assert codes(found) == ["IN008", "IN016"]
    assert found.findings[0].params["formula"] == "=SUM(1)"


def test_marked_text() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font

    def fill(sheet: Any) -> None:
        sheet["A1"] = CellRichText("10", TextBlock(InlineFont(vertAlign="superscript"), "2"), "家")
        sheet["A2"], sheet["A3"], sheet["A4"] = "作废", "下标", "没有"
        sheet["A2"].font, sheet["A3"].font, sheet["A4"].font = Font(strike=True), Font(vertAlign="subscript"), Font(strike=False)

    found = document(fill)
    assert texts(found) == [["10²家"], ["作废"], ["下标"], ["没有"]]
    assert [item.params["mark"] for item in found.findings] == ["上标", "删除线", "下标"]


def test_merged_and_hidden_cells() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B3"], sheet["C4"] = "头", "体", "尾"
        sheet.merge_cells("A1:B2")
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions.group("E", "F", hidden=True)

    found = document(fill)
    first = found.grids[0].rows[0]
    assert [(cell.text, cell.origin, cell.extent) for cell in first] == [("头", None, (2, 2)), ("头", (1, 1), (1, 1)), ("", None, (1, 1))]
    assert codes(found) == ["IN006", "IN007", "IN007"]
    assert found.grids[0].hidden_rows == (3,)
    assert [item.params.get("what") for item in found.findings[1:]] == ["C 列", "E:F 列"]


def test_damaged_styles_are_told() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = "文字", 0.5
        sheet["A2"].number_format = "0%"

    found = document(fill, ("xl/styles.xml", b"</styleSheet>", b"<"))
    assert codes(found) == ["IN021"]
    assert texts(found) == [["文字"], ["0.5"]]


STRINGS = f"""<sst xmlns="{TEXT}"><si><t>一</t></si><si><t>二</t><rPh sb="0" eb="1"><t>er</t></rPh></si>
<si><r><rPr><strike val="false"/></rPr><t>三</t></r><r><t>四</t></r></si></sst>""".encode()


def shared(strings: bytes) -> Document:
    """A workbook whose texts are shared strings."""
    link = b'<Relationship Id="rId98" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    cells = "".join(f'<c t="s"><v>{index}</v></c>' for index in (0, 1, 2, 7, "x"))
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == SHEET:
                data = data.replace(b"<sheetData/>", f"<sheetData><row>{cells}</row></sheetData>".encode())
                data = data.replace(b"<sheetData></sheetData>", f"<sheetData><row>{cells}</row></sheetData>".encode())
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", link)
            if name != "xl/sharedStrings.xml":
                new.writestr(name, data)
        new.writestr("xl/sharedStrings.xml", strings)
    return document_of(out.getvalue(), "a.xlsx")


def test_shared_strings() -> None:
    missing = "#共享字符串缺失"
    assert codes(shared(STRINGS)) == ["IN021", "IN021"]
    assert texts(shared(STRINGS)) == [["一", "二", "三四", missing, missing]]
    broken = shared(STRINGS[:-3])
    assert codes(broken) == ["IN021"]
    assert texts(broken) == [[missing] * 5]


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/workbook.xml", b"<sheets>", b"<sheets><"),
        ("xl/_rels/workbook.xml.rels", b"Id=", b"Id=="),
        ("_rels/.rels", b"<Relationships", b"<"),
    ],
)
def test_a_damaged_workbook_is_refused(part: str, before: bytes, after: bytes) -> None:
    with pytest.raises(TableError, match="工作簿目录已损坏"):
        document(lambda sheet: sheet.append(["x"]), (part, before, after))


def test_absolute_targets_and_external_ones() -> None:
    link = b'<Relationship Id="rId99" Type="x/worksheet" Target="http://example.invalid/" TargetMode="External"/></Relationships>'
    found = document(
        lambda sheet: sheet.append(["甲"]),
        ("xl/_rels/workbook.xml.rels", b"/xl/worksheets", b"worksheets"),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", link),
    )
    assert texts(found) == [["甲"]]


def test_escapes_of_the_format() -> None:
    assert unescaped("a_x000D_\r\nb_x4E2D_") == "a\n\nb中"


def test_a_password(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    raw = bytearray(data.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert tmp_path
    with pytest.raises(TableError, match="密码"):
        document_of(bytes(raw), "a.xlsx")


@pytest.mark.parametrize(
    ("parts", "says"),
    [(["xl/workbook.bin"], "xlsb"), (["content.xml"], "OpenDocument"), (["a.txt"], "压缩包")],
)
def test_other_archives(parts: list[str], says: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    with pytest.raises(TableError, match=says):
        document_of(data.getvalue(), "a")


DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHAPE = f"""<wsDr xmlns:a="{DRAWN}"><oneCellAnchor><from><col>3</col><row>1</row></from><sp><txBody><a:p><a:r><a:t>补充</a:t></a:r><a:r>
<a:t>说明</a:t></a:r></a:p><a:p><a:r><a:t>第二行</a:t></a:r></a:p></txBody></sp></oneCellAnchor>
<absoluteAnchor><sp><txBody><a:p><a:r><a:t>图注</a:t></a:r></a:p></txBody></sp></absoluteAnchor><twoCellAnchor><pic/></twoCellAnchor></wsDr>"""


def test_text_boxes_and_what_is_printed_on_each_page_are_said() -> None:
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"
        stream = io.BytesIO()
        Picture.new("RGB", (5, 5)).save(stream, "PNG")
        sheet.add_image(Image(stream), "B2")
        sheet.oddHeader.left.text, sheet.oddFooter.center.text = "单位：万元", "第 &P 页"

    found = document(fill, ("xl/drawings/drawing1.xml", b"", SHAPE.encode())).findings
    assert [(item.code, item.location.cell, item.params["excerpt"]) for item in found] == [
        ("IN018", None, "单位：万元"),
        ("IN054", "D2", "补充说明 第二行"),
        ("IN054", "A1", "图注"),
    ]


def test_a_formula_that_comes_to_nothing_has_its_result() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "甲", '=IF(A1="","1","")'

    empty = b'<c r="B1" t="str"><f>IF(A1="","1","")</f><v></v></c></row>'
    part = document(fill, (SHEET, b"</row>", b"</row>"))
    assert codes(part) == ["IN008"]
    assert codes(document(lambda sheet: sheet.append(["甲"]), (SHEET, b"</row>", empty))) == []


def test_comments_of_cells() -> None:
    from openpyxl.comments import Comment

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = "甲", "乙", "丙"
        sheet["A1"].comment, sheet["B1"].comment = Comment("核对过", "张三"), Comment("OP001", "perfrules")
        sheet["D9"].comment = Comment("空格", "张三")

    found = document(fill)
    assert [cell.comment for cell in found.grids[0].rows[0]] == ["核对过", None, None]
    assert [(item.code, item.location.cell, item.params["comment"]) for item in found.findings] == [
        ("IN086", "A1", "核对过"),
        ("IN086", "D9", "空格"),
    ]
    odd = document(fill, ("xl/comments/comment1.xml", b'ref="D9"', b'ref="9D"'))
    assert [item.location.cell for item in odd.findings] == ["A1"]


def test_what_stands_in_a_row_beside_its_cells() -> None:
    odd = b'<c r="A1" t="n"><v>1.2.3</v></c><extLst/><c><v>4</v></c></row>'
    found = document(lambda sheet: sheet.append(["x"]), (SHEET, b"</row>", odd))
    assert [cell.text for cell in found.grids[0].rows[0]][-2:] == ["1.2.3", "4"]


def test_the_limit_of_cells_ends_a_sheet() -> None:
    book = openpyxl.Workbook()
    for _ in range(5):
        book.worksheets[0].append(["甲", "乙"])
    buffer = io.BytesIO()
    book.save(buffer)
    found = document_of(buffer.getvalue(), "a.xlsx", replace(LIMITS, cells=4))
    assert codes(found) == ["IN020"]
    assert len(found.grids[0].rows) == 2


def test_a_sheet_of_a_chart_has_no_cells() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"

    found = document(fill, ("xl/_rels/workbook.xml.rels", b'/worksheet"', b'/chartsheet"'))
    assert (found.grids, found.findings) == ((), ())


def test_words_of_a_format_are_no_rounding() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 5
        sheet["A1"].number_format = '"第1批"0'

    assert (texts(document(fill)), codes(document(fill))) == ([["第1批5"]], [])


def test_a_radical_is_no_cut() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "⽬标"

    found = document(fill)
    assert (texts(found), codes(found)) == ([["目标"]], [])


@pytest.mark.parametrize(
    ("stored", "number_format", "shown"),
    [
        (1234567, r'0\.0,"万"', "123.5万"),
        (-123456, r'0\.0,"万"', "-12.3万"),
        (0, '0!.0,"万"', "0.0万"),
        (456789, '#"万"0000', "45万6789"),
        (13800001111, "000-0000-0000", "138-0000-1111"),
        (1234.5, "# ##0.00", "1234.5"),
        (-0.004, "0;0", "0"),
        (-0.004, "0", "0"),
        (-5, "0;0", "-5"),
    ],
)
def test_what_a_format_writes_between_digits(stored: float, number_format: str, shown: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = stored
        sheet["A1"].number_format = number_format

    assert texts(document(fill)) == [[shown]]
