"""Layouts of tables, one module each, discovered and never registered.

A module here defines ``LAYOUT``, a :class:`Layout`. ``fit`` says with evidence how well the headers of a grid fit, or
None; ``read`` turns the grid into a :class:`Part`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from perfrules.tables.grid import Grid
from perfrules.tables.parts import Aliases, Fit, Part


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
