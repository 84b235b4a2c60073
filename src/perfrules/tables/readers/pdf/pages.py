"""PDF pages: ruled tables with their merged cells, and the lines of text around them. A scan has no text and is refused."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Document, Grid, Row, Source
from perfrules.tables.limits import Limits, bounded
from perfrules.tables.readers.pdf.aligned import aligned_rows, is_header, lines_of
from perfrules.tables.readers.pdf.continued import put_together
from perfrules.tables.readers.pdf.effort import check_effort
from perfrules.tables.readers.pdf.ruled import Ruled, open_ends, ruled, wrapped
from perfrules.tables.readers.pdf.streams import check_streams

if TYPE_CHECKING:
    from pdfplumber.page import Page


def read(data: bytes, name: str, limits: Limits) -> Document:
    """One grid: the tables and the lines of every page in order. A damaged page is reported and does not lose the others."""
    check_streams(data, limits)
    findings: list[Finding] = []
    blocks: list[list[Ruled | Row]] = []
    count = 0
    images = False
    with _opened(data, name, limits) as document:
        for number, page in enumerate(document.pages, 1):
            try:
                check_effort(page)
                with _heard() as complaints:
                    found = _page_blocks(page, Source(name, page=number), limits)
                    nameless = sum(char["text"].startswith("(cid:") for char in page.chars)
                    complaints += [f"Cannot map {nameless} glyphs to text"] if nameless else []
                empty = not found and bool(page.images)
                page.close()
            except Exception as error:  # noqa: BLE001 - a page of a stranger's file may fail anywhere in the PDF library
                what = {"what": f"第 {number} 页", "what_en": f"Page {number}", "reason": str(error)[:120]}
                findings.append(finding("IN021", span=None, text=None, fix=None, **what).at(file=name, page=number))
                continue
            if complaints:
                what = {"what": f"第 {number} 页的一部分", "what_en": f"A part of page {number}", "reason": complaints[0][:120]}
                findings.append(finding("IN021", span=None, text=None, fix=None, **what).at(file=name, page=number))
            if empty:
                images = True
                findings.append(finding("IN028", page=number).at(file=name, page=number))
            blocks.append(found)
            count += sum(len(block.texts) if isinstance(block, Ruled) else len(block) for block in found)
            if count > limits.cells:
                findings.append(finding("IN020", limit=f"{limits.cells:,}").at(file=name, page=number))
                break
    if not any(blocks) and images:
        raise TableError(
            f"“{name}”是扫描件，页面是图像而没有文字，请先做文字识别，或提供 xlsx、docx 等电子版。",
            f"“{name}” is a scan: its pages are images without text. Recognise the text first, or give an electronic form.",
        )
    return Document((Grid(Source(name), tuple(put_together(blocks))),), tuple(findings))


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What the library complains of while it reads: lost data, drawing that means nothing. Nothing goes to the terminal."""
    complaints: list[str] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = lambda record: complaints.append(record.getMessage())  # type: ignore[method-assign]
    library = logging.getLogger("pdfminer")
    library.addHandler(ear)
    try:
        yield complaints
    finally:
        library.removeHandler(ear)
        complaints[:] = [text for text in complaints if text.startswith(("Data-loss", "Cannot"))]


def _opened(data: bytes, name: str, limits: Limits) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage

    try:
        with _heard():
            document = pdfplumber.open(io.BytesIO(data), unicode_norm=None)
            count = sum(1 for _ in islice(PDFPage.create_pages(document.doc), limits.pages + 1))
            assert count > limits.pages or document.pages is not None
    except Exception as error:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise TableError(
                f"“{name}”有打开密码，请取消密码后另存为新的 PDF 再读。", f"“{name}” is protected by a password; save it without."
            ) from error
        raise TableError(
            f"“{name}”已损坏，不能作为 PDF 打开，请重新导出后再读。", f"“{name}” is damaged and cannot be opened as PDF: {error}."
        ) from error
    if count > limits.pages:  # counted before the library makes one of each
        raise limits.refuse("页数", "pages", count, limits.pages)
    return document


def _page_blocks(page: Page, source: Source, limits: Limits) -> list[Ruled | Row]:
    """The tables of a page and the rows around them, from top to bottom."""
    tables = page.find_tables({"explicit_horizontal_lines": open_ends(page)})
    if not tables:
        lines = lines_of(page)
        start = next((index for index, line in enumerate(lines) if is_header(line)), None)
        if start is not None:
            above = [
                _line(number, " ".join(chunk.text for chunk in line.chunks), source, limits) for number, line in enumerate(lines[:start], 1)
            ]
            return [*above, *aligned_rows(lines[start:], lines[start], source, limits)]
    blocks: list[tuple[float, Ruled | Row]] = [(table.bbox[1], ruled(page, table, source, limits)) for table in tables]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda item: not any(_inside(item, box) for box in boxes))
    for number, line in enumerate(outside.extract_text_lines(return_chars=False), 1):
        blocks.append((line["top"], _line(number, wrapped([line["text"]]), source, limits)))
    return [block for _, block in sorted(blocks, key=lambda item: item[0])]


def _line(number: int, text: str, source: Source, limits: Limits) -> Row:
    return (Cell(bounded(text, limits), source, number, 1),)


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (item["top"] + item["bottom"]) / 2
    across = (item["x0"] + item["x1"]) / 2
    inside: bool = box[1] <= middle <= box[3] and box[0] <= across <= box[2]
    return inside
