"""What the rows of a plain table say of their project; the first that says a thing has said it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from perfrules.findings import Finding, finding
from perfrules.model import Amounts
from perfrules.tables.amounts import converted, read_amount
from perfrules.tables.forms.funds import in_percent
from perfrules.tables.grid import Cell, Row, at
from perfrules.tables.guards import unguard
from perfrules.tables.headings.facts import PREFIX
from perfrules.tables.headings.vocabulary import headings
from perfrules.tables.indicators.cells import excerpt

_EXECUTION = headings("execution_facts")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")


@dataclass(slots=True)
class ProjectFacts:
    """The facts of one project while its rows are read. ``unit`` is that of the table's amounts, ``units`` those of what is known."""

    unit: str | None
    findings: list[Finding]
    units: dict[str, str] = field(default_factory=dict)
    known: dict[str, Cell] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)

    def take(self, row: Row, project: str, columns: Mapping[str, int], units: Mapping[str, str]) -> None:
        """Take what a row says in the ``columns``, amounts in the ``units`` of theirs; where it says otherwise than a row above, that is
        reported once and not taken.
        """
        for role, index in columns.items():
            cell = row[index] if role.startswith(PREFIX) and index < len(row) else None
            if cell is None or not cell.text.strip():
                continue
            if role not in self.known and role in units:
                self.units[role] = units[role]
            first = self.known.setdefault(role, cell)
            if first.text.strip() != cell.text.strip() and role not in self.disputed:
                self.disputed.add(role)
                found = finding(
                    "IN034",
                    project=project,
                    first=excerpt(first.text),
                    other=excerpt(cell.text),
                )
                self.findings.append(at(found, cell, project=project))

    def fields(self, project: str) -> dict[str, Any]:
        """Return the fields of the project; of three amounts a plain one beside them is the initial one."""
        out: dict[str, Any] = {}
        amounts: dict[str, dict[str, Decimal | None]] = {}
        execution: dict[str, Decimal | None] = {}
        for role, cell in self.known.items():
            field_, source, figure = (*role.removeprefix(PREFIX).split("."), "", "")[:3]
            text = unguard(cell.text).strip()
            if field_ == "execution":
                execution[source] = read_amount(replace(cell, text=text), _EXECUTION[source][-1], None, self.findings, code="IN022")
            elif field_ == "funding":
                amounts.setdefault(source, {})[figure] = self._amount(replace(cell, text=text), role)
            elif field_ == "year":
                year = _YEAR.fullmatch(text)
                if year is None:
                    self.findings.append(at(finding("IN004", excerpt=excerpt(text)), cell, project=project))
                out["year"] = int(year[1]) if year else None
            else:
                out[field_] = text
        if execution:
            total = Amounts.model_validate({figure: amount for figure, amount in amounts.get("total", {}).items() if figure})
            out["execution"] = execution | {"rate": in_percent(execution.get("rate"), total)}
        return out | ({"funding": {source: _funds(found) for source, found in amounts.items()} | {"unit": self.unit}} if amounts else {})

    def _amount(self, cell: Cell, role: str) -> Decimal | None:
        """An amount of a column with a unit of its own (执行数（元） beside 预算数（万元）) in that of the table."""
        unit = self.units.get(role, self.unit)
        number = read_amount(cell, "资金", unit, self.findings)
        return number if number is None or unit is None or self.unit is None else converted(number, unit, self.unit)


def _funds(found: dict[str, Decimal | None]) -> Decimal | dict[str, Decimal | None] | None:
    plain = found.pop("", None)
    return ({"initial": plain} | found) if found else plain
