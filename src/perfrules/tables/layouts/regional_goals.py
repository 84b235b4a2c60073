"""区域绩效目标表 of a transfer: one column a county, each of which is read as a project of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from perfrules.findings import Finding, finding
from perfrules.tables.amounts import amount_of
from perfrules.tables.forms.form import is_field, read_forms
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.headings.captions import is_title
from perfrules.tables.headings.columns import COLUMNS
from perfrules.tables.headings.labels import label, roles
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part

_REGION = re.compile(r".{1,20}(?:省|市|县|区|旗|州|盟|兵团|师|镇|乡|开发区|新区|本级)")
_TOTAL = headings("rows")["total"]
_KNOWN = frozenset(word for words in COLUMNS.values() for word in words)
_HEADER = ("first", "second", "name")


def fit(grid: Grid, aliases: Aliases) -> Fit | None:
    """A header of indicators without a target but with at least two regions behind the name, below a field 项目名称."""
    named = False
    for index, row in enumerate(grid.rows[:500]):
        found = roles(row, {role: COLUMNS[role] for role in (*_HEADER, "target")})
        if "target" in found or not {"name", "first"} <= found.keys():
            named = named or is_field(row, "name")
            continue
        regions = _regions(row, found["name"], titled=_is_regional(grid, index))
        if named and len(regions) > 1:
            columns = {role: found[role] for role in _HEADER if role in found} | {
                f"region.{name}": place for name, place in regions.items()
            }
            return Fit(index, columns, 4, ("项目名称", *map(label, (cell.text for cell in own(row)))), 1, aliases)
    return None


def _is_regional(grid: Grid, index: int) -> bool:
    return any(is_title(row) and "区域" in own(row)[0].text for row in grid.rows[:index])


def _regions(row: Row, name: int, *, titled: bool) -> dict[str, int]:
    """The regions of a header and their columns; under a title that says 区域 any word that is no heading is one."""
    words = {
        label(cell.text): place
        for place, cell in enumerate(row)
        if place > name and cell.text.strip() and not cell.inherited and label(cell.text) not in (*_KNOWN, *_TOTAL)
    }
    return words if titled or all(_REGION.fullmatch(word) for word in words) else {}


def read(grid: Grid, fit: Fit) -> Part:
    """One project a region: the form without the columns of the others."""
    regions = {role.partition(".")[2]: place for role, place in fit.columns.items() if role.startswith("region.")}
    left_out = {place for place, cell in enumerate(grid.rows[fit.row]) if label(cell.text) in _TOTAL}
    whole = Part()
    for name, place in regions.items():
        others = left_out | set(regions.values()) - {place}
        rows = tuple(_of_region(row, name, place, regions, others, below=index >= fit.row) for index, row in enumerate(grid.rows))
        part = read_forms(replace(grid, rows=rows), fit)
        for project in part.projects:
            called = f"{project.name}（{name}）"
            indicators = tuple(
                item.model_copy(update={"place": item.place and replace(item.place, project=called)}) for item in project.indicators
            )
            unit = {"implementing_unit": name} if project.implementing_unit is None else {}
            whole.projects.append(project.model_copy(update={"name": called, "indicators": indicators} | unit))
        whole.findings += [found for found in part.findings if found not in whole.findings]
        whole.unit, whole.year = whole.unit or part.unit, whole.year or part.year
    whole.findings += [
        _unread(cell) for row in grid.rows[fit.row :] for place, cell in enumerate(row) if place in left_out and cell.text.strip()
    ]
    return whole


def _of_region(row: Row, name: str, place: int, regions: dict[str, int], others: set[int], *, below: bool) -> Row:
    """A row without the cells of other regions; the region's own heading is that of the target, or none above its funds."""
    if not below and not _is_by_region(row, regions):
        return row
    cells = []
    for index, cell in enumerate(row):
        heads = index == place and label(cell.text) == name
        text = "" if index in others or (heads and not below) else "指标值" if heads else cell.text
        cells.append(replace(cell, text=text))
    return tuple(cells)


def _is_by_region(row: Row, regions: dict[str, int]) -> bool:
    """Whether a row of the head gives something by region: the regions' names, or an amount in each column that is filled."""
    cells = {name: row[place] for name, place in regions.items() if place < len(row) and row[place].text.strip()}
    named = sum(label(cell.text) == name for name, cell in cells.items())
    return named > 1 or (bool(cells) and all(amount_of(cell.text) is not None and not cell.inherited for cell in cells.values()))


def _unread(cell: Cell) -> Finding:
    return at(finding("IN029", fields=excerpt(cell.text)[:24]), cell)


LAYOUT = Layout("regional-goals", "区域绩效目标表（一县一列）", fit, read)
