"""Forms of one project: a head of labelled fields, funds, objectives, then one indicator a row, then a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from perfrules.findings import Location, finding
from perfrules.model import Execution, Funding, Indicator, Project, Scored
from perfrules.tables.forms.funds import Funds, source_of
from perfrules.tables.forms.objectives import leaked
from perfrules.tables.forms.unread_fields import unread_fields
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.headings.captions import department_in, is_furniture, is_note, is_title, unit_in, year_in
from perfrules.tables.headings.columns import COLUMNS, header_texts, heading_of, indicator_columns, presumed, unsaid_half
from perfrules.tables.headings.labels import captioned, label, squeezed
from perfrules.tables.headings.money import unit_of
from perfrules.tables.headings.periods import monitored_until, period_in
from perfrules.tables.headings.vocabulary import either, headings, is_harmless
from perfrules.tables.indicators.cells import excerpt, one_line, weighted_by_name
from perfrules.tables.indicators.rows import IndicatorRows, vertical_labels
from perfrules.tables.indicators.unread_columns import settled
from perfrules.tables.parts import Aliases, Fit, Part

HEAD = headings("fields")
_YEARS = headings("facts")["year"]
_GOALS = headings("goals")
PLANNED, REACHED, OBJECTIVE = _GOALS["planned"], _GOALS["reached"], _GOALS["objective"]
_LABELS = frozenset(word for words in (*HEAD.values(), *COLUMNS.values()) for word in words)
_GOAL_LABEL = re.compile(f"{either('goal_labels', 'front')}{{1,5}}{either('goal_labels', 'end')}")


@dataclass(slots=True)
class _Form:
    """One form while it is read. ``taken`` holds the cells that have found their field."""

    part: Part
    fields: dict[str, str] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    year: int | None = None
    objective: Cell | None = None
    reached: Cell | None = None
    funding: Funding = field(default_factory=Funding)
    execution: Execution | None = None
    named_execution: Execution | None = None
    places: dict[str, Location] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    long_term: list[Indicator] = field(default_factory=list)
    total: Scored | None = None

    def take(self, *cells: Cell) -> None:
        self.taken.update((cell.row, cell.column) for cell in cells)


def _header(rows: Sequence[Row], index: int, aliases: Aliases) -> tuple[dict[str, int], int] | None:
    """The header of a form's indicators; a name and a target alone may be any two words of its head."""
    found = indicator_columns(rows, index, aliases)
    return found if found and {"first", "second", "actual", "weight"} & found[0].keys() else None


def fit_form(grid: Grid, aliases: Aliases, wanted: Sequence[str]) -> Fit | None:
    """The first indicator header with the ``wanted`` columns below a field 项目名称."""
    named = False
    for index in range(min(2000, len(grid.rows))):
        found = _header(grid.rows, index, aliases)
        named = named or (found is None and _begins(grid.rows, index, aliases))
        found = found if named else None
        if found and set(wanted) <= found[0].keys():
            columns, depth = found
            titles = ("项目名称", *header_texts(grid.rows[index : index + depth], columns))
            return Fit(index, columns, len(wanted) + 3, titles, depth, aliases)
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
    field = _field(rows[index], "name")
    if field is None or any(label(cell.text) == "序号" for cell in own(rows[index])):
        return False
    headers = (indicator_columns(rows, below, aliases) for below in range(index, min(index + 3, len(rows))))
    columns = (header[0]["project"] for header in headers if header and "project" in header[0])
    return not any(column < len(rows[index]) and rows[index][column].column == field[0].column for column in columns)


def _segments(rows: Sequence[Row], aliases: Aliases) -> list[Sequence[Row]]:
    starts = [index for index in range(len(rows)) if _begins(rows, index, aliases)]
    begins = []
    for index in starts:
        while index > 0 and _is_caption(rows[index - 1]):
            index -= 1
        begins.append(index)
    edges = [0, *begins[1:], len(rows)]
    return [rows[low:high] for low, high in pairwise(edges)]


def _is_caption(row: Row) -> bool:
    return not own(row) or is_title(row) or bool(year_in(row) or (len(own(row)) <= 2 and (unit_in(row) or department_in(row))))


def _field(row: Row, role: str) -> tuple[Cell, Cell | None] | None:
    """The label of a head field in a row and its value, beside it or behind its colon; None where there is no such label."""
    cells = own(row)
    for index, cell in enumerate(cells):
        if label(cell.text) in HEAD[role]:
            value = cells[index + 1] if index + 1 < len(cells) else None
            return cell, value if value and label(value.text) not in _LABELS else None
        inside = captioned((cell,), HEAD[role])
        if inside:
            return cell, replace(cell, text=inside[0])
    return None


def is_field(row: Row, role: str) -> bool:
    """Whether a row has the label of a head field."""
    return _field(row, role) is not None


def _read_form(rows: Sequence[Row], aliases: Aliases, part: Part) -> None:
    form = _Form(part)
    start = next((index for index in range(len(rows)) if _header(rows, index, aliases)), len(rows))
    _read_head(list(rows[:start]), form)
    if start < len(rows):
        found = _header(rows, start, aliases)
        assert found is not None
        columns, depth = found
        found_columns = settled(columns, rows[start : start + depth], rows[start + depth :], form.fields.get("name"))
        part.findings += [found.at(project=form.fields.get("name")) for found in presumed(rows[start : start + depth], columns, aliases)]
        part.findings += found_columns.findings
        part.findings += [found.at(project=form.fields.get("name")) for found in unsaid_half(rows, start, columns)]
        part.as_of = part.as_of or monitored_until(rows, form.year, part.findings, heading_of(rows[start], columns, "actual"))
        _read_indicators(rows, start, depth, IndicatorRows(found_columns.roles, part.findings, found_columns.signs), form)
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


def _read_head(rows: list[Row], form: _Form) -> None:
    part = form.part
    unit: str | None = None
    for row in rows:
        form.year = form.year or year_in(row) or _year_beside(row, form)
        part.caption_unit = unit_in(row) or part.caption_unit
        unit = unit or unit_of(own(row))
        if is_title(row) or is_furniture(row) or year_in(row) or (len(own(row)) <= 2 and unit_in(row)):
            form.take(*own(row))
        for role in HEAD:
            found = _field(row, role)
            if found and role not in form.fields:
                form.take(found[0], *([found[1]] if found[1] else []))
                if found[1]:
                    form.fields[role] = one_line(found[1].text)
    funds = Funds(unit or part.caption_unit, part.findings, form.taken)
    funds.read(rows)
    form.funding, form.execution = funds.funding(), funds.execution
    form.places |= funds.places
    part.unit = part.unit or funds.unit
    _read_objectives(rows, form)
    part.findings += unread_fields(rows, form.taken, form.fields.get("name"))


def _year_beside(row: Row, form: _Form) -> int | None:
    """The year of a field 年度 and its value beside it."""
    for cell, value in pairwise(own(row)):
        if label(cell.text) in _YEARS and (found := re.fullmatch(r"((?:19|20)\d\d)(?:年度?)?", squeezed(value.text))):
            form.take(cell, value)
            return int(found[1])
    return None


def _read_objectives(rows: list[Row], form: _Form) -> None:
    """The objective at 预期目标 and its fulfilment at 实际完成情况, each below its label or beside it; else that at 年度总体目标."""
    both = [index for index, row in enumerate(rows) if _labelled(row, PLANNED) is not None and _labelled(row, REACHED) is not None]
    for index in both or range(len(rows)):  # 完成情况 may head a list of tasks above
        row = rows[index]
        planned, reached = (_labelled(row, words) for words in (PLANNED, REACHED))
        if planned is None and reached is not None:
            planned = next((column for column in (_labelled(row, OBJECTIVE),) if column is not None and not _beside(row, column)), None)
        if planned is None and reached is None:
            continue
        for column, name in ((planned, "objective"), (reached, "reached")):
            if column is not None:
                form.take(row[column])
                beside = _beside(row, column)
                form.take(*([beside] if beside else []))
                setattr(form, name, beside or _below(rows[index + 1 :], column, form))
        break
    for row in rows:
        column = _labelled(row, OBJECTIVE)
        if column is not None:
            form.take(row[column])
            found = _beside(row, column)
            if form.objective is None and found is not None:
                form.objective = found
                form.take(found)


def _beside(row: Row, column: int) -> Cell | None:
    """The text beside a label, unless it is another label: a known one, or short words that end as labels of goals do."""
    cell = next((cell for cell in row[column + 1 :] if cell.text.strip() and not cell.inherited), None)
    return cell if cell and label(cell.text) not in (*PLANNED, *REACHED) and not _GOAL_LABEL.fullmatch(label(cell.text)) else None


def _labelled(row: Row, words: Sequence[str]) -> int | None:
    return next((index for index, cell in enumerate(row) if not cell.inherited and cell.text and label(cell.text) in words), None)


def _below(rows: Sequence[Row], column: int, form: _Form) -> Cell | None:
    """The text below a label, down to the next label; several cells are one text with a line each."""
    found: list[Cell] = []
    for row in rows:
        cell = row[column] if column < len(row) else None
        if cell is None or any(source_of(other) for other in row) or _labelled(row, (*PLANNED, *REACHED)) is not None:
            break
        if cell.text.strip() and not cell.inherited:
            found.append(cell)
    form.take(*found)
    return replace(found[0], text="\n".join(cell.text.strip() for cell in found)) if found else None


def _read_indicators(rows: Sequence[Row], start: int, depth: int, reader: IndicatorRows, form: _Form) -> None:
    part, name = form.part, form.fields.get("name")
    ended = noted = moved = False
    over = [row for row in rows[max(0, start - 1) : start] if not _several(own(row))]
    period = next((said for row in (*rows[start : start + depth], *over) if (said := _period(row, reader))), None)
    for row in vertical_labels(rows[start + depth :], reader.columns.get("first")):
        cells = own(row)
        if not cells or _is_caption(row) or (len(row) == 1 and is_furniture(row)):
            continue
        before, period = period, _period(row, reader) or period
        moved = moved or before != period
        if _several(cells) and reader.begins_again(row, told=not moved, project=name):
            ended, moved = ended and not moved, False
        elif before != period and not _several(cells):
            continue
        elif is_note(row):
            ended = noted = True
            part.findings.append(at(finding("IN018", excerpt=excerpt("".join(cell.text for cell in cells))), cells[0], project=name))
        elif (total := reader.total(row)) is not None:
            form.total, ended = total, True
            form.places["total"] = replace(row[0].place, text=None)
        elif reader.subtotal(row, name):
            continue
        elif (execution := reader.execution(row)) is not None and _agrees(form.execution, execution):
            form.execution = _printed(form.execution, execution)
            form.places["execution"] = replace(row[0].place, text=None)
        elif _several(cells) and (not ended or reader.is_whole(row)) and (found := reader.indicators(row, name)):
            (form.long_term if period == "long" else form.indicators).extend(found)
            form.named_execution = form.named_execution or reader.named_execution(row)
        else:
            prose = len(row) == 1 or (noted and not _several(cells))
            left = cells if ended or prose else reader.remainder(row)
            if left and not prose and is_harmless(label(left[0].text)):
                part.findings.append(at(finding("IN029", fields=label(left[0].text)[:24]), left[0], project=name))
                continue
            part.leave("IN030" if prose else "IN004", left, name)
    reader.report(rows[start][0])
    form.indicators = reader.joint.shared(form.indicators, part.findings, name)
    if "weight" not in reader.columns:
        form.indicators = weighted_by_name(form.indicators)
    _keep_apart(form, rows[start][0])


def _period(row: Row, reader: IndicatorRows) -> str | None:
    """The period that a row names: as a banner, or in a column beside those that are read."""
    return period_in(row, reader.columns.values() if _several(own(row)) else ())


def _keep_apart(form: _Form, header: Cell) -> None:
    """Only the indicators of the year count; those of the whole period are named, or stand alone where there are no others."""
    if not form.indicators:
        form.indicators = form.long_term
    elif form.long_term:
        listed = "；".join(excerpt(f"{item.name}：{item.target.text}") for item in form.long_term[:20])
        found = finding("IN058", count=len(form.long_term), indicators=listed)
        form.part.findings.append(at(found, header, project=form.fields.get("name")))


def _agrees(funds: Execution | None, row: Execution) -> bool:
    """Whether a row prints the points of the execution that the funds leave out, or the same ones again."""
    pairs = [] if funds is None else [(funds.weight, row.weight), (funds.points, row.points)]
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _printed(funds: Execution | None, row: Execution) -> Execution:
    """The execution of the funds and that of a row among the indicators: what the funds print stays."""
    kept = {name: value for name, value in (funds or Execution()) if value is not None}
    return row.model_copy(update=kept)


def _several(cells: Sequence[Cell]) -> bool:
    """Whether the cells are more than one merged area."""
    return len({cell.origin or (cell.row, cell.column) for cell in cells}) > 1
