"""What is known of one form while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfrules.findings import Location
from perfrules.model import Execution, Funding, Indicator, Scored
from perfrules.tables.grid import Cell
from perfrules.tables.parts import Part


@dataclass(slots=True)
class Draft:
    """One form while it is read. ``taken`` holds the cells that have found their field."""

    part: Part
    fields: dict[str, str] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    year: int | None = None
    objective: Cell | None = None
    reached: Cell | None = None
    funding: Funding = field(default_factory=Funding)
    execution: Execution | None = None
    named_execution: Execution | None = None
    places: dict[str, Location] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    long_term: list[Indicator] = field(default_factory=list)
    total: Scored | None = None

    def take(self, *cells: Cell) -> None:
        self.taken.update((cell.row, cell.column) for cell in cells)
