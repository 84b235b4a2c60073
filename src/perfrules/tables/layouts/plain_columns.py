"""A plain table with one indicator a row, for one project or many: by column headers and their aliases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfrules.findings import Location, finding
from perfrules.model import Funding, Indicator, Project, Scored
from perfrules.tables.grid import Cell, Grid, Row, at, chosen, own, shared
from perfrules.tables.headings.captions import department_in, is_furniture, is_note, is_title, unit_in, year_in
from perfrules.tables.headings.columns import COLUMNS, header_texts, heading_of, indicator_columns, presumed, words_with
from perfrules.tables.headings.facts import PREFIX, fact_columns
from perfrules.tables.headings.labels import captioned, label, roles, unlisted
from perfrules.tables.headings.money import unit_of
from perfrules.tables.headings.periods import monitored_until
from perfrules.tables.indicators.cells import excerpt, one_line
from perfrules.tables.indicators.rows import IndicatorRows, vertical_labels
from perfrules.tables.indicators.unread_columns import settled
from perfrules.tables.layouts import Layout
from perfrules.tables.layouts.project_facts import ProjectFacts
from perfrules.tables.parts import Aliases, Fit, Part
from perfrules.tables.progress import followed


def fit(grid: Grid, aliases: Aliases) -> Fit | None:
    """The first row with a column for the indicator's name and one for its target."""
    for index in range(min(200, len(grid.rows))):
        found = indicator_columns(grid.rows, index, aliases)
        if found:
            columns, depth = found
            columns = columns | fact_columns(grid.rows[index], columns.values())
            return Fit(index, columns, 4, header_texts(grid.rows[index : index + depth], columns), depth, aliases)
    return None


_LONGEST_NAME = 60

_Owner = tuple[str, str]
"""A code and a unit."""


@dataclass(slots=True)
class _Open:
    """A project while its rows are read."""

    name: str
    code: str | None
    place: Location
    facts: ProjectFacts
    indicators: list[Indicator] = field(default_factory=list)
    total: Scored | None = None

    def project(self) -> Project:
        known: dict[str, Any] = {"name": self.name, "code": self.code, "total": self.total, "place": self.place}
        return Project.model_validate(known | self.facts.fields(self.name) | {"indicators": tuple(self.indicators)})


@dataclass(slots=True)
class _Projects:
    """The projects by name, code and unit in the order in which they begin, and who owns those of a name."""

    open: dict[tuple[str, _Owner], _Open] = field(default_factory=dict)
    owners: dict[str, list[_Owner]] = field(default_factory=dict)

    def of(self, row: Row, rows: IndicatorRows, name: str, part: Part) -> _Open:
        """The project of a row, which is told from another of the same name by its code and unit; what is blank is as above."""
        said = (rows.text(row, "code"), rows.text(row, f"{PREFIX}implementing_unit"))
        known = self.owners.setdefault(name, [])
        same = (owner for owner in reversed(known) if all(not text or text == own for text, own in zip(said, owner, strict=True)))
        owner = next(same, said)
        if (name, owner) not in self.open:
            known.append(owner)
            facts = ProjectFacts(rows.columns, part.unit, part.findings)
            self.open[name, owner] = _Open(name, said[0] or None, row[0].place_of(None, project=name), facts)
        return self.open[name, owner]


def read(grid: Grid, fit: Fit) -> Part:
    """The projects in the order in which they begin; rows of one project need not stand together."""
    part = Part()
    name = ""
    banners = _banners(grid, fit)
    for row in grid.rows[: fit.row]:
        if row[0] in banners.values():
            continue
        part.name, part.unit = part.name or department_in(row), part.unit or unit_in(row)
        part.year = part.year or year_in(row)
        above = captioned(row, COLUMNS["project"]) if "project" not in fit.columns else None
        name = one_line(above[0]) if above else name
        _leave(row, part, above is not None or is_title(row) or is_furniture(row) or _is_caption(row))
    columns = settled(fit.columns, grid.rows[fit.row : fit.row + fit.depth], grid.rows[fit.row + fit.depth :])
    part.findings += presumed(grid.rows[fit.row : fit.row + fit.depth], fit.columns, fit.aliases)
    part.findings += columns.findings
    funds = [index for role, index in fit.columns.items() if role.startswith(f"{PREFIX}funding")]
    part.unit = part.unit or unit_of(grid.rows[fit.row][index] for index in funds)
    rows = IndicatorRows(columns.roles, part.findings, columns.signs)
    projects = _Projects()
    words = words_with(fit.aliases)
    known = {word for names in words.values() for word in names}
    name = _named(grid.rows[fit.row], banners) or name
    for row in followed(vertical_labels(grid.rows[fit.row + fit.depth :], fit.columns.get("first"))):
        cells = own(row)
        if not cells or row[0] in banners.values():
            continue
        header = roles(row, words) if label(cells[0].text) in known else {}
        if len(rows.columns.keys() & header.keys()) >= 3 and {"name", "target"} <= header.keys():
            part.findings += [] if banners else [at(finding("IN005"), row[0])]
            name = _named(row, banners) or name
            rows.columns = columns.roles | header
            continue
        if is_note(row) and not rows.text(row, "name"):
            part.findings.append(at(finding("IN018", excerpt=excerpt("".join(cell.text for cell in cells))), cells[0]))
            continue
        above = captioned(row, COLUMNS["project"]) if len(cells) == 1 and "project" not in fit.columns else None
        if above:
            name = one_line(above[0])
            continue
        name = shared(one_line(rows.text(row, "project"))) or name
        _take(row, rows, projects, name, part)
    rows.report(grid.rows[fit.row][0])
    for project in projects.open.values():
        project.indicators = rows.joint.shared(project.indicators, part.findings, project.name)
    part.projects = [project.project() for project in projects.open.values()]
    year = part.year or next((project.year for project in part.projects if project.year), None)
    head = grid.rows[fit.row : fit.row + fit.depth]
    part.as_of = monitored_until(head, year, part.findings, heading_of(head[0], fit.columns, "actual"))
    return part


def _banners(grid: Grid, fit: Fit) -> dict[Cell, Cell]:
    """The line directly above each header, by the header's first cell, where there are several headers, all of them with one, and no column of projects."""
    if "project" in fit.columns:
        return {}
    words = words_with(fit.aliases)
    known = {word for names in words.values() for word in names}
    filled = chosen(grid.rows, lambda row: bool(own(row)))
    begun = (index for index, row in enumerate(filled) if label(own(row)[0].text) in known)
    heads = [index for index in begun if {"name", "target"} <= (found := roles(filled[index], words)).keys() and len(found) > 2]
    banners = {filled[index][0]: own(filled[index - 1])[0] for index in heads if index and _is_line(filled[index - 1])}
    return banners if 1 < len(heads) == len(banners) else {}


def _is_line(row: Row) -> bool:
    """Whether a row is a line that may name a project: one text, and no caption, title, page number or sentence."""
    cells = own(row)
    is_known = is_title(row) or is_furniture(row) or _is_caption(row) or captioned(row, COLUMNS["project"])
    return len(cells) == 1 and not is_known and len(cells[0].text) <= _LONGEST_NAME and cells[0].text.strip()[-1] not in "。：；:;"


def _named(header: Row, banners: Mapping[Cell, Cell]) -> str:
    banner = banners.get(header[0])
    return one_line(unlisted(banner.text)) if banner else ""


def _take(row: Row, rows: IndicatorRows, projects: _Projects, name: str, part: Part) -> None:
    total = rows.total(row)
    if total is not None:
        last = next(reversed(projects.open.values()), None)
        if last is not None and total != Scored():
            last.total = total
        _sum_up(row, rows, part)
        return
    if rows.text(row, "criterion") not in ("", "1") or rows.subtotal(row, name or None):
        return
    if len(own(row)) == 1 and rows.cell(row, "name") is not own(row)[0]:
        _leave(row, part, is_title(row) or (len(row) == 1 and is_furniture(row)))
        return
    found = rows.indicators(row, name or None)
    if not found:
        part.leave("IN004", rows.remainder(row))
        return
    if not name or (rows.text(row, "code") and not rows.text(row, "project") and "project" not in rows.columns):
        name = rows.text(row, "code") or part.name or row[0].source.sheet or row[0].source.file
        if name not in projects.owners:
            part.findings.append(at(finding("IN026", name=name), row[0]))
    project = projects.of(row, rows, name, part)
    project.facts.take(row, name)
    project.indicators.extend(found)


def _sum_up(row: Row, rows: IndicatorRows, part: Part) -> None:
    """The funds of a row 合计 are those of all projects together."""
    whole = ProjectFacts(rows.columns, part.unit, part.findings)
    whole.take(row, "合计")
    funding = whole.fields("合计").get("funding")
    if funding is not None:
        part.funding = Funding.model_validate(funding)
        part.places["funding"] = row[0].place_of(None)


def _is_caption(row: Row) -> bool:
    return bool(department_in(row) or unit_in(row) or year_in(row))


def _leave(row: Row, part: Part, known: bool) -> None:
    """Say that a row was not read; captions and titles are known and need no word, nor do the words of headers."""
    heads = roles(row, COLUMNS).values()
    cells = [cell for cell in own(row) if label(cell.text) not in {label(row[index].text) for index in heads}]
    if known or not cells:
        return
    if heads:
        part.findings.append(at(finding("IN029", fields="、".join(label(cell.text)[:24] for cell in cells)), cells[0]))
        return
    part.leave("IN030" if len(row) == 1 else "IN004", cells)


LAYOUT = Layout("plain-columns", "一行一指标的列表", fit, read, rank=2)
