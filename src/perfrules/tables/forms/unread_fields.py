"""Labels at the head of a form that are not read: named with their values where those could matter, else only counted off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from perfrules.findings import Finding, finding
from perfrules.tables.amounts import NOTHING, amount_of, unit_behind
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.vocabulary import headings, is_harmless

_ONE_LINE = 12
"""Headings in one message."""


def unread_fields(rows: Sequence[Row], taken: Collection[tuple[int, int]], project: str | None) -> list[Finding]:
    """Return what is said of the cells that are not ``taken``: a label beside an amount (IN070), any other label (IN029)."""
    findings: list[Finding] = []
    plain: list[Cell] = []
    for row in rows:
        for name, values in _groups(row, taken):
            amounts = [value for value in values if _is_amount(value.text)]
            named = _label_of(row, name) if amounts and name is amounts[0] else name
            if amounts and not is_harmless(label(named.text)) and not _is_other_part(named, row):
                shown = "、".join(value.text.strip()[:12] for value in amounts[:5])
                heading = " ".join(named.text.split()).rstrip(":：")[:24]
                found = finding("IN070", heading=heading, values=shown, guess="其值为数值", guess_en="numbers")
                findings.append(at(found, name, project=project))
            elif named not in plain:
                plain.append(named)
    for start in range(0, len(plain), _ONE_LINE):
        fields = "、".join(" ".join(cell.text.split())[:24] for cell in plain[start : start + _ONE_LINE])
        findings.append(at(finding("IN029", fields=fields), plain[start], project=project))
    return findings


def _is_other_part(name: Cell, row: Row) -> bool:
    """Whether a label names a part of the funds on which nothing turns: who gives it, or the whole period beside the year's.

    An amount that stands twice in its row is no label.
    """
    said = re.sub("^其中:?", "", label(name.text))
    return said in headings("other_funds")["part"] or (
        not _is_amount(name.text) and any(cell.column > name.column and label(cell.text) == label(name.text) for cell in own(row))
    )


def _groups(row: Row, taken: Collection[tuple[int, int]]) -> Iterator[tuple[Cell, list[Cell]]]:
    """The labels of a row that nothing has read, each with the cells behind it up to the next label."""
    name: Cell | None = None
    values: list[Cell] = []
    for cell in own(row):
        if squeezed(cell.text) in NOTHING:
            continue
        if cell.inherited or (cell.row, cell.column) in taken or label(cell.text) in headings("groups")["form"]:
            if name is not None:
                yield name, values
            name, values = None, []
        elif name is None:
            name, values = cell, [cell] if _is_amount(cell.text) else []
        elif _is_amount(cell.text) or not values:
            values.append(cell)
        else:
            yield name, values
            name, values = cell, []
    if name is not None:
        yield name, values


def _label_of(row: Row, cell: Cell) -> Cell:
    """The label of the row of an amount that stands behind amounts which were read: the nearest words to its left."""
    before = [
        other for other in own(row) if other.column < cell.column and not _is_amount(other.text) and squeezed(other.text) not in NOTHING
    ]
    return before[-1] if before else cell


def _is_amount(text: str) -> bool:
    return amount_of(text) is not None or unit_behind(text) is not None
