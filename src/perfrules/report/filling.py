"""Where a form that was handed in has places for its scores: 得分 of each indicator, 执行率 and 得分 of the funds, 总分."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from perfrules.findings import Location
from perfrules.model import Department, Indicator
from perfrules.quantities import plain
from perfrules.report.words import reach
from perfrules.scoring.results.outcomes import Score
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
from perfrules.scoring.rounding import rounded
from perfrules.tables.amounts import amount_of
from perfrules.tables.grid import Cell, Document, Row, Source, own
from perfrules.tables.headings.columns import indicator_columns
from perfrules.tables.headings.labels import label, roles
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.side_by_side import apart

_COLUMNS = headings("columns")
_AMOUNTS = headings("amounts")
_FUNDS = frozenset(headings("funds")["total"])
_TOTALS = frozenset(headings("rows")["total"])
_HEADED = ("target", "points", "actual")
_FAR = 400
"""Rows above an indicator in which its header is looked for."""
_NEAR = 30
"""Rows below the last indicator in which the total is looked for."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What is to be written into a cell: points or text.

    ``percent``: a share, which is shown in percent; ``total``: a sum, for which the form may have a formula of its own.
    """

    cell: Cell
    value: Decimal | str
    percent: bool = False
    total: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the cell shows the value already, a share in as many places as it has."""
        shown = self.cell.text.strip()
        number = amount_of(shown.removesuffix("%"))
        if number is None or not isinstance(self.value, Decimal):
            return shown == self.value
        places = len(shown.removesuffix("%").partition(".")[2])
        return number == (rounded(Fraction(self.value) * 100, places) if self.percent else self.value)

    @property
    def replaces(self) -> bool:
        """Whether the cell shows another figure or words, which go; a dash is none."""
        return any(char.isalnum() for char in self.cell.text)

    @property
    def shown(self) -> str:
        """The value as it is written."""
        if not isinstance(self.value, Decimal):
            return self.value
        return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell of a document: its rows, and where it stands in them."""

    rows: Sequence[Row]
    row: int
    column: int


Spots: TypeAlias = dict[tuple[str | None, int | None, int, int], _Spot]
"""Every cell of a document by sheet, table, row and column."""


def fills(document: Document, department: Department, score: DepartmentScore) -> list[Fill]:
    """Return what goes where in the form; nothing for a form without a place for the points of any indicator."""
    spots = _spots(document)
    pairs = [(project.indicators, result) for project, result in zip(department.projects, score.projects, strict=True)]
    if score.own is not None:
        pairs.append((department.indicators, score.own))
    heads = Counter(head for indicators, _ in pairs for head in {_head(one, spots) for one in indicators})
    found: list[Fill] = []
    taken: set[tuple[Location, int, int]] = set()
    for indicators, result in pairs:
        alone = all(heads[_head(one, spots)] == 1 for one in indicators)
        for fill in _of_project(indicators, result, spots, totalled=alone):
            place = (Location(sheet=fill.cell.source.sheet, table=fill.cell.source.table), fill.cell.row, fill.cell.column)
            if place not in taken:
                taken.add(place)
                found.append(fill)
    return found


def _spots(document: Document) -> Spots:
    return {
        (cell.source.sheet, cell.source.table, cell.row, cell.column): _Spot(grid.rows, row, column)
        for whole in document.grids
        for grid in apart(whole)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
    }


def _of_project(indicators: Sequence[Indicator], result: ProjectScore, spots: Spots, *, totalled: bool) -> Iterator[Fill]:
    header: tuple[int, dict[str, int]] | None = None
    last: _Spot | None = None
    points: dict[tuple[Source, int, int], tuple[Cell, list[Fill]]] = {}
    for indicator, score in zip(indicators, result.indicators, strict=True):
        spot = _spot(indicator.place, spots)
        found = _header(spot) if spot else None
        cell = _cell(spot.rows, spot.row, found[1]["points"]) if spot and found else None
        if spot is None or found is None or cell is None:
            continue
        if header is None:
            yield from _execution(spot, found[0], result)
        header, last = found, spot
        points.setdefault((cell.source, cell.row, cell.column), (cell, []))[1].append(Fill(cell, _points(score)))
        given = _cell(spot.rows, spot.row, found[1]["actual"]) if "actual" in found[1] else None
        if given is not None and not given.text.strip() and score.actual:
            yield Fill(given, score.actual)
    for cell, several in points.values():
        yield several[0] if len(several) == 1 else Fill(cell, "；".join(fill.shown for fill in several))
    if header and last and totalled:
        yield from _total(last, header[1]["points"], result)


def _head(indicator: Indicator, spots: Spots) -> tuple[int, int] | None:
    """The header above an indicator; projects that share one are rows of a list, whose total is no project's."""
    spot = _spot(indicator.place, spots)
    found = _header(spot) if spot else None
    return (id(spot.rows), found[0]) if spot and found else None


def _spot(place: Location | None, spots: Spots) -> _Spot | None:
    if place is None or place.row is None or place.column is None:
        return None
    return spots.get((place.sheet, place.table, place.row, place.column))


def _header(spot: _Spot) -> tuple[int, dict[str, int]] | None:
    """The row above that heads a target and points, and its columns, as they are read."""
    words = {role: _COLUMNS[role] for role in _HEADED}
    for index in range(spot.row - 1, max(-1, spot.row - _FAR), -1):
        columns = roles(spot.rows[index], words)
        found = _as_read(spot.rows, index) if columns else {}
        if found or {"target", "points"} <= columns.keys():
            columns = found or columns
            return (index, columns) if "points" in columns else None
    return None


def _as_read(rows: Sequence[Row], index: int) -> dict[str, int]:
    """The columns that reading takes of a header of which a row is one, or the second; nothing where it is read as none.

    A column that holds the weight too has no place for points.
    """
    for start in (index - 1, index):
        found = indicator_columns(rows, start, {}) if start >= 0 else None
        if found is not None and start + found[1] > index:
            known = {role: column for role, column in found[0].items() if role in _HEADED}
            return {role: column for role, column in known.items() if role != "points" or column != found[0].get("weight")}
    return {}


def _cell(rows: Sequence[Row], row: int, column: int) -> Cell | None:
    """The cell to write into; None where it is covered by a merged area that begins elsewhere, and so is another's too."""
    cell = rows[row][column] if column < len(rows[row]) else None
    return None if cell is None or cell.inherited else cell


def _execution(spot: _Spot, header: int, result: ProjectScore) -> Iterator[Fill]:
    """Rate and points in the row of all funds, below the header of amounts that stands nearest above the indicators."""
    words = {role: _AMOUNTS[role] for role in ("rate", "points")}
    for index in range(header - 1, max(-1, header - _NEAR), -1):
        columns = roles(spot.rows[index], words)
        if "rate" not in columns:
            continue
        for below in range(index + 1, header):
            if any(label(cell.text) in _FUNDS for cell in own(spot.rows[below])):
                execution = result.execution
                rate = _cell(spot.rows, below, columns["rate"])
                if rate is not None and execution.attainment is not None:
                    yield Fill(rate, rounded(execution.attainment, 4), percent=True)
                points = _cell(spot.rows, below, columns["points"]) if "points" in columns else None
                if points is not None:
                    yield Fill(points, _points(execution))
                return


def _total(last: _Spot, column: int, result: ProjectScore) -> Iterator[Fill]:
    """The total in the first row below the indicators that begins as one; what a header or a field is called is none."""
    for index in range(last.row + 1, min(len(last.rows), last.row + _NEAR)):
        first, *others = own(last.rows[index]) or (None,)
        if any(label(cell.text) in _COLUMNS["target"] for cell in others):
            return
        if first is not None and label(first.text) in _TOTALS:
            cell = _cell(last.rows, index, column)
            if cell is not None:
                yield Fill(cell, _points(result), total=True)
            return


def _points(score: Score) -> Decimal | str:
    """Settled points as a number, else the interval that they can still reach."""
    return rounded(Fraction(score.points), 2) if score.is_settled else reach(score)
