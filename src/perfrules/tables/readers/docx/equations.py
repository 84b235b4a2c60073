"""Equations (``m:oMath``) on one line: a fraction as a/b, a raised number as ²."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from perfrules.tables.readers.marks import as_seen
from perfrules.tables.readers.xlsx.workbook_parts import local

_RAISED = {"sup": "superscript", "sub": "subscript"}
_SIGNS = {"nary": "∑", "rad": "√"}


def linear(equation: Element) -> str:
    """The text of an equation; what stands above or below a line is kept apart, so that a half is 1/2 and never 12."""
    return "".join(_parts(equation))


def is_plain(equation: Element) -> bool:
    """Whether an equation is nothing but a row of signs, as an inserted ≥ is."""
    return all(local(child) in ("r", "oMath", "ctrlPr", "oMathParaPr", "bookmarkStart", "bookmarkEnd") for child in _through(equation))


def _through(element: Element) -> Iterator[Element]:
    for child in element:
        yield child
        if local(child) == "oMath":
            yield from _through(child)


def _parts(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name == "f":
            yield "/".join(_grouped(part) for part in _named(child, "num", "den"))
        elif name in _RAISED:
            text = linear(child)
            raised = as_seen(text, _RAISED[name])
            yield raised if raised != text or not text.strip() else ("^" if name == "sup" else "_") + _grouped(child)
        elif name == "d":
            left, right = (_delimiter(child, end) for end in ("begChr", "endChr"))
            yield left + ",".join(linear(part) for part in _named(child, "e")) + right
        elif name in _SIGNS:
            yield _SIGNS[name] + "".join(_grouped(part) if name == "rad" else linear(part) for part in _named(child, "e"))
        elif not name.endswith("Pr"):
            yield from _parts(child)


def _named(element: Element, *names: str) -> list[Element]:
    return [child for child in element if local(child) in names]


def _grouped(element: Element) -> str:
    text = linear(element)
    return text if text.replace(".", "").isalnum() else f"({text})"


def _delimiter(element: Element, end: str) -> str:
    written = (item for properties in _named(element, "dPr") for item in _named(properties, end))
    found = next(written, None)
    if found is None:
        return "(" if end == "begChr" else ")"
    return next((value for key, value in found.attrib.items() if key.rpartition("}")[2] == "val"), "")
