"""Which period a block of goals or indicators is for: the whole of a project (长期, 中期, 实施期) or its year; and months of monitoring."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date

from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label, months_in
from perfrules.tables.headings.vocabulary import headings

_PERIODS = headings("periods")


def period_in(row: Row, used: Collection[int] = ()) -> str | None:
    """Return ``long`` or ``annual`` where a row bears such a label outside of its ``used`` columns, else None."""
    for index, cell in enumerate(row):
        if cell.text and index not in used:
            said = next((period for period, words in _PERIODS.items() if label(cell.text) in words), None)
            if said:
                return said
    return None


def last_day(row: Row, year: int | None) -> date | None:
    """Return the last day that the headings of a monitoring table count (1-7月执行情况), in the budget year.

    >>> from perfrules.tables.grid import Cell, Source
    >>> last_day((Cell("1—7月执行情况", Source("a"), 1, 1),), 2023)
    datetime.date(2023, 7, 31)
    """
    month = max((months_in(cell.text) for cell in row), default=0)
    return date(year, month, monthrange(year, month)[1]) if year and month else None
