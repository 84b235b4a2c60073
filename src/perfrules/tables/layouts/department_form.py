"""部门整体支出绩效自评表 and 目标表: the form of a whole department, whose indicators are the department's own."""

from __future__ import annotations

import re

from perfrules.findings import finding
from perfrules.tables.forms.form import is_field, read_forms
from perfrules.tables.forms.sources import source_of
from perfrules.tables.grid import Grid, at, own
from perfrules.tables.headings.captions import is_title
from perfrules.tables.headings.columns import COLUMNS, header_texts, indicator_columns
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.vocabulary import either
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part

_TITLE = re.compile(rf"(?!.*{either('titles', 'project')}).*{either('titles', 'department')}.*")


def fit(grid: Grid, aliases: Aliases) -> Fit | None:
    """An indicator header below a title that says 整体 and a field that names the department; no field 项目名称.

    A title of a department's form (部门支出绩效自评表) will do above funds of its own.
    """
    titled = named = half = False
    for index, row in enumerate(grid.rows[:500]):
        found = indicator_columns(grid.rows, index, aliases)
        if found is None:
            text = "".join(squeezed(cell.text) for cell in own(row))
            half = half or (is_title(row) and _TITLE.fullmatch(text) is not None)
            if half and not titled and any(label(cell.text) in COLUMNS["project"] for cell in own(row)):
                return None
            titled = titled or ("整体" in text and len(text) < 60) or (half and any(source_of(cell) == "total" for cell in own(row)))
            if is_field(row, "name"):
                return None
            named = named or is_field(row, "department") or is_field(row, "implementing_unit")
        elif titled and named:
            columns, depth = found
            texts = ("部门名称", *header_texts(grid.rows[index : index + depth], columns))
            return Fit(index, columns, 5, texts, depth, aliases)
    return None


def read(grid: Grid, fit: Fit) -> Part:
    """What the form says is the department's: its name, funds, execution, objective, indicators and total."""
    part = read_forms(grid, fit)
    form = part.projects.pop(0)
    part.findings = [found for found in part.findings if found.code != "IN026"]
    if form.code:
        part.findings.append(at(finding("IN029", fields=f"项目代码 {excerpt(form.code)}"), grid.rows[fit.row][0]))
    part.name = form.department or form.implementing_unit
    part.places = form.location
    part.year, part.funding, part.execution, part.total = form.year, form.funding, form.execution, form.total
    part.objective, part.objective_actual, part.indicators = form.objective, form.objective_actual, list(form.indicators)
    return part


LAYOUT = Layout("department-form", "部门整体支出绩效表", fit, read)
