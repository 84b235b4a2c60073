"""A Word document that was handed in, filled: its document part changes, every other part stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perfrules.quantities import plain
from perfrules.report.escapes import xml
from perfrules.report.filling import Fill
from perfrules.report.marks import archive_mark
from perfrules.report.packages import refuse_signed, with_parts
from perfrules.tables.readers.docx.body import table_cells

_PART = "word/document.xml"


def filled_document(data: bytes, name: str, fills: Iterable[Fill]) -> bytes:
    """Return the document with ``fills`` written into the cells of its tables; raises :class:`TableError` for a signed one."""
    from lxml import etree

    wanted = {(fill.cell.source.table, fill.cell.row, fill.cell.column): fill for fill in fills}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_signed(archive, name)
        root = etree.fromstring(
            archive.read(_PART), etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        )
        for place, cell in table_cells(root):
            if place in wanted:
                _put(cell, _said(wanted[place]))
        new = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return archive_mark(with_parts(archive, {_PART: new}), "score")


def _said(fill: Fill) -> str:
    if isinstance(fill.value, Decimal):
        return f"{plain(fill.value * 100)}%" if fill.percent else f"{fill.value:f}"
    return xml(fill.value)


def _put(cell: Any, text: str) -> None:
    """The text in the first paragraph of the cell, in the format that stands there; what the cell held goes."""
    from lxml import etree

    space = f"{{{etree.QName(cell).namespace}}}"
    paragraphs = list(cell.iter(f"{space}p"))  # those inside of a content control too
    for extra in paragraphs[1:]:
        extra.getparent().remove(extra)
    runs = paragraphs[0].findall(f"{space}r")
    properties = runs[0].find(f"{space}rPr") if runs else paragraphs[0].find(f"{space}pPr/{space}rPr")
    for child in list(paragraphs[0]):
        if child.tag != f"{space}pPr":
            paragraphs[0].remove(child)
    run = etree.SubElement(paragraphs[0], f"{space}r")
    if properties is not None:
        run.append(properties if runs else etree.fromstring(etree.tostring(properties)))
    etree.SubElement(run, f"{space}t").text = text
