"""Formulas without a stored result: listed where the cell is read, counted where it is not, or is computed anyway."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Grid, own
from perfrules.tables.headings.labels import label, roles
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.parts import Fit

_CODE = "IN008"
_COMPUTED = ("rate", "points")
"""Columns that are computed anew: what stands there is compared and decides nothing."""


def counted(findings: Sequence[Finding], grid: Grid, fit: Fit) -> list[Finding]:
    """Return the findings with one IN078 for all formulas of a grid whose result nobody needs."""
    spare = [found for found in findings if _is_spare(found, grid, fit)]
    if not spare:
        return list(findings)
    source = grid.source
    told = finding("IN078", count=len(spare)).at(file=source.file, sheet=source.sheet)
    return [*(found for found in findings if found not in spare), told]


def _is_spare(found: Finding, grid: Grid, fit: Fit) -> bool:
    place = found.location
    if found.code != _CODE or place.sheet != grid.source.sheet or place.row is None:
        return False
    header = grid.rows[fit.row]
    if place.row < header[0].row:
        return place.column in _computed_above(grid, fit)
    totals = {row[0].row for row in grid.rows[fit.row :] if (cells := own(row)) and label(cells[0].text) in headings("rows")["total"]}
    read = {header[index].column for role, index in fit.columns.items() if role not in _COMPUTED and index < len(header)}
    return place.column not in read or place.row in totals


def _computed_above(grid: Grid, fit: Fit) -> set[int]:
    """The columns of 执行率 and 得分 in the block of funds."""
    across = headings("amounts")
    found = [(row, roles(row, {role: across[role] for role in _COMPUTED})) for row in grid.rows[: fit.row]]
    return {row[index].column for row, columns in found for index in columns.values()}
