"""The run-together indicator cell: ``1、产出指标：名称，年度指标值：目标。2、…`` taken apart, every character accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from perfrules.model import Category, Piece, Subcategory
from perfrules.tables.headings.labels import unlisted
from perfrules.text import Span


def _spaced(word: str) -> str:
    """A pattern for a word that a line break or a space may interrupt."""
    return r"\s*".join(map(re.escape, word))


_LAST = _spaced("指标")
_HEAD = re.compile(rf"(?P<number>\d{{1,3}})\s*[、.．,，)）]\s*(?P<category>(?:[^\W\d_]\s*){{1,12}}?{_LAST})\s*[:：]\s*")
_BARE_HEAD = re.compile(rf"(?<![^\s。；;])(?P<category>(?:[^\W\d_]\s*){{1,12}}?{_LAST})\s*[:：]\s*")
_VALUE = re.compile(rf"(?:{_spaced('年度')}\s*)?(?:{_spaced('指标值')}|{_spaced('目标值')})\s*[:：]\s*")
_APART = re.compile(r"\s*[-—－–·/→>]+\s*|(?<=指标)(?=\w)")
"""What stands between the two classes that one word gives, if anything does."""
_SIGNS = " \t\r\n\f\v\u00a0\u3000。；;，,、"


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator inside the cell: the spans of its parts. ``target`` is None where no 年度指标值 follows the name."""

    number: Span | None
    category: Span
    name: Span
    target: Span | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell taken apart. ``pieces`` cover the text from end to end, in order, without overlap."""

    text: str
    entries: tuple[Entry, ...]
    pieces: tuple[Piece, ...]

    @property
    def leftovers(self) -> tuple[Span, ...]:
        """The stretches that belong to no indicator and are no separator."""
        return tuple(piece.span for piece in self.pieces if piece.role == "leftover")


@lru_cache(maxsize=1024)
def known_category(word: str) -> tuple[Category | None, Subcategory | None]:
    """The classes that a word such as 产出指标 or 数量指标 names; a second-level word implies its first level. Two words may stand in one.

    >>> known_category("数量指标"), known_category("产出指标-数量指标") == known_category("数量指标"), known_category("产出/效益")
    ((<Category.OUTPUT: 'output'>, <Subcategory.QUANTITY: 'quantity'>), True, (None, None))
    """
    word = unlisted(word)
    with suppress(ValueError):
        return Category(word), None
    with suppress(ValueError):
        subcategory = Subcategory(word)
        return _ABOVE[subcategory], subcategory
    parts = [part for part in _APART.split(word) if part]
    found = [known_category(part) for part in parts] if len(parts) == 2 else []
    categories = {category for category, _ in found if category}
    return (categories.pop(), next((second for _, second in found if second), None)) if len(categories) == 1 else (None, None)


_ABOVE = {
    Subcategory.QUANTITY: Category.OUTPUT,
    Subcategory.QUALITY: Category.OUTPUT,
    Subcategory.TIMELINESS: Category.OUTPUT,
    Subcategory.COST: Category.COST,
    Subcategory.ECONOMIC: Category.BENEFIT,
    Subcategory.SOCIAL: Category.BENEFIT,
    Subcategory.ECOLOGICAL: Category.BENEFIT,
    Subcategory.SUSTAINABLE: Category.BENEFIT,
    Subcategory.SATISFACTION: Category.SATISFACTION,
    Subcategory.ESTABLISHMENT: Category.DECISION,
    Subcategory.OBJECTIVES: Category.DECISION,
    Subcategory.FUNDING: Category.DECISION,
    Subcategory.FUND_MANAGEMENT: Category.PROCESS,
    Subcategory.IMPLEMENTATION: Category.PROCESS,
}


def take_apart(text: str) -> Taken:
    """Split a run-together cell into its indicators.

    A head is a number, a class word and a colon. A class word that is not known counts only where 年度指标值 follows
    before the next head, so ``1、`` inside a target never opens an indicator.

    >>> taken = take_apart("1、产出指标：场次。, 年度指标值： ≥ 3 。")
    >>> [entry.name.of(taken.text) + "|" + entry.target.of(taken.text) for entry in taken.entries]
    ['场次|≥ 3']
    """
    heads = list(_heads(text))
    entries: list[Entry] = []
    pieces: list[Piece] = []
    _edge(text, 0, heads[0].start() if heads else len(text), pieces)
    for head, following in zip_longest(heads, heads[1:]):
        end = following.start() if following else len(text)
        entries.append(_entry(text, head, end, pieces))
    return Taken(text, tuple(entries), tuple(pieces))


def _heads(text: str) -> Iterator[re.Match[str]]:
    candidates = list(_HEAD.finditer(text))
    taken = {at for match in candidates for at in range(*match.span("category"))}
    candidates += [match for match in _BARE_HEAD.finditer(text) if match.start() not in taken and _opens(text, match)]
    candidates.sort(key=re.Match.start)
    for match, following in zip_longest(candidates, candidates[1:]):
        end = following.start() if following else len(text)
        if known_category(match["category"])[0] or _VALUE.search(text, match.end(), end):
            yield match


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a class word without a number begins an indicator: it is a known one and opens the cell or a sentence."""
    before = text[max(0, match.start() - 40) : match.start()].rstrip(" \t\u3000")
    return known_category(match["category"])[0] is not None and (not before or before[-1] in "。；;\n")


def _entry(text: str, head: re.Match[str], end: int, pieces: list[Piece]) -> Entry:
    number = Span(*head.span("number")) if "number" in head.groupdict() else None
    category = Span(*head.span("category"))
    value = _VALUE.search(text, head.end(), end)
    name = _trimmed(text, head.end(), value.start() if value else end)
    target = _trimmed(text, value.end(), end) if value else None
    at = head.start()
    for role, span in (("number", number), ("category", category), ("name", name), ("target", target)):
        if span is not None:
            _put(pieces, "separator", at, span.start)
            _put(pieces, role, *span)
            at = span.end
    _put(pieces, "separator", at, end)
    return Entry(number, category, name, target)


def _trimmed(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    return Span(start + left, max(start + left, start + len(stretch.rstrip(_SIGNS))))


def _edge(text: str, start: int, end: int, pieces: list[Piece]) -> None:
    """What stands before the first head: white space and signs are a separator, words are left over."""
    at = end - len(text[start:end].lstrip(_SIGNS))
    _put(pieces, "separator", start, at)
    _put(pieces, "leftover", at, end)


def _put(pieces: list[Piece], role: str, start: int, end: int) -> None:
    if start < end:
        pieces.append(Piece(role, Span(start, end)))


def first_trace(text: str) -> int | None:
    """Where text that belongs to an indicator cell begins, or None where there is none.

    >>> first_trace("建立完善辅助账，年度指标值：不少于50家。"), first_trace("1.完成大会；2.发布指标体系。")
    (7, None)
    """
    starts = [head.start() for head in _heads(text)]
    value = _VALUE.search(text)
    if value:
        starts.append(value.start() - (text[: value.start()].rstrip()[-1:] in tuple("，,")))
    return min(starts, default=None)
