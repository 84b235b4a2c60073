"""项目支出绩效目标表: one row a project, its indicators run together in one cell (Guangzhou and others) or in one cell a class."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce

from perfrules.findings import Location, finding
from perfrules.model import Funding, Project
from perfrules.quantities import EXACT
from perfrules.tables.amounts import amount_of, common_unit, read_amount
from perfrules.tables.forms.objectives import leaked
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.headings.captions import department_in, is_furniture, is_title, unit_in, year_in
from perfrules.tables.headings.labels import label, roles, squeezed
from perfrules.tables.headings.money import unit_of
from perfrules.tables.headings.two_rows import spread
from perfrules.tables.headings.vocabulary import Words, headings, is_harmless
from perfrules.tables.indicators.cells import excerpt, from_joined, one_line
from perfrules.tables.indicators.joined import known_category, take_apart
from perfrules.tables.indicators.listed import MARK, folded_items, from_classed
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part

_PROJECTS = headings("projects")
FUNDS: Words = {source: tuple(dict.fromkeys((*_PROJECTS.get(source, ()), *words))) for source, words in headings("funds").items()}
"""The sources of a form, and the shorter words that stand above columns."""
HEADERS: Words = {"name": _PROJECTS["name"], **FUNDS, "objective": _PROJECTS["objective"], "indicators": _PROJECTS["indicators"]}

_CLASS = "class."
"""In front of the roles of columns that hold the indicators of one class."""
_VALUE = "value."
"""In front of the roles of the columns of their targets, where they stand in columns of their own."""
_SUM = ("合计", "总计")


def fit(grid: Grid, _aliases: Aliases) -> Fit | None:
    """The header row, where 项目名称 and 绩效指标 stand in it and the cells below hold indicators run together."""
    for index, row in enumerate(grid.rows[:200]):
        columns = roles(row, HEADERS)
        depth = 1
        if index + 1 < len(grid.rows) and len(columns) < len(HEADERS) - 1:
            below = roles(grid.rows[index + 1], HEADERS)
            if "appropriation" in below and "name" in columns and "indicators" in columns:
                columns, depth = below | columns, 2
        classes, lines = _class_columns(grid, index, columns)
        columns, depth = columns | classes, max(depth, lines)
        if classes or ({"name", "indicators"} <= columns.keys() and _holds_joined(grid, index + depth, columns["indicators"])):
            titles = tuple(_title(grid.rows[index : index + depth], column) for column in sorted(columns.values()))
            return Fit(index, columns, 7, titles, depth)
    return None


def _class_columns(grid: Grid, index: int, columns: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The columns that hold the indicators of one class each (产出指标, 效益指标), two at least, and the depth of their header."""
    for depth, row in enumerate(grid.rows[index : index + 2], 1):
        named = row[columns["name"] : columns["name"] + 1] if "name" in columns and depth > 1 else ()  # a row may end before it
        if any(cell.text.strip() and not cell.inherited for cell in named):
            break  # 甲项目 | 产出指标 | 数量指标: a row of what it heads
        found = _parts_of_classes(row, grid.rows[index + depth : index + depth + 1]) if depth == 1 else {}
        deep = depth + bool(found)
        found = found or _classes_in(row)
        if "name" in columns and len(found) > 1 and _holds_words(grid, index + deep, found):
            behind = {role.replace(_CLASS, _VALUE): place + 1 for role, place in found.items() if _heads_values(row, place + 1)}
            return found | behind, deep
    return {}, 1


def _classes_in(row: Row) -> dict[str, int]:
    """The columns of a row that are headed by a class."""
    said = {label(cell.text): place for place, cell in enumerate(row) if cell.text and not cell.inherited}
    return {f"{_CLASS}{word}": place for word, place in said.items() if known_category(word)[0]}


def _parts_of_classes(row: Row, below: Sequence[Row]) -> dict[str, int]:
    """The columns of second-level classes below classes over several columns (数量指标 质量指标 below 产出指标), and those of first ones alone."""
    over, lower = spread(row), _classes_in(below[0]) if below else {}
    upper = _classes_in(row)
    heads = {over[place] for place in lower.values() if place in over} & {*upper.values()}
    alone = {role: place for role, place in upper.items() if place not in (*heads, *lower.values())}
    return lower | alone if heads else {}


def _heads_values(row: Row, place: int) -> bool:
    return place < len(row) and not row[place].inherited and label(row[place].text) in headings("columns")["target"]


def _holds_words(grid: Grid, start: int, columns: Mapping[str, int]) -> bool:
    texts = [row[column].text for row in grid.rows[start : start + 50] for column in columns.values() if column < len(row)]
    return any(text.strip() and amount_of(text) is None for text in texts)


def _title(rows: Sequence[Row], column: int) -> str:
    return next(label(row[column].text) for row in reversed(rows) if column < len(row) and row[column].text.strip())


def _holds_joined(grid: Grid, start: int, column: int) -> bool:
    texts = (row[column].text for row in grid.rows[start : start + 50] if column < len(row))
    return any(take_apart(text).entries for text in texts if "指标" in text)


def read(grid: Grid, fit: Fit) -> Part:
    """The department and its projects, one a row; nothing in any cell is dropped without a finding."""
    part = Part()
    for row in grid.rows[: fit.row]:
        _caption(row, part)
    part.unit = part.unit or unit_of(cell for row in grid.rows[fit.row : fit.row + fit.depth] for cell in row)
    columns = [column for role, column in fit.columns.items() if role in FUNDS]
    part.unit = part.unit or common_unit(row[column] for row in grid.rows for column in columns if column < len(row))
    width = len(grid.rows[fit.row])
    idle = [cell for cell in own(grid.rows[fit.row]) if is_harmless(label(cell.text))]
    if idle:
        part.findings.append(at(finding("IN029", fields="、".join(label(cell.text)[:24] for cell in idle)), idle[0]))
    for row in _joined_rows(grid, fit, part):
        _project(row, fit, part, {cell.column for cell in idle})
        if len(row) != width:
            part.findings.append(at(finding("IN012", found=len(row), wanted=width), row[0]))
    _own_row(part)
    return part


def _own_row(part: Part) -> None:
    """Take the first row for the department's own where it has no indicators and its total is the sum of all others."""
    if len(part.projects) < 2 or part.funding != Funding():
        return
    first, *others = part.projects
    totals = [project.funding.total for project in others]
    if first.objective or first.indicators or not all(isinstance(total, Decimal) for total in totals):
        return
    if first.funding.total == reduce(EXACT.add, (total for total in totals if isinstance(total, Decimal)), Decimal(0)):
        part.name, part.funding, part.places = part.name or first.name, first.funding, dict(first.location)
        part.projects = others


def _caption(row: Row, part: Part) -> None:
    name, unit, year = department_in(row), unit_in(row), year_in(row)
    part.name, part.unit, part.year = part.name or name, part.unit or unit, part.year or year
    if not own(row) or name or unit or is_title(row):
        return
    code = "IN018" if is_furniture(row) or year else "IN030" if len(row) == 1 else "IN004"
    part.leave(code, own(row))


def _joined_rows(grid: Grid, fit: Fit, part: Part) -> list[Row]:
    """The rows of data, page breaks taken out: no repeated headers, no furniture, split rows put together."""
    rows: list[Row] = []
    skip = 0
    for row in grid.rows[fit.row + fit.depth :]:
        if skip or not own(row):
            skip = max(0, skip - 1)
        elif len(fit.columns.keys() & roles(row, HEADERS).keys()) >= 3:
            part.findings.append(at(finding("IN005"), row[0]))
            skip = fit.depth - 1
        elif len(own(row)) == 1 and (len(row) == 1 or _is_banner(row)):
            _caption(row, part)
        elif rows and _goes_on(row, fit):
            rows[-1] = _appended(rows[-1], row)
            part.findings.append(at(finding("IN019", project=excerpt(_text(rows[-1], fit, "name"))), row[0]))
        else:
            rows.append(row)
    return rows


def _goes_on(row: Row, fit: Fit) -> bool:
    """Whether a row belongs to the project of the one above: it names none, or its name is merged over both."""
    cell = _cell(row, fit, "name")
    is_sum = label(own(row)[0].text) in _SUM
    return not is_sum and (cell is None or not cell.text.strip() or (cell.origin is not None and cell.origin[0] != cell.row))


def _is_banner(row: Row) -> bool:
    return is_title(row) or is_furniture(row) or bool(department_in(row) or unit_in(row))


def _appended(row: Row, more: Row) -> Row:
    longer = {index: cell.text for index, cell in enumerate(more) if cell.text.strip() and not cell.inherited}
    return tuple(replace(cell, text=cell.text + longer.get(index, "")) for index, cell in enumerate(row))


def _text(row: Row, fit: Fit, role: str) -> str:
    cell = _cell(row, fit, role)
    return cell.text.strip() if cell else ""


def _cell(row: Row, fit: Fit, role: str) -> Cell | None:
    column = fit.columns.get(role)
    return row[column] if column is not None and column < len(row) else None


def _project(row: Row, fit: Fit, part: Part, idle: Collection[int]) -> None:
    name = one_line(_text(row, fit, "name")) or label(own(row)[0].text)
    objective = _text(row, fit, "objective") or None
    amounts = {role: _amount(row, fit, role, part) for role in FUNDS}
    funding = Funding.model_validate(amounts | {"unit": part.unit})
    indicators = _cell(row, fit, "indicators")
    listed = [
        (role.removeprefix(_CLASS), _with_values(cell, _cell(row, fit, role.replace(_CLASS, _VALUE)), part, name))
        for role in fit.columns
        if role.startswith(_CLASS) and (cell := _cell(row, fit, role))
    ]
    bare = objective is None and not any(cell and cell.text.strip() for cell in (indicators, *(cell for _, cell in listed)))
    if bare and (name in _SUM or (not part.projects and _is_own(name, part.name))):
        part.name = part.name or (None if name in _SUM else name)
        part.funding, part.places = funding, _places(row, fit)
        return
    found = from_joined(indicators, name, part.findings, part.cells) if indicators and not listed else []
    found += [item for word, cell in listed for item in from_classed(cell, word, name)]
    if objective and (cell := _cell(row, fit, "objective")):
        part.findings.extend(leaked(cell, found, name))
    used = set(fit.columns.values())
    spare = (cell for index, cell in enumerate(row) if index not in used and cell.column not in idle)
    part.leave("IN004", (cell for cell in spare if cell.text.strip() and not cell.inherited), name)
    place = replace(row[0].place, text=None, project=name)
    part.projects.append(
        Project(name=name, funding=funding, objective=objective, indicators=tuple(found), place=place, location=_places(row, fit))
    )


def _with_values(cell: Cell, values: Cell | None, part: Part, project: str) -> Cell:
    """The cell of indicators with the target of each from the column behind it; those that are not told apart are said."""
    if values is None or not values.text.strip() or values.inherited:
        return cell
    names, targets = (folded_items(one.text) for one in (cell, values))
    if len(names) != len(targets) or any(re.search("[:：]", MARK.sub("", name)) for name in names):
        part.leave("IN004", [values], project)
        return cell
    both = zip(names, (MARK.sub("", target) for target in targets), strict=True)
    return replace(cell, text="\n".join(f"{name}：{target}" for name, target in both))


def _places(row: Row, fit: Fit) -> dict[str, Location]:
    """The cells of a row's funds and objective."""
    cells = {"funding": _cell(row, fit, "total"), "objective": _cell(row, fit, "objective")}
    return {part: replace(cell.place, text=None) for part, cell in cells.items() if cell and cell.text.strip()}


def _is_own(name: str, department: str | None) -> bool:
    """Whether the first row is that of the department: no caption names another, or it names this one (市科技局本级, or with its code)."""
    bare, own = (squeezed(text or "").removesuffix("本级") for text in (name, department))
    return not own or bare == own or (len(bare) >= 4 and bare in own)


def _amount(row: Row, fit: Fit, role: str, part: Part) -> Decimal | None:
    cell = _cell(row, fit, role)
    return read_amount(cell, FUNDS[role][0], part.unit, part.findings) if cell else None


LAYOUT = Layout("joined-cell", "项目支出绩效目标表（指标合写一格）", fit, read)
