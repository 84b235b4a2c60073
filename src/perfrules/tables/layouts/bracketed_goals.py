"""Goals whose category stands in brackets before its indicators: 【产出指标-数量指标】 指标1：设备数量（≥30台）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from perfrules.findings import finding
from perfrules.model import Indicator, Project
from perfrules.tables.forms.form import read_forms
from perfrules.tables.grid import Cell, Grid, Row, at, own
from perfrules.tables.headings.columns import indicator_columns
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.listed import is_item, item_of, split
from perfrules.tables.indicators.prefixes import CLASSES, without_classes
from perfrules.tables.layouts import Layout
from perfrules.tables.parts import Aliases, Fit, Part
from perfrules.wording import parse

_FORM_WORDS = headings("groups")["form"]


def fit(grid: Grid, aliases: Aliases) -> Fit | None:
    """At least two cells that begin with a known category in brackets, below no header of indicators; the form's head stands above."""
    found = [(index, cell) for index, row in enumerate(grid.rows[:2000]) for cell in own(row) if _opens(cell)]
    if len(found) < 2 or any(indicator_columns(grid.rows, index, aliases) for index in range(found[0][0])):
        return None
    return Fit(
        found[0][0],
        {},
        2,
        ("项目名称", *(match["classes"] for _, cell in found if (match := CLASSES.match(cell.text.strip())))),
        1,
        aliases,
    )


def _opens(cell: Cell) -> bool:
    return without_classes(cell.text.strip()).category is not None


def read(grid: Grid, fit: Fit) -> Part:
    """The project of the head with the indicators below it, in the order of the form."""
    part = read_forms(replace(grid, rows=grid.rows[: fit.row]), fit)
    last = part.projects[-1] if part.projects else None
    name = last.name if last else grid.source.sheet or grid.source.file
    indicators: list[Indicator] = []
    classes: Mapping[str, object] = {}
    for row in grid.rows[fit.row :]:
        for cell, classes_here, item in _items(row):
            classes = classes_here or classes
            if is_item(item) or (item and classes_here):
                indicators.append(_indicator(item, classes, cell, name, part))
            elif item and label(item) not in _FORM_WORDS:
                part.leave("IN004", [cell], name)
    if last is None:
        first = own(grid.rows[fit.row])[0]
        part.findings.append(at(finding("IN026", name=name), first))
        last = Project(name=name, place=replace(first.place, text=None, project=name))
    part.projects[-1:] = [last.model_copy(update={"indicators": tuple(indicators)})]
    return part


def _items(row: Row) -> Iterator[tuple[Cell, dict[str, object], str]]:
    """The stretches of a row, each with its cell and the classes that open it; a class alone has an empty one."""
    for cell in (cell for cell in own(row) if not cell.inherited):
        heads = list(CLASSES.finditer(cell.text)) if _opens(cell) else []
        if not heads:
            yield from ((cell, {}, item) for item in split(cell.text))
        for head, following in zip_longest(heads, heads[1:]):
            opened = without_classes(head[0])
            found: dict[str, object] = {"category": opened.category, "subcategory": opened.subcategory}
            yield cell, found, ""
            text = cell.text[head.end() : following.start() if following else len(cell.text)]
            yield from ((cell, found, item) for item in split(text))


def _indicator(text: str, classes: Mapping[str, object], cell: Cell, project: str, part: Part) -> Indicator:
    item = item_of(text)
    if not item.target.strip():
        part.findings.append(at(finding("IN015", name=item.name), cell, project=project, indicator=item.name))
    place = replace(cell.place, text=item.target, project=project, indicator=item.name)
    target = parse(item.target.strip(), name=item.name)
    return Indicator.model_validate({"number": item.number, "name": item.name, "target": target, "place": place, **classes})


LAYOUT = Layout("bracketed-goals", "类别写在括号里的绩效目标表", fit, read, rank=3)
