"""Web pages, and HTML that calls itself xls: tables with their row and column spans, and the lines of text around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Document, Grid, Row, Source
from perfrules.tables.limits import Limits, bounded
from perfrules.tables.readers.encodings import Decoded, decode
from perfrules.tables.readers.hidden_markup import Concealed, concealed, unseen_by
from perfrules.tables.readers.marks import as_seen, commented, marked
from perfrules.tables.readers.spans import Spanning, laid_out

_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,30})", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "caption",
        "title",
        "ul",
        "ol",
    ]
)
_SILENT = frozenset({"script", "style", "noscript", "template", "select", "head"})
_COMMENT = "comment"
"""What office programs put a note into when they save a sheet as a web page."""
_MARKS = {"sup": "superscript", "sub": "subscript", "s": "strike", "del": "strike", "strike": "strike"}
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """One grid: the rows of every table, and the lines outside of tables, in the order of the page."""
    text, encoding = _decoded(data, name)
    findings = [] if encoding == "utf-8" else [finding("IN001", encoding=encoding.upper()).at(file=name)]
    page = _Page(name, limits, findings)
    page.feed(text)
    page.close()
    page.end()
    return Document((Grid(Source(name), tuple(page.rows)),), tuple(findings))


def _decoded(data: bytes, name: str) -> Decoded:
    """The declared encoding where it reads every byte; gb2312 and gbk pages are GB18030. Else the ladder."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        encoding = "gb18030" if encoding in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030") else encoding
        if encoding in ("gb18030", "utf-8", "utf8", "big5"):
            try:
                return Decoded(data.decode(encoding), encoding.replace("utf8", "utf-8"))
            except UnicodeDecodeError:
                pass
    return decode(data, name)


_LONGEST_SPAN = 65_534


@dataclass(slots=True)
class _Table:
    rows: list[list[Spanning]] = field(default_factory=list)
    span: tuple[int, int] | None = None
    text: list[str] = field(default_factory=list)
    comment: str | None = None
    cut: bool = False


class _Page(HTMLParser):
    """Collects rows. A table inside a cell is a table of its own; the outer cell does not repeat its text.

    One of a single row or column in a cell beside others is that cell's text.
    """

    def __init__(self, name: str, limits: Limits, findings: list[Finding]) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.limits, self.findings = name, limits, findings
        self.rows: list[Row] = []
        self.open: list[_Table] = []
        self.line: list[str] = []
        self.silent: list[str] = []
        self.marks: list[tuple[str, int]] = []
        self.concealed = Concealed()
        self.unseen: set[str] = set()
        self.sheet: list[str] = []
        self.tables = self.lines = self.cells = self.written = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag == "style":
            self.sheet.clear()
        if self.concealed.is_open:
            if not self.concealed.opens(tag):
                return
            self._reveal()
        if tag in ("body", "table") and self.silent == ["head"]:
            self.silent.clear()
        how = concealed(tag, dict(attrs), self.unseen)
        if how and tag not in _VOID and tag not in _SILENT:
            self._conceal(tag, how, dict(attrs))
        elif tag in _SILENT:
            self.silent.append(tag)
        elif tag == "table":
            self._end_line()
            if len(self.open) < self.limits.depth:
                self.open.append(_Table())
        elif tag in _MARKS or tag == _COMMENT:
            self.marks.append((tag, len(self._text())))
        elif tag == "br":
            self._text().append("\n")
        elif self.open and tag in ("tr", "td", "th"):
            self._end_cell()
            if tag == "tr":
                self.open[-1].rows.append([])
            else:
                self.open[-1].span = _spans(dict(attrs))
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if self.concealed.is_open:
            own = tag == self.concealed.tag
            if not self.concealed.closes(tag):
                return
            self._reveal()
            if own:
                return
        if tag == "style":
            self.unseen |= unseen_by("".join(self.sheet))
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag == "table" and self.open:
            self._end_table()
        elif self.marks and self.marks[-1][0] == tag:
            self._marked()
        elif self.open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Text; where nothing is open it belongs to a line of the page."""
        if self.concealed.is_open:
            self.concealed.text.append(data)
        elif self.silent and self.silent[-1] == "style":
            self.sheet.append(data)
        elif not self.silent:
            self._text().append(_SPACES.sub(" ", data))

    def end(self) -> None:
        """The page ends; what is still open is closed."""
        if self.concealed.is_open:
            self._reveal()
        while self.open:
            self._end_table()
        self._end_line()

    def _conceal(self, tag: str, how: str, attrs: Mapping[str, str | None]) -> None:
        """What is not displayed begins: a cell that is invisible still takes its place, one that is not displayed takes none."""
        if self.open and tag in ("td", "th", "tr"):
            self._end_cell()
        if self.open and tag in ("td", "th") and how == "invisible":
            self.open[-1].span = _spans(attrs)
        self.concealed = Concealed(tag)

    def _reveal(self) -> None:
        text = " ".join("".join(self.concealed.text).split())
        self.concealed = Concealed()
        if text:
            place = {"table": self.tables + 1, "row": len(self.open[-1].rows)} if self.open else {}
            self.findings.append(finding("IN050", excerpt=text if len(text) <= 60 else text[:59] + "…").at(file=self.name, **place))

    def _text(self) -> list[str]:
        return self.open[-1].text if self.open and self.open[-1].span else self.line

    def _break(self) -> None:
        if self.open and self.open[-1].span:
            self.open[-1].text.append("\n")
        else:
            self._end_line()

    def _marked(self) -> None:
        tag, start = self.marks.pop()
        text = "".join(self._text()[start:])
        if tag == _COMMENT:
            del self._text()[start:]
            if self.open:
                self._commented(self.open[-1], _tidy(text))
        elif text.strip():
            place = {"file": self.name, "table": self.tables + 1, "row": len(self.open[-1].rows)} if self.open else {"file": self.name}
            self.findings.append(marked(_MARKS[tag], text).at(**place))
            self._text()[start:] = [as_seen(text, _MARKS[tag])]

    def _commented(self, table: _Table, text: str) -> None:
        if text:
            table.comment = text
            self.findings.append(commented(text).at(file=self.name, table=self.tables + 1, row=len(table.rows)))

    def _end_line(self) -> None:
        text = _tidy("".join(self.line))
        self.line.clear()
        if text:
            self.lines += 1
            self.rows.append((Cell(bounded(text, self.limits), Source(self.name), self.lines, 1),))

    def _end_cell(self) -> None:
        table = self.open[-1]
        if table.span is None:
            return
        if not table.rows:
            table.rows.append([])
        self.written += 1
        if self.written <= self.limits.cells:
            text = _tidy("".join(table.text))
            table.rows[-1].append(Spanning(bounded(text, self.limits), *table.span, comment=table.comment))
        else:
            table.cut = True
        table.span = table.comment = None
        table.text.clear()

    def _is_of_a_cell(self, table: _Table) -> bool:
        """Whether a table is but the text of a cell beside others: it has one row, or one column."""
        beside = bool(self.open and self.open[-1].span and self.open[-1].rows and self.open[-1].rows[-1])
        return beside and (len(table.rows) == 1 or all(len(row) < 2 for row in table.rows))

    def _end_table(self) -> None:
        self._end_cell()
        table = self.open.pop()
        if self._is_of_a_cell(table):
            self._text().append("\n".join(" ".join(cell.text for cell in row) for row in table.rows))
            return
        self.tables += 1
        rows = laid_out(table.rows, Source(self.name, table=self.tables), max(0, self.limits.cells - self.cells))
        if len(rows) < len(table.rows) or table.cut:
            self.findings.append(finding("IN020", limit=f"{self.limits.cells:,}").at(file=self.name, table=self.tables))
        self.cells += sum(map(len, rows))
        self.rows.extend(rows)


def _spans(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """The rows and columns of a cell as browsers take them: a span of 0 rows, like any beyond the most, reaches to the table's end."""

    def number(name: str) -> int:
        text = (attributes.get(name) or "").strip()
        return min(int(text[-40:]), _LONGEST_SPAN) if text.isdecimal() else 1

    return number("rowspan") or _LONGEST_SPAN, number("colspan") or 1


def _tidy(text: str) -> str:
    lines = (line.strip(" ") for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()
