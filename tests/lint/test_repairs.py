"""Fixes written into files, and fixes that keep the meaning."""

import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules
from perfrules import check, parse
from perfrules.findings import Edit, Fix, Location, finding
from perfrules.lint.repairs import Rewrite, rewrite, rewrites
from perfrules.lint.repairs.docx import rewrite as into_docx
from perfrules.lint.rewrites import fixed
from perfrules.text import Span

SAFE = ["》=95%", "═100%", "$\\geq 80\\%$", "1.优化环境。2.2023年推荐孵化载体≥3家", "1. 参赛数量≥5家 2. 融资额≥6亿元"]


def place(row, column):
    return Location(file="x", row=row, column=column)


@pytest.mark.parametrize("text", SAFE)
def test_a_safe_fix_keeps_the_reading_and_leaves_nothing_to_fix(text):
    (change,) = rewrites(check(text), "safe")
    mended = change.new
    assert [item.comparator for item in parse(mended).criteria if item.is_quantitative] == [
        item.comparator for item in parse(text).criteria if item.is_quantitative
    ]
    assert rewrites(check(mended), "safe") == []
    assert "\\" not in mended


def test_a_separator_comes_before_the_space():
    (change,) = rewrites(check("1. 参赛数量≥5家 2. 融资额≥6亿元"), "safe")
    assert change.new == "1. 参赛数量≥5家；2. 融资额≥6亿元"


def test_words_that_are_no_known_markup_get_no_fix():
    told = finding("CP013", written="\\\\foo", span=(0, 4))
    assert fixed(told, "\\\\foo") is told


def test_an_unsafe_fix_is_made_only_when_asked_for():
    findings = check("5家")
    assert rewrites(findings, "safe") == []
    (change,) = rewrites(findings, "unsafe")
    assert change.new == "≥5家"
    assert [item.code for item in check(change.new)] == []


@pytest.mark.parametrize(
    ("text", "name", "fixed"),
    [
        ("3次", "投诉次数", "≤3次"),
        ("1000元/生/年", "资助标准", "=1000元/生/年"),
        ("12万元", "购置成本", "≤12万元"),
        (">60项", None, "≥60项"),
        ("差错率低于3%", None, "差错率≤3%"),
        ("≥0.9", "培训满意度（%）", "≥90%"),
        ("1. 完成率达到95%；2. 完成率达到95%", None, "1. 完成率达到95%"),
    ],
)
def test_unsafe_fixes(text, name, fixed):
    (change,) = rewrites(check(text, name=name), "unsafe")
    assert change.new == fixed


def test_of_two_overlapping_fixes_the_earlier_is_taken():
    (finding,) = check("5家")
    other = type(finding)(finding.rule, finding.params, finding.location, Fix("safe", (Edit(Span(0, 2), "六家"),)))
    (change,) = rewrites([finding, other], "unsafe")
    assert change.new == "≥5家"


@pytest.mark.parametrize(
    ("data", "row", "column", "old", "new", "after"),
    [
        ("a,b,c\n1,5家,3\n", 2, 2, "5家", "≥5家", "a,b,c\n1,≥5家,3\n"),
        ("a,b,c\r\n1,5家,3\r\n", 2, 2, "5家", "1,2", 'a,b,c\r\n1,"1,2",3\r\n'),
        ('a,b,c\n1,"5家, ""约""",3\n', 2, 2, "5家", "≥5家", 'a,b,c\n1,"≥5家, ""约""",3\n'),
        ('a,b,c\n1,"两\n5家",3\n9,9,9\n', 2, 2, "两\n5家", "两\n≥5家", 'a,b,c\n1,"两\n≥5家",3\n9,9,9\n'),
        ("a\tb\tc\n1\t2\t5家", 2, 3, "5家", "≥5家", "a\tb\tc\n1\t2\t≥5家"),
        ("a\tb\tc\r1\t2\t5家\r", 2, 3, "5家", "≥5家", "a\tb\tc\r1\t2\t≥5家\r"),
    ],
)
def test_a_field_changes_and_every_other_byte_stays(data, row, column, old, new, after):
    change = Rewrite(place(row, column), 0, old, new)
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        done, failed = rewrite(Path("x.csv"), data.encode(encoding), [change])
        assert failed == []
        assert done == after.encode(encoding)


@pytest.mark.parametrize("where", [(2, 2), (9, 1), (1, 9)])
def test_a_text_that_does_not_stand_there_changes_nothing(where):
    data = b"a,b,c\n1,2,3\n"
    change = Rewrite(place(*where), 0, "5", "6")
    assert rewrite(Path("x.csv"), data, [change]) == (data, [change])


def test_a_quote_that_is_never_closed_is_an_ordinary_sign():
    change = Rewrite(place(2, 2), 0, "5", "6")
    assert rewrite(Path("x.csv"), b'a,b,c\n"1,5,3\n', [change]) == (b'a,b,c\n"1,6,3\n', [])


def test_other_kinds_of_file_are_not_changed():
    change = Rewrite(place(1, 1), 0, "5", "6")
    assert rewrite(Path("x.pdf"), b"%PDF", [change]) == (b"%PDF", [change])


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=8), min_size=3, max_size=6),
    st.integers(0, 2),
)
def test_any_field_comes_back_as_it_was_but_for_the_change(fields, column):
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["x", "y", "z"], fields])
    if fields[column] == "":
        return
    change = Rewrite(place(2, column + 1), 0, fields[column], "≥" + fields[column])
    done, failed = rewrite(Path("x.csv"), out.getvalue().encode(), [change])
    rows = list(csv.reader(io.StringIO(done.decode())))
    assert failed == []
    assert rows == [["x", "y", "z"], [*fields[:column], "≥" + fields[column], *fields[column + 1 :]]]


@pytest.fixture
def workbook():
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效目标"
    sheet.append(["名称", "指标值"])
    sheet.append(["合格率", "》=95%"])
    sheet.append(["公式", "=1+1"])
    sheet["B2"].font = Font(bold=True)
    sheet.merge_cells("D1:E2")
    book.create_chartsheet("图").add_chart(pytest.importorskip("openpyxl.chart").BarChart())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_of_a_workbook_changes_and_its_style_and_every_other_part_stay(workbook):
    import zipfile

    import openpyxl

    where = Location(file="x.xlsx", sheet="绩效目标", cell="B2", row=2, column=2)
    done, failed = rewrite(Path("x.xlsx"), workbook, [Rewrite(where, 0, "》=95%", "≥95%")])
    assert failed == []
    book = openpyxl.load_workbook(io.BytesIO(done))
    sheet = book["绩效目标"]
    assert sheet["B2"].value == "≥95%"
    assert sheet["B2"].font.bold
    assert [str(area) for area in sheet.merged_cells.ranges] == ["D1:E2"]
    assert (sheet["A2"].value, sheet["B3"].value) == ("合格率", "=1+1")
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (workbook, done))
    assert before.namelist() == after.namelist()
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    again = rewrite(Path("x.xlsx"), done, [Rewrite(where, 0, "≥95%", "≥96%")])
    assert openpyxl.load_workbook(io.BytesIO(again[0]))["绩效目标"]["B2"].value == "≥96%"


@pytest.mark.parametrize(
    ("cell", "sheet", "old"), [("B3", "绩效目标", "2"), ("Z9", "绩效目标", "5"), ("B2", "没有", "》=95%"), ("B2", "绩效目标", "别的")]
)
def test_formulas_missing_cells_and_other_texts_are_handed_back(workbook, cell, sheet, old):
    change = Rewrite(Location(file="x.xlsx", sheet=sheet, cell=cell, row=1, column=1), 0, old, "x")
    assert rewrite(Path("x.xlsx"), workbook, [change])[1] == [change]


SHEET = (
    '<c r="A1" t="inlineStr"><is><r><t>5</t></r><r><t>家</t></r></is></c><c r="B1" t="inlineStr"/><c r="C1" t="str"><v>5家</v></c>'
    '<c r="D1"><v>5</v></c><c r="E1" t="s"><v>99</v></c><c r="F1" t="s"/><c r="G1" t="s"><v>0</v></c><c r="H1" t="s"><v>1</v></c>'
)
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>名称</t></si><si><r><t>5</t></r><r><t>家</t></r></si></sst>'
RELATION = (
    '<Relationship Id="rId99" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


@pytest.mark.parametrize(
    ("cell", "old", "made"),
    [
        ("A1", "5家", False),
        ("B1", "5", False),
        ("C1", "5家", True),
        ("D1", "5", False),
        ("E1", "5", False),
        ("F1", "5", False),
        ("G1", "名称", True),
        ("H1", "5家", False),
    ],
)
def test_only_plain_text_of_a_cell_is_changed(workbook, cell, old, made):
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for item in before.infolist():
            data = before.read(item.filename)
            if item.filename == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", RELATION.encode() + b"</Relationships>")
            if item.filename == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData><row>{SHEET}</row></sheetData>".encode(), data, flags=re.DOTALL)
            after.writestr(item, data)
        after.writestr("xl/sharedStrings.xml", STRINGS)
    change = Rewrite(Location(file="x.xlsx", sheet="绩效目标", cell=cell, row=1, column=1), 0, old, "≥6家")
    assert rewrite(Path("x.xlsx"), out.getvalue(), [change])[1] == ([] if made else [change])


@pytest.fixture
def document():
    docx = pytest.importorskip("docx")

    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    paragraph = table.rows[1].cells[1].paragraphs[0]
    paragraph.add_run("合格率 ")
    paragraph.add_run("》=").bold = True
    paragraph.add_run("95%")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("new", "runs"),
    [
        ("合格率 ≥95%", ["合格率 ", "≥", "95%"]),
        ("合格率 》=195%", ["合格率 ", "》=1", "95%"]),
        ("合格率95%", ["合格率", "", "95%"]),
        ("合格率 》=95%以上", ["合格率 ", "》=", "95%以上"]),
    ],
)
def test_the_runs_of_a_document_keep_their_formats(document, new, runs):
    import docx

    where = Location(file="x.docx", table=1, row=2, column=2)
    done, failed = rewrite(Path("x.docx"), document, [Rewrite(where, 0, "合格率 》=95%", new)])
    assert failed == []
    cell = docx.Document(io.BytesIO(done)).tables[0].rows[1].cells[1]
    assert cell.text == new
    assert [run.text for run in cell.paragraphs[0].runs] == runs
    assert cell.paragraphs[0].runs[1].bold


def test_a_change_over_two_paragraphs_is_handed_back():
    docx = pytest.importorskip("docx")
    made = docx.Document()
    cell = made.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "一"
    cell.add_paragraph("二")
    out = io.BytesIO()
    made.save(out)
    where = Location(file="x.docx", table=1, row=1, column=1)
    over, second = Rewrite(where, 0, "一\n二", "三"), Rewrite(where, 2, "二", "三")
    assert into_docx(out.getvalue(), "x.docx", [over])[1] == [over]
    assert into_docx(out.getvalue(), "x.docx", [second])[1] == []


@pytest.mark.parametrize("where", [(1, 2, 1), (9, 1, 1), (1, 9, 1), (1, 1, 9), (None, 1, 1)])
def test_a_place_of_a_document_that_is_not_there_is_handed_back(document, where):
    table, row, column = where
    change = Rewrite(Location(file="x.docx", table=table, row=row, column=column), 0, "》=", "≥")
    assert into_docx(document, "x.docx", [change])[1] == [change]


def test_a_fixed_department_means_what_it_meant(tmp_path):
    folder = os.environ.get("PERFRULES_CORPUS")
    if not folder:
        pytest.skip("PERFRULES_CORPUS is not set")
    source = Path(folder) / "guangzhou-sti-2023.txt"
    findings = check(source)
    changes = rewrites(findings, "safe")
    data, failed = rewrite(source, source.read_bytes(), changes)
    fixed = tmp_path / source.name
    fixed.write_bytes(data)
    assert changes
    assert failed == []
    before, after = ([key_and_comparators(item) for item in perfrules.read(path).department.keyed()] for path in (source, fixed))
    assert before == after
    assert rewrites(check(fixed), "safe") == []


def key_and_comparators(item):
    key, _, indicator = item
    return key, [criterion.comparator for criterion in indicator.target.criteria if criterion.is_quantitative]
