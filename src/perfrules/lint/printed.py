"""Printed points held against those that are due: people deduct, and offices print tenths or whole points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from perfrules.findings import Severity
from perfrules.quantities import plain

if TYPE_CHECKING:
    from perfrules.lint.remarks import Table
    from perfrules.model import Department, Project

    Holder: TypeAlias = Department | Project


class Disagreement(NamedTuple):
    """How much it weighs that points differ, and what is due, in words."""

    severity: Severity
    due: str


def disagreement(points: Decimal, low: Decimal, high: Decimal, places: Iterable[int]) -> Disagreement | None:
    """Return what is wrong with printed points outside of what is due, else None.

    More than is due is an error, unless they are what is due rounded to one of ``places`` decimals; fewer are an info.

    >>> disagreement(Decimal(8), Decimal("7.53"), Decimal("7.53"), (1, 0))
    Disagreement(severity=<Severity.INFO: 'info'>, due='7.53')
    """
    if low <= points <= high:
        return None
    due = high if points > high else low
    is_rounded = any(points == due.quantize(Decimal(1).scaleb(-place), ROUND_HALF_UP) for place in places)
    severity = Severity.ERROR if points > due and not is_rounded else Severity.INFO
    return Disagreement(severity, plain(low) if low == high else f"{plain(low)}～{plain(high)}")


def holders(table: Table) -> Iterator[tuple[Holder, Project | None]]:
    """Return all that a total or an execution is printed for: the department's own form, and each project with itself."""
    yield table.department, None
    for project in table.department.projects:
        yield project, project
