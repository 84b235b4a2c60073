"""Word documents (docx): tables with their merged cells, and the paragraphs around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Document, Grid, Row, Source
from perfrules.tables.limits import Limits, bounded
from perfrules.tables.readers.archives import DAMAGED, check_archive
from perfrules.tables.readers.marks import as_seen, marked
from perfrules.tables.readers.spans import Spanning, laid_out
from perfrules.tables.readers.xlsx.workbook_parts import local, marks_of

_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr", "instrText", "tcPr", "txbxContent"})
_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"})


def read(data: bytes, name: str, limits: Limits) -> Document:
    """One grid: the rows of every table and a row for every paragraph between, in the order of the document.

    Text that a tracked change deleted is left out.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    findings = check_archive(data, name, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = fromstring(archive.read("word/document.xml"), forbid_dtd=True)
        rows = _rows(root, name, limits, findings)
    except (*DAMAGED, ParseError, DefusedXmlException, RecursionError) as error:
        raise TableError(
            f"“{name}”的正文已损坏，打不开，请用文字处理程序打开后重新另存为 docx。", f"The body of “{name}” is damaged: {error}."
        ) from error
    return Document((Grid(Source(name), rows),), tuple(findings))


def _rows(root: Element, name: str, limits: Limits, findings: list[Finding]) -> tuple[Row, ...]:
    rows: list[Row] = []
    tables = paragraphs = cells = 0
    body = next((child for child in root if local(child) == "body"), root)
    for block in _through(body):
        if local(block) == "tbl":
            tables += 1
            source = Source(name, table=tables)
            written = [_cells(row, source, number, limits, findings) for number, row in enumerate(_children(block, "tr"), 1)]
            laid = laid_out(written, source, max(0, limits.cells - cells))
            if len(laid) < len(written):
                findings.append(finding("IN020", limit=f"{limits.cells:,}").at(file=name, table=tables))
            cells += sum(map(len, laid))
            rows.extend(laid)
        elif local(block) == "p":
            paragraphs += 1
            text = _text(block).strip()
            if text:
                rows.append((Cell(bounded(text, limits), Source(name), paragraphs, 1),))
    return tuple(rows)


def _through(element: Element) -> Iterator[Element]:
    """The children of an element, those inside of wrappers (content controls, insertions) included."""
    for child in element:
        if local(child) in _THROUGH:
            yield from _through(child)
        else:
            yield child


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in _through(element) if local(child) == name]


def _cells(row: Element, source: Source, number: int, limits: Limits, findings: list[Finding]) -> list[Spanning]:
    before = sum(int(_value(item)) for item in row.iter() if local(item) == "gridBefore" and _value(item).isdecimal())
    cells = [Spanning("") for _ in range(min(before, 100))]
    for cell in _children(row, "tc"):
        text = "\n".join(_text(paragraph) for paragraph in _paragraphs(cell)).strip()
        span, merge = "1", None
        for item in (item for properties in _children(cell, "tcPr") for item in properties):
            if local(item) == "gridSpan":
                span = _value(item)
            elif local(item) == "vMerge":
                merge = _value(item) or "continue"
        columns = max(1, min(int(span), 1_000)) if span.isdecimal() and len(span) < 6 else 1
        cells.append(Spanning(bounded(text, limits), 1, columns, merge == "continue"))
        findings.extend(found.at(file=source.file, table=source.table, row=number, text=text) for found in _remarks(cell))
    return cells


def _paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell; those of a table inside of it as well, one after the other."""
    for child in _through(cell):
        if local(child) == "p":
            yield child
        elif local(child) == "tbl":
            for row in _children(child, "tr"):
                for inner in _children(row, "tc"):
                    yield from _paragraphs(inner)


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    for child in paragraph:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append("\t")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in _LEFT_OUT:
            parts.append(_run(child) if name == "r" else _text(child))
    return "".join(parts)


def _run(run: Element) -> str:
    """The text of a run, its raised and lowered digits as such."""
    text = _text(run)
    for mark in (mark for properties in run if local(properties) == "rPr" for mark in marks_of(properties)):
        text = as_seen(text, mark)
    return text


def _remarks(cell: Element) -> Iterator[Finding]:
    for run in (item for item in cell.iter() if local(item) == "r"):
        text = _text(run).strip()
        for properties in (child for child in run if local(child) == "rPr"):
            for mark in sorted(marks_of(properties)) if text else ():
                yield marked(mark, text)
    if any(local(item) == "numPr" for item in cell.iter()):
        yield finding("IN031")


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")
