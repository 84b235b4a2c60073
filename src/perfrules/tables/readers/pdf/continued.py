"""Tables that go on over pages: their columns are told by where they stand, and rows that a page has cut are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from perfrules.tables.grid import Cell, Row
from perfrules.tables.readers.pdf.ruled import NEAR, Box, Ruled, wrapped


@dataclass(slots=True)
class _Chain:
    """Tables of pages that follow each other, as one table with columns of its own."""

    tables: list[Ruled] = field(default_factory=list)

    def goes_on_in(self, table: Ruled) -> bool:
        """Whether a table begins and ends across the page where this one does.

        One whose columns are those of the first, each a little beside it, keeps them as its own: their number tells which is which.
        """
        last, first, here = self.tables[-1], _edges(self.tables[:1]), _edges([table])
        is_beside = len(first) == len(here) and any(abs(one - other) > NEAR for one, other in zip(first, here, strict=True))
        middles = [0.0, *_middles(first), inf]
        if is_beside and all(low < edge < high for edge, (low, high) in zip(here, pairwise(middles), strict=True)):
            return False
        return abs(last.left - table.left) <= NEAR and abs(last.right - table.right) <= NEAR

    def columns(self) -> list[float]:
        """The middle of each column, from left to right."""
        return _middles(_edges(self.tables))


def _edges(tables: Iterable[Ruled]) -> list[float]:
    """Where the columns of tables begin and end; rules that nearly touch are one."""
    edges: list[float] = []
    for edge in sorted({side for table in tables for box in table.texts for side in (box[0], box[2])}):
        if not edges or edge - edges[-1] > NEAR:
            edges.append(edge)
    return edges


def _middles(edges: Sequence[float]) -> list[float]:
    return [(left + right) / 2 for left, right in pairwise(edges)]


def put_together(pages: Iterable[Sequence[Ruled | Row]]) -> list[Row]:
    """Return the rows of pages, those of a table that goes on from the last of a page to the first of the next as of one table."""
    chains: list[_Chain] = []
    of: dict[int, _Chain] = {}
    blocks: list[Ruled | Row] = []
    before: _Chain | None = None
    for page in pages:
        tables = [block for block in page if isinstance(block, Ruled)]
        for place, table in enumerate(tables):
            chain = before if place == 0 and before is not None and before.goes_on_in(table) else _Chain()
            if not chain.tables:
                chains.append(chain)
            chain.tables.append(table)
            of[id(table)] = chain
        before = of[id(tables[-1])] if tables else None
        blocks += page
    for chain in chains:
        for upper, lower in pairwise(chain.tables):
            _join(upper, lower)
    columns = {id(chain): chain.columns() for chain in chains}
    rows: list[Row] = []
    for block in blocks:
        rows += _rows(block, columns[id(of[id(block)])]) if isinstance(block, Ruled) else [block]
    return rows


def _join(upper: Ruled, lower: Ruled) -> None:
    """Put what stands in cells that a page has cut into their upper part."""
    for below in lower.open_above:
        middle = (below[0] + below[2]) / 2
        above = next((box for box in upper.open_below if box[0] < middle < box[2]), None)
        if above is not None:
            upper.texts[above] = wrapped([upper.texts[above], lower.texts[below]])
            lower.texts[below] = ""


def _rows(table: Ruled, columns: Sequence[float]) -> list[Row]:
    """The rows of a table in columns; a place that a merged cell covers has its text and names its first place.

    What is left of a first row whose cells were cut is none.
    """
    boxes = sorted(table.texts, key=lambda box: box[1])
    first: dict[Box, tuple[int, int]] = {}
    rows: list[Row] = []
    for number, down in enumerate(table.downs, 1):
        here = [box for box in boxes if box[1] < down < box[3]]
        cells = []
        for column, across in enumerate(columns, 1):
            box = next((box for box in here if box[0] < across < box[2]), None)
            start = first.setdefault(box, (number, column)) if box is not None else (number, column)
            text = table.texts[box] if box is not None else ""
            cells.append(Cell(text, table.source, number, column, origin=None if start == (number, column) else start))
        rows.append(tuple(cells))
    is_rest = bool(table.open_above) and not any(cell.text.strip() for cell in rows[0])
    return rows[1:] if is_rest else rows
