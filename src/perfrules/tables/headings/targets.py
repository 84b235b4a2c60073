"""Columns that what stands below them tells, where no heading does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from perfrules.comparators import Qualitative
from perfrules.tables.grid import Row
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import every_heading, headings, is_harmless
from perfrules.wording import parse

_ROWS = 20
"""Rows that are looked at."""
_SCORED = frozenset(("actual", "weight", "points"))


def target_by_content(rows: Sequence[Row], index: int, columns: Mapping[str, int]) -> dict[str, int]:
    """Return the column of targets of a header that names indicators and what they reached or weigh, but no target.

    It is the one column under an unknown heading, or under one of a project's goal (年度目标), in which a number with a comparator
    word stands in most of the rows.
    """
    if "name" not in columns or not _SCORED & columns.keys():
        return {}
    row = rows[index]
    others = every_heading() - _goals()
    places = [
        place
        for place, cell in enumerate(row)
        if cell.text.strip() and not cell.inherited and place not in columns.values() and label(cell.text) not in others
    ]
    found = [
        place for place in places if not is_harmless(label(row[place].text)) and _holds_targets(rows[index + 1 : index + 1 + _ROWS], place)
    ]
    return {"target": found[0], "by_content": found[0]} if len(found) == 1 else {}


@cache
def _goals() -> frozenset[str]:
    """Headings of what a project is to reach, or of what an indicator is about, which may head its targets."""
    goals = headings("goals")
    return frozenset((*goals["planned"], *goals["objective"], *headings("projects")["objective"], *headings("columns")["name"]))


def _holds_targets(rows: Sequence[Row], place: int) -> bool:
    texts = [text for row in rows if place < len(row) and (text := row[place].text.strip())]
    return 2 * sum(map(_is_target, texts)) > len(texts)


def _is_target(text: str) -> bool:
    return any(criterion.operator and not isinstance(criterion.comparator, Qualitative) for criterion in parse(text).criteria)
