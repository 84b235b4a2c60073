"""A Word document without its contents, made anew: its paragraphs and tables, with merged cells, in the body of an empty document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from perfrules.report.blanking.words import Blank

_LOST = {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "delText", "sectPr", "rPr", "pPr", "tblPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
"""What is not shown, or says how: left out with all that is in it."""
_SHAPE = {qn(f"w:{name}") for name in ("gridSpan", "vMerge", "hMerge")}
_WRITTEN = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def copied(data: bytes, blank: Blank) -> bytes:
    """Return the copy; no property, style, comment, header, picture, change or hidden text is carried over."""
    copy = Document()
    body, end = copy.element.body, copy.element.body.sectPr
    for block in _blocks(Document(io.BytesIO(data)).element.body, blank):
        end.addprevious(block)
    body.remove(end)
    body.append(end)
    for name in ("author", "comments", "title"):
        setattr(copy.core_properties, name, "")
    stream = io.BytesIO()
    copy.save(stream)
    return stream.getvalue()


def _blocks(parent: Any, blank: Blank) -> Iterator[Any]:
    """The paragraphs and tables below an element, whatever holds them, made anew."""
    for element in parent:
        if element.tag == qn("w:tbl"):
            yield _table(element, blank)
        elif element.tag == qn("w:p"):
            yield _paragraph(element, blank)
            yield from _framed(element, blank)
        elif element.tag not in _LOST:
            yield from _blocks(element, blank)


def _framed(paragraph: Any, blank: Blank) -> Iterator[Any]:
    """What stands in frames of a paragraph."""
    for frame in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag in _LOST for above in frame.iterancestors()):
            yield from _blocks(frame, blank)


def _table(table: Any, blank: Blank) -> Any:
    copy = OxmlElement("w:tbl")
    copy.append(OxmlElement("w:tblPr"))
    grid = OxmlElement("w:tblGrid")
    for _ in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"):
        grid.append(OxmlElement("w:gridCol"))
    copy.append(grid)
    for row in _below(table, qn("w:tr"), qn("w:tbl")):
        line = OxmlElement("w:tr")
        for cell in _below(row, qn("w:tc"), qn("w:tbl")):
            line.append(_cell(cell, blank))
        copy.append(line)
    return copy


def _below(parent: Any, tag: str, stop: str) -> Iterator[Any]:
    """The elements of a tag below another, through whatever holds them, but not inside ``stop``."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag != stop and element.tag not in _LOST:
            yield from _below(element, tag, stop)


def _cell(cell: Any, blank: Blank) -> Any:
    copy = OxmlElement("w:tc")
    shape = OxmlElement("w:tcPr")
    shape.extend(deepcopy(mark) for mark in cell.iterfind(f"{qn('w:tcPr')}/*") if mark.tag in _SHAPE)
    copy.append(shape)
    blocks = list(_blocks(cell, blank))
    if not blocks or blocks[-1].tag != qn("w:p"):
        blocks.append(OxmlElement("w:p"))
    copy.extend(blocks)
    return copy


def _paragraph(paragraph: Any, blank: Blank) -> Any:
    copy = OxmlElement("w:p")
    text = blank.text("".join(_words(paragraph)))
    if text:
        run = OxmlElement("w:r")
        run.text = text
        copy.append(run)
    return copy


def _words(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag in _WRITTEN:
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]
        elif element.tag == qn("w:r") and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            continue
        elif element.tag not in _LOST and element.tag != qn("w:txbxContent"):
            yield from _words(element)
