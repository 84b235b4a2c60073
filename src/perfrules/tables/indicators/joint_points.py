"""Weights and points that one merged cell gives to several indicators together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from perfrules.findings import Finding, Location, finding
from perfrules.model import Indicator
from perfrules.quantities import EXACT, decimal, plain
from perfrules.tables.grid import Cell, at
from perfrules.tables.sums import where

_PLACES = 2


@dataclass(slots=True)
class JointPoints:
    """The merged cells of weights and points of a table while it is read, each with the places of the indicators beside it."""

    cells: dict[tuple[str, int, int], Cell] = field(default_factory=dict)
    members: dict[tuple[str, int, int], list[Location]] = field(default_factory=dict)
    beside: dict[Location, list[tuple[str, int, int]]] = field(default_factory=dict)

    def note(self, role: str, cell: Cell | None, indicator: Indicator) -> None:
        """Remember an indicator beside a cell that is merged over rows."""
        if cell is None or indicator.place is None or (cell.extent[0] < 2 and cell.origin is None):
            return
        key = (role, *(cell.origin or (cell.row, cell.column)))
        if not cell.inherited:
            self.cells[key] = cell
        self.members.setdefault(key, []).append(indicator.place)
        self.beside.setdefault(indicator.place, []).append(key)

    def shared(self, indicators: Sequence[Indicator], findings: list[Finding], project: str | None) -> list[Indicator]:
        """Return the indicators with each joint weight in even parts (IN083); joint points are no single one's."""
        weights: dict[Location | None, Decimal] = {}
        unscored: set[Location] = set()
        if not self.cells:
            return list(indicators)
        known = {item.place: item for item in indicators if item.place in self.beside}
        keys = {key for place in known if place for key in self.beside[place] if key in self.cells}
        for key in sorted(keys, key=lambda key: (key[1], key[0] == "points", key[2])):
            cell = self.cells[key]
            here = [place for place in self.members[key] if place in known]
            if len(here) < 2:
                continue
            if key[0] == "points":
                unscored.update(here)
            elif (weight := known[here[0]].weight) is not None:
                parts = _even(weight, len(here))
                weights |= dict(zip(here, parts, strict=True))
                found = finding("IN083", weight=plain(weight), count=len(here), parts="、".join(map(plain, parts)))
                findings.append(at(found, cell, project=project))
        return [
            item.model_copy(
                update={
                    "weight": weights.get(item.place, item.weight),
                    "points": None if item.place in unscored else item.points,
                }
            )
            if item.place in weights or item.place in unscored
            else item
            for item in indicators
        ]


def _even(weight: Decimal, count: int) -> list[Decimal]:
    """Even parts in hundredths, rounded down; the remainder is the first one's."""
    hundredths = EXACT.scaleb(weight, _PLACES)
    part = decimal(hundredths // count).scaleb(-_PLACES)
    return [EXACT.subtract(weight, EXACT.multiply(part, Decimal(count - 1))), *[part] * (count - 1)]


_WHOLES = frozenset(map(Decimal, ("0.9", "1")))
"""What weights add up to that are shares: all of them, or all but the tenth of the budget execution."""


def in_points(indicators: Sequence[Indicator], findings: list[Finding], project: str | None) -> list[Indicator]:
    """Return the indicators with their weights in points, where those of a project are shares of one (IN084)."""
    weights = [item.weight for item in indicators if item.weight is not None]
    total = reduce(EXACT.add, weights, Decimal(0))
    if len(weights) < 2 or total not in _WHOLES or not all(0 < weight < 1 for weight in weights):
        return list(indicators)
    first = next(item for item in indicators if item.weight is not None)
    found = finding("IN084", sum=plain(total), first=plain(weights[0]), read=plain(EXACT.scaleb(weights[0], _PLACES)))
    findings.append(found.at(**where(first.place), project=project))
    return [
        item if item.weight is None else item.model_copy(update={"weight": decimal(EXACT.scaleb(item.weight, _PLACES))})
        for item in indicators
    ]
