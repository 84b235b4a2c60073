"""What perfrules itself has written and what is no table to read: its reports, and the sheet that is filled in beside a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfrules.deferring import deferred
from perfrules.errors import TableError
from perfrules.filetypes import is_report
from perfrules.findings import Finding
from perfrules.tables.grid import Grid
from perfrules.tables.headings.labels import roles, squeezed
from perfrules.tables.headings.vocabulary import headings
from perfrules.text import visible

_SEAL = b'"seal":'
_KEY = deferred(r"(?:P\d{2,}(?:X|I\d+(?:C\d+)?)|D(?:X|I\d+(?:C\d+)?))")
"""A key as sheets of actual values have it."""
_ASKED = "考核条件"


def refuse_report(data: bytes, name: str) -> None:
    """Raise :class:`~perfrules.errors.TableError` for a report: what it says was read from a table already."""
    if not is_report(data) and not (data.startswith(b"{") and _SEAL in data):
        return
    shown = visible(name)
    raise TableError(
        f"“{shown}”是 perfrules 写出的报告，不是绩效目标表；请改用原来的表格文件。",
        f"“{shown}” is a report that perfrules has written, no table of targets; give the table itself.",
    )


def refuse_sheet(grids: Sequence[Grid], remarks: Iterable[Finding], name: str) -> None:
    """Raise :class:`~perfrules.errors.TableError` for the sheet that ``template`` writes: it goes with its table, not in its place.

    ``remarks`` are what was noticed of the grids; only where its own column was not read are the keys looked for.
    """
    if not any(item.code == "IN029" and _ASKED in item.params["fields"] for item in remarks):
        return
    words = headings("actuals")
    for grid in grids:
        places = [place for row in grid.rows[:50] for role, place in roles(row, words).items() if role == "key"]
        if any(_KEY.fullmatch(squeezed(row[place].text).upper()) for place in places for row in grid.rows if place < len(row)):
            shown = visible(name)
            raise TableError(
                f"“{shown}”是 perfrules template 生成的填报表，不是绩效目标表；请用 perfrules score 目标表 --actuals {shown}。",
                f"“{shown}” is a sheet of actual values, no table of targets; use perfrules score TABLE --actuals {shown}.",
            )
