"""The parts of an xlsx workbook that its sheets refer to: their names and state, shared strings, number formats, fonts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from perfrules.tables.readers.marks import as_seen
from perfrules.tables.readers.spreadsheets.formats import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+-]{1,8}|&\d{1,3}|&[A-Za-z]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a cell's style."""

    number_format: str = "General"
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class String:
    """A text and the stretches of it that are superscript, subscript or struck through, with that word."""

    text: str
    marked: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class WorkbookParts:
    """What a workbook's sheets need. ``sheets``: name, state, part."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    strings: list[String] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch_1904: bool = False
    damaged: list[tuple[str, str]] = field(default_factory=list)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def elements(archive: zipfile.ZipFile, part: str, *names: str) -> Iterator[Element]:
    """Each finished element of one of ``names`` in a part; no entity and no document type is accepted."""
    from defusedxml.ElementTree import iterparse

    with archive.open(part) as stream:
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            if local(element) in names:
                yield element


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (last word of its type, part); links out of the file are left out."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    found = {}
    for element in elements(archive, path, "Relationship"):
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], whole)
    return found


def book_part(archive: zipfile.ZipFile) -> str:
    """The part of the workbook itself."""
    return next((part for kind, part in relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of every worksheet by its name."""
    book = book_part(archive)
    related = relations(archive, book)
    found = {}
    for element in elements(archive, book, "sheet"):
        identity = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, part = related.get(identity, ("", ""))
        if kind == "worksheet":
            found[element.get("name", "")] = part
    return found


def string_of(element: Element) -> String:
    """The text of an ``si`` or ``is`` element; phonetic guides are no text."""
    texts: list[str] = []
    marked: list[tuple[str, str]] = []
    for child in element:
        if local(child) == "t":
            texts.append(unescaped(child.text or ""))
        elif local(child) == "r":
            text = "".join(unescaped(part.text or "") for part in child if local(part) == "t")
            marks = sorted(mark for properties in child if local(properties) == "rPr" for mark in marks_of(properties))
            marked += [(mark, text) for mark in marks if text.strip()]
            for mark in marks:
                text = as_seen(text, mark)
            texts.append(text)
    return String("".join(texts), tuple(marked))


def unescaped(text: str) -> str:
    """Text with the ``_x000D_`` escapes of the format resolved, CR LF and CR as LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def marks_of(font: Element) -> set[str]:
    """``superscript``, ``subscript``, ``strike``: what a font does to its text."""
    marks = set()
    for child in font:
        value = next((text for key, text in child.attrib.items() if key.rpartition("}")[2] == "val"), None)
        if local(child) == "vertAlign" and value in ("superscript", "subscript"):
            marks.add(value)
        elif local(child) == "strike" and value not in ("0", "false"):
            marks.add("strike")
    return marks


def styles_of(archive: zipfile.ZipFile, part: str) -> list[Style]:
    """The cell styles in the order that cells refer to."""
    formats: dict[str, str] = {}
    fonts: list[frozenset[str]] = []
    styles: list[Style] = []
    for element in elements(archive, part, "numFmts", "fonts", "cellXfs"):
        if local(element) == "numFmts":
            formats.update((child.get("numFmtId", ""), child.get("formatCode", "")) for child in element)
        elif local(element) == "fonts":
            fonts = [frozenset(marks_of(font)) for font in element]
        else:
            styles = [_style(child, formats, fonts) for child in element]
    return styles


def _style(element: Element, formats: Mapping[str, str], fonts: list[frozenset[str]]) -> Style:
    number = element.get("numFmtId", "0")
    font = element.get("fontId", "0")
    written = formats.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
    return Style(written, fonts[int(font)] if font.isdecimal() and int(font) < len(fonts) else frozenset())


def boxes_of(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int, str], None]:
    """The texts of shapes that are drawn over a sheet (text boxes), each with the row and the column below its first corner, once."""
    found: dict[tuple[int, int, str], None] = {}
    for kind, target in relations(archive, part).values():
        if kind == "drawing" and target in archive.namelist():
            for anchor in elements(archive, target, "twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
                lines = [
                    "".join(run.text or "" for run in line.iter() if local(run) == "t") for line in anchor.iter() if local(line) == "p"
                ]
                corner = next((child for child in anchor if local(child) == "from"), ())
                row, column = (next((int(one.text or 0) for one in corner if local(one) == name), 0) for name in ("row", "col"))
                if text := "\n".join(filter(str.strip, lines)):
                    found[row + 1, column + 1, text] = None
    return found


def running_text(element: Element) -> str:
    """The words of the header or footer that a sheet prints on each page; its codes (&P, &"宋体,常规"&9) are none.

    >>> element = Element("oddHeader")
    >>> element.text = '&L&"宋体,常规"&9单位：万元&R第 &P 页'
    >>> running_text(element)
    '单位：万元 第  页'
    """
    return _CODES.sub(lambda found: " " if found[0] in ("&L", "&C", "&R") else "", element.text or "").strip()


def comments_of(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The comments of a sheet's cells by address; those that this program has written itself are left out."""
    found: dict[str, str] = {}
    for kind, target in relations(archive, part).values():
        if kind == "comments" and target in archive.namelist():
            authors: list[str] = []
            for element in elements(archive, target, "authors", "comment"):
                if local(element) == "authors":
                    authors = [author.text or "" for author in element]
                    continue
                author = element.get("authorId", "")
                text = "".join(string_of(child).text for child in element if local(child) == "text").strip()
                if text and not (author.isdecimal() and authors[int(author) : int(author) + 1] == ["perfrules"]):
                    found[element.get("ref", "")] = text
    return found
