"""What ``convert`` has written as csv or xlsx, read back as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from perfrules.documents import read_json
from perfrules.findings import finding
from perfrules.model import Department, Indicator, Project
from perfrules.tables.exchange import COLUMNS, DEPARTMENT, HEADER, PROJECT, decoded, rebuilt
from perfrules.tables.grid import Cell, Grid, at, own
from perfrules.tables.guards import unguard
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part
from perfrules.wording import Target, parse

_KEY = re.compile(r"P(?P<project>\d{2,6})(?:I\d{1,6})?|DI?\d{0,6}")
_WANTED = (COLUMNS["key"], COLUMNS["project"], COLUMNS["target"], COLUMNS["criterion"], DEPARTMENT["name"])
_FIELDS = ("number", "category", "subcategory", "name", "actual", "weight", "points", "deviation_reason", "note")


def fit(grid: Grid, _aliases: Aliases) -> Fit | None:
    """The titles of :mod:`perfrules.tables.exchange` in the first row."""
    place, first = next(grid.filled(), (0, ()))
    columns = {cell.text: index for index, cell in enumerate(first) if cell.text in HEADER}
    if not all(title in columns for title in _WANTED):
        return None
    return Fit(place, columns, len(_WANTED), tuple(columns))


def read(grid: Grid, fit: Fit) -> Part:
    """The department, its projects by the numbers of their keys; a row that cannot be followed is said and left."""
    part = Part()
    first: dict[str, Cell] = {}
    projects: dict[str, dict[str, str]] = {}
    indicators: dict[str, list[Indicator]] = {}
    whole: dict[str, str] = {}
    for row in grid.rows[fit.row + 1 :]:
        cells = {title: text for title, index in fit.columns.items() if index < len(row) and (text := unguard(row[index].text))}
        key = _KEY.fullmatch(cells.get(COLUMNS["key"], ""))
        if not cells:
            continue
        whole |= {title: text for title, text in cells.items() if title in DEPARTMENT.values()}
        if key is None:
            part.findings.append(at(finding("IN040", written=excerpt("，".join(cells.values()))), own(row)[0]))
            continue
        number = key["project"] or ""
        first.setdefault(number, own(row)[0])
        if number:
            known = projects.setdefault(number, {})
            known |= {title: text for title, text in cells.items() if title not in known and title not in DEPARTMENT.values()}
        if cells.get(COLUMNS["criterion"], "1") != "1" or "I" not in key[0]:
            continue
        indicator = _followed(part, own(row)[0], _indicator, cells)
        if indicator is not None:
            indicators.setdefault(number, []).append(indicator)
    for number, known in projects.items():
        inside = {"indicators": tuple(indicators.get(number, ()))}
        project = _followed(part, first[number], _project, known, inside)
        part.projects.append(project or Project.model_validate({"name": ""} | inside))
    said = {"projects": tuple(part.projects), "indicators": tuple(indicators.get("", ()))}
    part.whole = _followed(part, own(grid.rows[fit.row])[0], _department, whole, said) or Department.model_validate(said)
    part.indicators = indicators.get("", [])
    for field in ("name", "unit", "year", "as_of", "funding", "execution", "objective", "objective_actual", "total"):
        setattr(part, field, getattr(part.whole, field))
    return part


_Made = TypeVar("_Made")


def _followed(part: Part, cell: Cell, make: Callable[..., _Made], *of: Mapping[str, Any]) -> _Made | None:
    """What ``make`` reads of cells that somebody may have changed by hand, or None with a finding at ``cell``."""
    try:
        return make(*of)
    except ValueError as error:  # what pydantic, JSON and this program raise for it is one
        part.findings.append(at(finding("IN033", reason=excerpt(str(error))), cell))
        return None


def _department(cells: Mapping[str, str], inside: Mapping[str, Any]) -> Department:
    return Department.model_validate({**rebuilt(cells, DEPARTMENT), **inside})


def _project(cells: Mapping[str, str], inside: Mapping[str, Any]) -> Project:
    names = {"name": decoded(cells.get(COLUMNS["project"], "")) or "", "code": decoded(cells.get(COLUMNS["code"], ""))}
    return Project.model_validate({**rebuilt(cells, PROJECT), **names, **inside})


def _indicator(cells: Mapping[str, str]) -> Indicator:
    fields = {field: decoded(cells.get(COLUMNS[field], "")) for field in _FIELDS}
    name = fields["name"] or ""
    text = decoded(cells.get(COLUMNS["target"], "")) or ""
    written = cells.get(COLUMNS["reading"])
    target = Target.from_dict(read_json(written)) if written else parse(text, name=name)
    place = cells.get(COLUMNS["place"])
    return Indicator.model_validate({**fields, "name": name, "target": target, "place": read_json(place) if place else None})


LAYOUT = Layout("exchange", "perfrules convert 写出的表", fit, read, rank=-1)
