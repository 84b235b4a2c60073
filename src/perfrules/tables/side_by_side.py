"""Two tables that stand side by side on one sheet, told apart by their headers."""

from __future__ import annotations

from dataclasses import replace

from perfrules.tables.grid import Grid, Row
from perfrules.tables.headings.columns import COLUMNS
from perfrules.tables.headings.labels import label, roles
from perfrules.tables.headings.periods import is_annual_first

_FIRST_ROWS = 200


def apart(grid: Grid) -> list[Grid]:
    """Return the grid, or both of its halves where a header stands twice in one row and nothing is merged over both.

    A form that sets out its whole period and its year side by side is one.
    """
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        column = _second_start(row)
        if column is None:
            continue
        if is_annual_first(grid.rows[:index]) is not None or any(_crosses(other, column) for other in grid.rows):
            return [grid]
        rows = [(other[:column], other[column:]) for other in grid.rows]
        return [replace(grid, rows=tuple(half for pair in rows if (half := pair[side]))) for side in (0, 1)]
    return [grid]


def _second_start(row: Row) -> int | None:
    """The column in which the header of a second table begins, which says all that the first one says from its start."""
    said = [(index, label(cell.text)) for index, cell in enumerate(row) if cell.text.strip() and not cell.inherited]
    half, odd = divmod(len(said), 2)
    words = [word for _, word in said]
    if odd or half < 2 or words[:half] != words[half:] or not {"name", "target", "first"} <= roles(row, COLUMNS).keys():
        return None
    return said[half][0]


def _crosses(row: Row, column: int) -> bool:
    """Whether a cell is merged over the edge in front of a column."""
    cell = row[column] if column < len(row) else None
    return cell is not None and cell.origin is not None and cell.origin[1] < cell.column
