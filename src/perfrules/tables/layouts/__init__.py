"""Layouts of tables, one module each, discovered and never registered.

A module here defines ``LAYOUT``, a :class:`Layout`. ``fit`` says with evidence how well the headers of a grid fit, or
None; ``read`` turns the grid into a :class:`Part`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from perfrules.findings import Finding
from perfrules.model import Funding, Indicator, Project, SplitCell
from perfrules.tables.grid import Grid

Aliases = Mapping[str, tuple[str, ...]]
"""More words for the headers of plain columns, by role, as a user gives them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a layout fits: the index of the header row, the column of each role, and how many roles it wants."""

    row: int
    columns: dict[str, int]
    wanted: int
    headers: tuple[str, ...]
    depth: int = 1
    aliases: Aliases = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """How many of the wanted headers are there."""
        return len(self.headers)

    @property
    def share(self) -> int:
        """The matched headers in per mille of the wanted ones."""
        return min(self.matched, self.wanted) * 1000 // self.wanted


@dataclass(slots=True)
class Part:
    """What one grid holds: projects, what it says of the whole department, findings, and the cells taken apart."""

    projects: list[Project] = field(default_factory=list)
    name: str | None = None
    unit: str | None = None
    year: int | None = None
    funding: Funding = field(default_factory=Funding)
    objective: str | None = None
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[SplitCell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """One form of table."""

    name: str
    title: str
    fit: Callable[[Grid, Aliases], Fit | None]
    read: Callable[[Grid, Fit], Part]
    rank: int = 0


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout, the more particular ones first."""
    found = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.LAYOUT for module in found if hasattr(module, "LAYOUT")), key=lambda item: (item.rank, item.name)))


def best(grid: Grid, aliases: Aliases) -> tuple[Layout, Fit] | None:
    """The layout whose headers fit best; of equals, the more particular one."""
    fits = [(layout, fit) for layout in layouts() if (fit := layout.fit(grid, aliases)) is not None]
    return max(fits, key=lambda pair: (pair[1].share, pair[1].matched, -pair[0].rank), default=None)
