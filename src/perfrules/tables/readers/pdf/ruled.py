"""Ruled tables of a PDF page: the boxes of cells and what stands in them, wrapped lines joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perfrules.tables.grid import Source
from perfrules.tables.limits import Limits, bounded

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True)
class Ruled:
    """A ruled table of a page: the text of each box, the middle of each row, and the boxes that the page has cut above and below."""

    source: Source
    left: float
    right: float
    top: float
    downs: list[float]
    texts: dict[Box, str]
    open_above: list[Box]
    open_below: list[Box]


def open_ends(page: Page) -> list[float]:
    """Where upright rules end without a line across: a row that goes on over the page is open there.

    Where a page has cut a merged cell alone, as 绩效指标 beside the rows, only the rules of that cell are.
    """
    across = _across(page)
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    lines = sorted(edge["top"] for edge in across)
    ends = {(round(edge[side], 1), edge["x0"]) for edge in upright for side in ("top", "bottom")}
    outer = sorted({min(ends)[0], max(ends)[0]}) if ends else []
    found = {end for end, _ in ends if not _is_near(lines, end)}
    found |= {end for end, place in ends if _is_near(outer, end) and not any(_meets(edge, place, end) for edge in across)}
    return sorted(found)


def _is_near(lines: Sequence[float], end: float) -> bool:
    at = bisect_left(lines, end)
    return any(abs(line - end) < NEAR for line in lines[max(0, at - 1) : at + 1])


def _meets(edge: dict[str, Any], across: float, down: float) -> bool:
    """Whether a line across comes to a point."""
    reaches: bool = abs(edge["top"] - down) < NEAR and edge["x0"] - NEAR < across < edge["x1"] + NEAR
    return reaches


NEAR = 3
"""Rules that are no farther apart than this, in points, are one."""


def ruled(page: Page, table: Table, source: Source, limits: Limits) -> Ruled:
    """What a table of a page says and where."""
    left, top, right, bottom = table.bbox
    texts = {box: bounded(text, limits) for box, text in _texts(page, {box for row in table.rows for box in row.cells if box}).items()}
    above, below = ([*_open(page, texts, side, end)] for side, end in ((1, top), (3, bottom)))
    downs = [down for row in table.rows if (down := _middle(row.cells, 1)) is not None]
    return Ruled(source, left, right, top, downs, texts, above, below)


def _open(page: Page, boxes: Collection[Box], side: int, end: float) -> Iterator[Box]:
    """The boxes at an end of a table that no line closes there."""
    across = [edge for edge in _across(page) if abs(edge["top"] - end) < NEAR]
    for box in boxes:
        if abs(box[side] - end) < NEAR and not any(_meets(edge, (box[0] + box[2]) / 2, end) for edge in across):
            yield box


def _across(page: Page) -> list[dict[str, Any]]:
    """The lines across; the ends of upright rules that are drawn as narrow boxes are none."""
    return [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > NEAR]


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


_UNBROKEN = re.compile("[（(《“‘【［]*(?:[!-~]+|.)[）)》”’】］。，、；：！？％%]*")
"""What begins a line cannot be broken: a Latin word or number, else one character, with the brackets and stops that go with it."""


def _first_word(chars: Sequence[dict[str, Any]]) -> float:
    """The width of what could not be broken at the start of a line."""
    word = _UNBROKEN.match("".join(char["text"][:1] for char in chars))
    width: float = chars[max(0, word.end() - 1) if word else 0]["x1"] - chars[0]["x0"]
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
