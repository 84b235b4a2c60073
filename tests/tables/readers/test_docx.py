from __future__ import annotations

import io
import zipfile

import pytest

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.reading import document_of

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x"'


def document(body: str) -> Document:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return document_of(data.getvalue(), "a.docx")


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def texts(found: Document) -> list[list[str]]:
    return [[one.text for one in row] for row in found.grids[0].rows]


def test_paragraphs_and_tables_in_order() -> None:
    table = f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    found = document(paragraph("前") + paragraph(" ") + table + f"<w:sdt><w:sdtContent>{paragraph('后')}</w:sdtContent></w:sdt><w:sectPr/>")
    assert texts(found) == [["前"], ["甲", "乙"], ["后"]]
    assert str(found.grids[0].rows[1][1].place) == "a.docx:t1!1:2"


def test_merged_cells() -> None:
    start, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    widest = '<w:gridSpan w:val="999999"/>'
    rows = [
        f"<w:tr>{cell('头', wide)}{cell('右', start)}</w:tr>",
        f"<w:tr>{cell('一')}{cell('二')}{cell('', goes_on)}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("三")}{cell("", goes_on)}</w:tr>',
        f"<w:tr>{cell('', goes_on)}</w:tr>",
        f"<w:tr>{cell('四', widest)}</w:tr>",
    ]
    found = document("<w:tbl>" + "".join(rows) + "</w:tbl>")
    assert texts(found) == [["头", "头", "右"], ["一", "二", "右"], ["", "三", "右"], [""], ["四"]]
    assert found.grids[0].rows[2][2].origin == (1, 3)
    assert found.grids[0].rows[0][0].extent == (1, 2)


def test_what_a_paragraph_holds() -> None:
    runs = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:noBreakHyphen/></w:r>",
        "<w:del><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del>",
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>",
        "<mc:AlternateContent><mc:Choice><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent>",
        "<w:fldSimple><w:instrText>PAGE</w:instrText></w:fldSimple>",
    )
    assert texts(document(paragraph(*runs))) == [["甲\n乙\t-增新"]]


def test_several_paragraphs_and_an_inner_table_in_a_cell() -> None:
    inner = f"<w:tbl><w:tr>{cell('内')}</w:tr></w:tbl>"
    found = document(f"<w:tbl><w:tr><w:tc>{paragraph('一')}{inner}{paragraph('二')}</w:tc></w:tr></w:tbl>")
    assert texts(found) == [["一\n内\n二"]]


def test_marks_and_automatic_numbers_are_told() -> None:
    run = '<w:r><w:rPr><w:vertAlign w:val="superscript"/><w:strike w:val="0"/></w:rPr><w:t>2</w:t></w:r>'
    numbered = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>项</w:t></w:r></w:p>"
    blank = "<w:r><w:rPr><w:strike/></w:rPr></w:r>"
    found = document(f"<w:tbl><w:tr><w:tc>{paragraph('10', run, blank)}{numbered}</w:tc></w:tr></w:tbl>")
    assert [item.code for item in found.findings] == ["IN010", "IN031"]
    assert str(found.findings[0].location) == "a.docx:t1!1"
    assert texts(found) == [["10²\n项"]]


@pytest.mark.parametrize("body", ["<w:p>", "&x;", "<w:tbl><w:tr>" + "<w:sdt>" * 3_000 + "</w:sdt>" * 3_000 + "</w:tr></w:tbl>"])
def test_a_damaged_body(body: str) -> None:
    with pytest.raises(TableError, match="正文已损坏"):
        document(body)
