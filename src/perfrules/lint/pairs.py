"""This year's indicators beside last year's: the same project and the same name, years apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from perfrules.deferring import deferred
from perfrules.intervals import Direction
from perfrules.lint.comparing import normal
from perfrules.lint.sizes import bound_of, measured, sizes
from perfrules.measures import tendency
from perfrules.units import factor
from perfrules.wording import Target, parse

if TYPE_CHECKING:
    from perfrules.lint.remarks import Table
    from perfrules.model import Department, Indicator, Project

_YEAR = deferred(r"(?:19|20)\d{2}(?:[-—~～至](?:19|20)\d{2})?年?度?")


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


def vanished(table: Table) -> Iterator[tuple[Project, Indicator]]:
    """Every indicator of last year's that its project has no longer, with the project of this year."""
    before = _indicators(table.previous) if table.previous is not None else {}
    now = set(_indicators(table.department))
    projects = {_key(project.name): project for project in table.department.projects}
    for (project, name), last in before.items():
        if (project, name) not in now and project in projects:
            yield projects[project], last


def below_result(pair: Pair) -> bool:
    """Whether this year's one bound is easier than last year's result."""
    return _easier(pair, parse(pair.last.actual or "", name=pair.last.name))


def below_target(pair: Pair) -> bool:
    """Whether this year's one bound is easier than last year's."""
    return _easier(pair, pair.last.target)


def _easier(pair: Pair, last: Target) -> bool:
    now, then = sizes(pair.indicator.target), sizes(last)
    if len(now) != 1 or len(then) != 1 or len(pair.indicator.target.criteria) != 1:
        return False
    bound, other = bound_of(now[0]), bound_of(then[0])
    if bound is None or other is None or factor(other.unit, bound.unit) is None:
        return False
    words = measured(pair.indicator.target.criteria[0], pair.indicator.name)
    direction = bound.direction or tendency(words).better or Direction.ASCENDING
    return bound.quantity < other.quantity if direction is Direction.ASCENDING else bound.quantity > other.quantity


def _indicators(department: Department) -> dict[tuple[str, str], Indicator]:
    found: dict[tuple[str, str], Indicator] = {}
    for project in department.projects:
        for indicator in project.indicators:
            found.setdefault((_key(project.name), _key(indicator.name)), indicator)
    return found


def _key(name: str) -> str:
    return normal(_YEAR.sub("", name))
