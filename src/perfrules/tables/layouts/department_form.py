"""部门整体支出绩效自评表 and 目标表: the form of a whole department, whose indicators are the department's own."""

from __future__ import annotations

from decimal import Decimal

from perfrules.findings import Finding, finding
from perfrules.model import Execution, Project, Scored
from perfrules.quantities import plain
from perfrules.tables.forms.form import is_field, read_forms
from perfrules.tables.grid import Cell, Grid, at, own
from perfrules.tables.headings.columns import header_texts, indicator_columns
from perfrules.tables.headings.labels import squeezed
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part


def fit(grid: Grid, aliases: Aliases) -> Fit | None:
    """An indicator header below a title that says 整体 and a field that names the department; no field 项目名称."""
    titled = named = False
    for index, row in enumerate(grid.rows[:500]):
        found = indicator_columns(grid.rows, index, aliases)
        if found is None:
            text = "".join(squeezed(cell.text) for cell in own(row))
            titled = titled or ("整体" in text and len(text) < 60)
            if is_field(row, "name"):
                return None
            named = named or is_field(row, "department") or is_field(row, "implementing_unit")
        elif titled and named:
            columns, depth = found
            texts = ("部门名称", *header_texts(grid.rows[index : index + depth], columns))
            return Fit(index, columns, 5, texts, depth, aliases)
    return None


def read(grid: Grid, fit: Fit) -> Part:
    """What the form says is the department's: its name, funds, objective and indicators."""
    part = read_forms(grid, fit)
    form = part.projects.pop(0)
    part.findings = [found for found in part.findings if found.code != "IN026"]
    part.findings += _unread(form, grid.rows[fit.row][0])
    part.name = form.department or form.implementing_unit
    part.year, part.funding, part.objective, part.indicators = form.year, form.funding, form.objective, list(form.indicators)
    return part


def _unread(form: Project, header: Cell) -> list[Finding]:
    """What the form says of the whole and a department has no field for."""
    execution, total = form.execution or Execution(), form.total or Scored()
    said = {
        "项目代码": form.code,
        "实际完成情况": form.objective_actual,
        "预算执行率": execution.rate,
        "预算执行分值": execution.weight,
        "预算执行得分": execution.points,
        "总分分值": total.weight,
        "总分得分": total.points,
    }
    fields = "、".join(
        f"{title} {plain(value) if isinstance(value, Decimal) else excerpt(value)}" for title, value in said.items() if value is not None
    )
    return [at(finding("IN029", fields=fields), header)] if fields else []


LAYOUT = Layout("department-form", "部门整体支出绩效表", fit, read)
