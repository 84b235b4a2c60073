"""Workbooks: the text of single cells changes inside the sheet's part; styles, merges and every other part stay as they are."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from perfrules.lint.repairs import Rewrite
from perfrules.tables.readers.xlsx.workbook_parts import book_part, elements, local, relations, sheet_parts

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def rewrite(data: bytes, name: str, changes: list[Rewrite]) -> tuple[bytes, list[Rewrite]]:
    """The workbook with its cells rewritten; formulas, rich text and cells with another text are handed back."""
    del name
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = _strings(archive)
        new: dict[str, bytes] = {}
        failed: list[Rewrite] = []
        parts = sheet_parts(archive)
        for sheet in sorted({change.place.sheet or "" for change in changes}):
            wanted = [change for change in changes if (change.place.sheet or "") == sheet]
            if sheet in parts:
                new[parts[sheet]], refused = _sheet(archive.read(parts[sheet]), wanted, strings)
                failed += refused
            else:
                failed += wanted
        return _copied(archive, new), failed


def _copied(archive: zipfile.ZipFile, new: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in archive.infolist():
            copy.writestr(item, new.get(item.filename, archive.read(item.filename)))
    return out.getvalue()


def _strings(archive: zipfile.ZipFile) -> list[str | None]:
    """The shared strings; None for rich text, whose formats a rewrite would lose."""
    part = next((part for kind, part in relations(archive, book_part(archive)).values() if kind == "sharedStrings"), None)
    return [_plain(element) for element in elements(archive, part, "si")] if part else []


def _plain(element: Any) -> str | None:
    children = [child for child in element if isinstance(child.tag, str)]
    rich = any(local(child) != "t" for child in children)
    return None if rich else "".join(child.text or "" for child in children)


def _sheet(data: bytes, changes: list[Rewrite], strings: list[str | None]) -> tuple[bytes, list[Rewrite]]:
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    cells = {element.get("r"): element for element in root.iter("{*}c")}
    failed = []
    for change in sorted(changes, key=lambda item: item.start, reverse=True):
        cell = cells.get(change.place.cell)
        text = None if cell is None else _text(cell, strings)
        new = None if text is None else change.applied(text)
        if cell is None or new is None:
            failed.append(change)
        else:
            _put(cell, new)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), failed


def _text(cell: Any, strings: list[str | None]) -> str | None:
    children = {local(child): child for child in cell if isinstance(child.tag, str)}
    if "f" in children:
        return None
    if cell.get("t") == "inlineStr":
        return _plain(children["is"]) if "is" in children else None
    if "v" not in children:
        return None
    stored = children["v"].text or ""
    if cell.get("t") != "s":
        return stored if cell.get("t") == "str" else None
    return strings[int(stored)] if stored.isdigit() and int(stored) < len(strings) else None


def _put(cell: Any, text: str) -> None:
    from lxml import etree

    space = cell.tag.removesuffix("c")
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    inner.text = text
    inner.set(_SPACE, "preserve")
