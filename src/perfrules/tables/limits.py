"""Limits on files from strangers, checked before the work that they bound."""

from __future__ import annotations

from dataclasses import dataclass

from perfrules.errors import TableError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, at
from perfrules.wording.characters import legible


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold. ``ratio`` (expanded over stored) counts only for parts above ``ratio_floor`` bytes; ``stream_bytes`` is for one stream of a PDF."""

    file_bytes: int = 100 * 2**20
    parts: int = 5_000
    expanded_bytes: int = 512 * 2**20
    stream_bytes: int = 64 * 2**20
    ratio: int = 200
    ratio_floor: int = 4 * 2**20
    sheets: int = 1_000
    cells: int = 2_000_000
    cell_characters: int = 200_000
    pages: int = 1_000
    depth: int = 500

    def refuse(self, what: str, what_en: str, found: int, most: int) -> TableError:
        """The error that says which limit a file exceeds."""
        return TableError(
            f"文件的{what}（{found:,}）超过上限 {most:,}，为安全起见没有读取；请拆分后再读。",
            f"The file's {what_en} ({found:,}) exceed the limit of {most:,}; it was not read. Split it first.",
        )


LIMITS = Limits()
"""The limits that hold where none are given."""


def bounded(text: str, limits: Limits) -> str:
    """The text of a cell, cut at the limit, its radicals as ideographs: a PDF has ⽬标 for 目标, and what was copied from one.

    The same object where nothing is cut or changed.
    """
    return legible(text if len(text) <= limits.cell_characters else text[: limits.cell_characters])


def too_long(cell: Cell, text: str, limits: Limits) -> Finding:
    """The finding on a cell whose ``text`` was cut."""
    return at(finding("IN023", limit=f"{limits.cell_characters:,}", found=f"{len(text):,}"), cell)
