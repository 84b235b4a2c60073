"""Columns to tick (经费保障 制度保障 …, 确定能 有可能 完全不可能): a second row of headings in monitoring tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import headings

_TICKS = headings("ticks")
_LEVELS = headings("levels")["level"]
_NUMBERED = re.compile(r"^\d(?=\D)")
POSSIBILITIES = {str(code): word for code, word in enumerate(_TICKS["possibility"], 1)}
"""The codes of systems in use for whether a target will be reached."""
_KINDS = ("reason", "explanation", "possibility")


def tick_columns(row: Row) -> dict[str, int]:
    """Return the columns of a row of such headings by ``kind.heading``; nothing where fewer than two of a kind to tick stand there."""
    found = {
        f"{kind}.{said}": index
        for index, cell in enumerate(row)
        for kind in _KINDS
        if cell.text and not cell.inherited and (said := _NUMBERED.sub("", label(cell.text))) in _TICKS[kind]
    }
    return found if sum(not role.startswith("explanation") for role in found) > 1 else {}


def level_columns(row: Row) -> dict[str, int]:
    """Return the columns of a row headed 优 良 中 差 by ``level.heading``; nothing where fewer than three stand there."""
    found = {f"level.{label(cell.text)}": index for index, cell in enumerate(row) if cell.text and label(cell.text) in _LEVELS}
    return found if len(found) > 2 else {}


def ticked(row: Row, columns: Mapping[str, int], kind: str) -> list[str]:
    """Return the headings of a kind that are ticked in a row, with what is written where more than a tick stands."""
    found = []
    for role, index in columns.items():
        if role.startswith(f"{kind}.") and index < len(row) and (text := row[index].text.strip()):
            heading = role.partition(".")[2]
            found.append(text if kind == "explanation" else heading if text in _TICKS["ticked"] else f"{heading}：{text}")
    return found
