"""Word documents (docx): tables with their merged cells, and the paragraphs around them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Document, Grid, Row, Source
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.limits import LIMITS, Limits, bounded
from perfrules.tables.readers.archives import DAMAGED, check_archive
from perfrules.tables.readers.docx.runs import Read, value_of
from perfrules.tables.readers.marks import commented
from perfrules.tables.readers.spans import Spanning, laid_out
from perfrules.tables.readers.xlsx.workbook_parts import local

_NOTES = ("footnotes", "endnotes")
_COMMENTS = "word/comments.xml"
_BESIDE = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_WORDS = re.compile(r"[^\W\d_]{2}")
"""Words on each page that are more than its number: 第 页 are none."""
_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"})


def read(data: bytes, name: str, limits: Limits) -> Document:
    """One grid: the rows of every table and a row for every paragraph between, in the order of the document.

    Tracked changes are read as accepted, hidden text is left out; both are said. A table inside a frame, which is a table
    of one column, is a table of its own.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    findings = check_archive(data, name, limits)
    body = _Body(name, limits, findings)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = fromstring(archive.read("word/document.xml"), forbid_dtd=True)
            if _COMMENTS in archive.namelist():
                body.comments = _comments(fromstring(archive.read(_COMMENTS), forbid_dtd=True))
            for part in sorted(filter(_BESIDE.fullmatch, archive.namelist())):
                findings += _beside(fromstring(archive.read(part), forbid_dtd=True), name)
        body.blocks(next((child for child in root if local(child) == "body"), root))
    except (*DAMAGED, ParseError, DefusedXmlException, RecursionError) as error:
        raise TableError(
            f"“{name}”的正文已损坏，打不开，请用文字处理程序打开后重新另存为 docx。", f"The body of “{name}” is damaged: {error}."
        ) from error
    return Document((Grid(Source(name), tuple(body.rows)),), tuple(findings))


def _beside(root: Element, name: str) -> Iterator[Finding]:
    """What is said of the words that are printed on each page, and of notes below it."""
    for block in (child for child in root.iter() if local(child) in ("footnote", "endnote")) if local(root) in _NOTES else (root,):
        text = " ".join("".join(run.text or "" for run in line.iter() if local(run) == "t") for line in block.iter() if local(line) == "p")
        if _WORDS.search(text):
            yield finding("IN030" if block is not root else "IN018", excerpt=excerpt(text)).at(file=name)


def table_cells(root: Any) -> Iterator[tuple[tuple[int, int, int], Any]]:
    """Return every cell element of the tables of a document under the table, row and column by which :func:`read` knows it."""
    yield from _Body("", LIMITS, []).elements(next((child for child in root if local(child) == "body"), root))


@dataclass(slots=True)
class _Body:
    """The rows of a document while it is read."""

    name: str
    limits: Limits
    findings: list[Finding]
    rows: list[Row] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    cells: int = 0
    comments: dict[str, str] = field(default_factory=dict)

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables of the body, or of a cell that frames them."""
        for block in _through(parent):
            if local(block) == "tbl" and _is_frame(block):
                for row in _children(block, "tr"):
                    for cell in _children(row, "tc"):
                        self.blocks(cell)
            elif local(block) == "tbl":
                self._table(block)
            elif local(block) == "p":
                self.paragraphs += 1
                read = Read()
                text = read.text(block).strip()
                place = {"file": self.name, "row": self.paragraphs, "text": text}
                self.findings += [found.at(**place) for found in read.findings() if found.code != "IN010"]
                self._commented(block, file=self.name, row=self.paragraphs)
                if text:
                    self.rows.append((Cell(bounded(text, self.limits), Source(self.name), self.paragraphs, 1),))

    def elements(self, parent: Element) -> Iterator[tuple[tuple[int, int, int], Element]]:
        """The cell elements of the tables below ``parent`` with their places."""
        for block in _through(parent):
            if local(block) == "tbl" and _is_frame(block):
                for row in _children(block, "tr"):
                    for cell in _children(row, "tc"):
                        yield from self.elements(cell)
            elif local(block) == "tbl":
                self.tables += 1
                rows = [row for row in _children(block, "tr") if not self._is_gone(row, Source(self.name, table=self.tables))]
                for number, row in enumerate(rows, 1):
                    column = 1 + _before(row)
                    for cell in _children(row, "tc"):
                        yield (self.tables, number, column), cell
                        column += _columns(cell)

    def _table(self, table: Element) -> None:
        self.tables += 1
        source = Source(self.name, table=self.tables)
        rows = [row for row in _children(table, "tr") if not self._is_gone(row, source)]
        written = [self._cells(row, source, number) for number, row in enumerate(rows, 1)]
        laid = laid_out(written, source, max(0, self.limits.cells - self.cells))
        if len(laid) < len(written):
            self.findings.append(finding("IN020", limit=f"{self.limits.cells:,}").at(file=self.name, table=self.tables))
        self.cells += sum(map(len, laid))
        self.rows.extend(laid)

    def _is_gone(self, row: Element, source: Source) -> bool:
        """Whether a row is hidden, or deleted by a tracked change; what it held is said."""
        states = {local(item): value_of(item) for properties in _children(row, "trPr") for item in properties}
        hidden = "hidden" in states and states["hidden"] not in ("0", "false", "off")
        if not hidden and "del" not in states:
            return False
        text = " ".join(item.text.strip() for item in row.iter() if local(item) in ("t", "delText") and item.text and item.text.strip())
        if text:
            excerpt = text if len(text) <= 60 else text[:59] + "…"
            self.findings.append(finding("IN050" if hidden else "IN051", excerpt=excerpt).at(file=source.file, table=source.table))
        return True

    def _cells(self, row: Element, source: Source, number: int) -> list[Spanning]:
        cells = [Spanning("") for _ in range(_before(row))]
        for cell in _children(row, "tc"):
            read = Read()
            text = _joined(read, cell)
            merges = [value_of(item) or "continue" for item in _properties(cell) if local(item) == "vMerge"]
            comment = self._commented(cell, file=source.file, table=source.table, row=number)
            cells.append(Spanning(bounded(text, self.limits), 1, _columns(cell), merges[-1:] == ["continue"], comment))
            told = read.findings()
            if any(local(item) == "numPr" for item in cell.iter()):
                told.append(finding("IN031"))
            self.findings += [found.at(file=source.file, table=source.table, row=number, text=text) for found in told]
        return cells

    def _commented(self, element: Element, **place: object) -> str | None:
        """The comments at a cell or a paragraph, each of which is said."""
        marks = [_id_of(item) for item in element.iter() if local(item) == "commentReference"] if self.comments else []
        said = [self.comments[mark] for mark in marks if self.comments.get(mark)]
        self.findings += [commented(text).at(**place) for text in said]
        return "\n".join(said) or None


def _comments(root: Element) -> dict[str, str]:
    """The comments of a document by their number."""
    return {_id_of(item): "".join(run.text or "" for run in item.iter() if local(run) == "t").strip() for item in root}


def _id_of(element: Element) -> str:
    return next((value for name, value in element.items() if name.endswith("}id")), "")


def _properties(cell: Element) -> list[Element]:
    return [item for properties in _children(cell, "tcPr") for item in properties]


def _columns(cell: Element) -> int:
    """How many columns of the table's grid a cell covers."""
    span = next((value_of(item) for item in reversed(_properties(cell)) if local(item) == "gridSpan"), "1")
    return max(1, min(int(span), 1_000)) if span.isdecimal() and len(span) < 6 else 1


def _before(row: Element) -> int:
    """How many columns a row leaves out at its start."""
    return min(100, sum(int(value_of(item)) for item in row.iter() if local(item) == "gridBefore" and value_of(item).isdecimal()))


def _is_frame(table: Element) -> bool:
    """Whether a table only frames another: one cell in every row, and a table in one of them."""
    rows = [_children(row, "tc") for row in _children(table, "tr")]
    return bool(rows) and all(len(cells) == 1 for cells in rows) and any(_children(cell, "tbl") for (cell,) in rows)


def _through(element: Element) -> Iterator[Element]:
    """The children of an element, those inside of wrappers (content controls, insertions) included."""
    for child in element:
        if local(child) in _THROUGH:
            yield from _through(child)
        else:
            yield child


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in _through(element) if local(child) == name]


def _joined(read: Read, cell: Element) -> str:
    """The paragraphs of a cell, one a line; one whose mark a tracked change deleted goes on with the next."""
    text, apart = "", ""
    for paragraph in _paragraphs(cell):
        text += apart + read.text(paragraph)
        marks = (mark for properties in paragraph if local(properties) == "pPr" for mark in properties if local(mark) == "rPr")
        apart = "" if any(local(item) == "del" for mark in marks for item in mark) else "\n"
    return text.strip()


def _paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell; those of a table inside of it as well, one after the other."""
    for child in _through(cell):
        if local(child) == "p":
            yield child
        elif local(child) == "tbl":
            for row in _children(child, "tr"):
                for inner in _children(row, "tc"):
                    yield from _paragraphs(inner)
