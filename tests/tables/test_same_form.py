"""The national form with its merged cells, as a workbook, a web page, a document and pages: one and the same project."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import perfrules
from perfrules.report.convert import json_text

TEXT = """\
项目支出绩效自评表
（2023年度）
项目名称||科普活动经费
主管部门||市科技局|||实施单位||市科普中心
项目资金¶（万元）|||年初预算数|全年预算数|全年执行数|分值|执行率|得分
||年度资金总额|100|120|118.5|10|98.75%|9.88
||其中：当年财政拨款|100|120|118.5|—|—|—
||上年结转资金||||—|—|—
||其他资金|0|0|0|—|—|—
年度总体目标|预期目标||||实际完成情况
|开展科普活动20场。||||完成22场。
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|科普活动场次|≥20场|22场|20|20
|||★科普作品数|≥50部|45部|10|9|征集周期较短
||质量指标|活动合格率|95%|96%|10|10
||时效指标|完成时间|2023年12月底前|2023年11月|10|10
|效益指标|社会效益¶指标|科普影响力|进一步提高|达成|30|28
|||其中：媒体报道|≥10篇|12篇
|满意度指标|服务对象¶满意度指标|参与者满意度|≥90%|93%|10|10
总分||||||100|96.88
填报人：张三    联系电话：
"""
MERGED = [
    "A1:I1",
    "A2:I2",
    "A3:B3",
    "C3:I3",
    "A4:B4",
    "C4:E4",
    "F4:G4",
    "H4:I4",
    "A5:B9",
    "A10:A11",
    "B10:E10",
    "F10:I10",
    "B11:E11",
    "F11:I11",
    "A12:A19",
    "B13:B16",
    "C13:C14",
    "B17:B18",
    "C17:C18",
    "A20:F20",
    "A21:I21",
]
ROWS = [[field.replace("¶", "\n") for field in (line + "|" * 9).split("|")[:9]] for line in TEXT.splitlines()]


def areas() -> dict[tuple[int, int], tuple[int, int]]:
    """First row and column of each merged area, from 0, and how many rows and columns it has."""
    from openpyxl.utils import range_boundaries

    bounds = [range_boundaries(area) for area in MERGED]
    return {(top - 1, left - 1): (bottom - top + 1, right - left + 1) for left, top, right, bottom in bounds}


def covered() -> set[tuple[int, int]]:
    return {
        (row + down, column + across)
        for (row, column), (rows, columns) in areas().items()
        for down in range(rows)
        for across in range(columns)
        if down or across
    }


def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, fields in enumerate(ROWS, 1):
        for column, field in enumerate(fields, 1):
            if field:
                sheet.cell(row, column, field)
    for area in MERGED:
        sheet.merge_cells(area)
    return saved(book.save)


def page() -> bytes:
    spans, hidden = areas(), covered()
    out = ["<html><meta charset=utf-8><table>"]
    for row, fields in enumerate(ROWS):
        out.append("<tr>")
        for column, field in enumerate(fields):
            if (row, column) not in hidden:
                rows, columns = spans.get((row, column), (1, 1))
                out.append(f"<td rowspan={rows} colspan={columns}>{html.escape(field).replace(chr(10), '<br>')}</td>")
    return "".join(out).encode()


def document() -> bytes:
    from docx import Document

    written = Document()
    table = written.add_table(len(ROWS), 9)
    for (row, column), (rows, columns) in areas().items():
        table.cell(row, column).merge(table.cell(row + rows - 1, column + columns - 1))
    hidden = covered()
    for row, fields in enumerate(ROWS):
        for column, field in enumerate(fields):
            if (row, column) not in hidden:
                table.cell(row, column).text = field
    return saved(written.save)


def pages() -> bytes:
    """On pages so low that the form goes over two of them, through merged cells."""
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=11, wordWrap="CJK")
    cells = [[Paragraph(escape(field).replace("\n", "<br/>"), style) for field in fields] for fields in ROWS]
    spans = [("SPAN", (column, row), (column + columns - 1, row + rows - 1)) for (row, column), (rows, columns) in areas().items()]
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans])
    data = io.BytesIO()
    table = LongTable(cells, colWidths=[50, 70, 80, 110, 90, 90, 60, 60, 120], style=ruled)
    SimpleDocTemplate(data, pagesize=(800, 330), topMargin=20, bottomMargin=20).build([table])
    return data.getvalue()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in {"place", "location", "fingerprint"}}
    return [without_places(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("write", [page, document, pages])
def test_the_form_is_the_same_in_every_file(write: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(workbook())
    (tmp_path / "b").write_bytes(write())
    first, second = perfrules.read(tmp_path / "a"), perfrules.read(tmp_path / "b")
    assert without_places(json.loads(json_text(second.department))) == without_places(json.loads(json_text(first.department)))
    assert len(first.department.projects[0].indicators) == 7
    assert {found.code for found in second.findings} == {"IN002", "IN018"}
