"""Text tables: tab-separated text as copied from a document, csv and tsv, and plain lines of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Document, Grid, Source
from perfrules.tables.headings.vocabulary import either
from perfrules.tables.limits import Limits, too_long
from perfrules.tables.readers.encodings import decode
from perfrules.tables.readers.records import Record, Records
from perfrules.wording.characters import legible

_MOST_BLANK = 100
"""Blank rows in a row that are kept: one would part what stands above and below, and a sheet may be saved with a million of them."""


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The grid of a text file, separated by tabs, else commas or semicolons, else one cell a line."""
    written, encoding = decode(data, name)
    text = legible(written)
    findings = [] if encoding == "utf-8" else [finding("IN001", encoding=encoding.upper()).at(file=name)]
    source = Source(name)
    separator = separator_of(text)
    records = _quoted(text, separator, name, findings) if separator and '"' in text else _plain(text, separator, limits.cells)
    if separator == "\t":
        records = _rejoined(records)
    rows = Records(text, source, limits)
    count = blank = 0
    for record in records:
        blank = 0 if any(field.strip() for field in record.fields) else blank + 1
        if blank > _MOST_BLANK:
            continue
        count += len(record.fields)
        if count > limits.cells:
            findings.append(finding("IN020", limit=f"{limits.cells:,}").at(file=name, row=record.line))
            break
        rows.add(record)
        if record.end - record.start > limits.cell_characters:
            fields = zip(rows[-1], record.fields, strict=True)
            findings.extend(too_long(cell, value, limits) for cell, value in fields if len(value) > limits.cell_characters)
    return Document((Grid(source, rows),), tuple(findings))


def separator_of(text: str) -> str | None:
    r"""What separates the fields: the first of tab, comma, semicolon and bar that two of the first lines hold twice.

    >>> separator_of("甲\t乙\t丙\n1\t2\t3\n")
    '\t'
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:60]
    for mark in ("\t", ",", ";", "|"):
        if sum(line.count(mark) >= 2 for line in lines) >= min(2, len(lines)):
            return mark
    return next((mark for mark in ("\t", ",") if any(mark in line for line in lines)), None)


def _plain(text: str, separator: str | None, most: int) -> Iterator[Record]:
    split = partial(_divided, separator=separator, most=most)
    for number, (start, end) in enumerate(_lines(text), 1):
        yield Record(number, split(text[start:end]), start, end, split)


def _divided(line: str, separator: str | None, most: int = -1) -> list[str]:
    return line.split(separator, most) if separator else [line]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; they are ended by LF, CRLF or CR and by no other character."""
    for match in re.finditer(r"([^\r\n]*)(?:\r\n|[\r\n]|\Z)", text):
        if match.group():
            yield match.span(1)


def _quoted(text: str, separator: str, name: str, findings: list[Finding]) -> Iterator[Record]:
    """Fields that may be quoted, and then hold separators and line breaks.

    A quote that is never closed would swallow the rest of the file, and one that is closed by another row's would make one
    row of several: each is reported and read as an ordinary character.
    """
    places = list(_lines(text))
    lines = [text[start:end] for start, end in places]
    whole = _usual(lines, separator)
    plain, quoted = partial(_divided, separator=separator), partial(_unquoted, separator=separator)
    at = 0
    while at < len(lines):
        fields, after = _record(lines, at, separator)
        if fields is None:
            findings.append(finding("IN013").at(file=name, row=at + 1, text=lines[at]))
        elif _swallows(lines[at:after], separator, len(fields), whole):
            findings.append(finding("IN056", last=after, count=after - at).at(file=name, row=at + 1, text=lines[at]))
            fields = None
        split = quoted
        if fields is None:
            fields, after, split = lines[at].split(separator), at + 1, plain
        yield Record(at + 1, fields, places[at][0], places[after - 1][1], split)
        at = after


def _unquoted(text: str, separator: str) -> list[str]:
    """The fields of one whole record."""
    fields, _ = _record([text[start:end] for start, end in _lines(text)] or [""], 0, separator)
    assert fields is not None
    return fields


def _swallows(lines: list[str], separator: str, found: int, whole: int) -> bool:
    """Whether a record over several lines is rather a row a line: two of them are whole rows by themselves."""
    counts = [line.count(separator) for line in lines]
    return sum(count == whole for count in counts) > 1 or (found != whole + 1 and sum(count >= whole for count in counts) > 1)


def _usual(lines: list[str], separator: str) -> int:
    """How many separators a row of the table has: as the lines that hold most of them and no quote, and two at least.

    Lines inside of quoted cells may be many and have some (不少于1,000,000家), but fewer.
    """
    counts = Counter(count for line in lines if '"' not in line and (count := line.count(separator)) > 1)
    return max(counts, key=lambda count: (counts[count] * count, count), default=10**9)


_LONGEST_RECORD = 2_000


def _record(lines: list[str], at: int, separator: str) -> tuple[list[str] | None, int]:
    """The record that begins at line ``at`` and the line after it; no fields where its quote is never closed."""
    line = lines[at]
    if '"' not in line:
        return line.split(separator), at + 1
    fields: list[str] = []
    rest = line
    after = at + 1
    while True:
        if not rest.startswith('"'):
            field, mark, rest = rest.partition(separator)
            fields.append(field)
            if not mark:
                return fields, after
            continue
        closing = _closing(rest)
        while closing < 0:
            if after >= len(lines) or after - at >= _LONGEST_RECORD:
                return None, after
            start = len(rest)
            rest += "\n" + lines[after]
            after += 1
            closing = _closing(rest, start) if '"' in lines[after - 1] else -1
        tail, mark, following = rest[closing + 1 :].partition(separator)
        fields.append(rest[1:closing].replace('""', '"') + tail)
        if not mark:
            return fields, after
        rest = following


def _closing(rest: str, start: int = 1) -> int:
    """Where the quoted field that opens ``rest`` closes: at the first quote that is not doubled; -1 for nowhere."""
    at = rest.find('"', start)
    while at >= 0 and rest.startswith('""', at):
        at = rest.find('"', at + 2)
    return at


def _rejoined(records: Iterator[Record]) -> Iterator[Record]:
    """Records whose cell holds a bare line break, put together again.

    A line with fewer fields than the header, while the next lines bring exactly the missing ones, is one record; a line that
    begins with an empty field is a row below the label that it leaves out. A line
    without a tab directly behind a whole record goes on with its last cell or, where that has ended, begins the next one.
    """
    width = 0
    held: Record | None = None
    for record in records:
        fields = record.fields
        if held is not None:
            if any(field.strip() for field in fields) and _continues(held.fields, fields, width):
                held = held._replace(fields=_joined(held.fields, fields), end=record.end, split=None)
                continue
            yield held
        begins = held is not None and len(held.fields) == width and _begins(fields)
        width = width or (len(fields) if len(fields) > 2 else 0)
        held = record if width and (len(fields) > 1 or begins) else None
        if held is None:
            yield record
    if held is not None:
        yield held


def _joined(held: list[str], fields: list[str]) -> list[str]:
    return [*held[:-1], f"{held[-1]}\n{fields[0]}", *fields[1:]]


_CAPTION = f"(?:{either('captions', 'department')}|(?:{either('captions', 'unit')}))"
_FURNITURE = re.compile(
    rf"\s*(?:[-—－]*\s*\d+\s*[-—－]*|第\s*\d+\s*页.*|{_CAPTION}\s*[:：].*|.{{2,30}}{either('titles', 'line')}.{{0,12}})\s*"
)


_ENDED = re.compile(r"(?:.*[。；;]|[^。；;，,：:\d]{0,12})\s*", re.DOTALL)


def _continues(held: list[str], fields: list[str], width: int) -> bool:
    if len(held) < width:
        return bool(fields[0].strip()) and len(held) + len(fields) - 1 <= width
    return len(fields) == 1 and len(held) == width and not _FURNITURE.fullmatch(fields[0]) and not _opens(held[-1], fields[0])


def _begins(fields: list[str]) -> bool:
    return len(fields) == 1 and bool(fields[0].strip()) and not _FURNITURE.fullmatch(fields[0])


def _opens(before: str, line: str) -> bool:
    """Whether a line is rather the first cell of the next record: the cell before has ended, and it is no sentence."""
    return bool(_ENDED.fullmatch(before)) and len(line) < 60 and "指标" not in line and not line.rstrip().endswith(("。", "；", ";"))
