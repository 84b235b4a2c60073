"""The text of a paragraph as it is seen, and what its reader is told: hidden text, tracked changes, equations, unknown signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfrules.findings import Finding, finding
from perfrules.tables.readers.docx.equations import is_plain, linear
from perfrules.tables.readers.docx.symbols import UNKNOWN, is_symbolic, shown, symbol
from perfrules.tables.readers.marks import as_seen, marked
from perfrules.tables.readers.xlsx.workbook_parts import local, marks_of

_DELETED = frozenset({"del", "moveFrom"})
_ADDED = frozenset({"ins", "moveTo"})
_LEFT_OUT = frozenset({"Fallback", "rPr", "pPr", "instrText", "tcPr", "rt"})


@dataclass(slots=True)
class Read:
    """The text of paragraphs, and what to say of it."""

    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    equations: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    unknown: bool = False

    def text(self, paragraph: Element) -> str:
        """What a reader of the document sees of an element, every tracked change accepted."""
        parts: list[str] = []
        for child in paragraph:
            name = local(child)
            if name == "r":
                parts.append(self._run(child))
            elif name in ("oMath", "oMathPara"):
                parts.append(linear(child))
                if not is_plain(child):
                    self.equations.append(parts[-1])
            elif name in _DELETED:
                self.deleted.append("".join(item.text or "" for item in child.iter() if local(item) in ("t", "delText")))
            elif name == "txbxContent":
                self.boxes.append(Read().text(child))
            elif name not in _LEFT_OUT:
                parts.append(self._piece(child, name))
        return "".join(parts)

    def _piece(self, child: Element, name: str) -> str:
        fixed = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}.get(name)
        if fixed is not None:
            return fixed
        if name == "t":
            return child.text or ""
        if name == "sym":
            sign = symbol(value_of(child, "char"), value_of(child, "font"))
            self.unknown = self.unknown or sign == UNKNOWN
            return sign
        text = self.text(child)
        if name in _ADDED and text:
            self.added.append(text)
        return text

    def _run(self, run: Element) -> str:
        """The text of a run, its raised and lowered digits as such; nothing of a hidden one."""
        properties = [item for child in run if local(child) == "rPr" for item in child]
        text = self.text(run)
        if any(local(item) == "vanish" and value_of(item) not in ("0", "false", "off") for item in properties):
            self.hidden.append(text)
            return ""
        for item in properties:
            fonts = (
                {value for key, value in item.attrib.items() if key.rpartition("}")[2] in ("ascii", "hAnsi")}
                if local(item) == "rFonts"
                else ()
            )
            for font in sorted(fonts):
                if is_symbolic(font):
                    text = shown(text, font)
        for mark in sorted(mark for child in run if local(child) == "rPr" for mark in marks_of(child)):
            if text.strip():
                self.marks.append((mark, text.strip()))
            text = as_seen(text, mark)
        return text

    def findings(self) -> list[Finding]:
        """What was noticed, without its place."""
        found = [marked(mark, text) for mark, text in self.marks]
        told = (("IN050", self.hidden), ("IN051", self.deleted), ("IN052", self.added), ("IN053", self.equations), ("IN054", self.boxes))
        for code, stretches in told:
            text = " ".join("".join(stretch.split()) for stretch in stretches if stretch.strip())
            if text:
                found.append(finding(code, excerpt=text if len(text) <= 60 else text[:59] + "…"))
        return [*found, finding("IN055")] if self.unknown else found


def value_of(element: Element, name: str = "val") -> str:
    """An attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
