"""Layouts of tables, one module each, discovered and never registered.

A module here defines ``LAYOUT``, a :class:`Layout`. ``fit`` says with evidence how well the headers of a grid fit, or
None; ``read`` turns the grid into a :class:`Part`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from perfrules.tables.grid import Cell, Grid, Row
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


def best_turned(grid: Grid, aliases: Aliases) -> tuple[Grid, Layout, Fit] | None:
    """The layout of a small grid whose headings stand down its first column, with its rows for columns."""
    if not 1 < len(grid.rows) <= _SMALL or not all(grid.rows) or any(cell.inherited for row in grid.rows for cell in row):
        return None
    rows = tuple(tuple(_cell(row, place) for row in grid.rows) for place in range(max(map(len, grid.rows))))
    turned = replace(grid, rows=rows)
    found = best(turned, aliases)
    return (turned, *found) if found and found[0].name == _TURNED and found[1].row == 0 else None


def _cell(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else Cell("", row[0].source, row[0].row, place + 1)


_TURNED = "plain-columns"
_SMALL = 50
"""Rows of a grid that may be headings."""
