"""Headings with a character that sounds or looks like the right one: 实际完成直, 得份."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import every_heading, headings


@cache
def _alike() -> Mapping[int, str]:
    return str.maketrans({char: group[0] for (group, *_) in headings("alike").values() for char in group})


def misspelt_role(heading: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the one role whose word a heading is but for characters like its own; None for a known heading, or where several are.

    >>> words = {"actual": ("实际完成值",), "points": ("得分",)}
    >>> misspelt_role("实际完成直", words), misspelt_role("得份", words), misspelt_role("得分", words), misspelt_role("上年完成值", words)
    ('actual', 'points', None, None)
    """
    said = label(heading)
    if said in every_heading():
        return None
    folded = said.translate(_alike())
    found = {role for role, known in words.items() if any(folded == word.translate(_alike()) for word in known if len(word) == len(said))}
    return found.pop() if len(found) == 1 and said not in {word for known in words.values() for word in known} else None


def misspelt_columns(row: Row, columns: Mapping[str, int], words: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the columns of a header whose headings are misspelt, for roles that no other heading has."""
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(row):
        role = misspelt_role(cell.text, words) if cell.text.strip() and not cell.inherited and place not in columns.values() else None
        if role and role not in columns:
            found.setdefault(role, []).append(place)
    return {role: places[0] for role, places in found.items() if len(places) == 1}
