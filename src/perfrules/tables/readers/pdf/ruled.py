"""Ruled tables of a PDF page: cells from their boxes, covered cells from the box that covers them, wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from perfrules.tables.grid import Cell, Row, Source
from perfrules.tables.limits import Limits, bounded

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def open_ends(page: Page) -> list[float]:
    """Where upright rules end without a line across: a row that goes on over the page is open there."""
    across = sorted(edge["top"] for edge in page.edges if edge["orientation"] == "h")
    ends = {round(edge[side], 1) for edge in page.edges if edge["orientation"] == "v" for side in ("top", "bottom")}
    return sorted(end for end in ends if not any(abs(line - end) < _NEAR for line in across))


_NEAR = 3


def ruled_rows(page: Page, table: Table, source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of a table; a position that a merged cell covers has its text and names its first position."""
    grid = [list(row.cells) for row in table.rows]
    columns = max((len(row) for row in grid), default=0)
    across = [_middle([row[column] for row in grid if column < len(row)], 0) for column in range(columns)]
    texts = {box: bounded(text, limits) for box, text in _texts(page, {box for row in grid for box in row if box}).items()}
    first: dict[Box, tuple[int, int]] = {}
    rows: list[Row] = []
    for number, row in enumerate(grid, 1):
        down = _middle(row, 1)
        cells: list[Cell] = []
        for column in range(1, columns + 1):
            written = row[column - 1] if column <= len(row) else None
            box = written or _covering(first, across[column - 1], down)
            if box is None:
                cells.append(Cell("", source, number, column))
                continue
            start = first.setdefault(box, (number, column))
            cells.append(Cell(texts[box], source, number, column, origin=None if start == (number, column) else start))
        rows.append(tuple(cells))
    return tuple(rows)


def _texts(page: Page, boxes: Collection[Box]) -> dict[Box, str]:
    """The text of each box: of the characters whose middle lies in it."""
    inside: dict[Box, list[dict[str, Any]]] = {box: [] for box in boxes}
    for char in page.chars:
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        box = next((box for box in boxes if box[0] <= across <= box[2] and box[1] <= down <= box[3]), None)
        if box is not None:
            inside[box].append(char)
    return {box: _text(chars, box) for box, chars in inside.items()}


def _middle(boxes: Sequence[Box | None], axis: int) -> float | None:
    """The middle of the narrowest box along an axis: no merged cell is narrower than what it covers."""
    known = [box for box in boxes if box is not None]
    narrowest = min(known, key=lambda box: box[axis + 2] - box[axis], default=None)
    return (narrowest[axis] + narrowest[axis + 2]) / 2 if narrowest else None


def _covering(boxes: dict[Box, tuple[int, int]], across: float | None, down: float | None) -> Box | None:
    return next(
        (box for box in boxes if across is not None and down is not None and box[0] < across < box[2] and box[1] < down < box[3]),
        None,
    )


def _text(chars: list[dict[str, Any]], box: Box) -> str:
    """The lines of a cell, those joined that were broken only because the next word had no room left."""
    from pdfplumber.utils.text import chars_to_textmap

    lines = chars_to_textmap(chars).extract_text_lines() if chars else []
    spaced = habits("\n".join(line["text"] for line in lines))
    texts: list[str] = []
    room = 0.0
    for line in lines:
        if texts and _first_word(line["chars"]) + _PADDING > room:
            texts[-1] = wrapped([texts[-1], line["text"]], spaced)
        else:
            texts.append(line["text"])
        room = box[2] - line["x1"]
    return "\n".join(text.strip() for text in texts).strip()


_PADDING = 14.0
"""What programs leave free beside the text of a cell, and for a sign that may not begin a line, in points."""


def _first_word(chars: Sequence[dict[str, Any]]) -> float:
    """The width of what could not be broken at the start of a line: a Latin word or number, else one character."""
    end = 0
    while end < len(chars) and re.match(r"[!-~]", chars[end]["text"]):
        end += 1
    width: float = chars[max(0, end - 1)]["x1"] - chars[0]["x0"]
    return width


Joint = tuple[str, str]
"""The kinds of signs on the two sides of a joint: ``sign``, ``mark`` (2.), ``digit``, ``dot`` or ``word``."""

_KINDS = (("sign", r"[≥≤><=＞＜＝]"), ("mark", r"\d{1,2}[.、．](?!\d)"), ("digit", r"\d"), ("word", r"[\u4e00-\u9fff]"))


def habits(text: str) -> set[Joint]:
    """The joints that a cell always writes with a space, such as ``≥ 150``: what a broken line has lost can be put back.

    >>> sorted(habits("≥ 8 项，≥ 3 个")), habits("≥8项，≥ 3个")
    ([('digit', 'word'), ('sign', 'digit')], set())
    """
    spaced = {
        _joint(text[max(0, found.start() - 3) : found.start()], text[found.end() : found.end() + 4])
        for found in re.finditer(r"(?<=\S) +(?=\S)", text)
    }
    tight = {
        _joint(text[max(0, at - 3) : at], text[at : at + 4])
        for at in range(1, len(text))
        if not (text[at - 1].isspace() or text[at].isspace())
    }
    return {joint for joint in spaced - tight if "" not in joint}


def _joint(before: str, after: str) -> Joint:
    left = "dot" if before[-1:] in tuple(".．") else next((kind for kind, sign in _KINDS if re.search(rf"{sign}$", before)), "")
    return left, next((kind for kind, sign in _KINDS if re.match(sign, after)), "")


def wrapped(lines: Sequence[str], spaced: Collection[Joint] = ()) -> str:
    """Lines that were broken only because a cell was full: joined without a break, Latin words and ``spaced`` joints with a space.

    A list mark directly behind a word gets one as well: without a space or a stop nobody begins a list item there.

    >>> wrapped(["企业创新", "计划"]), wrapped(["TFT", "LCD"]), wrapped(["≥", "150"], {("sign", "digit")})
    ('企业创新计划', 'TFT LCD', '≥ 150')
    """
    text = ""
    for line in lines:
        line = line.strip()
        latin = re.search(r"[A-Za-z,]$", text) and re.match(r"[A-Za-z]", line)
        joint = _joint(text[-3:], line[:4])
        apart = latin or (text and joint in spaced) or joint == ("word", "mark")
        text += (" " if apart else "") + line
    return text
