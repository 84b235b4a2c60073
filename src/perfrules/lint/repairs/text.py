"""Text tables: the fields of one record change, every other byte, the encoding and the line ends stay."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from perfrules.lint.repairs import Rewrite
from perfrules.tables.readers.encodings import decode
from perfrules.tables.readers.text import separator_of

_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_MARKS |= {"utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}


def rewrite(data: bytes, name: str, changes: list[Rewrite]) -> tuple[bytes, list[Rewrite]]:
    """The file with its cells rewritten; a change whose text is not found there is handed back."""
    text, encoding = decode(data, name)
    separator = separator_of(text)
    failed = []
    for change in sorted(changes, key=lambda item: (item.place.row or 0, item.place.column or 0, item.start), reverse=True):
        changed = _changed(text, separator, change)
        if changed is None:
            failed.append(change)
        else:
            text = changed
    mark = _MARKS.get(encoding, b"")
    return (mark if mark and data.startswith(mark) else b"") + text.encode(encoding), failed


def _changed(text: str, separator: str | None, change: Rewrite) -> str | None:
    start = _line_start(text, change.place.row or 1)
    fields = list(_fields(text, start, separator)) if start is not None else []
    column = (change.place.column or 1) - 1
    if column >= len(fields):
        return None
    first, last = fields[column]
    raw = text[first:last]
    quoted = raw.startswith('"') and raw.endswith('"') and len(raw) > 1
    cell = change.applied(raw[1:-1].replace('""', '"') if quoted else raw)
    if cell is None:
        return None
    if quoted or (separator is not None and any(mark in cell for mark in (separator, "\n")) and "\n" not in raw):
        cell = '"' + cell.replace('"', '""') + '"'
    return text[:first] + cell + text[last:]


def _line_start(text: str, line: int) -> int | None:
    at = 0
    for _ in range(line - 1):
        ends = [place for mark in ("\n", "\r") if (place := text.find(mark, at)) >= 0]
        if not ends:
            return None
        at = min(ends)
        at += 2 if text.startswith("\r\n", at) else 1
    return at


def _fields(text: str, at: int, separator: str | None) -> Iterator[tuple[int, int]]:
    """Where the fields of the record that begins at ``at`` stand."""
    while True:
        end = _quoted_end(text, at) if text.startswith('"', at) else at
        while end < len(text) and text[end] not in "\r\n" and text[end] != separator:
            end += 1
        yield at, end
        if end >= len(text) or text[end] in "\r\n":
            return
        at = end + 1


def _quoted_end(text: str, at: int) -> int:
    """The place after the closing quote, or ``at`` itself where the quote is never closed."""
    end = text.find('"', at + 1)
    while end >= 0 and text.startswith('""', end):
        end = text.find('"', end + 2)
    return end + 1 if end >= 0 else at
