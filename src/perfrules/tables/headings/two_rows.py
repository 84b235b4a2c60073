"""Headings in two rows: what stands below a heading over several columns says which part of it each column is (全年 and 半年 below 实际完成值)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from perfrules.tables.grid import Cell, Row
from perfrules.tables.headings.captions import year_in
from perfrules.tables.headings.labels import label, remarks
from perfrules.tables.headings.periods import bare_time, dated, is_period
from perfrules.tables.headings.vocabulary import headings

_PLAIN = headings("values")["plain"]
_PARTS = {
    "nature": headings("columns")["nature"],
    "value": (*_PLAIN, *headings("columns")["target"]),
    "unit": headings("columns")["unit"],
}
_NAMES = headings("columns")["name"]
_LEVELS = (*headings("columns")["first"], *headings("columns")["second"])
_SCORES = (*headings("columns")["weight"], *headings("columns")["points"])
_VALUES = frozenset(word for role in ("target", "adjusted", "actual") for word in headings("columns")[role])
_LONGEST = 12
_FIGURE = re.compile(r"\D?[\d.,]+%?[^\d年季月]{0,3}")


def put_together(rows: Sequence[Row], index: int, known: Collection[str]) -> Row | None:
    """Return the header at ``index`` with what both of its rows say of each column, a ``known`` heading where they make one.

    None where the row below is no second row of a header: it has other texts than short ones under headings over several
    columns, of which at least two stand under the same one.
    """
    if index + 1 >= len(rows):
        return None
    head, below = rows[index], rows[index + 1]
    over = _over(head)
    parts = {place: cell for place, cell in enumerate(below) if cell.text.strip() and not cell.inherited}
    owners = [over[place] for place in parts if place in over]
    if len(owners) < len(parts) or len(set(owners)) == len(owners) or not all(_is_short(cell.text) for cell in parts.values()):
        return None
    of_year = _own_year(rows, index, {over[place] for place in parts})
    named = {place: _named(cell, head[over[place]], known, of_year) for place, cell in parts.items()}
    for place, cell in enumerate(below):
        first = place if cell.origin is None or cell.origin[0] < cell.row else place - cell.column + cell.origin[1]
        if first in named and first < place:
            named[place] = replace(cell, text=named[first].text)
    return tuple(named.get(place, cell) for place, cell in enumerate(head))


def is_below_years(rows: Sequence[Row], index: int) -> bool:
    """Return whether a row heads values below several years or periods (2022年, 2023年), which it does not tell apart by itself."""
    over = _over(rows[index - 1]) if index else {}
    values = {place for place, cell in enumerate(rows[index]) if not cell.inherited and label(cell.text) in _VALUES}
    return sum(_is_time(label(rows[index - 1][place].text)) for place in {over[place] for place in values if place in over}) > 1


def are_parts_of(rows: Sequence[Row], index: int, place: int) -> bool:
    """Return whether the heading of a column is over several columns which the row below tells apart."""
    over = spread(rows[index])
    below = enumerate(rows[index + 1])
    parts = [
        other for other, cell in below if cell.text.strip() and not cell.inherited and other in over and over[other] == over.get(place)
    ]
    return len(parts) > 1


def _over(head: Row) -> dict[int, int]:
    """The columns below each heading over several columns, and those below a year or a period alone."""
    over = spread(head)
    alone = (place for place, cell in enumerate(head) if place not in over and not cell.inherited and _is_time(label(cell.text)))
    return over | {place: place for place in alone}


def _own_year(rows: Sequence[Row], index: int, places: Collection[int]) -> str | None:
    """The heading that says the table's own year, where it is the only time of a header: nothing is to be told apart by it."""
    times = {said for place in places if is_period(said := label(rows[index][place].text))}
    found = dated(bare_time(next(iter(times)))) if len(times) == 1 else None
    year = next((known for above in reversed(rows[:index]) if (known := year_in(above))), None)
    return next(iter(times)) if found and found[0] and year in (None, int(found[0])) else None


def _is_time(said: str) -> bool:
    return is_period(said) or dated(bare_time(said)) == (None, "")


def _named(lower: Cell, upper: Cell, known: Collection[str], of_year: str | None) -> Cell:
    """The lower cell with the heading that both make: 全年实际完成值, else 实际 alone, else the lower in front of the upper.

    A value below a heading of values (数值 below 实际完成值) is what that says, and so is the third level below one of scores. What
    stands below a year or a period (2022年, 上年) is of that one, but for the levels and names of indicators, and below the year that the
    table is of (``of_year``).
    """
    part, whole = label(lower.text), label(upper.text)
    own = whole if (part in _PLAIN and whole in _VALUES) or (part in _NAMES and whole in _SCORES) else part
    said = next((word for word in (part + whole, own, whole + part) if word in known), part + whole)
    if is_period(whole) and whole != of_year and part in known and part not in (*_LEVELS, *_NAMES):
        said = whole + part
    elif part in _LEVELS and whole in _SCORES:
        said = part + whole
    return replace(lower, text="".join([said, *(f"（{remark}）" for cell in (upper, lower) for remark in remarks(cell.text))]))


def parts_below(rows: Sequence[Row], index: int, columns: Mapping[str, int]) -> dict[str, int]:
    """Return the columns of the sign, the value and the unit below a heading of values over several columns (≥ 5 场 below 指标值).

    Those of a target have the roles of a table with such columns; of an adjusted target and of what was reached they are told apart.
    """
    over = spread(rows[index])
    found: dict[str, int] = {}
    for role in ("target", "adjusted", "actual"):
        prefix = "" if role == "target" else f"{role}_"
        for place, cell in enumerate(rows[index + 1]):
            if not cell.text.strip() or cell.inherited or over.get(place) != columns.get(role, -1):
                continue
            said = label(cell.text)
            part = next((part for part, words in _PARTS.items() if said in words), None)
            if part is not None:
                found.setdefault(role if part == "value" else f"{prefix}{part}", place)
    return found


def spread(head: Row) -> dict[int, int]:
    """Return the columns below each heading over several columns, with the place of the heading; blanks and the same words behind a heading
    are below it.
    """
    found: dict[int, int] = {}
    start: int | None = None
    for place, cell in enumerate(head):
        is_same = start is not None and label(cell.text) == label(head[start].text)
        if cell.text.strip() and not is_same and not (cell.origin and cell.origin[1] < cell.column):
            start = place
        elif start is not None:
            found |= {start: start, place: start}
    return found


def _is_short(text: str) -> bool:
    return len(label(text)) <= _LONGEST and not _FIGURE.fullmatch(text.strip())
