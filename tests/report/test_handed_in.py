"""The form that somebody handed in, filled: its own cells, its own look, and nothing else of it changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from click.testing import CliRunner, Result
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from perfrules import read, score
from perfrules.cli import main
from perfrules.report.filling import fills
from perfrules.tables.reading import open_document

FORM: list[list[str | int | None]] = [
    ["项目支出绩效自评表"],
    ["（2023年度）"],
    ["项目名称", None, "科普经费"],
    ["主管部门", None, "市科技局", None, "实施单位", "市科普中心"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", 100, 100, 90, 10, None, None],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "活动场次", "≥10场", "8场", 50, None, "雨季改期"],
    ["效益指标", "社会效益", "知晓率", "≥90%", None, 40, None, None],
    ["总分", None, None, None, None, 100, "=SUM(G8:G9)+H6", None],
]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评 <表>"
    for row in FORM:
        sheet.append(row)
    for area in ("A1:H1", "A2:H2", "A3:B3", "C3:H3", "A5:B5", "A10:E10"):
        sheet.merge_cells(area)
    sheet["G8"].font, sheet["G8"].fill = Font(bold=True, color="FFAA0000"), PatternFill("solid", fgColor="FFFFFF00")
    sheet["G6"].number_format = "0.0%"
    sheet["J30"] = "备查"
    other = book.create_sheet("说明")
    other["A1"] = "=1+1"
    book.save(path)
    _with_chain(path)
    return path


def _with_chain(path: Path) -> None:
    """Put in what Excel keeps and openpyxl does not: the calculation chain."""
    parts = _parts(path)
    parts["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="G10" i="1"/></calcChain>'
    )
    kind = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
        b'Target="calcChain.xml"/></Relationships>'
    )
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link)
    _write(path, parts)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def page(path: Path) -> Worksheet:
    found = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def test_a_workbook_is_filled_in_its_own_cells(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    before = form.read_bytes()
    result = run("score", form, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert form.read_bytes() == before
    sheet = page(out)
    assert (sheet["G8"].value, sheet["G9"].value, sheet["G6"].value, sheet["H6"].value) == (40, "0.00～40.00", 0.9, 9)
    assert sheet["G10"].value == "49.00～89.00"
    assert (sheet["G8"].font.b, sheet["G8"].fill.fgColor.rgb, sheet["G6"].number_format) == (True, "FFFFFF00", "0.0%")
    assert [sheet[cell].value for cell in ("E8", "E9", "H8", "J30", "F10")] == ["8场", None, "雨季改期", "备查", 100]
    assert {str(area) for area in sheet.merged_cells.ranges} == {str(area) for area in page(form).merged_cells.ranges}


def test_every_other_part_stays_byte_for_byte_and_the_chain_goes(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    run("score", form, "-o", out)
    old, new = _parts(form), _parts(out)
    changed = {name for name in old if new.get(name) != old[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert "xl/calcChain.xml" not in new
    assert b"calcChain" not in new["[Content_Types].xml"] + new["xl/_rels/workbook.xml.rels"]
    strip = re.compile(rb"<c r=\"(?:G6|H6|G8|G9|G10)\"(?:[^>]*/>|.*?</c>)", re.DOTALL)
    assert strip.sub(b"", old["xl/worksheets/sheet1.xml"]) == strip.sub(b"", new["xl/worksheets/sheet1.xml"])


def test_a_value_of_the_sheet_goes_where_the_form_has_none(tmp_path: Path) -> None:
    form, out, sheet = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx", tmp_path / "填.csv"
    sheet.write_text("编号,实际完成值,全年预算数,全年执行数\nP01X,,100,90\nP01I1,9场,,\nP01I2,<95%>&,,\n", "utf-8")
    run("score", form, "--actuals", sheet, "-o", out)
    assert (page(out)["E8"].value, page(out)["E9"].value) == ("8场", "<95%>&")
    sheet.write_text("编号,实际完成值,全年预算数,全年执行数\nP01X,,100,90\nP01I1,10场,,\nP01I2,95%,,\n", "utf-8")
    assert run("score", form, "--actuals", sheet, "-o", out).exit_code == 0
    assert (page(out)["E9"].value, page(out)["G9"].value, page(out)["G10"].value) == ("95%", 40, "=SUM(G8:G9)+H6")


def test_cells_and_rows_that_are_not_stored_are_put_in_their_place(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    parts = _parts(form)
    text = parts["xl/worksheets/sheet1.xml"].decode()
    text = re.sub(r"<c r=\"(?:G8|G9|G6|H6)\"[^>]*/>|<c r=\"(?:G8|G9|G6|H6)\"[^>]*>.*?</c>", "", text)
    parts["xl/worksheets/sheet1.xml"] = text.encode()
    _write(form, parts)
    run("score", form, "-o", out)
    sheet = page(out)
    assert (sheet["G8"].value, sheet["G9"].value, sheet["G6"].value, sheet["H6"].value) == (40, "0.00～40.00", "90%", 9)
    row = re.search(r'<row r="8".*?</row>', _parts(out)["xl/worksheets/sheet1.xml"].decode(), re.DOTALL)
    assert row is not None
    assert re.findall(r'r="([A-H])8"', row[0]) == list("ABCDEFGH")


def test_a_signed_form_and_one_with_macros_are_refused(tmp_path: Path) -> None:
    for extra, says in (("_xmlsignatures/sig1.xml", "数字签名"), ("xl/vbaProject.bin", "含有宏")):
        form = workbook(tmp_path / "自评.xlsx")
        _write(form, _parts(form) | {extra: b"<x/>"})
        result = run("score", form, "-o", tmp_path / "结果.xlsx")
        assert (result.exit_code, says in result.stderr) == (2, True)
        assert not (tmp_path / "结果.xlsx").exists()
    assert run("score", form, "-o", tmp_path / "结果.xlsx", "--national").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "结果.xlsx").sheetnames == ["汇总", "项目01"]


def test_an_old_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("自评")
    for row, cells in enumerate(FORM):
        for column, value in enumerate(cells):
            if value is not None and not str(value).startswith("="):
                sheet.write(row, column, value)
    book.save(str(tmp_path / "自评.xls"))
    result = run("score", tmp_path / "自评.xls", "-o", tmp_path / "结果.xlsx")
    assert result.exit_code == 2
    assert "请换成 xlsx" in result.stderr
    assert run("score", tmp_path / "自评.xls", "-o", tmp_path / "结果.html").exit_code == 0


def document(path: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph("项目支出绩效自评表")
    table = paper.add_table(rows=len(FORM) - 2, cols=8)
    for row, cells in enumerate(FORM[2:]):
        for column, value in enumerate(cells):
            if value is not None:
                table.cell(row, column).text = str(value) if not str(value).startswith("=") else ""
    table.cell(5, 6).paragraphs[0].add_run("旧").bold = True
    table.cell(5, 6).add_paragraph("第二段")
    table.cell(7, 0).merge(table.cell(7, 4))
    paper.save(str(path))
    return path


def test_a_document_is_filled_in_its_own_cells(tmp_path: Path) -> None:
    form, out = document(tmp_path / "自评.docx"), tmp_path / "结果.docx"
    result = run("score", form, "-o", out)
    assert result.exit_code == 0, result.stderr
    table = docx.Document(str(out)).tables[0]
    told = {(row, column): table.cell(row, column).text for row, column in ((3, 6), (3, 7), (5, 6), (6, 6), (7, 6), (5, 4))}
    assert told == {(3, 6): "90%", (3, 7): "9.00", (5, 6): "40.00", (6, 6): "0.00～40.00", (7, 6): "49.00～89.00", (5, 4): "8场"}
    assert table.cell(5, 6).paragraphs[0].runs[0].bold
    old, new = _parts(form), _parts(out)
    assert {name for name in old if new.get(name) != old[name]} == {"word/document.xml"}
    assert run("score", form, "-o", out).exit_code == 0
    assert run("score", form, "-o", tmp_path / "结果.xlsx").exit_code == 0
    assert run("score", workbook(tmp_path / "自评.xlsx"), "-o", out, "--force").exit_code == 2


def test_the_format_of_the_paragraph_stays_in_a_document(tmp_path: Path) -> None:
    form, out = document(tmp_path / "自评.docx"), tmp_path / "结果.docx"
    paper = docx.Document(str(form))
    paragraph = paper.tables[0].cell(5, 6).paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paper.save(str(form))
    assert run("score", form, "-o", out).exit_code == 0
    cell = docx.Document(str(out)).tables[0].cell(5, 6)
    assert [(one.text, one.alignment) for one in cell.paragraphs] == [("40.00", WD_ALIGN_PARAGRAPH.CENTER)]


def test_a_table_without_places_is_written_as_the_national_form(tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n", "utf-8")
    assert run("score", table, "-o", tmp_path / "结果.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "结果.xlsx").sheetnames == ["汇总", "项目01"]
    refused = run("score", table, "-o", tmp_path / "结果.docx")
    assert refused.exit_code == 2
    assert "请写成 xlsx" in refused.stderr


def test_a_list_with_points_has_no_total_of_its_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目名称", "一级指标", "三级指标", "指标值", "实际完成值", "得分"],
        ["甲", "产出指标", "场次", "≥3场", "4场", None],
        ["乙", "产出指标", "人数", "≥3人", "1人", None],
        ["合计", None, None, None, None, 7],
    ):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    assert run("score", tmp_path / "表.xlsx", "-o", tmp_path / "结果.xlsx").exit_code == 0
    found = page(tmp_path / "结果.xlsx")
    assert [found.cell(row, 6).value for row in (2, 3, 4)] == [90, 30, 7]


def test_a_form_with_prefixed_names_is_filled(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    parts = _parts(form)
    text = parts["xl/worksheets/sheet1.xml"].decode()
    text = re.sub(r"<(/?)(?!\?)", r"<\1x:", text).replace('xmlns="', 'xmlns:x="')
    parts["xl/worksheets/sheet1.xml"] = text.encode()
    _write(form, parts)
    assert run("score", form, "-o", out).exit_code == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert b'<x:c r="G8"' in archive.read("xl/worksheets/sheet1.xml")
    assert page(out)["G8"].value == 40


def test_points_that_several_indicators_share_have_no_place(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    book = openpyxl.load_workbook(form)
    book.worksheets[0].merge_cells("G8:G9")
    book.worksheets[0].merge_cells("G6:G6")
    book.save(form)
    assert run("score", form, "-o", out).exit_code == 0
    assert (page(out)["G8"].value, page(out)["H6"].value) == (40, 9)


def test_a_total_whose_words_cover_its_place_is_not_written(tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    book = openpyxl.load_workbook(form)
    book.worksheets[0].unmerge_cells("A10:E10")
    book.worksheets[0].merge_cells("A10:H10")
    book.save(form)
    assert run("score", form, "-o", out).exit_code == 0
    assert (page(out)["G8"].value, page(out)["A10"].value, page(out)["G10"].value) == (40, "总分", None)


def test_funds_that_projects_of_a_list_share_are_written_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", 100, 100, 90, 10, None, None],
        ["项目名称", "一级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
        ["甲", "产出指标", "场次", "≥3场", "4场", 90, None],
        ["乙", "产出指标", "人数", "≥3人", "1人", 90, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    result = run("score", tmp_path / "表.xlsx", "-o", tmp_path / "结果.xlsx")
    assert result.exit_code == 0, result.stderr
    found = page(tmp_path / "结果.xlsx")
    assert (found["G2"].value, found["H2"].value) == (None, "0.00～10.00")
    assert [found.cell(row, 7).value for row in (4, 5)] == [90, 30]


def test_an_indicator_without_a_place_in_the_form_has_no_cell(tmp_path: Path) -> None:
    form = workbook(tmp_path / "自评.xlsx")
    department = read(form).department
    (project,) = department.projects
    first, second = project.indicators
    project = project.model_copy(update={"indicators": (first.model_copy(update={"place": None}), second)})
    department = department.model_copy(update={"projects": (project,)})
    found = fills(open_document(form.read_bytes(), name=form.name), department, score(department, ()))
    assert [(one.cell.row, one.cell.column) for one in found if not one.percent and not one.total] == [(6, 8), (9, 7)]


def test_the_form_of_a_department_is_filled_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["部门整体支出绩效自评表"],
        ["部门名称", "市科技局"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
        ["产出指标", "数量指标", "活动场次", "≥10场", "12场", 60, None, None],
        ["效益指标", "社会效益", "知晓率", "≥90%", "95%", 30, None, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "整体.xlsx")
    result = run("score", tmp_path / "整体.xlsx", "-o", tmp_path / "结果.xlsx")
    assert result.exit_code == 0, result.stderr
    found = page(tmp_path / "结果.xlsx")
    assert [found.cell(row, 7).value for row in (4, 5)] == [60, 30]


@pytest.mark.parametrize(
    ("change", "empty"),
    [
        ({"G5": "备注一"}, ["G6", "H6"]),
        ({"H5": "备注二"}, ["H6"]),
        ({"B6": "合计一"}, ["G6", "H6"]),
        ({"A10": None, "F10": None}, ["G10"]),
    ],
)
def test_what_a_form_has_no_place_for_is_not_written(change: dict[str, str | None], empty: list[str], tmp_path: Path) -> None:
    form, out = workbook(tmp_path / "自评.xlsx"), tmp_path / "结果.xlsx"
    book = openpyxl.load_workbook(form)
    book.worksheets[0]["G10"] = None
    for cell, text in change.items():
        book.worksheets[0][cell] = text
    book.save(form)
    result = run("score", form, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert page(out)["G8"].value is not None
    assert [page(out)[cell].value for cell in empty] == [None] * len(empty)


def test_a_form_with_a_damaged_part_is_not_filled_and_says_so(tmp_path: Path):
    path = workbook(tmp_path / "自评.xlsx")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet2.xml")
    at = part.header_offset + 30 + len(part.filename)
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)
    refused = run("score", path, "-o", tmp_path / "out.xlsx")
    assert refused.exit_code == 2
    assert "不能填在它的副本里" in refused.stderr
    assert not (tmp_path / "out.xlsx").exists()
    assert run("score", path, "-o", tmp_path / "out.xlsx", "--national").exit_code in (0, 2)
    assert (tmp_path / "out.xlsx").exists()


def form_of(tmp_path: Path, *rows: list[str | int | None], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["2023年度项目支出绩效自评表"], ["项目名称", "甲"], *rows):
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(tmp_path / "自评.xlsx")
    return tmp_path / "自评.xlsx"


def filled(tmp_path: Path, form: Path, actuals: str = "") -> tuple[Worksheet, Result]:
    sheet, out = tmp_path / "填.csv", tmp_path / "结果.xlsx"
    sheet.write_text(f"编号,实际完成值,全年预算数,全年执行数\n{actuals}", "utf-8")
    result = run("score", form, "-o", out, *(["--actuals", sheet] if actuals else []))
    assert result.exit_code == 0, result.stderr
    return page(out), result


CLASSES: list[str | int | None] = ["一级指标", "二级指标", "三级指标"]
INDICATOR: list[str | int | None] = ["产出指标", "数量指标", "场次"]


@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize(
    ("heads", "below", "row", "written"),
    [
        (
            ["指标值", "实际完成值", None, "分值", "得分"],
            [None, "半年", "全年", None, None],
            ["≥9场", None, None, 100, None],
            {"F5": "9场", "H5": 90},
        ),
        (
            ["2022年", None, "2023年", None, "分值", "得分"],
            ["目标值", "完成值", "目标值", "完成值", None, None],
            ["≥4场", None, "≥9场", None, 100, None],
            {"G5": "9场", "I5": 90},
        ),
        (
            ["指标值", "完成值", "分值", "得分", None],
            [None, None, None, "复核得分", "自评得分"],
            ["≥9场", "9场", 100, None, None],
            {"H5": 90},
        ),
    ],
)
def test_what_is_written_goes_where_it_is_read(
    down: bool, heads: list[str | None], below: list[str | None], row: list[str | int | None], written: dict[str, object], tmp_path: Path
) -> None:
    places = [*range(3), *(place for place, head in enumerate(heads, 3) if head and below[place - 3] is None)]
    spans = [place for place, head in enumerate(heads, 3) if head and below[place - 3] is not None]
    merged = [f"{chr(65 + place)}3:{chr(65 + place)}4" for place in places] + [f"{chr(65 + place)}3:{chr(66 + place)}3" for place in spans]
    form = form_of(tmp_path, [*CLASSES, *heads], [None, None, None, *below], [*INDICATOR, *row], merged=merged if down else ())
    before, (after, _) = page(form), filled(tmp_path, form, "P01I1,9场,,\n")
    changed = {cell.coordinate: cell.value for line in after.iter_rows() for cell in line if cell.value != before[cell.coordinate].value}
    assert changed == written


def test_points_of_classes_are_no_place(tmp_path: Path) -> None:
    heads: list[str | int | None] = ["一级指标", "得分", "二级指标", "得分", "三级指标", "指标值", "实际完成值", "分值", "得分"]
    form = form_of(tmp_path, heads, ["产出指标", None, "数量指标", None, "场次", "≥9场", "9场", 100, None])
    sheet, _ = filled(tmp_path, form)
    assert [sheet[cell].value for cell in ("B4", "D4", "I4")] == [None, None, 90]


def test_a_column_of_weights_and_points_is_no_place(tmp_path: Path) -> None:
    form = form_of(tmp_path, [*CLASSES, "指标值", "完成值", "分值/得分", "得分说明"], [*INDICATOR, "≥9场", "9场", "100/", None])
    assert run("score", form, "-o", tmp_path / "结果.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "结果.xlsx").sheetnames == ["汇总", "项目01"]


def test_both_of_two_forms_side_by_side_are_filled(tmp_path: Path) -> None:
    heads: list[str | int | None] = ["一级指标", "三级指标", "指标值", "完成值", "得分"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目名称", "甲", None, None, None, "项目名称", "乙"])
    sheet.append([*heads, *heads])
    sheet.append(["产出指标", "人数", "≥1人", "1人", None, "产出指标", "人数", "≥4人", "1人", None])
    book.save(tmp_path / "自评.xlsx")
    found, _ = filled(tmp_path, tmp_path / "自评.xlsx")
    assert (found["E3"].value, found["J3"].value) == (90, 22.5)


def test_figures_that_are_replaced_are_said_and_the_same_ones_stay(tmp_path: Path) -> None:
    rows: list[list[str | int | None]] = [[*INDICATOR, "≥9场", "9场", 60, "60"], ["产出指标", "数量指标", "人数", "≥9人", "10人", 30, 20]]
    funds: list[list[str | int | None]] = [
        ["项目资金", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", 100, 120, 118, 10, "98%", "9.83"],
    ]
    form = form_of(tmp_path, *funds, [*CLASSES, "指标值", "完成值", "分值", "得分"], *rows)
    sheet, result = filled(tmp_path, form)
    assert [sheet[cell].value for cell in ("G4", "H4", "G6", "G7")] == ["98%", "9.83", "60", 30]
    assert "原表填有的 1 处内容与计算结果不同，副本中写的是计算结果：自评.xlsx:Sheet!G7 20 → 30。" in result.stderr
    many = [[*INDICATOR[:2], f"项{place}", "≥9场", "9场", 5, 1] for place in range(12)]
    _, result = filled(tmp_path, form_of(tmp_path, [*CLASSES, "指标值", "完成值", "分值", "得分"], *many))
    assert "12 处" in result.stderr
    assert "……" in result.stderr


def test_a_figure_that_an_open_score_replaces_is_said(tmp_path: Path) -> None:
    form = form_of(tmp_path, [*CLASSES, "指标值", "完成值", "分值", "得分"], ["完成"], [*INDICATOR, "≥9场", None, 90, 80])
    sheet, result = filled(tmp_path, form)
    assert sheet["G5"].value == "0.00～90.00"
    assert "自评.xlsx:Sheet!G5 80 → 0.00～90.00。" in result.stderr


def test_words_that_are_replaced_are_said_and_a_dash_is_not(tmp_path: Path) -> None:
    rows: list[list[str | int | None]] = [
        [*INDICATOR, "≥9场", "9场", 30, 30],
        [*INDICATOR[:2], "人数", "≥9人", "9人", 30, "同上"],
        [*INDICATOR[:2], "户数", "≥9户", "9户", 30, "—"],
        ["总分", None, None, None, None, None, "优秀"],
    ]
    sheet, result = filled(tmp_path, form_of(tmp_path, [*CLASSES, "指标值", "完成值", "分值", "得分"], *rows))
    assert [sheet[f"G{row}"].value for row in range(4, 8)] == [30, 30, 30, "90.00～100.00"]
    assert (
        "原表填有的 2 处内容与计算结果不同，副本中写的是计算结果：自评.xlsx:Sheet!G5 同上 → 30；自评.xlsx:Sheet!G7 优秀 → " in result.stderr
    )


def test_formulas_of_the_points_stay_and_are_said(tmp_path: Path) -> None:
    rows: list[list[str | int | None]] = [[*INDICATOR, "≥9场", "9场", 60, "=F4*1"], [*INDICATOR[:2], "人数", "≥9人", "10人", 30, None]]
    form = form_of(tmp_path, [*CLASSES, "指标值", "完成值", "分值", "得分"], *rows)
    sheet, result = filled(tmp_path, form)
    assert (sheet["G4"].value, sheet["G5"].value) == ("=F4*1", 30)
    assert "原表有 1 处得分是公式，副本中没有改动，请与计算结果核对：自评.xlsx:Sheet!G4 → 60。" in result.stderr


def test_a_cell_of_a_document_whose_text_stands_in_a_content_control_is_filled(tmp_path: Path) -> None:
    form, out = document(tmp_path / "自评.docx"), tmp_path / "结果.docx"
    parts = _parts(form)
    text = parts["word/document.xml"].decode()
    start = text.index("<w:p>", text.rindex("<w:tc>", 0, text.index(">旧<")))
    end = text.index("</w:tc>", start)
    held = f"<w:sdt><w:sdtContent>{text[start:end]}</w:sdtContent></w:sdt>"
    parts["word/document.xml"] = (text[:start] + held + text[end:]).encode()
    _write(form, parts)
    assert run("score", form, "-o", out).exit_code == 0
    assert "40.00" in _parts(out)["word/document.xml"].decode()
    assert "旧" not in _parts(out)["word/document.xml"].decode()


def test_what_heads_the_form_below_is_no_total(tmp_path: Path) -> None:
    heads: list[str | int | None] = [*CLASSES, "指标值", "完成值", "分值", "最终得分"]
    first, second = ([*INDICATOR, f"≥{number}场", "9场", 90, None] for number in (9, 18))
    total: list[str | int | None] = ["总分", None, None, None, None, 90, None]
    sheet, _ = filled(tmp_path, form_of(tmp_path, heads, first, ["项目名称", "乙", "综合得分", None], heads, second, total))
    assert [sheet[f"G{row}"].value for row in range(3, 9)] == ["最终得分", 90, None, "最终得分", 45, "45.00～55.00"]


@pytest.mark.parametrize("names", ["1.场次\n2.人次", "指标1：场次\n指标2：人次"])
def test_points_of_indicators_in_one_cell_are_all_written(names: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["2023年度项目支出绩效自评表"],
        ["项目名称", "甲"],
        ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", names, "≥10场\n≥10人次", "10场\n9人次", "50\n50", ""],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "自评.xlsx")
    run("score", tmp_path / "自评.xlsx", "-o", tmp_path / "结果.xlsx")
    written = str(page(tmp_path / "结果.xlsx")["F4"].value).split("；")
    assert len(written) == 2
    assert written[0] != written[1]
