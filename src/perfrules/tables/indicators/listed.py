"""Indicators listed in one cell, each with its target behind it: 指标1：设备数量（≥30台）, 设备数量：≥30台, 设备数量≥30台."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from perfrules.model import Category, Indicator, Subcategory
from perfrules.tables.grid import Cell
from perfrules.tables.headings.labels import squeezed
from perfrules.tables.indicators.cells import one_line
from perfrules.tables.indicators.joined import known_category
from perfrules.wording import parse
from perfrules.wording.lists import BEHIND

_MARK = re.compile(rf"(?:(?:三级)?指标\s*(?P<number>\d{{1,3}})\s*[:：.、]|(?<![\d.])(?P<bare>\d{{1,2}})\s*{BEHIND}(?!\d))\s*")
MARK = re.compile(r"(?:三级)?指标\s*\d{1,2}\s*[:：]")
_NUMBERED = re.compile(r"(\d{1,2})\s*(?:[、)）]\s*|[.．]\s*(?!\d))(?=\S)")
_CLASS = re.compile(r"(?P<word>[^\W\d_]{2,12})\s*[:：]\s*")
_PAIRS = {"）": "（", ")": "("}
_EDGES = " \t\r\n\u3000。；;，,、"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its printed number, name and target; the target is empty where none stands there."""

    number: str | None
    name: str
    target: str


def split(text: str) -> list[str]:
    """Each stretch of a cell from its mark on, else one a line."""
    marks = [match.start() for match in _MARK.finditer(text)]
    stretches = [text[start:end] for start, end in zip_longest([0, *marks], marks)] if marks else text.split("\n")
    return [item for stretch in stretches if (item := stretch.strip(_EDGES))]


def folded_items(text: str, *, marked: bool = False) -> list[str]:
    """The items of a cell: each from its mark 指标1： on, else one a line; with ``marked`` only from marks."""
    starts = [found.start() for found in MARK.finditer(text)]
    if len(starts) > 1 and not text[: starts[0]].strip():
        return [text[start:end].strip() for start, end in zip_longest(starts, starts[1:])]
    return [] if marked else [line.strip() for line in text.split("\n") if line.strip()]


def numbered_lines(text: str) -> list[str]:
    r"""Return the lines of a cell without their numbers, where they are numbered one after another: 1.活动场次 2.参与人次.

    >>> numbered_lines("1.≤5%\n2、≥80%"), numbered_lines("1.≤5%\n3.≥80%"), numbered_lines("1.3%\n2.85%")
    (['≤5%', '≥80%'], [], [])
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [_NUMBERED.match(line) for line in lines]
    is_counted = all(mark and int(mark[1]) == number for number, mark in enumerate(found, 1))
    return [line[mark.end() :] for line, mark in zip(lines, found, strict=True) if mark] if len(lines) > 1 and is_counted else []


def may_be_numbered(text: str) -> bool:
    """Return whether the lines of a cell are numbered one after another or begin with a number that looks so (1.3% 2.85%)."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return all(line.startswith((f"{number}.", f"{number}．")) for number, line in enumerate(lines, 1))


def is_item(text: str) -> bool:
    """Return whether a stretch is an indicator even where no class stands before it: by its mark, or by its target in brackets."""
    return _MARK.match(text) is not None or _target_start(text) is not None


def item_of(text: str) -> Item:
    """Return the parts of one stretch.

    >>> item_of("指标1：设备数量（≥30台）")
    Item(number='1', name='设备数量', target='≥30台')
    >>> item_of("设备数量：≥30台") == item_of("设备数量≥30台"), item_of("教师能力提升")
    (True, Item(number=None, name='教师能力提升', target=''))
    """
    mark = _MARK.match(text)
    number = (mark["number"] or mark["bare"]) if mark else None
    said = text[mark.end() :] if mark else text
    start = _target_start(said)
    parts = re.split(r"[:：]", said, maxsplit=1)
    if start is not None:
        name, target = said[:start], said[start + 1 : -1]
    elif len(parts) == 2:
        name, target = parts
    else:
        name, target = _glued(said) or (said, "")
    return Item(number, one_line(name).rstrip("：:"), target)


def from_classed(cell: Cell, word: str, project: str) -> list[Indicator]:
    """The indicators of a cell below the heading of a class; one without a figure of its own has its name for a target too."""
    above = known_category(word)
    found = []
    for (category, subcategory), text in classed(cell.text):
        item = item_of(text)
        target = item.target.strip() or item.name
        place = replace(cell.place, text=target, project=project, indicator=item.name)
        indicator = Indicator(
            number=item.number,
            category=category or above[0],
            subcategory=subcategory or above[1],
            name=item.name,
            target=parse(target, name=item.name),
            place=place,
        )
        found.append(indicator)
    return found


def classed(text: str) -> Iterator[tuple[tuple[Category | None, Subcategory | None], str]]:
    """The items of a cell below the heading of a class, each with the class that it names in front, if it names one (数量指标：).

    Items that stand behind one another on a line are parted by ； where each of them has a name and a target.
    """
    found: tuple[Category | None, Subcategory | None] = (None, None)
    for line in split(text):
        opened = _CLASS.match(line)
        known = known_category(squeezed(opened["word"])) if opened else (None, None)
        if opened and known[0]:
            found = known
        rest = line[opened.end() :] if opened and known[0] else line
        pieces = [piece for part in re.split("[；;]", rest) if (piece := part.strip(_EDGES))]
        whole = [rest.strip(_EDGES)] if rest.strip(_EDGES) else []
        yield from ((found, piece) for piece in (pieces if all(item_of(piece).target for piece in pieces) else whole))


def _glued(text: str) -> tuple[str, str] | None:
    """The name and the target of a wording that begins with what it measures; None where the target alone is not read as the whole is."""
    criteria = parse(text).criteria
    subject = criteria[0].subject if len(criteria) == 1 else None
    if not subject or not text.startswith(subject):
        return None
    target = text[len(subject) :].strip()
    alone = parse(target, name=subject).criteria
    return (subject, target) if [item.comparator for item in alone] == [criteria[0].comparator] else None


def _target_start(item: str) -> int | None:
    """Where the brackets that end an item open; None where it ends with none."""
    if not item or item[-1] not in _PAIRS:
        return None
    depth = 0
    for place in range(len(item) - 1, -1, -1):
        depth += (item[place] in _PAIRS) - (item[place] in _PAIRS.values())
        if depth == 0:
            return place
    return None
