"""Rows of cells that span rows and columns, laid out on a grid; covered cells take the text of the first and name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from perfrules.tables.grid import Cell, Row, Source


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell as a document writes it. ``continues``: it prolongs the cell above (a vertical merge); ``comment``: a note at it."""

    text: str
    rows: int = 1
    columns: int = 1
    continues: bool = False
    comment: str | None = None


_WIDEST = 1_000


def laid_out(rows: Iterable[Iterable[Spanning]], source: Source, most: int) -> tuple[Row, ...]:
    """The rows of one table, each cell at its column; spans are cut at a thousand columns and at ``most`` cells in all."""
    board = _Board(source)
    count = 0
    for written in rows:
        count += board.add(written)
        if count > most:
            return tuple(board.rows[:-1])
    return tuple(board.rows)


@dataclass(slots=True)
class _Board:
    """Rows so far, and by column the cells that still reach down and how many rows they have left."""

    source: Source
    rows: list[Row] = field(default_factory=list)
    reaching: dict[int, tuple[Cell, int]] = field(default_factory=dict)

    def add(self, written: Iterable[Spanning]) -> int:
        """Lay out one more row; its number of cells."""
        number = len(self.rows) + 1
        line = self._reached(number)
        column = 1
        for cell in written:
            while column in line:
                column += 1
            column = self._place(cell, line, number, column)
        width = max(line, default=0)
        self.rows.append(tuple(line.get(at) or Cell("", self.source, number, at) for at in range(1, width + 1)))
        return width

    def _reached(self, number: int) -> dict[int, Cell]:
        line = {column: Cell(first.text, self.source, number, column, origin=(first.row, first.column))
                for column, (first, _) in self.reaching.items()}  # fmt: skip
        self.reaching = {column: (first, left - 1) for column, (first, left) in self.reaching.items() if left > 1}
        return line

    def _place(self, cell: Spanning, line: dict[int, Cell], row: int, column: int) -> int:
        columns = max(1, min(cell.columns, _WIDEST - column + 1))
        head = self._continued(row, column) if cell.continues else None
        head = head or Cell(cell.text, self.source, row, column, (cell.rows, columns), comment=cell.comment)
        for offset in range(columns):
            here = head if offset == 0 else Cell(head.text, self.source, row, column + offset, origin=head.origin or (row, column))
            line[column + offset] = here
            if cell.rows > 1 and not head.inherited:
                self.reaching[column + offset] = (head, cell.rows - 1)
        return column + columns

    def _continued(self, row: int, column: int) -> Cell | None:
        """The cell that prolongs the one above it, if there is one above; the first of them then reaches down to it."""
        above = self.rows[-1][column - 1] if self.rows and column <= len(self.rows[-1]) else None
        if above is None:
            return None
        top, left = above.origin or (above.row, above.column)
        first = self.rows[top - 1]
        longer = replace(first[left - 1], extent=(row - top + 1, first[left - 1].extent[1]))
        self.rows[top - 1] = (*first[: left - 1], longer, *first[left:])
        return Cell(above.text, self.source, row, column, origin=(top, left))
