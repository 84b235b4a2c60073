"""A plain table with one indicator a row, for one project or many: by column headers and their aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfrules.findings import Location, finding
from perfrules.model import Funding, Indicator, Project, Scored, light
from perfrules.tables.forms.unread_fields import unread_fields
from perfrules.tables.grid import Cell, Chosen, Grid, Row, at, chosen, own, shared
from perfrules.tables.headings.captions import DEPARTMENT, UNIT, department_in, is_furniture, is_note, is_title, unit_in, year_in
from perfrules.tables.headings.columns import (
    COLUMNS,
    ending_role,
    header_of,
    header_texts,
    heading_of,
    indicator_columns,
    presumed,
    unsaid_half,
    words_with,
)
from perfrules.tables.headings.facts import PREFIX, fact_columns
from perfrules.tables.headings.labels import captioned, label, roles, unlisted
from perfrules.tables.headings.money import unit_of
from perfrules.tables.headings.periods import monitored_until, of_other_years
from perfrules.tables.indicators.anew import Headers, read_anew
from perfrules.tables.indicators.cells import excerpt, one_line
from perfrules.tables.indicators.contents import own_cell
from perfrules.tables.indicators.joined import known_category
from perfrules.tables.indicators.joint_points import in_points
from perfrules.tables.indicators.rows import IndicatorRows
from perfrules.tables.indicators.unread_columns import settled
from perfrules.tables.indicators.vertical import vertical_labels, without_ditto
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
            year = next((said for above in grid.rows[:index] if (said := year_in(above))), None)
            columns = columns | fact_columns(grid.rows[index], columns.values(), year)
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
        return light(Project.model_validate(known | self.facts.fields(self.name) | {"indicators": tuple(self.indicators)}))


@dataclass(slots=True)
class _Projects:
    """The projects by name, code and unit in the order in which they begin, and who owns those of a name."""

    open: dict[tuple[str, _Owner], _Open] = field(default_factory=dict)
    owners: dict[str, list[_Owner]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    caption: str | None = None

    def head(self, header: Row, columns: Mapping[str, int]) -> None:
        """Take the units that a header gives its columns of amounts; where it gives none, the caption's."""
        funds = {role: header[place] for role, place in columns.items() if role.startswith(f"{PREFIX}funding") and place < len(header)}
        self.units = {role: unit for role, cell in funds.items() if (unit := unit_of([cell]) or self.caption)}

    def of(self, row: Row, rows: IndicatorRows, name: str, part: Part) -> _Open:
        """The project of a row, which is told from another of the same name by its code and unit; what is blank is as above."""
        said = (rows.text(row, "code"), rows.text(row, f"{PREFIX}implementing_unit"))
        known = self.owners.setdefault(name, [])
        same = (owner for owner in reversed(known) if all(not text or text == own for text, own in zip(said, owner, strict=True)))
        owner = next(same, said)
        if (name, owner) not in self.open:
            known.append(owner)
            facts = ProjectFacts(part.unit, part.findings)
            self.open[name, owner] = _Open(name, said[0] or None, row[0].place_of(None, project=name), facts)
        return self.open[name, owner]


def read(grid: Grid, fit: Fit) -> Part:
    """The projects in the order in which they begin; rows of one project need not stand together."""
    part = Part()
    head, body = header_of(grid.rows, fit.row, fit.depth, fit.aliases), grid.rows[fit.row + fit.depth :]
    banners = _banners(grid, fit)
    name = _captions(grid.rows[: fit.row], part, fit, banners)
    columns = settled(fit.columns, head, body)
    part.findings += [*presumed(head, fit.columns, fit.aliases), *columns.findings, *unsaid_half(grid.rows, fit.row, fit.columns)]
    rows = IndicatorRows(columns.roles, part.findings, columns.signs, columns.said)
    headers = Headers(rows, fit.aliases, has_facts=True, year=part.year)
    headers.begin(grid.rows[fit.row : fit.row + fit.depth], columns)
    reading = _Reading(part, fit, banners, rows, headers, projects=_Projects(caption=part.unit))
    reading.projects.head(head[0], fit.columns)
    _unit_of_the_table(head[0], fit.columns, reading.projects, part)
    reading.name = _named(head[0], banners) or name
    above = enumerate(grid.rows[: fit.row + fit.depth])
    reading.above = {_texts(row): place >= fit.row for place, row in above if place >= fit.row or not captioned(row, COLUMNS["project"])}
    body = vertical_labels(body, fit.columns.get("first"))
    for place, row in enumerate(without_ditto(followed(body))):
        if reading.skip:
            reading.skip -= 1
            continue
        reading.below = Chosen(body, range(place + 1, len(body)))
        if own(row) and row[0] not in banners.values():
            reading.take(row)
    reading.rows.report(head[0][0])
    part.findings += of_other_years(grid.rows[fit.row : fit.row + fit.depth], fit.columns, part.year)
    part.projects = reading.finished()
    year = part.year or next((project.year for project in part.projects if project.year), None)
    part.as_of = monitored_until(head, year, part.findings, heading_of(head[0], fit.columns, "actual"))
    return part


def _captions(above: Sequence[Row], part: Part, fit: Fit, banners: Mapping[Cell, Cell]) -> str:
    """Read the lines above the header: department, unit, year; return the project that one of them names, or nothing."""
    name = ""
    for row in above:
        if row[0] in banners.values():
            continue
        part.name, part.unit = part.name or department_in(row), part.unit or unit_in(row)
        part.year = part.year or year_in(row)
        project = captioned(row, COLUMNS["project"]) if "project" not in fit.columns else None
        name = one_line(project[0]) if project else name
        is_caption = project is not None or _is_caption(row)
        _leave(row, part, is_caption or is_title(row) or is_furniture(row))
        if is_caption and not is_title(row):
            part.findings += unread_fields([row], _captions_of(row), name or None)
    return name


def _captions_of(row: Row) -> set[tuple[int, int]]:
    """The places of the captions of a row that are read, and of their values beside them."""
    cells = own(row)
    found = {(cell.row, cell.column) for cell in cells if year_in((cell,))}
    for place in range(len(cells)):
        for names in (COLUMNS["project"], DEPARTMENT, UNIT):
            value = captioned(tuple(cells[place:]), names)
            beside = [cell for cell in cells if value and cell.column < value[1].column and label(cell.text) in names][-1:]
            found |= {(cell.row, cell.column) for cell in (*beside, *([value[1]] if value else []))}
    return found


@dataclass(slots=True)
class _Reading:
    """The rows below the header, taken one after another; ``name`` is the project of the last, ``line`` names one and has no rows yet,
    nor has what is ``unread``.
    """

    part: Part
    fit: Fit
    banners: Mapping[Cell, Cell]
    rows: IndicatorRows
    headers: Headers
    name: str = ""
    is_bannered: bool = False
    line: Sequence[Cell] = ()
    unread: dict[str, Cell] = field(default_factory=dict)
    other: bool = False
    projects: _Projects = field(default_factory=_Projects)
    above: Mapping[tuple[str, ...], bool] = field(default_factory=dict)
    below: Sequence[Row] = ()
    skip: int = 0
    words: Mapping[str, Sequence[str]] = field(init=False)
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = words_with(self.fit.aliases)
        self.known = frozenset(word for names in self.words.values() for word in names)

    def take(self, row: Row) -> None:
        """Take one row with a text: a header again, a note, the line that names a project, a sum, or indicators."""
        cells = own(row)
        if self._is_header(row) or self._is_repeated(row):
            self.other = False
            return
        self.other = self.other or self.rows.heads_another(row)
        if self.other:
            self.part.leave("IN004", cells)
            return
        if self.rows.is_signature(row) or (is_note(row) and not self.rows.text(row, "name")) or self.rows.numbers_columns(row):
            self.part.findings.append(at(finding("IN018", excerpt=excerpt("".join(cell.text for cell in cells))), cells[0]))
            return
        above = captioned(row, COLUMNS["project"]) if len(cells) == 1 and "project" not in self.fit.columns else None
        if above:
            self.name, self.is_bannered = one_line(above[0]), True
            return
        if self.rows.names_class(row):
            return
        if self._is_banner(row):
            if not self.is_bannered and cells[0].extent[1] == 1:  # 一、基本支出 is a project by its place alone
                found = finding("IN081", heading=one_line(cells[0].text)[:24], title="项目名称", title_en="project")
                self.part.findings.append(at(found, cells[0]))
            self.name, self.is_bannered = one_line(unlisted(cells[0].text)), True
            self.part.leave("IN004", self.line)
            self.line = cells
            return
        code = (
            self.rows.text(row, "code")
            if not self.is_bannered and "project" not in self.rows.columns and self.rows.total(row) is None
            else ""
        )
        self.name = shared(one_line(self.rows.text(row, "project"))) or code or self.name
        if not self._sum(row):
            self._indicators(row)

    def finished(self) -> list[Project]:
        """Return the projects, shared points given out; each is let go as it is finished, so that no two forms of all stand at once."""
        self.part.leave("IN004", self.line)
        begun = self.projects.open
        known = {name for name, _ in begun}
        self.part.findings += [at(finding("IN085", project=name), cell) for name, cell in self.unread.items() if name not in known]
        for project in begun.values():
            found = self.rows.joint.shared(project.indicators, self.part.findings, project.name)
            project.indicators = in_points(found, self.part.findings, project.name)
        return [begun.pop(key).project() for key in [*begun]]

    def _is_repeated(self, row: Row) -> bool:
        """Whether a row is one of those above, title or header, as a page begins with them again."""
        is_head = self.above.get(_texts(row))
        if is_head:
            self.part.findings.append(at(finding("IN005"), row[0]))
        return is_head is not None

    def _is_header(self, row: Row) -> bool:
        """Whether a row is a header again; the columns are as it says from there on."""
        header = roles(row, self.words) if label(own(row)[0].text) in self.known else {}
        if len(self.rows.columns.keys() & header.keys()) < 3 or not {"name", "target"} <= header.keys():
            return False
        before = self.rows.columns
        depth, is_other, said = self.headers.take(row, self.below, self.name or None)
        self.skip = depth - 1
        self.projects.head(row, self.rows.columns)
        self.part.unit = self.part.unit or next(iter(self.projects.units.values()), None)
        self.part.findings += [*said, *([] if self.banners else [at(read_anew(row) if is_other else finding("IN005"), row[0])])]
        is_over = "project" in before and "project" not in self.rows.columns
        self.name = _named(row, self.banners) or ("" if is_over else self.name)
        return True

    def _is_banner(self, row: Row) -> bool:
        """Whether a row is a line over the columns of a table without one for projects: it names the project of the rows below it.

        It is merged over the name and the target, or has a list mark (一、); the first of them stands right below the header.
        """
        first, *others = own(row)
        columns = self.rows.columns
        is_over = columns["target"] < len(row) and first.column + first.extent[1] > row[columns["target"]].column
        is_listed = first.column - row[0].column <= columns["name"] and unlisted(first.text) != first.text.strip()
        if others or not (is_over or is_listed) or "project" in columns or not _is_line(row) or _names_indicators(first.text):
            return False
        return self.is_bannered or not self.projects.open

    def _sum(self, row: Row) -> bool:
        """Whether a row is a total, a subtotal, or a further criterion.

        A total is that of the last project, and has the funds of all, unless it adds up the projects above, none of which has its own.
        """
        total = self.rows.total(row)
        if total is None:
            return self.rows.text(row, "criterion") not in ("", "1") or self.rows.subtotal(row, self.name or None)
        *before, last = self.projects.open.values() or (None,)
        if last is not None and total != Scored():
            if any(other.total is None for other in before if other) and not 0 < (total.weight or 0) == _weight_of(last):
                self.part.findings.append(at(finding("IN029", fields=" ".join(cell.text for cell in own(row))[:60]), own(row)[0]))
            else:
                last.total = total
        _sum_up(row, self.rows, self.part, self.projects.units)
        return True

    def _indicators(self, row: Row) -> None:
        cells = own(row)
        if len(cells) == 1 and (self.rows.cell(row, "name") is not cells[0] or self.rows.is_line(row)):
            _leave(row, self.part, is_title(row) or (len(row) == 1 and is_furniture(row)))
            return
        found = self.rows.indicators(row, self.name or None)
        if not found:
            self.part.leave("IN004", self.rows.remainder(row))
            if named := own_cell(row, self.rows.columns.get("project")):
                self.unread.setdefault(self.name, named)
            return
        self.line = ()
        name = self._project(row)
        project = self.projects.of(row, self.rows, name, self.part)
        project.facts.take(row, name, self.rows.columns, self.projects.units)
        project.indicators.extend(found)
        project.total = project.total or self.rows.total_beside(row)

    def _project(self, row: Row) -> str:
        """The project of a row: as named or, where no column names one, its code; else the department, the sheet or the file (IN026)."""
        if self.name and ("project" in self.rows.columns or self.rows.text(row, "code") != self.name):
            return self.name
        name = self.name or self.part.name or row[0].source.sheet or row[0].source.file
        if name not in self.projects.owners:
            self.part.findings.append(at(finding("IN026", name=name), row[0]))
        return name


def _banners(grid: Grid, fit: Fit) -> dict[Cell, Cell]:
    """The line directly above each header, by the header's first cell, where there are several headers or tables side by side, all of
    them with one, and no column of projects.
    """
    if "project" in fit.columns:
        return {}
    words = words_with(fit.aliases)
    known = {word for names in words.values() for word in names}
    filled = chosen(grid.rows, lambda row: bool(own(row)))
    begun = (index for index, row in enumerate(filled) if label(own(row)[0].text) in known)
    heads = [index for index in begun if {"name", "target"} <= (found := roles(filled[index], words)).keys() and len(found) > 2]
    banners = {filled[index][0]: own(filled[index - 1])[0] for index in heads if index and _is_line(filled[index - 1])}
    return banners if (len(heads) > 1 or grid.beside) and len(heads) == len(banners) else {}


def _names_indicators(line: str) -> bool:
    """Whether a line says of what kind the indicators below it are (产出指标, 共性指标（50分）)."""
    return known_category(line)[0] is not None or ending_role(line) == "name"


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _is_line(row: Row) -> bool:
    """Whether a row is a line that may name a project: one text, and no caption, title, page number or sentence."""
    cells = own(row)
    is_known = is_title(row) or is_furniture(row) or _is_caption(row) or captioned(row, COLUMNS["project"])
    return len(cells) == 1 and not is_known and len(cells[0].text) <= _LONGEST_NAME and cells[0].text.strip()[-1] not in "。：；:;"


def _named(header: Row, banners: Mapping[Cell, Cell]) -> str:
    banner = banners.get(header[0])
    return one_line(unlisted(banner.text)) if banner else ""


def _weight_of(project: _Open) -> Decimal:
    return sum((item.weight or Decimal(0) for item in project.indicators), Decimal(0))


def _unit_of_the_table(header: Row, columns: Mapping[str, int], projects: _Projects, part: Part) -> None:
    """Where columns of amounts have units of their own, that of the table is the first; that a caption says another is said."""
    cell = next((cell for role in projects.units if unit_of([cell := header[columns[role]]])), None)
    part.unit = unit_of([cell]) if cell else part.unit
    if cell and projects.caption and part.unit and projects.caption != part.unit:
        part.findings.append(at(finding("IN088", caption=projects.caption, unit=part.unit), cell))


def _sum_up(row: Row, rows: IndicatorRows, part: Part, units: Mapping[str, str]) -> None:
    """The funds of a row 合计 are those of all projects together."""
    whole = ProjectFacts(part.unit, part.findings)
    whole.take(row, "合计", rows.columns, units)
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
