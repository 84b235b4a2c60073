"""A list of projects on a sheet of its own (编码, 名称, 预算 …), joined to the rows of indicators that bear the same code or name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.guards import unguard
from perfrules.tables.headings.columns import indicator_columns, words_with
from perfrules.tables.headings.facts import fact_columns
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.headings.vocabulary import headings, is_harmless
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import best
from perfrules.tables.parts import Aliases

_FIRST_ROWS = 50
_KEYS = ("code", "project")
"""What joins, the surer one first."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list of projects: its grid, the place of its header, the columns of its keys, and those of what it says of a project."""

    grid: Grid
    start: int
    keys: dict[str, int]
    facts: dict[str, int]

    def rows(self, key: str) -> dict[str, Row]:
        """The rows by a key; the first of two that bear the same."""
        found: dict[str, Row] = {}
        for row in self.grid.rows[self.start + 1 :]:
            if said := _said(row, self.keys[key]):
                found.setdefault(said, row)
        return found


def joined(grids: Sequence[Grid], aliases: Aliases) -> tuple[list[Grid], list[Finding]]:
    """Return the grids with what lists of projects say put beside the indicators, and what is said of lists that are used.

    A list none of whose projects has indicators here stays a grid of its own.
    """
    lists = [found for grid in grids if (found := _list_of(grid, aliases)) is not None] if len(grids) > 1 else []
    rest = [grid for grid in grids if not any(grid is found.grid for found in lists)]
    findings: list[Finding] = []
    for found in lists:
        used: set[int] = set()
        widened = [_widened(grid, found, aliases, used) for grid in rest]
        if not used:
            rest.append(found.grid)
            continue
        rest = widened
        findings += _unused(found, used)
    return rest, findings


def _list_of(grid: Grid, aliases: Aliases) -> _List | None:
    """The list that a grid is: a row of headings with a code or a name of projects and something else of them, and no indicators."""
    words = words_with(aliases)
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        keys = roles(row, {key: words[key] for key in _KEYS})
        facts = fact_columns(row, keys.values())
        if not keys or len(keys) + len(facts) < 2 or index + 1 >= len(grid.rows):
            continue
        below = grid.rows[index + 1]
        known = {label(cell.text) for cell in own(below)} & {label(row[place].text) for place in facts.values()}
        values = len({*keys.values(), *facts.values()} & {place for place, cell in enumerate(below) if cell.text.strip()})
        if known or values < 2 or indicator_columns(grid.rows, index, aliases) is not None or best(grid, aliases) is not None:
            return None
        return _List(grid, index, keys, facts)
    return None


def _said(row: Row, place: int | None) -> str:
    return squeezed(unguard(row[place].text)) if place is not None and place < len(row) else ""


def _widened(grid: Grid, found: _List, aliases: Aliases, used: set[int]) -> Grid:
    """The grid with the columns of a list behind its own, where it has indicators and shares a key; what it has itself stays."""
    start = next((index for index in range(min(200, len(grid.rows))) if indicator_columns(grid.rows, index, aliases)), None)
    if start is None:
        return grid
    head = grid.rows[start]
    columns, _ = indicator_columns(grid.rows, start, aliases) or ({}, 1)
    key = next((key for key in _KEYS if key in columns and key in found.keys), None)
    if key is None:
        return grid
    rows = found.rows(key)
    here = {*columns, *fact_columns(head, columns.values())}
    more = {role: place for role, place in {**found.keys, **found.facts}.items() if role not in here}
    width = max(map(len, grid.rows))
    listed = found.grid.rows[found.start]
    out = []
    for index, row in enumerate(grid.rows):
        other = listed if index == start else rows.get(_said(row, columns[key])) if index > start else None
        if other is None or not more:
            out.append(row)
            continue
        used.update([other[0].row] if index > start else [])
        out.append((*row, *_blanks(row, width), *(_cell(other, place, row) for place in more.values())))
    return replace(grid, rows=tuple(out)) if used else grid


def _blanks(row: Row, width: int) -> Iterator[Cell]:
    return (Cell("", row[-1].source, row[-1].row, row[-1].column + more) for more in range(1, width - len(row) + 1))


def _cell(row: Row, place: int, beside: Row) -> Cell:
    return row[place] if place < len(row) else Cell("", beside[-1].source, beside[-1].row, beside[-1].column)


def _unused(found: _List, used: set[int]) -> Iterator[Finding]:
    """What a list says that is not read: columns that are none of a project's, and projects without indicators."""
    head = found.grid.rows[found.start]
    known = {*found.keys.values(), *found.facts.values()}
    idle = [(place, cell) for place, cell in enumerate(head) if place not in known and cell.text.strip() and not cell.inherited]
    counts = headings("columns")["number"]
    plain = [cell for _, cell in idle if is_harmless(label(cell.text)) or label(cell.text) in counts]
    if plain:
        yield at(finding("IN029", fields="、".join(label(cell.text)[:24] for cell in plain)), plain[0])
    body = [row for row in found.grid.rows[found.start + 1 :] if own(row)]
    for place, cell in idle:
        values = [row[place].text.strip()[:12] for row in body if place < len(row) and row[place].text.strip()]
        if cell not in plain and values:
            shown = "、".join(dict.fromkeys(values[:5]))
            yield at(
                finding(
                    "IN070", heading=label(cell.text)[:24], values=shown, guess="请核对是否影响评分", guess_en="does a score hang on it?"
                ),
                cell,
            )
    for row in body:
        cells = own(row)
        if label(cells[0].text) in headings("rows")["total"]:
            yield at(finding("IN029", fields=label(cells[0].text)[:24]), cells[0])
        elif row[0].row not in used:
            places = [found.keys[key] for key in reversed(_KEYS) if key in found.keys]
            name = next((said for place in places if (said := _said(row, place))), excerpt(cells[0].text))
            yield at(finding("IN085", project=name), cells[0], project=name)
