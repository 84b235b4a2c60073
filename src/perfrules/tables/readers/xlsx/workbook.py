"""xlsx workbooks: every sheet a grid, read cell by stored cell, so a single far cell costs nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Document, Grid, Source
from perfrules.tables.limits import Limits
from perfrules.tables.readers.archives import DAMAGED, check_archive
from perfrules.tables.readers.xlsx.sheets import read_sheet
from perfrules.tables.readers.xlsx.workbook_parts import WorkbookParts, elements, local, relations, string_of, styles_of


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The sheets of a workbook in their order. A damaged sheet is reported and does not lose the others."""
    from defusedxml.common import DefusedXmlException

    broken = (*DAMAGED, ParseError, DefusedXmlException, AttributeError, TypeError)
    findings = check_archive(data, name, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            parts = _parts(archive, broken)
        except broken as error:
            raise TableError(
                f"“{name}”的工作簿目录已损坏，打不开，请用电子表格程序打开后重新另存。", f"The workbook of “{name}” is damaged: {error}."
            ) from error
        if len(parts.sheets) > limits.sheets:
            raise limits.refuse("工作表数", "sheets", len(parts.sheets), limits.sheets)
        findings += [finding("IN021", what=what, what_en=what, reason=reason).at(file=name) for what, reason in parts.damaged]
        grids: list[Grid] = []
        left = limits.cells
        for title, state, part in parts.sheets:
            source = Source(name, title)
            try:
                grid, told = read_sheet(archive, part, parts, source, limits, left=left)
            except broken as error:
                findings.append(_damaged(title, error, name))
                continue
            left -= sum(map(len, grid.rows))
            grids.append(replace(grid, hidden=state != "visible"))
            findings += told
    return Document(tuple(grids), tuple(findings))


def _damaged(title: str, error: Exception, name: str) -> Finding:
    found = finding("IN021", what=f"工作表“{title}”", what_en=f"Sheet “{title}”", reason=str(error)[:120])
    return found.at(file=name, sheet=title)


def _parts(archive: zipfile.ZipFile, broken: tuple[type[Exception], ...]) -> WorkbookParts:
    book = next((part for kind, part in relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    related = relations(archive, book)
    parts = WorkbookParts()
    for element in elements(archive, book, "sheet", "workbookPr"):
        if local(element) == "workbookPr":
            parts.epoch_1904 = element.get("date1904") in ("1", "true")
            continue
        identity = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, part = related.get(identity, ("", ""))
        if kind == "worksheet":
            parts.sheets.append((element.get("name", ""), element.get("state", "visible"), part))
    for kind, part in sorted(related.values()):
        try:
            if kind == "sharedStrings":
                parts.strings = [string_of(element) for element in elements(archive, part, "si")]
            elif kind == "styles":
                parts.styles = styles_of(archive, part)
        except broken as error:
            parts.damaged.append((part, str(error)[:120]))
    return parts
