"""The rows of a sheet of actual values as they stand, with what says which indicator each is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from perfrules.errors import ActualsError, TableError
from perfrules.findings import Finding
from perfrules.keys import OWN_EXECUTION, execution_key, own_key
from perfrules.model import Department
from perfrules.tables.grid import Cell, Document, Grid, Row
from perfrules.tables.guards import unguard
from perfrules.tables.headings.labels import roles, squeezed
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.reading import open_document
from perfrules.tables.source import Readables, loaded

VALUES = headings("actuals")
"""The headings of the key and of what people fill in."""
NAMES = headings("sheet")
"""The headings of what says which indicator a row is about."""

_CRITERION = re.compile(r"C\d+$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its cells by role, and those under headings that are the user's own, by column."""

    cells: Mapping[str, Cell]
    others: Mapping[int, Cell]

    def said(self, role: str) -> str:
        """Return what the cell of a role says, without the guard of a csv; nothing where there is none."""
        return unguard(self.cells[role].text).strip() if role in self.cells else ""

    @property
    def key(self) -> str:
        """The key, without white space and in capitals."""
        return squeezed(self.said("key")).upper()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of actual values: the headings by column, the columns of the roles, and the rows below."""

    headings: Mapping[int, str]
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What a table says of a key: the project, and the indicator and its target where it is not a budget execution."""

    project: str
    indicator: str = ""
    target: str = ""


def open_sheets(source: Readables, name: str | None = None, limits: Limits = LIMITS) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets of a file that have the columns 编号 and 实际完成值, and what its reader noticed.

    Raises :class:`~perfrules.errors.ActualsError` where the file cannot be read or has no such columns.
    """
    try:
        data, called = loaded(source, name, limits)
        document = open_document(data, limits, name=called)
    except TableError as error:
        raise ActualsError(error.zh, error.en) from error
    sheets = sheets_of(document)
    if not sheets:
        raise ActualsError(
            f"“{called}”中没有“编号”和“实际完成值”两列，不是填报表；请用 perfrules template 生成填报表，填写后不要删除这两列。",
            f"“{called}” has no columns 编号 and 实际完成值; make the sheet with perfrules template and keep these columns.",
        )
    return sheets, [item.at(file=called) for item in document.findings]


def sheets_of(document: Document) -> list[Sheet]:
    """Return the sheets of actual values among the grids of a document."""
    return [sheet for grid in document.grids if (sheet := _sheet(grid)) is not None]


def _sheet(grid: Grid) -> Sheet | None:
    for index, row in enumerate(grid.rows[:50]):
        columns = roles(row, VALUES)
        if {"key", "value"} <= columns.keys():
            columns = {role: place for role, place in roles(row, NAMES).items() if place not in columns.values()} | columns
            heads = {place: unguard(cell.text).strip() for place, cell in enumerate(row)}
            return Sheet(heads, columns, tuple(_row(below, columns) for below in grid.rows[index + 1 :]))
    return None


def _row(row: Row, columns: Mapping[str, int]) -> SheetRow:
    filled = {place: cell for place, cell in enumerate(row) if cell.text.strip()}
    known = set(columns.values())
    return SheetRow(
        {role: filled[place] for role, place in columns.items() if place in filled},
        {place: cell for place, cell in filled.items() if place not in known},
    )


def names_of(department: Department) -> dict[str, Named]:
    """Return what the table says of every key of an indicator and of a budget execution."""
    name = department.name or "部门"
    found = {key: Named(project.name, indicator.name, indicator.target.text) for key, project, indicator in department.keyed()}
    found |= {own_key(index): Named(name, one.name, one.target.text) for index, one in enumerate(department.indicators, 1)}
    found |= {execution_key(index): Named(project.name) for index, project in enumerate(department.projects, 1)}
    return found | {OWN_EXECUTION: Named(name)}


def named(names: Mapping[str, Named], key: str) -> Named | None:
    """Return what the table says of a key, which may be that of one criterion; None for a key that it does not have."""
    return names.get(key) or names.get(_CRITERION.sub("", key))


def same(one: str, other: str) -> bool:
    """Whether two names say the same: white space, width and what a csv or a workbook cannot hold do not count.

    >>> same("培训 人数（人）", "培训人数(人)"), same("培训人数", "参训人数")
    (True, False)
    """
    return folded(one) == folded(other)


def folded(text: str) -> str:
    """Return a name as :func:`same` compares it."""
    return squeezed(unguard(text.strip()))


def doubtful(row: SheetRow, names: Mapping[str, Named], shared: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """Return what the table and what the sheet says where they disagree on whom the row is about; None where they agree.

    Keys count positions, so a row whose project or indicator is another belongs to another indicator. A target may have been
    mended; but where a name is ``shared`` (:func:`shared_names`), it is what tells the indicators apart.
    """
    own = named(names, row.key)
    if own is None:
        return None
    for role, stated in (("project", own.project), ("indicator", own.indicator)):
        if stated and row.said(role) and not same(row.said(role), stated):
            return stated, row.said(role)
    target = row.said("target")
    if own.target and target and not same(target, own.target) and (folded(own.project), folded(own.indicator)) in shared:
        return f"{own.indicator} {own.target}", f"{row.said('indicator')} {target}".strip()
    return None


def shared_names(names: Mapping[str, Named], rows: Iterable[SheetRow]) -> frozenset[tuple[str, str]]:
    """Return project and name of what stands with several targets, in the table or in the sheet, so that a name alone says little."""
    targets: dict[tuple[str, str, bool], set[str]] = {}
    for one in names.values():
        targets.setdefault((folded(one.project), folded(one.indicator), True), set()).add(folded(one.target))
    for row in rows:
        place = (folded(row.said("project")), folded(row.said("indicator")), False)
        targets.setdefault(place, set()).add(folded(row.said("target")))
    return frozenset(place[:2] for place, found in targets.items() if len(found) > 1)
