"""Column roles of tables with one indicator a row, the words they go by, and the words that users add."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from perfrules.arguments import of_kind
from perfrules.errors import SettingsError
from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.captions import year_in
from perfrules.tables.headings.labels import label, roles
from perfrules.tables.headings.misspelt import misspelt_columns, misspelt_role
from perfrules.tables.headings.periods import is_annual_first
from perfrules.tables.headings.targets import names_by_content, target_by_content, targets_by_kind
from perfrules.tables.headings.ticks import level_columns, tick_columns
from perfrules.tables.headings.two_rows import are_parts_of, is_below_years, parts_below, put_together
from perfrules.tables.headings.vocabulary import headings

COLUMNS = headings("columns")
"""The words of each role, the ones that win first."""
_ENDINGS = headings("endings")
_GROUPS = headings("rows")["indicators"]
_SCORES = {word: role for role in ("weight", "points") for word in COLUMNS[role]}
_TITLES = {"name": "指标名称"}
"""How a role is called where the word that wins first would not be understood."""


def checked(columns: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The user's words by role; raises :class:`~perfrules.errors.SettingsError` for a role that is none.

    >>> checked({"name": "考核内容"})
    {'name': ('考核内容',)}
    """
    found = {}
    of_kind(columns, Mapping, ("列的含义与列名的映射", "a mapping from role to headers"))
    for role, words in columns.items():
        if role not in COLUMNS:
            raise SettingsError(
                f"[tool.perfrules.columns] 中的“{role}”不是列的含义，可用：{'、'.join(COLUMNS)}。",
                f"“{role}” in [tool.perfrules.columns] is no role of a column; there are: {', '.join(COLUMNS)}.",
            )
        listed = [words] if isinstance(words, str) else words
        if not isinstance(listed, (list, tuple)) or not all(isinstance(word, str) for word in listed):
            raise SettingsError(
                f"[tool.perfrules.columns] 中的“{role}”应为列名或列名的列表。",
                f"“{role}” in [tool.perfrules.columns] is a header or a list of them.",
            )
        found[role] = tuple(label(word) for word in listed)
    return found


def indicator_columns(rows: Sequence[Row], index: int, aliases: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, int], int] | None:
    """The columns of the header that begins at ``index`` and its depth, or None where no header of indicators begins there.

    The second row of a header may say that a target stands in several columns (指标性质 指标值 度量单位).
    """
    words = words_with(aliases)
    columns = roles(rows[index], words)
    if {"name", "target"} <= columns.keys() and is_below_years(rows, index):
        return None
    is_head = len(columns) > 1 or ("name" in columns and any(ending_role(cell.text) for cell in own(rows[index])))
    whole = _whole(rows, index, words) if is_head else None
    if whole is not None and (found := indicator_columns((*rows[:index], whole, *rows[index + 2 : index + 4]), index, aliases)):
        return found[0], found[1] + 1
    if whole is not None and "target" in columns and are_parts_of(rows, index, columns["target"]):
        return None
    columns |= _by_ending(rows, index, columns)
    columns |= misspelt_columns(rows[index], columns, words) if len(columns) > 1 else {}
    if "target" not in columns and "adjusted" in columns:
        columns["target"] = columns.pop("adjusted")
    if "target" not in columns and {"low", "high"} <= columns.keys():
        columns["target"] = columns["low"]
    else:
        columns = {role: column for role, column in columns.items() if role not in ("low", "high")}
    columns |= {} if "target" in columns else targets_by_kind(rows[index]) or target_by_content(rows, index, columns)
    columns = names_by_content(rows, index, columns, words)
    graded = level_columns(rows[index])
    if graded and "target" not in columns:
        columns |= {"target": min(graded.values())}
    columns |= _in_one(rows[index], columns)
    columns |= _both_scores(rows[index])
    if not {"name", "target"} <= columns.keys() or (columns["name"] == columns["target"] and "in_one" not in columns):
        return None
    columns |= _above_the_name(rows[index], columns)
    columns = _spanning(rows, index, words) | columns | _own_scores(rows[index], columns, words) | _half_of_the_year(rows, index, columns)
    if graded:
        return columns | graded, 1
    graded = level_columns(rows[index + 1]) if index + 1 < len(rows) else {}
    if columns["target"] in graded.values():
        return columns | graded, 2
    ticks = tick_columns(rows[index + 1]) if index + 1 < len(rows) else {}
    if ticks:
        kept = {role: column for role, column in columns.items() if role not in ("reason", "possibility") or column not in ticks.values()}
        return kept | ticks, 2
    below = roles(rows[index + 1], words) if index + 1 < len(rows) else {}
    if {"nature", "unit"} & below.keys() or {"target", "adjusted"} <= below.keys():
        parts = parts_below(rows, index, columns)
        known = ("weight",) if "target" in parts else ("nature", "target", "adjusted", "unit", "weight")
        named = {role: column for role, column in below.items() if role in known}
        values = {parts[role] for role in ("adjusted", "actual") if role in parts}
        return columns | {role: column for role, column in named.items() if role != "target" or column not in values} | parts, 2
    return columns, 1


def header_of(rows: Sequence[Row], index: int, depth: int, aliases: Mapping[str, tuple[str, ...]]) -> Sequence[Row]:
    """Return the rows of a header; of two that are read together the one that says what both say."""
    whole, words = rows[index], words_with(aliases)
    for place in range(index + 1, index + depth):
        together = _whole((whole, *rows[place : place + 1]), 0, words)
        if together is None:
            return rows[index : index + depth]
        whole = together
    return (whole,)


def _whole(rows: Sequence[Row], index: int, words: Mapping[str, tuple[str, ...]]) -> Row | None:
    """What a header in two rows says, unless its second row is of a kind of its own."""
    known = frozenset(word for role in words.values() for word in role)
    return None if _is_divided(rows[index + 1 : index + 2], words) else put_together(rows, index, known)


def _is_divided(below: Sequence[Row], words: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the second row of a header is of a kind of its own: signs and units, grades, or what is ticked."""
    own = [tuple(cell for cell in row if not cell.inherited) for row in below]
    return any(tick_columns(row) or level_columns(row) or _are_parts(roles(row, words)) for row in own)


def _are_parts(columns: Mapping[str, int]) -> bool:
    """Whether columns are the parts of a target whose name stands in the row above."""
    return bool({"nature", "unit"} & columns.keys()) and "name" not in columns


def _in_one(row: Row, columns: Mapping[str, int]) -> dict[str, int]:
    """The column of names and targets in one (三级指标及指标值), where neither has a column of its own."""
    if {"name", "target"} <= columns.keys() or not {"first", "second"} & columns.keys():
        return {}
    found = next((place for place, cell in enumerate(row) if cell.text and not cell.inherited and _is_both(label(cell.text))), None)
    return {} if found is None else {"name": found, "target": found, "in_one": found}


def _is_both(heading: str) -> bool:
    """Whether a heading names a name and a target in turn."""
    parts = re.split("[及和与、/]", heading)
    return len(parts) == 2 and parts[0] in COLUMNS["name"] and parts[1] in COLUMNS["target"]


def _both_scores(row: Row) -> dict[str, int]:
    """The column of weights and points in one (分值/得分), by ``scores.`` and which of them stands in front."""
    for place, cell in enumerate(row):
        said = [_SCORES.get(part) for part in re.split("[/、]", label(cell.text))] if cell.text and not cell.inherited else []
        if sorted(map(str, said)) == ["points", "weight"]:
            return {"weight": place, "points": place, f"scores.{said[0]}": place}
    return {}


def _by_ending(rows: Sequence[Row], index: int, columns: Mapping[str, int]) -> dict[str, int]:
    """The columns of a header of indicators that their headings' endings alone tell, each the only one of its role.

    Of several that differ by their year (2022年指标值, 2023年指标值) it is that of the year above the header.
    """
    row = rows[index]
    classes = [columns[one] for one in ("first", "second") if one in columns]
    if not classes and not {"name", "target"} <= columns.keys():
        return {}
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(row):
        role = ending_role(cell.text) if cell.text and not cell.inherited and place not in columns.values() else None
        if role and (role != "project" or place < min(classes or [columns["name"]])):
            found.setdefault(role, []).append(place)
    years = {_year_of(row[place].text) for places in found.values() for place in places} - {0}
    if len(years) > 1 or any(len(places) > 1 for places in found.values()):
        year = next((said for above in reversed(rows[:index]) if (said := year_in(above))), None)
        known = (year, 0) if len(years) > 1 else (year, *years)
        found = {
            role: [place for place in places if _year_of(row[place].text) in (known if len(places) == 1 else (year,))]
            for role, places in found.items()
        }
    return {role: places[0] for role, places in found.items() if role not in columns and len(places) == 1}


def _year_of(heading: str) -> int:
    """The year with which a heading begins; 0 where it begins with none."""
    found = re.match(r"(20\d\d)年", label(heading))
    return int(found[1]) if found else 0


def ending_role(heading: str) -> str | None:
    """Return the role that a heading's ending tells, None where it tells none.

    >>> ending_role("2023年绩效目标值"), ending_role("自评分值"), ending_role("上年完成值")
    ('target', 'points', None)
    """
    said = label(heading)
    if any(word in said for word in _ENDINGS["not"]):
        return None
    ends = [(len(word), role) for role, words in _ENDINGS.items() if role != "not" for word in words if said.endswith(word)]
    return max(ends)[1] if ends else None


def presumed(header: Sequence[Row], columns: Mapping[str, int], aliases: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """Return what is said of the columns that were known by the endings of their headings, or are misspelt (IN081)."""
    words = words_with(aliases)
    findings = []
    joint = {"name", "target"} if "in_one" in columns else set()
    joint |= {"weight", "points"} if any(role.startswith("scores.") for role in columns) else set()
    for role in sorted(words.keys() & columns.keys() - joint):
        cell = next((row[columns[role]] for row in reversed(header) if columns[role] < len(row) and row[columns[role]].text.strip()), None)
        known = (ending_role(cell.text), misspelt_role(cell.text, words), "target" if "by_content" in columns else None) if cell else ()
        if cell and label(cell.text) not in words[role] and role in known:
            findings.append(
                at(
                    finding(
                        "IN081",
                        heading=label(cell.text)[:24],
                        title=_TITLES.get(role) or words[role][len(aliases.get(role, ()))],
                        title_en=role,
                    ),
                    cell,
                )
            )
    return findings


def _spanning(rows: Sequence[Row], index: int, words: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The columns of projects that a header in two rows names in its upper one only, where the cells below are filled."""
    if not 0 < index < len(rows) - 1:
        return {}
    above = roles(rows[index - 1], {role: words[role] for role in ("project", "code", "number")})
    return {role: column for role, column in above.items() if _is_blank(rows[index], column) and _is_data(rows[index + 1], column)}


def _is_blank(row: Row, column: int) -> bool:
    return column < len(row) and not row[column].text.strip()


def _is_data(row: Row, column: int) -> bool:
    return column < len(row) and bool(row[column].text.strip()) and label(row[column].text) not in _GROUPS


def _above_the_name(row: Row, columns: Mapping[str, int]) -> dict[str, int]:
    """The column 三级指标 beside one of 四级指标."""
    found = roles(row, {"above": headings("above")["name"]})
    return found if found and found["above"] < columns["name"] else {}


def _own_scores(row: Row, columns: Mapping[str, int], words: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The columns of weights and points behind the name, where those in front of it are of its classes (一级指标 分值 二级指标 分值)."""
    found: dict[str, int] = {}
    for role in ("weight", "points"):
        if columns.get(role, columns["name"]) < columns["name"]:
            behind = (place for place in range(columns["name"] + 1, len(row)) if not row[place].inherited)
            place = next((place for place in behind if row[place].text and label(row[place].text) in words[role]), None)
            found |= {role: place} if place is not None else {}
    return found


def _halves(row: Row, columns: Mapping[str, int]) -> dict[str, list[int]]:
    """The columns that a header gives twice, left and right: those of the name and the target at least, else none."""
    said = [label(cell.text) if cell.text and not cell.inherited else "" for cell in row]
    places = {role: [place for place, word in enumerate(said) if word == said[columns[role]]] for role in columns.keys() & COLUMNS.keys()}
    if len(places["name"]) != 2 or len(places["target"]) != 2 or places["name"][1] < places["target"][0]:
        return {}
    return {role: found for role, found in places.items() if len(found) == 2}


def _half_of_the_year(rows: Sequence[Row], index: int, columns: Mapping[str, int]) -> dict[str, int]:
    """The half of a declaration that sets out its whole period and its year side by side which is the year's: that below 年度, else the right one."""
    halves = _halves(rows[index], columns)
    half = 0 if halves and is_annual_first(rows[:index]) else 1
    return {role: places[half] for role, places in halves.items()}


def unsaid_half(rows: Sequence[Row], index: int, columns: Mapping[str, int]) -> list[Finding]:
    """Return what is said of a header in two halves above which nothing tells which of them is the year's (IN082)."""
    halves = _halves(rows[index], columns)
    if not halves or is_annual_first(rows[: index + 1]) is not None:
        return []
    return [at(finding("IN082"), rows[index][halves["target"][0]])]


def heading_of(row: Row, columns: Mapping[str, int], role: str) -> Cell | None:
    """Return the cell of a header that heads a role's column."""
    index = columns.get(role, len(row))
    return row[index] if index < len(row) else None


def header_texts(rows: Sequence[Row], columns: Mapping[str, int]) -> tuple[str, ...]:
    """What the header says above each of the columns, from left to right."""
    return tuple(
        label(next((row[column].text for row in reversed(rows) if column < len(row) and row[column].text.strip()), ""))
        for column in sorted(set(columns.values()))
    )


def words_with(aliases: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The words of each role with the user's in front."""
    if not aliases:
        return COLUMNS
    return {role: (*aliases.get(role, ()), *words) for role, words in COLUMNS.items()}
