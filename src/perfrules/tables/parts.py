"""What a layout says of a grid: how well it fits, and what the grid holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from perfrules.findings import Finding, Location, finding
from perfrules.model import Department, Execution, Funding, Indicator, Project, Scored, SplitCell
from perfrules.tables.grid import Cell, at
from perfrules.tables.indicators.cells import excerpt

Aliases = Mapping[str, tuple[str, ...]]
"""More words for the headers of plain columns, by role, as a user gives them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a layout fits: the index of the header row, the column of each role, and how many roles it wants."""

    row: int
    columns: dict[str, int]
    wanted: int
    headers: tuple[str, ...]
    depth: int = 1
    aliases: Aliases = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """How many of the wanted headers are there."""
        return len(self.headers)

    @property
    def share(self) -> int:
        """The matched headers in per mille of the wanted ones."""
        return min(self.matched, self.wanted) * 1000 // self.wanted


@dataclass(slots=True)
class Part:
    """What one grid holds: projects, what it says of the whole department, findings, and the cells taken apart.

    ``whole`` is the department, where the grid is one that ``convert`` has written.
    """

    projects: list[Project] = field(default_factory=list)
    name: str | None = None
    unit: str | None = None
    caption_unit: str | None = None
    year: int | None = None
    funding: Funding = field(default_factory=Funding)
    execution: Execution | None = None
    places: dict[str, Location] = field(default_factory=dict)
    objective: str | None = None
    objective_actual: str | None = None
    total: Scored | None = None
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[SplitCell] = field(default_factory=list)
    as_of: date | None = None
    whole: Department | None = None
    left: int = 0

    def leave(self, code: str, cells: Iterable[Cell], project: str | None = None) -> None:
        """Say of each cell that it was not read; beyond a thousand in one grid only how many they are."""
        for cell in cells:
            self.left += 1
            if self.left <= _SAID:
                self.findings.append(at(finding(code, excerpt=excerpt(cell.text)), cell, project=project))

    @property
    def unsaid(self) -> int:
        """How many cells were left beyond those that are named."""
        return max(0, self.left - _SAID)


_SAID = 1_000
