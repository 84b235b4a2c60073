from __future__ import annotations

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from perfrules.errors import TableError
from perfrules.tables.grid import Document
from perfrules.tables.readers.docx.body import table_cells
from perfrules.tables.reading import document_of

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def document(body: str, comments: str = "") -> Document:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        if comments:
            archive.writestr("word/comments.xml", f"<w:comments {SPACE}>{comments}</w:comments>")
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
    assert found.grids[0].rows[0][2].extent == (3, 1)
    assert found.grids[0].rows[1][0].extent == (1, 1)


def test_a_merge_that_goes_on_from_nothing_is_a_cell_of_its_own() -> None:
    found = document(f"<w:tbl><w:tr>{cell('甲', '<w:vMerge/>')}</w:tr></w:tbl>")
    assert texts(found) == [["甲"]]
    assert not found.grids[0].rows[0][0].inherited


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
    found = document(f"<w:tbl><w:tr><w:tc>{paragraph('一')}{inner}{paragraph('二')}</w:tc>{cell('右')}</w:tr></w:tbl>")
    assert texts(found) == [["一\n内\n二", "右"]]


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


def told(found: Document) -> list[tuple[str, str]]:
    return [(item.code, item.params.get("excerpt", "")) for item in found.findings]


def run(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "seen", "said"),
    [
        (('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "95%"), "≥95%", []),
        (('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "3天"), "≤3天", []),
        (('<w:r><w:sym w:font="宋体" w:char="2265"/></w:r>', "5"), "≥5", []),
        (('<w:r><w:sym w:font="某种字体" w:char="F0B3"/></w:r>', "5"), "\N{REPLACEMENT CHARACTER}5", [("IN055", "")]),
        (('<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>',), "\N{REPLACEMENT CHARACTER}", [("IN055", "")]),
        ((run("³", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "95%"), "≥95%", []),
        ((run("10³", '<w:rFonts w:ascii="宋体"/>'),), "10³", []),
        (("≥", run("9", "<w:vanish/>"), "5%"), "≥5%", [("IN050", "9")]),
        (("≥", run("9", '<w:vanish w:val="0"/>'), "5%"), "≥95%", []),
        (("≥", "<w:del><w:r><w:delText>90</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>95</w:t></w:r></w:ins>", "%"), "≥95%",
         [("IN051", "90"), ("IN052", "95")]),
        (("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>"), "新",
         [("IN051", "旧"), ("IN052", "新")]),
        (("<w:ins><w:r><w:rPr><w:b/></w:rPr></w:r></w:ins>", "甲"), "甲", []),
        (("<m:oMath><m:r><m:rPr/><m:t>≥</m:t></m:r></m:oMath>", "95%"), "≥95%", []),
        (("<m:oMathPara><m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath></m:oMathPara>",), "≥95%", []),
        (("≥", "<m:oMath><m:f><m:fPr/><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"),
         "≥1/2", [("IN053", "1/2")]),
        (("<m:oMath><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",),
         "(a+1)/2", [("IN053", "(a+1)/2")]),
        (("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>",),
         "10⁶", [("IN053", "10⁶")]),
        (("<m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>n</m:t></m:r></m:sup></m:sSup></m:oMath>",),
         "a^n", [("IN053", "a^n")]),
        (("<m:oMath><m:sSub><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sub><m:r><m:t>i</m:t></m:r></m:sub></m:sSub></m:oMath>",),
         "a_i", [("IN053", "a_i")]),
        (("<m:oMath><m:d><m:dPr/><m:e><m:r><m:t>5</m:t></m:r></m:e></m:d></m:oMath>",), "(5)", [("IN053", "(5)")]),
        (('<m:oMath><m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>5</m:t></m:r></m:e></m:d></m:oMath>',),
         "[5]", [("IN053", "[5]")]),
        (("<m:oMath><m:rad><m:deg/><m:e><m:r><m:t>4</m:t></m:r></m:e></m:rad></m:oMath>",), "√4", [("IN053", "√4")]),
        (("<m:oMath><m:nary><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:nary></m:oMath>",), "∑x+1", [("IN053", "∑x+1")]),
        (("<w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby>",), "音", []),
        (("甲", f"<w:r><w:pict><w:txbxContent>{paragraph('框' * 70)}</w:txbxContent></w:pict></w:r>"), "甲",
         [("IN054", "框" * 59 + "…")]),
    ],
)  # fmt: skip
def test_what_is_seen_is_what_is_read(runs: tuple[str, ...], seen: str, said: list[tuple[str, str]]) -> None:
    """In a cell and in a paragraph alike."""
    in_cell = document(f"<w:tbl><w:tr><w:tc>{paragraph(*runs)}</w:tc>{cell('右')}</w:tr></w:tbl>")
    assert texts(in_cell) == [[seen, "右"]]
    assert told(in_cell) == said
    beside = document(paragraph(*runs))
    assert texts(beside) == [[seen]]
    assert told(beside) == said


def test_a_deleted_paragraph_mark_joins_two_lines() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>≥</w:t></w:r></w:p>"
    found = document(f"<w:tbl><w:tr><w:tc>{first}{paragraph('95%')}</w:tc>{cell('右')}</w:tr></w:tbl>")
    assert texts(found) == [["≥95%", "右"]]


def test_rows_that_are_hidden_or_deleted_are_left_out_and_said() -> None:
    gone = "".join(
        f"<w:tr><w:trPr>{state}</w:trPr>{cell(text)}{cell('乙')}</w:tr>"
        for state, text in (("<w:hidden/>", "藏"), ("<w:del/>", "删" * 70), ('<w:hidden w:val="0"/>', "留"), ("<w:hidden/>", ""))
    )
    empty = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('')}</w:tr>"
    found = document(f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr>{gone}{empty}</w:tbl>")
    assert texts(found) == [["甲", "乙"], ["留", "乙"]]
    assert told(found) == [("IN050", "藏 乙"), ("IN051", "删" * 59 + "…"), ("IN050", "乙")]


def test_a_table_inside_a_frame_is_a_table() -> None:
    inner = f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    framed = f"<w:tbl><w:tr>{cell('题')}</w:tr><w:tr><w:tc>{paragraph('注')}{inner}</w:tc></w:tr></w:tbl>"
    assert texts(document(framed)) == [["题"], ["注"], ["甲", "乙"]]
    assert texts(document(f"<w:tbl><w:tr><w:tc>{framed}</w:tc></w:tr></w:tbl>")) == [["题"], ["注"], ["甲", "乙"]]


def test_the_cells_inside_a_frame_stand_where_they_are_read() -> None:
    inner = f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    framed = f"<w:tbl><w:tr>{cell('题')}</w:tr><w:tr><w:tc>{paragraph('注')}{inner}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{cell('丙')}</w:tr></w:tbl>{framed}<w:tbl><w:tr>{cell('丁')}</w:tr></w:tbl>"
    places = {place: "".join(found.itertext()) for place, found in table_cells(fromstring(f"<w:body {SPACE}>{body}</w:body>"))}
    assert places == {(1, 1, 1): "丙", (2, 1, 1): "甲", (2, 1, 2): "乙", (3, 1, 1): "丁"}
    read = [(one.source.table, one.row, one.column, one.text) for row in document(body).grids[0].rows for one in row if one.source.table]
    assert read == [(*place, text) for place, text in places.items()]


def test_a_target_with_an_unknown_symbol_is_not_judged() -> None:
    import perfrules

    score = perfrules.evaluate("\N{REPLACEMENT CHARACTER}3天", "5天")
    assert score.outcome.value == "cannot_judge"


def test_comments_are_said_and_kept_at_their_cells() -> None:
    at = '<w:r><w:commentReference w:id="{}"/></w:r>'
    comments = "".join(
        f'<w:comment w:id="{number}">{paragraph(text)}</w:comment>' for number, text in enumerate(("请核实", "", "口径", "多余"))
    )
    cells = f"<w:tc>{paragraph('5场', at.format(0), at.format(1), at.format(9))}</w:tc>{cell('乙')}"
    found = document(f"{paragraph('前', at.format(2))}<w:tbl><w:tr>{cells}</w:tr></w:tbl>", comments)
    assert [one.comment for one in found.grids[0].rows[1]] == ["请核实", None]
    said = [(one.location.table, one.location.row, one.params["comment"]) for one in found.findings]
    assert said == [(None, 1, "口径"), (1, 1, "请核实")]
