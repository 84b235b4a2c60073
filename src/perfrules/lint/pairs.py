"""This year's indicators beside last year's: the same project and the same name, years apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from perfrules.lint.comparing import normal

if TYPE_CHECKING:
    from perfrules.lint.remarks import Table
    from perfrules.model import Department, Indicator, Project

_YEAR = re.compile(r"(?:19|20)\d{2}(?:[-—~～至](?:19|20)\d{2})?年?度?")


class Pair(NamedTuple):
    """An indicator, its project, and the indicator of last year."""

    project: Project
    indicator: Indicator
    last: Indicator


def pairs(table: Table) -> Iterator[Pair]:
    """Every indicator that last year's table has too; nothing where no such table was given."""
    before = _indicators(table.previous) if table.previous is not None else {}
    for project in table.department.projects:
        for indicator in project.indicators:
            last = before.get((_key(project.name), _key(indicator.name)))
            if last is not None:
                yield Pair(project, indicator, last)


def _indicators(department: Department) -> dict[tuple[str, str], Indicator]:
    found: dict[tuple[str, str], Indicator] = {}
    for project in department.projects:
        for indicator in project.indicators:
            found.setdefault((_key(project.name), _key(indicator.name)), indicator)
    return found


def _key(name: str) -> str:
    return normal(_YEAR.sub("", name))
