"""Tables of a PDF page without rules: columns by where the words of the header stand, wrapped lines put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfrules.tables.grid import Cell, Row, Source
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.limits import Limits, bounded
from perfrules.tables.readers.pdf.ruled import wrapped

if TYPE_CHECKING:
    from pdfplumber.page import Page

_WORDS = frozenset(word for part in ("columns", "amounts", "funds", "projects") for words in headings(part).values() for word in words)
_SLACK = 3.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words that stand close together on a line."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of chunks from left to right, and its distance from the top of the page."""

    top: float
    chunks: tuple[Chunk, ...]


def lines_of(page: Page) -> list[Line]:
    """The lines of a page; a gap wider than a character separates chunks."""
    lines: list[tuple[float, list[Chunk]]] = []
    for word in sorted(page.extract_words(x_tolerance=1.5), key=lambda item: (round(item["top"]), item["x0"])):
        height = word["bottom"] - word["top"]
        if not lines or word["top"] - lines[-1][0] > height / 2:
            lines.append((word["top"], []))
        chunks = lines[-1][1]
        if chunks and word["x0"] - chunks[-1].right < height:
            chunks[-1] = Chunk(f"{chunks[-1].text} {word['text']}", chunks[-1].left, word["x1"])
        else:
            chunks.append(Chunk(word["text"], word["x0"], word["x1"]))
    return [Line(top, tuple(sorted(chunks, key=lambda chunk: chunk.left))) for top, chunks in lines]


def is_header(line: Line) -> bool:
    """Whether a line heads a table: three of its chunks at least are words of headers, and most of them."""
    known = sum(label(chunk.text) in _WORDS for chunk in line.chunks)
    return known >= 3 and known * 2 > len(line.chunks)


def aligned_rows(lines: Sequence[Line], header: Line, source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of the lines under ``header``, each with its columns. A line of few chunks goes on with the row above."""
    starts = [chunk.left - _SLACK for chunk in header.chunks]
    records: list[list[str]] = []
    most = 0
    for line in lines:
        texts = [""] * len(starts)
        for chunk in line.chunks:
            column = _column(chunk, starts)
            texts[column] = wrapped([texts[column], chunk.text])
        filled = sum(1 for text in texts if text)
        if records and filled * 2 < most and not is_header(line):
            records[-1] = [wrapped([before, text]) if text else before for before, text in zip(records[-1], texts, strict=True)]
        else:
            records.append(texts)
            most = max(filled, 3)
    return tuple(
        tuple(Cell(bounded(text, limits), source, number, column) for column, text in enumerate(record, 1))
        for number, record in enumerate(records, 1)
    )


def _column(chunk: Chunk, starts: Sequence[float]) -> int:
    """The column that a chunk shares most room with; each reaches to where the next one begins."""
    ends = [*starts[1:], float("inf")]
    room = [min(chunk.right, end) - max(chunk.left, start) for start, end in zip(starts, ends, strict=True)]
    return max(range(len(starts)), key=room.__getitem__)
