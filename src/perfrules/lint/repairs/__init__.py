"""Fixes written into files: only the text of the cells changes. One module a kind of file, whose name is the kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from perfrules.filetypes import kind_of
from perfrules.findings import Edit, Finding, Fix, Location
from perfrules.text import Span

LEVELS = {"safe": ("safe",), "unsafe": ("safe", "unsafe")}


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A new text for part of a cell: ``old`` stands at ``start`` of the cell at ``place`` and becomes ``new``."""

    place: Location
    start: int
    old: str
    new: str

    def applied(self, cell: str) -> str | None:
        """The cell's text after the rewrite, or None where ``old`` does not stand there."""
        end = self.start + len(self.old)
        return cell[: self.start] + self.new + cell[end:] if cell[self.start : end] == self.old else None


def rewrites(findings: Iterable[Finding], level: str) -> list[Rewrite]:
    """What the fixes of these findings change, one rewrite a target; ``level`` is ``safe`` or ``unsafe``.

    Of two fixes that overlap the earlier one is taken.
    """
    wanted = [item for item in findings if item.fix is not None and item.fix.applicability in LEVELS[level] and item.location.text]
    return [_joined(list(group)) for _, group in groupby(sorted(wanted, key=_key), key=_key)]


def _key(item: Finding) -> tuple[str, str, int, int, int, int]:
    place = item.location
    return place.file or "", place.sheet or "", place.table or 0, place.row or 0, place.column or 0, place.offset


def _joined(findings: list[Finding]) -> Rewrite:
    place = findings[0].location
    edits = tuple(_apart(edit for item in findings if item.fix for edit in item.fix.edits))
    text = place.text or ""
    return Rewrite(place, place.offset, text, Fix("safe", edits).apply(text))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    last = Span(-1, -1)
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if edit.span.start >= last.end and edit.span.start > last.start:
            yield edit
            last = edit.span


def rewrite(path: Path, data: bytes, changes: list[Rewrite]) -> tuple[bytes, list[Rewrite]]:
    """The bytes of the file after the changes, and the changes that could not be made because the place was not found."""
    kind = kind_of(path.suffix)
    if kind is None or find_spec(f"{__name__}.{kind}") is None:
        return data, changes
    result: tuple[bytes, list[Rewrite]] = import_module(f"{__name__}.{kind}").rewrite(data, path.name, changes)
    return result
