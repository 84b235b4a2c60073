"""The block of funds in a project's form: sources down the side, 年初预算数 全年预算数 全年执行数 across."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from perfrules.findings import Finding, Location, finding
from perfrules.model import Amounts, Execution, Funding
from perfrules.quantities import EXACT, decimal
from perfrules.tables.amounts import NOTHING, amount_of, common_unit, converted, read_amount, unit_behind
from perfrules.tables.forms.sources import ACROSS, KNOWN, SOURCES, source_of, whose
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.money import unit_of
from perfrules.tables.headings.periods import dated, is_of_another_year, is_period, of_other_years
from perfrules.tables.headings.vocabulary import headings

_FIGURES = ("initial", "adjusted", "executed")
_SCORED = ("weight", "rate", "points")
_TITLES = {role: words[0] for role, words in ACROSS.items()}
_TOTALS = headings("rows")["total"]
_NEAR = Fraction(1, 200)
_POINTS = re.compile(r"\((\d{1,3}(?:\.\d{1,2})?)分(?:[*×x]执行率)?\)")
_INSIDE = re.compile(r"(?P<label>(?:其中\s*[:：])?[^:：]{2,20})[:：]\s*(?P<value>[\d¥￥.,，]\S*)\s*")


def _of_the_year(text: str, year: int | None) -> str:
    """A heading of amounts without the form's year in front of it (2023年执行数); any other as it stands."""
    said = label(text)
    found = dated(said) if said not in KNOWN else None
    return found[1] if found and found[0] in (None, str(year)) and found[1] in KNOWN else said


def _only_year(rows: Sequence[Row]) -> int | None:
    """The one year that headings of amounts give; None where they give none, or several."""
    found = (dated(label(cell.text)) for row in rows for cell in row if cell.text)
    years = {year for year, rest in filter(None, found) if year and (rest in KNOWN or not rest)}
    return int(years.pop()) if len(years) == 1 else None


def _across(row: Row, year: int | None) -> dict[str, int]:
    """The columns of amounts that a row heads: of two with the same heading the last, for the first may head the block."""
    return _roles({_of_the_year(cell.text, year): index for index, cell in enumerate(row) if cell.text and not cell.inherited})


def _roles(headed: Mapping[str, int]) -> dict[str, int]:
    found = {role: next((headed[word] for word in words if word in headed), None) for role, words in ACROSS.items()}
    return {role: index for role, index in found.items() if index is not None}


def _head(row: Row, below: Row, year: int | None) -> dict[str, int]:
    """The columns of amounts that two rows head together: 年初 and 调整后 below 预算数, or figures beside a heading over both rows.

    What stands below another year is none. Nothing where the lower row heads none, names a source or holds amounts.
    """
    if not any(cell.text for cell in below) or any(amount_of(cell.text) is not None or source_of(cell) for cell in below):
        return {}
    headed: dict[str, int] = {}
    over, is_headed = "", False
    for index, cell in enumerate(below):
        above = label(row[index].text) if index < len(row) else ""
        over = above or over
        said = "" if cell.inherited else label(cell.text)
        spread = cell.origin is not None and cell.origin[1] < cell.column
        words = (said, said + over, over + said, _of_the_year(over + said, year)) if said else ("" if spread else above,)
        word = None if is_of_another_year(over, year) else next((word for word in words if word in KNOWN or not said), None)
        is_headed = is_headed or bool(said and word)
        headed |= {word: index} if word else {}
    found = _roles(headed)
    return found if is_headed and {*_FIGURES} & found.keys() else {}


def _are_years(row: Row) -> bool:
    """Whether a row has years over the figures below it (2022年, 2023年)."""
    return any(found and not found[1] for cell in row if cell.text for found in (dated(label(cell.text)),))


def _pairs(row: Row, here: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The labels of figures in a row and the amounts right behind each, by role; nothing where a figure has none behind it."""
    found: dict[str, tuple[int, int]] = {}
    for role, place in here.items():
        behind = next((index for index in range(place + 1, len(row)) if row[index].text.strip() and not row[index].inherited), None)
        if behind is not None and amount_of(row[behind].text, "元") is not None:
            found[role] = (place, behind)
    return found if {*_FIGURES} & here.keys() <= found.keys() and {*_FIGURES} & found.keys() else {}


def _named(row: Row) -> dict[str, int]:
    """The sources that a row names, each with its column: the last of two, which is the year behind the whole period."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        inside = _INSIDE.fullmatch(cell.text.strip())
        source = source_of(replace(cell, text=inside["label"]) if inside else cell)
        if source and not cell.inherited:
            found[source] = index
    return found


def _points_in(cell: Cell) -> Decimal | None:
    """The points that a heading itself gives: 得分（20分*执行率） or 预算执行情况（20分）."""
    found = _POINTS.search(squeezed(cell.text))
    return decimal(found[1]) if found and not cell.inherited else None


def in_percent(rate: Decimal | None, amounts: Amounts) -> Decimal | None:
    """Return a rate in percent: one that is the quotient of its amounts (0.99 for 99 of 100) was written as a fraction."""
    if rate is None or amounts.executed is None:
        return rate
    shares = [Fraction(amounts.executed) / Fraction(budget) for budget in (amounts.adjusted, amounts.initial) if budget]
    is_share = any(abs(Fraction(rate) - share) <= _NEAR < abs(Fraction(rate) / 100 - share) for share in shares)
    return EXACT.scaleb(rate, 2) if is_share else rate


@dataclass(frozen=True, slots=True)
class _Turned:
    """A block of funds with its sources across: their row, their columns, and each row below with its label's column and figure."""

    head: Row
    columns: dict[str, int]
    figures: list[tuple[Row, int, str]]


def _turned_block(rows: Sequence[Row]) -> _Turned | None:
    for first, row in enumerate(rows):
        columns = _named(row)
        if len(columns) < 2 or any(amount_of(cell.text) is not None for cell in own(row)):
            continue
        figures = []
        for below in rows[first + 1 :]:
            found = _figure_label(below, min(columns.values()))
            if found is None:
                break
            figures.append((below, *found))
        if figures:
            return _Turned(row, columns, figures)
    return None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of tasks with their funds across: the row of sources, their columns, the tasks, and the row that adds them up."""

    head: Row
    columns: dict[str, int]
    tasks: Sequence[Row]
    total: Row


def _listed_block(rows: Sequence[Row], year: int | None) -> _Listed | None:
    """The first list of tasks below two sources or more (总额 财政拨款 其他资金) that ends in a row 合计 with amounts."""
    for first, row in enumerate(rows):
        columns = _named(row)
        if len(columns) < 2 or any(amount_of(cell.text) is not None for cell in own(row)):
            continue
        for last, below in enumerate(rows[first + 1 :], first + 1):
            if any(label(cell.text).endswith(_TOTALS) for cell in own(below)[:2]) and _has_amounts(below, columns):
                return _Listed(row, columns, rows[first + 1 : last], below)
            if _named(below) or _across(below, year):
                break
    return None


def _has_amounts(row: Row, columns: Mapping[str, int]) -> bool:
    return any(index < len(row) and amount_of(row[index].text) is not None for index in columns.values())


def _figure_label(row: Row, end: int) -> tuple[int, str] | None:
    """The column before ``end`` that names a figure (全年执行数), and which."""
    for index, cell in enumerate(row[:end]):
        role = next((role for role, words in ACROSS.items() if cell.text and label(cell.text) in words), None)
        if role and not cell.inherited:
            return index, role
    return None


@dataclass(slots=True)
class Funds:
    """The funds of a form while they are read. ``unit`` is the unit that the form prints; ``taken`` are the cells that were used."""

    unit: str | None
    findings: list[Finding]
    taken: set[tuple[int, int]]
    across: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, Decimal | Amounts | None] = field(default_factory=dict)
    execution: Execution | None = None
    places: dict[str, Location] = field(default_factory=dict)
    is_unit_of_cells: bool = False
    possible: Decimal | None = None
    year: int | None = None
    units: dict[int, str] = field(default_factory=dict)
    row_unit: str | None = None

    def read(self, rows: list[Row]) -> None:
        """Read the funds and the printed execution from the rows above the indicators."""
        if self.unit is None:
            self.unit = common_unit(cell for row in rows for cell in row)
            self.is_unit_of_cells = self.unit is not None
        self.year = self.year or _only_year(rows)
        turned = _turned_block(rows)
        if turned is not None:
            self._turned(turned)
        listed = _listed_block(rows, self.year) if turned is None else None
        if listed is not None:
            self._listed(listed)
        done = [turned.head, *(figure for figure, _, _ in turned.figures)] if turned else []
        done += [listed.head, *listed.tasks, listed.total] if listed else []
        pairs: dict[str | None, list[tuple[Row, dict[str, tuple[int, int]]]]] = {}
        last: Mapping[str, tuple[int, int]] = {}
        for over, row, below in zip(((), *rows), rows, (*rows[1:], ()), strict=False):
            if any(row is other for other in done):
                continue
            here = _across(row, self.year)
            if here and (beside := _pairs(row, here)):
                pairs.setdefault(whose(row, [place for place, _ in beside.values()], self.year), []).append((row, beside))
                last = beside
                continue
            both = _head(row, below, self.year) if here or _are_years(row) else {}
            heads = [row, below] if both else [row]
            here = both or here
            if {*_FIGURES} & here.keys() and not any(
                source_of(head[index]) for head in heads for index in here.values() if index < len(head)
            ):
                self.across = here
                self.possible = next((found for head in heads for cell in head if (found := _points_in(cell))), None)
                taken = [head[index] for head in heads for index in here.values() if index < len(head)]
                self._take(*taken)
                self.units = {cell.column: unit for cell in taken if (unit := unit_of([cell]))}
                said = of_other_years([over], here, self.year, _TITLES)
                self.findings += [found for found in said if is_period(found.params["heading"])]
                done += heads
                continue
            named = _named(row)
            for source, index in named.items():
                if source not in self.amounts and not self._repeated(row, source, last):
                    self._source(row, index, source)
            if not named and "total" not in self.amounts and self._is_bare(row):
                self.places.setdefault("funding", replace(own(row)[0].place, text=None))
                self.row_unit = None
                self._line(row, "total")
        for source in ("total", *SOURCES):
            if source in pairs and source not in self.amounts:
                self._paired(source, pairs[source])

    def _paired(self, source: str, pairs: Sequence[tuple[Row, Mapping[str, tuple[int, int]]]]) -> None:
        """Read amounts that stand beside their labels one by one (预算数 100 执行数 95); of two of one kind the first."""
        figures: dict[str, Decimal | None] = {}
        for row, found in pairs:
            self.places.setdefault("funding", replace(own(row)[0].place, text=None))
            self._take(*(cell for cell in row[: min(found.values())[0]] if source_of(cell) == source))
            for role, (place, column) in found.items():
                if role not in figures:
                    self._take(row[place])
                    self.row_unit = unit_of([row[place]])
                    figures[role] = self._figure(row, column, role)
        amounts = self.amounts[source] = Amounts(**{role: figures.get(role) for role in _FIGURES})
        scored = {role: figures[role] for role in _SCORED if figures.get(role) is not None}
        if scored and self.execution is None:
            self.execution = Execution.model_validate(scored | {"rate": in_percent(scored.get("rate"), amounts)})
            self.places["execution"] = self.places["funding"]

    def _repeated(self, row: Row, source: str, above: Mapping[str, tuple[int, int]]) -> bool:
        """Whether a source stands below the label of each figure of the pairs ``above`` (预算数 100 执行数 95): its own are behind it there."""
        places = {column: behind for role, (column, behind) in above.items() if role in _FIGURES}
        here = [index for index, cell in enumerate(row) if not cell.inherited and source_of(cell) == source]
        if len(here) < 2 or here != sorted(places):
            return False
        self._take(*(row[index] for index in here))
        self.row_unit = None
        figures = {role: self._figure(row, behind, role) for role, (_, behind) in above.items() if role in _FIGURES}
        self.amounts[source] = Amounts(**figures)
        return True

    def _turned(self, block: _Turned) -> None:
        """Read a block with the sources across and the figures down the side."""
        whole = block.columns.get("total", max(block.columns.values()))
        found: dict[str, dict[str, Decimal | None]] = {source: {} for source in block.columns}
        scored: dict[str, Decimal | None] = {}
        for row, place, role in block.figures:
            self._take(row[place])
            if role in _FIGURES:
                for source, column in block.columns.items():
                    found[source][role] = self._figure(row, column, role)
            else:
                filled = (index for index in range(place + 1, len(row)) if amount_of(row[index].text) is not None)
                scored[role] = self._figure(row, next(filled, whole), role)
        for source, column in block.columns.items():
            self._take(block.head[column])
            figures = found[source]
            self.amounts[source] = Amounts.model_validate(figures) if any(value is not None for value in figures.values()) else None
        self.places["funding"] = replace(block.head[whole].place, text=None)
        if any(value is not None for value in scored.values()):
            self.execution = Execution.model_validate(scored)
            self.places["execution"] = self.places["funding"]

    def _listed(self, block: _Listed) -> None:
        """Read the row that adds up a list of tasks; the tasks themselves are named."""
        for source, column in block.columns.items():
            self._take(block.head[column])
            self.amounts[source] = self._figure(block.total, column, _FIGURES[0])
        self._take(*own(block.total))
        self.places["funding"] = replace(block.total[0].place, text=None)
        tasks = [cells for row in block.tasks if (cells := [cell for cell in own(row) if not cell.inherited])]
        if tasks:
            self._take(*(cell for cells in tasks for cell in cells))
            shown = "、".join("".join(cells[0].text.split())[:24] for cells in tasks[:12])
            self.findings.append(at(finding("IN029", fields=shown), tasks[0][0]))

    def _is_bare(self, row: Row) -> bool:
        """Whether a row gives figures under the headings and names no source: the only line of its block."""
        figures = [index for role, index in self.across.items() if role in _FIGURES and index < len(row)]
        known = {*self.across.values()}
        return any(amount_of(row[index].text, self.unit) is not None for index in figures) and all(
            index in known or squeezed(cell.text) in NOTHING or amount_of(cell.text, self.unit) is not None
            for index, cell in enumerate(row)
            if not cell.inherited
        )

    def _source(self, row: Row, index: int, source: str) -> None:
        cell = row[index]
        self.row_unit = unit_of([cell])
        inside = _INSIDE.fullmatch(cell.text.strip())
        self._take(cell)
        if source == "total" or not self.places:
            self.places["funding"] = replace(cell.place, text=None)
        if inside:
            self.amounts[source] = self._amount(replace(cell, text=inside["value"]), SOURCES[source][0])
        elif not self.across:
            self.amounts[source] = self._plain(row, index)
        else:
            self._line(row, source)

    def _line(self, row: Row, source: str) -> None:
        figures = {role: self._figure(row, column, role) for role, column in self.across.items()}
        amounts = Amounts(**{role: figures.get(role) for role in _FIGURES})
        self.amounts[source] = amounts if amounts != Amounts() else None
        scored = {role: figures.get(role) for role in _SCORED}
        is_told = any(value is not None for value in scored.values())
        if {*_SCORED} & self.across.keys() and (source == "total" or (is_told and "total" not in self.amounts and self.execution is None)):
            index = self.across.get("rate", self.across.get("points"))
            cell = row[index] if index is not None and index < len(row) else row[0]
            if scored["weight"] is None:
                scored["weight"] = self.possible
            scored["rate"] = in_percent(scored["rate"], amounts)
            self.execution = Execution.model_validate(scored)
            self.places["execution"] = replace(cell.place, text=None)

    def _figure(self, row: Row, column: int, role: str) -> Decimal | None:
        cell = row[column] if column < len(row) else None
        if cell is None or cell.inherited:
            return None
        self._take(cell)
        if role in _FIGURES:
            return self._amount(cell, ACROSS[role][0])
        return read_amount(cell, ACROSS[role][0], None, self.findings, code="IN022")

    def _plain(self, row: Row, index: int) -> Decimal | None:
        """The amount behind a source where no headings stand above; of several in a row none is told from the others."""
        behind = [cell for cell in row[index + 1 :] if squeezed(cell.text) and not cell.inherited][:2]
        are_several = len(behind) > 1 and all(amount_of(cell.text) is not None for cell in behind)
        if not behind or source_of(behind[0]) or are_several:
            return None
        self._take(behind[0])
        return self._amount(behind[0], SOURCES["total"][0])

    def _amount(self, cell: Cell, column: str) -> Decimal | None:
        """The amount in the form's unit. A number without a unit, where only other cells have one, is of no known unit."""
        bare = self.is_unit_of_cells and unit_behind(cell.text) is None and squeezed(cell.text) not in NOTHING
        unit = self.units.get(cell.column) or self.row_unit or self.unit
        number = read_amount(cell, column, unit, self.findings)
        if number is not None and unit and self.unit and unit != self.unit:
            number = converted(number, unit, self.unit)
        if number and bare:
            self.findings.append(at(finding("IN074", what=f"“{cell.text.strip()[:20]}”", what_en=f"“{cell.text.strip()[:20]}”"), cell))
            return None
        return number

    def _take(self, *cells: Cell) -> None:
        self.taken.update((cell.row, cell.column) for cell in cells)

    def funding(self) -> Funding:
        """Return the funds that were read, in the form's unit."""
        return Funding.model_validate(self.amounts | {"unit": self.unit})
