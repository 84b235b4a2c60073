"""Years and spans of years in names and targets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from perfrules.deferring import deferred

if TYPE_CHECKING:
    from perfrules.model import Department, Project

_YEAR = r"(?:19|20)\d{2}"
_SPAN = deferred(rf"({_YEAR})\s*年?\s*(?:[-–—~～至到]|--)\s*({_YEAR})\s*年?")
_YEARS = deferred(rf"(?<!\d)({_YEAR})(?=\s*年|\s*[)）])")


def year_of(project: Project, department: Department) -> int | None:
    """The year of the table: the project's own, else the department's."""
    return project.year or department.year


def last_day(project: Project, department: Department) -> date | None:
    """The last day of the project: of the span of years in its name, else of the table's year; None where none is known.

    The end of a year is its last day.
    """
    span = _SPAN.search(project.name)
    year = int(span[2]) if span else year_of(project, department)
    return date(year, 12, 31) if year else None


def years(text: str) -> list[int]:
    """The years that the text names, in order.

    >>> years("2021年省大专项，2023-2024年")
    [2021, 2024]
    """
    return [int(found[1]) for found in _YEARS.finditer(text)]


def span_of(text: str) -> tuple[int, int] | None:
    """The span of years that the text names, or None.

    >>> span_of("2021-2025年累计完成")
    (2021, 2025)
    """
    found = _SPAN.search(text)
    return (int(found[1]), int(found[2])) if found else None
