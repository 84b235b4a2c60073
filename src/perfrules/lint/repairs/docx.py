"""Word documents: the runs of a table's cell change, their formats stay."""

from __future__ import annotations

import io
from typing import Any

from perfrules.lint.repairs import Rewrite


def rewrite(data: bytes, name: str, changes: list[Rewrite]) -> tuple[bytes, list[Rewrite]]:
    """The document with its cells rewritten; a change whose text is not found at its place is handed back."""
    del name
    import docx

    document = docx.Document(io.BytesIO(data))
    failed = [
        change for change in sorted(changes, key=lambda item: item.start, reverse=True) if not _changed(_cell(document, change), change)
    ]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), failed


def _cell(document: Any, change: Rewrite) -> Any:
    place = change.place
    tables = document.tables
    if not place.table or not place.row or not place.column or place.table > len(tables):
        return None
    rows = tables[place.table - 1].rows
    cells = rows[place.row - 1].cells if place.row <= len(rows) else ()
    return cells[place.column - 1] if place.column <= len(cells) else None


def _changed(cell: Any, change: Rewrite) -> bool:
    if cell is None or change.applied(cell.text) is None:
        return False
    start, end = _narrowed(change)
    at = 0
    for paragraph in cell.paragraphs:
        length = sum(len(run.text) for run in paragraph.runs)
        if at <= start and end <= at + length:
            return _in_runs(paragraph.runs, start - at, end - at, _middle(change))
        at += length + 1
    return False


def _narrowed(change: Rewrite) -> tuple[int, int]:
    """The part of the cell that really changes: what both texts share at the ends is left alone."""
    head, tail = _shared(change)
    return change.start + head, change.start + len(change.old) - tail


def _middle(change: Rewrite) -> str:
    head, tail = _shared(change)
    return change.new[head : len(change.new) - tail]


def _shared(change: Rewrite) -> tuple[int, int]:
    most = min(len(change.old), len(change.new))
    head = next((index for index in range(most) if change.old[index] != change.new[index]), most)
    tail = next((index for index in range(most - head) if change.old[-1 - index] != change.new[-1 - index]), most - head)
    return head, tail


def _in_runs(runs: list[Any], start: int, end: int, text: str) -> bool:
    at = 0
    for run in runs:
        first, last = max(start, at) - at, min(end, at + len(run.text)) - at
        length = len(run.text)
        if first <= last and (first < last or start == end or at <= start < at + length):
            run.text = run.text[:first] + text + run.text[last:]
            text = ""
            if start == end:
                return True
        at += length
    return not text
