"""Headings in two rows: what stands below a heading over several columns says which part of it each column is (全年 and 半年 below 实际完成值)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from perfrules.tables.grid import Cell, Row
from perfrules.tables.headings.labels import label, remarks

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
    over = _spread(head)
    parts = {place: cell for place, cell in enumerate(below) if cell.text.strip() and not cell.inherited}
    owners = [over[place] for place in parts if place in over]
    if len(owners) < len(parts) or len(set(owners)) == len(owners) or not all(_is_short(cell.text) for cell in parts.values()):
        return None
    named = {place: _named(cell, head[over[place]], known) for place, cell in parts.items()}
    for place, cell in enumerate(below):
        first = place if cell.origin is None or cell.origin[0] < cell.row else place - cell.column + cell.origin[1]
        if first in named and first < place:
            named[place] = replace(cell, text=named[first].text)
    return tuple(named.get(place, cell) for place, cell in enumerate(head))


def _named(lower: Cell, upper: Cell, known: Collection[str]) -> Cell:
    """The lower cell with the heading that both make: 全年实际完成值, else 实际 alone, else the lower in front of the upper."""
    part, whole = label(lower.text), label(upper.text)
    said = next((word for word in (part + whole, part, whole + part) if word in known), part + whole)
    return replace(lower, text="".join([said, *(f"（{remark}）" for cell in (upper, lower) for remark in remarks(cell.text))]))


def _spread(head: Row) -> dict[int, int]:
    """The columns below each heading over several columns, with the place of the heading; blanks and the same words behind a heading
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
