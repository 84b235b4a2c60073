"""The labels of the block of funds: who gives the money, and which figure of it a heading is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfrules.tables.amounts import amount_of
from perfrules.tables.grid import Cell, Row
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.periods import dated, is_of_another_year
from perfrules.tables.headings.vocabulary import headings

SOURCES = headings("funds")
ACROSS = headings("amounts")
KNOWN = frozenset(word for words in ACROSS.values() for word in words)


def source_of(cell: Cell) -> str | None:
    r"""Return the source that a cell names: 其中：当年财政拨款 is ``appropriation``.

    >>> from perfrules.tables.grid import Source
    >>> source_of(Cell("其中：当年\n财政拨款", Source("a"), 1, 1))
    'appropriation'
    """
    said = re.sub(r"^其中:?|^-+|^\d[.、]", "", label(cell.text))
    return next((source for source, words in SOURCES.items() if said in words), None)


def is_of_funds(cell: Cell) -> bool:
    """Whether a cell is a label of the block of funds: a source, a figure, or the block itself."""
    return source_of(cell) is not None or label(cell.text) in KNOWN or label(cell.text) in headings("groups")["form"]


def whose(row: Row, places: Sequence[int], year: int | None) -> str | None:
    """Whose amounts stand beside their labels at places of a row: those of the source in front of them, else of the whole.

    Of none that is known where another year or something else stands there (2022年, 政府采购), which a field with its value does not.
    """
    this = ((str(year), ""), (None, ""))
    front = [cell for cell in row[: min(places)] if cell.text.strip() and (cell.origin is None or cell.origin[1] == cell.column)]
    front = [cell for cell in front if (said := label(cell.text)) not in headings("groups")["form"] and dated(said) not in this]
    source = next(filter(None, map(source_of, reversed(front))), "total")
    is_unknown = len(front) == 1 and source_of(front[0]) is None and amount_of(front[0].text) is None
    is_other = any(is_of_another_year(label(cell.text), year) for cell in (*front[-1:], *row[min(places) : max(places)]))
    return None if is_unknown or is_other else source
