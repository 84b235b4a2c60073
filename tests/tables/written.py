"""Writes one and the same table in every form of file, for tests that read it back."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence

Lines = Sequence[Sequence[str]]
"""Lines of fields; a line of one field is a paragraph."""


def text(lines: Lines) -> bytes:
    return "\n".join("\t".join(fields) for fields in lines).encode()


def csv(lines: Lines) -> bytes:
    import csv as writer

    buffer = io.StringIO(newline="")
    writer.writer(buffer).writerows(lines)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def gb18030_html(lines: Lines) -> bytes:
    out = ['<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>']
    for fields in lines:
        if len(fields) == 1:
            out.append(f"<p>{html.escape(fields[0])}</p>")
        else:
            cells = "".join(f"<td>{html.escape(field).replace(chr(10), '<br>')}</td>" for field in fields)
            out.append(f"<table><tr>{cells}</tr></table>")
    return "\n".join([*out, "</body></html>"]).encode("gb18030")


def xlsx(lines: Lines) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, fields in enumerate(lines, 1):
        for column, field in enumerate(fields, 1):
            if column in {2, 3} and field[:1].isdecimal():
                sheet.cell(row, column, float(field.replace(",", ""))).number_format = "#,##0.00"
            elif field:
                sheet.cell(row, column, field)
        if len(fields) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
    return _saved(book.save)


def xls(lines: Lines) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    money = xlwt.easyxf(num_format_str="#,##0.00")
    for row, fields in enumerate(lines):
        for column, field in enumerate(fields):
            if column in {1, 2} and field[:1].isdecimal():
                sheet.write(row, column, float(field.replace(",", "")), money)
            elif field:
                sheet.write(row, column, field)
    return _saved(book.save)


def docx(lines: Lines) -> bytes:
    from docx import Document

    document = Document()
    table = None
    for fields in lines:
        if len(fields) == 1:
            table = None
            document.add_paragraph(fields[0])
        else:
            table = table or document.add_table(0, len(fields))
            for cell, field in zip(table.add_row().cells, fields, strict=True):
                cell.text = field
    return _saved(document.save)


def pdf(lines: Lines) -> bytes:
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    story = []
    rows: list[list[Paragraph]] = []
    for fields in [*lines, ["完"]]:
        if len(fields) > 1:
            rows.append([Paragraph(escape(field).replace("\n", "<br/>"), style) for field in fields])
            continue
        if rows:
            story.append(LongTable(rows, colWidths=[110, 60, 60, 50, 50, 330, 450], splitInRow=1, style=ruled))
            rows = []
        story.append(Paragraph(escape(fields[0]), style))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=landscape(A3), leftMargin=30, rightMargin=30).build(story[:-1])
    return buffer.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


FORMS: dict[str, Callable[[Lines], bytes]] = {
    "text": text, "csv": csv, "html": gb18030_html, "xlsx": xlsx, "xls": xls, "docx": docx, "pdf": pdf,
}  # fmt: skip
