"""Two tables that stand side by side on one sheet, told apart by their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfrules.tables.grid import Grid, Row
from perfrules.tables.headings.captions import is_title
from perfrules.tables.headings.columns import COLUMNS
from perfrules.tables.headings.labels import captioned, label, roles, squeezed
from perfrules.tables.headings.periods import is_annual_first
from perfrules.tables.headings.vocabulary import headings

_FIRST_ROWS = 200
_NAMES = headings("fields")["name"]


def apart(grid: Grid) -> list[Grid]:
    """Return the grid, or both of its halves where a header stands twice in one row and nothing below it is merged over both.

    A form that sets out its whole period and its year side by side is one. Where what stands above is of one project, the right
    half goes on below the left one, if its indicators are others.
    """
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        column = _second_start(row)
        if column is None:
            continue
        if is_annual_first(grid.rows[:index]) is not None or any(_crosses(other, column) for other in grid.rows[index:]):
            return [grid]
        if _is_of_one(grid.rows[:index], column):
            return [_folded(grid, index, column) or grid]
        rows = [(other[:column], other[column:]) for other in grid.rows]
        return [replace(grid, rows=tuple(half for pair in rows if (half := pair[side])), beside=True) for side in (0, 1)]
    return [grid]


def _is_of_one(above: Sequence[Row], column: int) -> bool:
    """Whether what stands above both halves names one project: in a field merged over both, or in one half alone."""
    merged = any(_crosses(row, column) and not is_title(row) for row in above)
    named = [any(captioned(row[part], _NAMES) for row in above) for part in (slice(column), slice(column, None))]
    return merged or named[0] != named[1]


def _folded(grid: Grid, index: int, column: int) -> Grid | None:
    """The grid with its right half below its left one; None where both name the same indicators."""
    left, right = ([half for row in grid.rows[index + 1 :] if (half := row[part])] for part in (slice(column), slice(column, None)))
    name = roles(grid.rows[index], COLUMNS)["name"]
    first, second = ({squeezed(row[name].text) for row in rows if name < len(row)} - {""} for rows in (left, right))
    return None if first & second else replace(grid, rows=(*grid.rows[:index], grid.rows[index][:column], *left, *right))


def _second_start(row: Row) -> int | None:
    """The column in which the header of a second table begins, which says all that the first one says from its start."""
    said = [(index, label(cell.text)) for index, cell in enumerate(row) if cell.text.strip() and not cell.inherited]
    half, odd = divmod(len(said), 2)
    words = [word for _, word in said]
    own = tuple(cell for cell in row if not cell.inherited)
    if odd or half < 2 or words[:half] != words[half:] or not {"name", "target"} <= roles(own, COLUMNS).keys():
        return None
    return said[half][0]


def _crosses(row: Row, column: int) -> bool:
    """Whether a cell is merged over the edge in front of a column."""
    cell = row[column] if column < len(row) else None
    return cell is not None and cell.origin is not None and cell.origin[1] < cell.column
