"""What perfrules itself has written and what is no table to read: its reports, and the sheet that is filled in beside a table."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.deferring import deferred
from perfrules.errors import TableError
from perfrules.filetypes import is_report
from perfrules.tables.exchange import COLUMNS
from perfrules.tables.grid import Grid
from perfrules.tables.guards import unguard
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.headings.vocabulary import headings
from perfrules.text import visible

_SEAL = b'"seal":'
_KEY = deferred(r"(?:P\d{2,}(?:X|I\d+(?:C\d+)?)|D(?:X|I\d+(?:C\d+)?))")
"""A key as sheets of actual values have it."""
_ASKED = frozenset(word for role in ("criterion", "expected") for word in headings("sheet")[role])
_EXCHANGED = frozenset(COLUMNS[field] for field in ("criterion", "low", "high"))
"""What only the table that ``convert`` writes has: it splits conditions too, and is a table whether or not its keys are whole."""


def refuse_report(data: bytes, name: str) -> None:
    """Raise :class:`~perfrules.errors.TableError` for a report: what it says was read from a table already."""
    if not is_report(data) and not (data.startswith(b"{") and _SEAL in data):
        return
    shown = visible(name)
    raise TableError(
        f"“{shown}”是 perfrules 写出的报告，不是绩效目标表；请改用原来的表格文件。",
        f"“{shown}” is a report that perfrules has written, no table of targets; give the table itself.",
    )


def refuse_sheet(grids: Sequence[Grid], name: str) -> None:
    """Raise :class:`~perfrules.errors.TableError` for the sheet that ``template`` writes: it goes with its table, not in its place.

    A table may number its rows and say what is asked; the keys, and columns that only the sheet has, tell the two apart.
    """
    if any(map(_is_sheet, grids)):
        shown = visible(name)
        raise TableError(
            f"“{shown}”是 perfrules template 生成的填报表，不是绩效目标表；请用 perfrules score 目标表 --actuals {shown}。",
            f"“{shown}” is a sheet of actual values, no table of targets; use perfrules score TABLE --actuals {shown}.",
        )


def _is_sheet(grid: Grid) -> bool:
    for index, row in enumerate(grid.rows[:50]):
        titles = {label(cell.text) for cell in row}
        if not titles & _ASKED or titles & _EXCHANGED:
            continue
        place = roles(row, headings("actuals")).get("key")
        if place is not None:
            below = (squeezed(unguard(other[place].text)).upper() for other in grid.rows[index + 1 :] if place < len(other))
            return any(map(_KEY.fullmatch, below))
    return False
