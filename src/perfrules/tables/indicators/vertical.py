"""Cells that stand for several rows without being merged: labels written one character a row (产 出 指 标), and 同上."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from perfrules.tables.grid import Row
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.joined import known_category

_DITTO = frozenset(headings("rows")["ditto"])


def vertical_labels(rows: Sequence[Row], column: int | None) -> Sequence[Row]:
    """Rows whose label was written one character a row (产 出 指 标), with the whole label in the first of them."""
    if column is None or not any(_is_letter(row, column) for row in rows):
        return rows
    out = list(rows)
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and _is_letter(out[end], column):
            end += 1
        word = "".join(out[index][column].text.strip() for index in range(start, end))
        if end - start > 1 and known_category(word)[0] is not None:
            for index in range(start, end):
                text = word if index == start else ""
                out[index] = (*out[index][:column], replace(out[index][column], text=text), *out[index][column + 1 :])
        start = max(end, start + 1)
    return out


def without_ditto(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, each cell that says 同上 with the text of the one above it."""
    above: Row = ()
    for row in rows:
        if any(cell.text.strip() in _DITTO for cell in row):
            texts = [
                above[place].text if cell.text.strip() in _DITTO and place < len(above) else cell.text for place, cell in enumerate(row)
            ]
            row = tuple(replace(cell, text=text) for cell, text in zip(row, texts, strict=True))
        above = row
        yield row


def _is_letter(row: Row, column: int) -> bool:
    return column < len(row) and len(row[column].text.strip()) == 1 and not row[column].inherited
