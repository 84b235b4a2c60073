"""What a layout says of a grid: how well it fits, and what the grid holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfrules.findings import Finding
from perfrules.model import Funding, Indicator, Project, SplitCell

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
    """What one grid holds: projects, what it says of the whole department, findings, and the cells taken apart."""

    projects: list[Project] = field(default_factory=list)
    name: str | None = None
    unit: str | None = None
    year: int | None = None
    funding: Funding = field(default_factory=Funding)
    objective: str | None = None
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[SplitCell] = field(default_factory=list)
