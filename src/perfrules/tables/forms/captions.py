"""Rows of a form that are captions."""

from __future__ import annotations

from perfrules.tables.grid import Row, own
from perfrules.tables.headings.captions import department_in, is_title, unit_in, year_in


def is_caption(row: Row) -> bool:
    """Whether a row is blank, a title, a year, or a line of one or two cells that tells the unit of money or the department."""
    return not own(row) or is_title(row) or bool(year_in(row) or (len(own(row)) <= 2 and (unit_in(row) or department_in(row))))
