"""A copy without contents: the structure and what the vocabulary knows stay, nothing else of the form does."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

import perfrules
from perfrules.cli import main
from perfrules.errors import TableError
from perfrules.report.blanking import blanked
from perfrules.report.blanking.words import Blank

SECRETS = ("黄埔区科技局", "张三", "碎纸机", "李四的批注", "秘密", "26831.57", "26,831.57", "zhangsan", "4753")
HALF = datetime(2023, 6, 30)  # noqa: DTZ001 (a cell has no zone)
HEAD: list[str | int | float] = ["项目名称", "一级指标", "三级指标", "年度指标值", "实际完成值", "全年预算数（万元）"]
ROW: list[str | int | float] = [
    "黄埔区科技局碎纸机采购（zhangsan）",
    "产出指标",
    "碎纸机采购数量（台）",
    "不少于4753台",
    "4801台",
    26831.57,
]


def copy_of(data: bytes, seed: int = 1) -> bytes:
    return blanked(data, chance=Random(seed))[0]


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "张三的表"
    sheet.append(["2023年度黄埔区科技局项目支出绩效自评表"])
    sheet.append(HEAD)
    sheet.append(ROW)
    sheet.append([None, "效益指标", "满意度（%）", 0.95, True, "=F3*2"])
    sheet.append([None, None, "完成时间", HALF, time(8, 15), -4753])
    sheet.append([None, None, "零", 0, 1, "#REF!"])
    sheet["D4"].number_format = "0.00%"
    sheet["E6"].number_format = '0%"秘密"'
    sheet["F6"].data_type = "e"
    sheet["A3"].font = Font(strike=True)
    sheet["A3"].comment = Comment("李四的批注", "李四")
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A3:A6")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("秘密").sheet_state = "hidden"
    book.properties.creator = "张三"
    book.properties.title = "秘密"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document() -> bytes:
    made = Document()
    made.core_properties.author = "张三"
    made.add_paragraph("单位：万元")
    table = made.add_table(rows=3, cols=6)
    for cells, texts in zip((row.cells for row in table.rows), (HEAD, ROW, ROW), strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = str(text)
    table.cell(1, 0).merge(table.cell(2, 0))
    run = table.cell(1, 3).paragraphs[0].add_run("\t秘密\n")
    run.font.hidden = True
    made.sections[0].header.paragraphs[0].text = "黄埔区科技局"
    inner = table.cell(2, 5).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "张三"
    paragraph = made.add_paragraph("完成\t4753\n台")._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>秘密</w:delText></w:r></w:del>"))
    framed = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>碎纸机</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph.append(parse_xml(framed))
    lost = f"<w:del {nsdecls('w')}><w:r><w:txbxContent><w:p><w:r><w:t>秘密</w:t></w:r></w:p></w:txbxContent></w:r></w:del>"
    paragraph.append(parse_xml(lost))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def page() -> bytes:
    rows = "".join("<tr>" + "".join(f'<td title="张三">{text}</td>' for text in row) + "</tr>" for row in (HEAD, ROW))
    return (
        "<?xml version='1.0'?><html><head><title>黄埔区科技局</title><script>秘密</script></head><body><!-- 李四的批注 -->"
        f"<p>单位：万元<br>张三 &lt;b&gt;</p><a href='http://zhangsan'>碎纸机</a>"
        f"<table><tr><td colspan=6 rowspan='x'>项目支出绩效自评表</td></tr>{rows}"
        "<tr style='display: none'><td>秘密</td></tr></table></body></html>"
    ).encode()


def text() -> bytes:
    lines: list[list[str | int | float]] = [HEAD, ROW, ['"张三,""秘密"""', "效益指标", "满意度", "≥95%", "97%", '"26,831.57"']]
    return b"\xef\xbb\xbf" + "\r\n".join(",".join(map(str, line)) for line in lines).encode()


FORMS = {"xlsx": workbook, "docx": document, "html": page, "text": text}


def everything_in(data: bytes) -> str:
    """All that a file holds, its parts unpacked."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return html.unescape("\n".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist()))


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("seed", range(5))
def test_nothing_of_the_contents_or_the_properties_is_left(kind: str, seed: int):
    data = FORMS[kind]()
    told = everything_in(copy_of(data, seed))
    assert len([secret for secret in SECRETS if secret in everything_in(data)]) > 5
    assert [secret for secret in SECRETS if secret in told] == []
    assert "不少于" in told
    assert "年度指标值" in told
    assert "万元" in told


@pytest.mark.parametrize("kind", FORMS)
def test_the_copy_is_read_as_the_form_is(kind: str):
    before, after = (perfrules.read(data, name="a").department for data in (FORMS[kind](), copy_of(FORMS[kind]())))
    assert len(after.projects) == len(before.projects)
    for old, new in zip(before.projects, after.projects, strict=True):
        assert [item.category for item in new.indicators] == [item.category for item in old.indicators]
        (one, *_), (other, *_) = (project.indicators[0].target.criteria for project in (old, new))
        assert (one.operator, one.operator_kind, type(one.comparator)) == (other.operator, other.operator_kind, type(other.comparator))
        assert (one.written or ())[1:] == (other.written or ())[1:]


def test_a_workbook_keeps_its_cells_formats_and_what_is_hidden():
    before, after = (load_workbook(io.BytesIO(data)) for data in (workbook(), copy_of(workbook())))
    assert after.sheetnames == ["表1", "表2"]
    assert [sheet.sheet_state for sheet in after.worksheets] == ["visible", "hidden"]
    old, new = before.worksheets[0], after.worksheets[0]
    assert {area.coord for area in new.merged_cells.ranges} == {"A1:F1", "A3:A6"}
    assert new.dimensions == old.dimensions
    assert new["D4"].number_format == "0.00%"
    assert 0 < new["D4"].value < 1
    assert new["D4"].value != 0.95
    assert (new["E4"].value, new["D6"].value, new["E6"].value, new["F6"].value) == (True, 0, 1, "#REF!")
    assert isinstance(new["D5"].value, datetime)
    assert isinstance(new["E5"].value, time)
    assert new["F4"].value is None  # a formula whose result the file does not hold
    assert -10_000 < new["F5"].value < -999
    assert new["A3"].font.strike
    assert new.row_dimensions[6].hidden
    assert new.column_dimensions["B"].hidden
    assert new["A1"].value[4:6] == "年度"
    assert new["A1"].value.endswith("项目支出绩效自评表")


def test_a_workbook_without_a_visible_sheet_still_opens():
    book = Workbook()
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("b")["A1"] = "年度指标值"
    stream = io.BytesIO()
    book.save(stream)
    assert load_workbook(io.BytesIO(copy_of(stream.getvalue()))).active.title == "表2"


def test_a_document_keeps_its_merged_cells_and_a_table_in_a_table():
    table = Document(io.BytesIO(copy_of(document()))).tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(2, 5).tables[0].cell(0, 0).text != ""
    assert [cell.text for cell in table.rows[0].cells] == HEAD


def test_a_document_whose_cell_ends_in_a_table_or_is_empty_still_opens():
    made = Document()
    cell = made.add_table(rows=1, cols=2).cell(0, 0)
    cell.add_table(rows=1, cols=1)
    cell._tc.remove(cell._tc.p_lst[-1])
    stream = io.BytesIO()
    made.save(stream)
    perfrules_copy = blanked(stream.getvalue(), chance=Random(1))[0]
    assert len(Document(io.BytesIO(perfrules_copy)).tables[0].cell(0, 0).tables) == 1


def test_a_csv_keeps_its_quotes_and_line_ends():
    told = copy_of(text()).decode("utf-8-sig")
    assert told.count("\r\n") == 2
    assert re.search(r'\r\n"[^",]{2},""[^"]{2}"""', told)
    assert copy_of(text()).startswith(b"\xef\xbb\xbf")
    assert copy_of("年度指标值\n张三三".encode()).decode()[:6] == "年度指标值\n"


def test_a_hidden_row_of_a_page_stays_hidden():
    assert "<tr hidden>" in copy_of(page()).decode()


def test_what_cannot_be_copied_is_refused_in_a_sentence():
    with pytest.raises(TableError, match="另存为"):
        blanked(b"%PDF-1.7 ...", name="a.pdf")


@given(st.text(), st.integers(0, 9))
def test_a_text_keeps_its_length_and_its_marks(text: str, seed: int):
    other = Blank(Random(seed)).text(text)
    assert len(other) == len(text)
    assert [bool(re.match(r"\w", new)) for new in other] == [bool(re.match(r"\w", old)) for old in text]


@given(st.text("甲乙丙丁戊局委办公司", min_size=2, max_size=12))
def test_no_name_stays_and_the_same_name_becomes_the_same(name: str):
    blank = Blank(Random(1))
    assert blank.text(name) != name
    assert blank.text(f"{name}，{name}").split("，") == [blank.text(name)] * 2


@given(st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=2).map(float))
def test_a_number_becomes_another_of_as_many_digits(number: float):
    other = Blank(Random(1)).number(number)
    assert (other == number) == (number == 0)
    assert type(other) is type(number)
    assert (other > 0) == (number > 0)


@pytest.mark.parametrize(
    "text",
    ["100%", "0", "一、年度指标值", "≥", "单位：万元", "部分达成", "√", "无", "产出指标", "小计", "3.", "（1）", "12、", "②", "年 月 日"],
)
def test_what_says_nothing_of_anybody_stays(text: str):
    assert Blank(Random(1)).text(text) == text


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("≥50家", r"≥(?!50)[1-9]\d家"),
        ("2023年6月30日前", r"20[12]\d年[1-9]月[12]\d日."),
        ("控制在1,234.56万元以内", r"控制在[1-9],\d{3}\.\d\d万元以内"),
        ("AbC", r"[A-Z][a-z][A-Z]"),
        ("12、张三", r"..、.."),
        ("11月3日", r"1[02]月[1-9]日"),
        ("50", r"(?!50)[1-9]\d"),
        ("（50万元）", r"（(?!50)[1-9]\d万元）"),
    ],
)
def test_a_text_becomes_another_of_its_shape(text: str, shape: str):
    assert re.fullmatch(shape, Blank(Random(1)).text(text))


def test_a_day_stays_a_day():
    blank = Blank(Random(1))
    assert type(blank.day(date(2023, 6, 30))) is date
    assert type(blank.day(HALF)) is datetime


@pytest.mark.parametrize("kind", FORMS)
def test_the_verb_writes_a_copy_and_knows_its_own_again(kind: str, tmp_path: Path):
    suffix = {"text": "csv"}.get(kind, kind)
    form, copy = tmp_path / f"form.{suffix}", tmp_path / f"copy.{suffix}"
    form.write_bytes(FORMS[kind]())
    options = ["report-form", str(form), "-o", str(copy)]
    first = CliRunner().invoke(main, options)
    assert first.exit_code == 0, first.output
    assert "寄出前请打开看一遍" in first.stderr
    assert "张三" not in everything_in(copy.read_bytes())
    again = CliRunner().invoke(main, [*options, "--force"] if kind == "text" else options)
    assert again.exit_code == 0, again.output
    assert CliRunner().invoke(main, [*options[:3], str(form)]).exit_code == 2
    assert CliRunner().invoke(main, [*options[:3], str(tmp_path / "copy.pdf")]).exit_code == 2


def test_the_verb_writes_to_standard_output(tmp_path: Path):
    form = tmp_path / "form.csv"
    form.write_bytes(text())
    assert "年度指标值" in CliRunner().invoke(main, ["report-form", str(form)]).stdout


def test_a_library_that_fails_at_a_file_is_no_fault_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes, blank: Blank) -> bytes:
        raise ValueError("max must be 255")

    monkeypatch.setattr("perfrules.report.blanking.delimited.copied", fails)
    with pytest.raises(TableError, match="另存一份"):
        blanked("名称,指标值\n甲,≥3家\n".encode(), name="a.csv")
