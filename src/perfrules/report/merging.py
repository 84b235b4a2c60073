"""A sheet that people have filled in, brought up to a table that has changed since: nothing that somebody typed is lost or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfrules.model import Department
from perfrules.report.delimited import csv_bytes
from perfrules.report.template import COLUMNS, MONEY, ROLES, TemplateRow, headings, needed, rows
from perfrules.scoring.policies import Policy
from perfrules.tables.grid import Cell
from perfrules.tables.guards import unguard
from perfrules.tables.sheets import Sheet, SheetRow, folded

KEPT = "未并入"
"""How the note begins that the rows kept below the table's own bear."""

_TYPED = ("actual", "base", "share", *MONEY, "finished", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell; ``value`` and ``number_format`` where it is a number."""

    text: str
    value: Decimal | None = None
    number_format: str | None = None


Line = dict[str, Entry]
"""A row by field, and by ``+`` and the column for the user's own columns."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The new sheet, ``below`` the rows that are not of the table any more, and what has changed against the old one."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[TemplateRow, Line], ...]
    below: tuple[Line, ...]
    kept: int
    added: tuple[TemplateRow, ...]
    changed: bool = True

    def lines(self) -> list[Line]:
        """Return every row of the sheet, in order."""
        return [*(line for _, line in self.rows), *self.below]

    def texts(self) -> list[list[str]]:
        """Return the text of every cell, row by row."""
        return [[line[name].text if name in line else "" for name in self.names] for line in self.lines()]


def merge(department: Department, sheets: Sequence[Sheet], policy: Policy | None = None) -> Merged:
    """Return the sheet of ``department`` with what is typed in ``sheets``.

    A row belongs to the indicator of its project whose name and target it bears, whatever its key: keys count positions. Among
    rows that bear the same of all three the order decides where there are as many as in the table; else none of them is taken.
    What belongs nowhere is kept below, without its key and with a note, where something is typed in it.
    """
    new = list(rows(department, policy))
    old = [(sheet, row) for sheet in sheets for row in sheet.rows if row.cells or row.others]
    taken = _matched(new, old, department.unit)
    names = [name for name in COLUMNS if name in needed(department, policy) or any(row.said(_role(name)) for _, row in old)]
    extra: dict[str, str] = {}
    lines: list[Line] = []
    for index, row in enumerate(new):
        typed = _typed(*old[taken[index]], extra) if index in taken else {}
        lines.append({name: Entry(getattr(row, name)) for name in names} | typed)
    left = [pair for at, pair in enumerate(old) if at not in taken.values()]
    below = [_set_aside(sheet, row, extra) for sheet, row in left if _holds_something(row)]
    if below and "note" not in names:
        names.insert(names.index("key"), "note")
    merged = Merged(
        names=(*names, *extra),
        headings=(*headings(department.unit, names), *extra.values()),
        rows=tuple(zip(new, lines, strict=True)),
        below=tuple(below),
        kept=sum(any(line.get(name, Entry("")).text for name in _TYPED) for line in lines),
        added=tuple(row for index, row in enumerate(new) if index not in taken),
    )
    return replace(merged, changed=not _stands(merged, sheets, old))


def _stands(merged: Merged, sheets: Sequence[Sheet], old: Sequence[tuple[Sheet, SheetRow]]) -> bool:
    """Whether what is merged stands in one sheet already, to the letter."""
    if len(sheets) != 1 or [unguard(text) for text in sheets[0].headings.values()] != list(merged.headings):
        return False
    return [[_plain(cell) for cell in _in_order(sheet, row)] for sheet, row in old] == merged.texts()


def csv_merged(merged: Merged) -> bytes:
    """Return the merged sheet as csv."""
    return csv_bytes(merged.headings, merged.texts())


def _matched(new: Sequence[TemplateRow], old: Sequence[tuple[Sheet, SheetRow]], unit: str | None) -> dict[int, int]:
    """The row of the sheet that belongs to each row of the table, by index."""
    several = {_about(row.project, row.indicator, row.target) for row in new if "C" in row.key}
    theirs: dict[Identity, list[int]] = {}
    for index, row in enumerate(new):
        theirs.setdefault(_identity(_about(row.project, row.indicator, row.target), row.criterion, several), []).append(index)
    ours: dict[Identity, list[int]] = {}
    for index, (sheet, typed) in enumerate(old):
        if _in_unit(sheet, typed, unit):
            about = _about(typed.said("project"), typed.said("indicator"), typed.said("target"))
            ours.setdefault(_identity(about, typed.said("criterion"), several), []).append(index)
    taken: dict[int, int] = {}
    for identity, places in theirs.items():
        found = ours.get(identity, [])
        found = [index for index in found if old[index][1].key] or found  # those set aside before come back only where none has a key
        if len(found) == len(places):
            taken.update(zip(places, found, strict=True))
    return taken


About = tuple[str, str, str]
Identity = tuple[About, str]


def _about(project: str, indicator: str, target: str) -> About:
    return folded(project), folded(indicator), folded(target)


def _identity(about: About, criterion: str, several: set[About]) -> Identity:
    """What tells a row: of an indicator with several rows, the criterion too."""
    return about, folded(criterion) if about in several else ""


def _in_unit(sheet: Sheet, row: SheetRow, unit: str | None) -> bool:
    """Whether the amounts of a row are in the table's unit, as the headings of the sheet say it."""
    heads = [folded(sheet.headings[sheet.columns[name]]) for name in MONEY if row.said(name)]
    return not unit or all("(" not in head or head.endswith(folded(f"（{unit}）")) for head in heads)


def _role(name: str) -> str:
    return ROLES.get(name, name)


def _entry(cell: Cell) -> Entry:
    number = cell.value if isinstance(cell.value, Decimal) else None
    return Entry(unguard(cell.text).strip(), number, cell.number_format if number is not None else None)


def _typed(sheet: Sheet, old: SheetRow, extra: dict[str, str]) -> Line:
    """What the old row adds to the new one: what is typed in it, and the user's own columns."""
    line = {name: _entry(old.cells[_role(name)]) for name in _TYPED if _role(name) in old.cells}
    if "note" in old.cells and not old.said("note").startswith(KEPT):
        line["note"] = _entry(old.cells["note"])
    return line | _others(sheet, old, extra)


def _others(sheet: Sheet, row: SheetRow, extra: dict[str, str]) -> Line:
    line: Line = {}
    for place, cell in row.others.items():
        name = f"+{place}"
        extra.setdefault(name, sheet.headings.get(place, ""))
        line[name] = _entry(cell)
    return line


def _set_aside(sheet: Sheet, row: SheetRow, extra: dict[str, str]) -> Line:
    """A row that belongs nowhere, as it stands; without its key, which is another indicator's by now."""
    line = {name: _entry(row.cells[_role(name)]) for name in COLUMNS if _role(name) in row.cells and name != "key"}
    note = row.said("note")
    if not note.startswith(KEPT):
        was = f"原编号 {row.key}，" if row.key else ""
        note = f"{KEPT}：{was}目标表中没有项目、指标和指标值都相同的一项。{note}"
    return line | {"note": Entry(note)} | _others(sheet, row, extra)


def _holds_something(row: SheetRow) -> bool:
    """Whether somebody has typed in the row: a value, a note, or anything in a row or a column of their own."""
    typed = any(_role(name) in row.cells for name in (*_TYPED, "note"))
    return typed or bool(row.others) or not row.key


def _in_order(sheet: Sheet, row: SheetRow) -> list[Cell | None]:
    by_place = {sheet.columns[role]: cell for role, cell in row.cells.items()} | dict(row.others)
    return [by_place.get(place) for place in sheet.headings]


def _plain(cell: Cell | None) -> str:
    return unguard(cell.text).strip() if cell is not None else ""


def described(merged: Merged) -> Mapping[str, list[str]]:
    """Return what has changed, a line each: the rows that are new, and those that are kept below."""
    return {
        "added": [f"{row.key} {row.project} {row.indicator} {row.target}".rstrip() for row in merged.added],
        "below": [
            " ".join(line[name].text for name in ("project", "indicator", "target") if name in line and line[name].text)
            for line in merged.below
        ],
    }
