"""Columns that what stands below them tells, where no heading does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache

from perfrules.comparators import Qualitative
from perfrules.model import Category, Subcategory
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


def targets_by_kind(row: Row) -> dict[str, int]:
    """Return the columns of targets in figures and of those in words, where a header has one of each (定量指标值 定性指标值)."""
    found: dict[str, list[int]] = {"target": [], "words": []}
    for place, cell in enumerate(row):
        said = label(cell.text) if cell.text and not cell.inherited else ""
        for role, kind in (("target", "quantitative"), ("words", "qualitative")):
            if any(said.removeprefix(word) in headings("columns")["target"] for word in headings("signs")[kind] if said.startswith(word)):
                found[role].append(place)
    return {role: place for role, (place,) in found.items()} if all(len(places) == 1 for places in found.values()) else {}


def names_by_content(rows: Sequence[Row], index: int, columns: Mapping[str, int], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the columns of a header with that of names where what stands below tells it.

    Below a heading of names nothing but classes may stand (绩效指标 评价内容: 产出指标 服务人次): the names are then below the next such
    heading. A header may have no level below its second one, below which no class stands, and nothing unknown before the target.
    """
    first, name, second = (columns.get(role) for role in ("first", "name", "second"))
    row = rows[index]
    if name is not None and first is None and second is None:
        behind = (place for place in range(name + 1, len(row)) if row[place].text and not row[place].inherited)
        other = next((place for place in behind if label(row[place].text) in words["name"]), None)
        return {**columns, "first": name, "name": other} if other is not None and _classes(rows, index, name) == {True} else dict(columns)
    if name is None and second is not None and second < columns.get("target", 0):
        between = {place for place in range(second, columns["target"]) if row[place].text.strip()}
        if between <= {*columns.values()} and _classes(rows, index, second) == {False}:
            return {role: place for role, place in columns.items() if role != "second"} | {"name": second}
    return dict(columns)


def _classes(rows: Sequence[Row], index: int, place: int) -> set[bool]:
    """Whether what stands in a column below a header are classes of indicators: all of it, none of it, or both.

    Sums are neither, nor is the satisfaction of whomever, which names a class and an indicator alike.
    """
    cells = (row[place] for row in rows[index + 1 : index + 1 + _ROWS] if place < len(row))
    said = (label(cell.text) for cell in cells if cell.text.strip() and not cell.inherited)
    found = [_class(word) for word in said if word not in headings("rows")["total"]]
    return {kind is not None for kind in found if kind is not Category.SATISFACTION}


def _class(word: str) -> Category | Subcategory | None:
    for kind in (Category, Subcategory):
        with suppress(ValueError):
            return kind(word)
    return None


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
