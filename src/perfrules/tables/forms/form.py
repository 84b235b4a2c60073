"""Forms of one project: a head of labelled fields, funds, objectives, then one indicator a row, then a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from perfrules.findings import finding
from perfrules.model import Project
from perfrules.tables.forms.body import read_indicators
from perfrules.tables.forms.captions import is_caption
from perfrules.tables.forms.draft import Draft
from perfrules.tables.forms.funds import Funds
from perfrules.tables.forms.objectives import leaked, read_objectives
from perfrules.tables.forms.units import unit_of_funds
from perfrules.tables.forms.unread_fields import unread_fields
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.headings.captions import is_furniture, is_title, unit_in, year_in
from perfrules.tables.headings.columns import COLUMNS, header_of, header_texts, heading_of, indicator_columns, presumed, unsaid_half
from perfrules.tables.headings.labels import captioned, label, squeezed
from perfrules.tables.headings.periods import monitored_until, of_other_years
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.anew import Headers
from perfrules.tables.indicators.cells import one_line
from perfrules.tables.indicators.rows import IndicatorRows
from perfrules.tables.indicators.unread_columns import settled
from perfrules.tables.parts import Aliases, Fit, Part

HEAD = headings("fields")
_ENDINGS = headings("field_endings")
_LONGEST_LABEL = 12
_BEGUN = re.compile(r"\s*([^:：\s]{2,16})\s*[:：]")
_YEARS = headings("facts")["year"]
_FIELDS = frozenset(word for words in HEAD.values() for word in words)
_LABELS = _FIELDS.union(*COLUMNS.values())
_HEADINGS = _LABELS.union(*headings("amounts").values())


def _header(rows: Sequence[Row], index: int, aliases: Aliases) -> tuple[dict[str, int], int] | None:
    """The header of a form's indicators; a name and a target alone may be any two words of its head."""
    found = indicator_columns(rows, index, aliases)
    return found if found and {"first", "second", "actual", "weight"} & found[0].keys() else None


def fit_form(grid: Grid, aliases: Aliases, wanted: Sequence[str]) -> Fit | None:
    """The first indicator header with the ``wanted`` columns below a field 项目名称.

    Where the projects stand in a column of a header above it, or a line for the first right below that header, the table is a list.
    """
    named = is_below = False
    for index in range(min(2000, len(grid.rows))):
        found = _header(grid.rows, index, aliases) if named or not is_below else None
        if found and set(wanted) <= found[0].keys():
            columns, depth = found
            if named:
                titles = ("项目名称", *header_texts(grid.rows[index : index + depth], columns))
                return Fit(index, columns, len(wanted) + 3, titles, depth, aliases)
            if "project" in columns or _begins(grid.rows, index + depth, aliases):
                return None
            is_below = True
        named = named or (found is None and _begins(grid.rows, index, aliases))
    return None


def read_forms(grid: Grid, fit: Fit) -> Part:
    """Every form of the grid: each begins at its 项目名称, or at the title above it."""
    part = Part()
    for rows in _segments(grid.rows, fit.aliases):
        _read_form(rows, fit.aliases, part)
    part.year = next((project.year for project in part.projects if project.year), part.year)
    return part


def _begins(rows: Sequence[Row], index: int, aliases: Aliases) -> bool:
    """Whether a row names the project of a form: it has the field, and its label heads no column of a list."""
    row = rows[index] if index < len(rows) else ()
    field = _field(row, "name") or _field(row, "name", ending=True)
    if field is None or any(label(cell.text) == "序号" for cell in own(row)):
        return False
    headers = (indicator_columns(rows, below, aliases) for below in range(index, min(index + 3, len(rows))))
    columns = (header[0]["project"] for header in headers if header and "project" in header[0])
    return not any(column < len(row) and row[column].column == field[0].column for column in columns)


def _segments(rows: Sequence[Row], aliases: Aliases) -> list[Sequence[Row]]:
    starts: list[int] = []
    for index in range(len(rows)):
        if _begins(rows, index, aliases) and not (starts and _is_one_head(rows, starts[-1], index, aliases)):
            starts.append(index)
    begins = []
    for index in starts:
        while index > 0 and is_caption(rows[index - 1]):
            index -= 1
        begins.append(index)
    is_apart = any(_header(rows, index, aliases) for index in range(begins[0] if begins else 0))
    edges = [0, *begins[0 if is_apart else 1 :], len(rows)]
    return [rows[low:high] for low, high in pairwise(edges)]


def _is_one_head(rows: Sequence[Row], above: int, index: int, aliases: Aliases) -> bool:
    """Whether two rows name one project: 一级项目名称 and 项目名称 above one header."""
    is_presumed = any(_field(rows[place], "name") is None for place in (above, index))
    return is_presumed and all(_header(rows, place, aliases) is None for place in range(above, index))


def _field(row: Row, role: str, *, ending: bool = False) -> tuple[Cell, Cell | None] | None:
    """The label of a head field in a row and its value, beside it or behind its colon; None where there is no such label.

    ``ending``: it need only end as such a label does, where it is no heading of a table.
    """
    cells = own(row)
    for index, cell in enumerate(cells):
        if _labels(label(cell.text), role, ending=ending) and not (ending and _is_heading(cells[index:])):
            value = cells[index + 1] if index + 1 < len(cells) else None
            return cell, value if value and label(value.text) not in _LABELS else None
        if index + 1 < len(cells) and _is_parted(cell, cells[index + 1], role):
            return cells[index + 1], cells[index + 2] if index + 2 < len(cells) else None
        names = _begun(cell, role) if ending else HEAD[role]
        inside = captioned((cell,), names) if names else None
        if inside:
            return cell, replace(cell, text=inside[0])
    return None


def _begun(cell: Cell, role: str) -> tuple[str, ...]:
    """The label with a colon that begins a cell, where it ends as such a label does: 基金名称：城市建设基金."""
    found = _BEGUN.match(cell.text)
    said = label(found[1]) if found else ""
    return (said,) if said and _labels(said, role, ending=True) else ()


def _is_parted(cell: Cell, behind: Cell, role: str) -> bool:
    """Whether a label stands in two cells, what it is of in front (项目 名称)."""
    return label(cell.text) in COLUMNS["project"] and label(cell.text) + label(behind.text) in HEAD[role]


def _is_heading(cells: Sequence[Cell]) -> bool:
    """Whether a label and what is beside it are no labels and values in turn, but headings: 重点项目名称 主要内容 预算金额."""
    said = [label(cell.text) for cell in cells]
    is_cut = len(said) % 2 == 1 and len(said) > 1 and said[-1] not in _FIELDS
    return is_cut or not _HEADINGS.isdisjoint(said[1::2])


def _labels(said: str, role: str, *, ending: bool) -> bool:
    if not ending:
        return said in HEAD[role]
    return len(said) <= _LONGEST_LABEL and said.endswith(_ENDINGS.get(role, ())) and said not in _LABELS


def is_field(row: Row, role: str) -> bool:
    """Whether a row has the label of a head field."""
    return any(_field(row, role, ending=ending) is not None for ending in (False, True))


def _read_form(rows: Sequence[Row], aliases: Aliases, part: Part) -> None:
    form = Draft(part)
    start = next((index for index in range(len(rows)) if _header(rows, index, aliases)), len(rows))
    _read_head(list(rows[:start]), form)
    if start < len(rows):
        found = _header(rows, start, aliases)
        assert found is not None
        columns, depth = found
        head = header_of(rows, start, depth, aliases)
        found_columns = settled(columns, head, rows[start + depth :], form.fields.get("name"))
        part.findings += [found.at(project=form.fields.get("name")) for found in presumed(head, columns, aliases)]
        part.findings += found_columns.findings
        told = [*unsaid_half(rows, start, columns), *of_other_years(rows[start : start + depth], columns, form.year)]
        part.findings += [found.at(project=form.fields.get("name")) for found in told]
        part.as_of = part.as_of or monitored_until(rows, form.year, part.findings, heading_of(rows[start], columns, "actual"))
        reader = IndicatorRows(found_columns.roles, part.findings, found_columns.signs, found_columns.said)
        headers = Headers(reader, aliases)
        headers.begin(rows[start : start + depth], found_columns)
        read_indicators(rows, start, depth, headers, form)
    elif not form.fields:
        return
    anchor = next(cell for row in rows for cell in own(row))
    name = form.fields.get("name")
    if not name:
        name = anchor.source.sheet or anchor.source.file
        part.findings.append(at(finding("IN026", name=name), anchor))
    if form.objective:
        form.places["objective"] = replace(form.objective.place, text=None)
        part.findings.extend(leaked(form.objective, form.indicators, name))
    part.projects.append(
        Project(
            name=name,
            code=form.fields.get("code"),
            department=form.fields.get("department"),
            implementing_unit=form.fields.get("implementing_unit"),
            year=form.year,
            funding=form.funding,
            execution=form.execution or form.named_execution,
            objective=form.objective.text.strip() if form.objective else None,
            objective_actual=form.reached.text.strip() if form.reached else None,
            indicators=tuple(form.indicators),
            total=form.total,
            place=replace(anchor.place, text=None, project=name),
            location={part: replace(place, project=name) for part, place in form.places.items()},
        )
    )


def _read_head(rows: list[Row], form: Draft) -> None:
    part = form.part
    for row in rows:
        form.year = form.year or year_in(row)
        form.year = _year_beside(row, form) or form.year
        part.caption_unit = unit_in(row) or part.caption_unit
        if is_title(row) or is_furniture(row) or year_in(row) or (len(own(row)) <= 2 and unit_in(row)):
            form.take(*own(row))
        _read_fields(row, form)
    for row in rows:
        _read_fields(row, form, ending=True)
    unit = unit_of_funds(rows, part.findings) or part.caption_unit
    funds = Funds(unit, part.findings, form.taken, year=form.year)
    funds.read(rows)
    form.funding, form.execution = funds.funding(), funds.execution
    form.places |= funds.places
    part.unit = part.unit or funds.unit
    read_objectives(rows, form)
    part.findings += unread_fields(rows, form.taken, form.fields.get("name"))


def _read_fields(row: Row, form: Draft, *, ending: bool = False) -> None:
    for role in HEAD:
        found = _field(row, role, ending=ending)
        if found and role not in form.fields:
            form.take(found[0], *([found[1]] if found[1] else []))
            if found[1]:
                form.fields[role] = one_line(found[1].text)


def _year_beside(row: Row, form: Draft) -> int | None:
    """The year of a field 年度 and its value beside it, unless the title says another."""
    for cell, value in pairwise(own(row)):
        found = re.fullmatch(r"((?:19|20)\d\d)(?:年度?)?", squeezed(value.text)) if label(cell.text) in _YEARS else None
        if found and form.year in (None, int(found[1])):
            form.take(cell, value)
            return int(found[1])
    return None
