"""One department from the parts of a file, all of its amounts in one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.findings import Finding, finding
from perfrules.model import Amounts, Department, Funding, Project
from perfrules.quantities import plain
from perfrules.tables.amounts import UNKNOWN, funds_in
from perfrules.tables.parts import Part
from perfrules.tables.sums import where
from perfrules.text import visible

_HALF = Fraction(1, 2)
_NO_FUNDS = Funding()


def merged(parts: Sequence[Part]) -> tuple[Department, list[Finding]]:
    """Return the department of all parts, the first that says a thing having said it, and what was noticed of its money.

    The department's unit is the first that a part prints. Funds in another unit are converted exactly (IN075); funds whose
    unit is printed nowhere, while others are, are of unknown unit (IN074).
    """
    findings: list[Finding] = []
    if len(parts) == 1 and parts[0].whole:
        return parts[0].whole, findings
    projects = tuple(project for part in parts for project in part.projects)
    own = next((part for part in parts if _filled(part.funding)), None)
    unit = _first(parts, "unit")
    above = {project.department for project in projects}
    name = _first(parts, "name") or (above.pop() if len(above) == 1 else None)
    said = {field: _first(parts, field) for field in ("year", "as_of", "execution", "objective", "objective_actual", "total")}
    department = Department(
        **said,
        name=name,
        unit=unit,
        funding=_settled(own.funding, unit, name or "部门", {}, findings) if own else Funding(),
        indicators=tuple(indicator for part in parts for indicator in part.indicators),
        location=own.places if own else _first(parts, "places") or {},
        projects=tuple(_in_unit(project, unit, findings) for project in projects),
    )
    return department, [*findings, *_names(department), *_executions(department)]


def _first(parts: Sequence[Part], field: str) -> Any:
    """What the first part that says it has in ``field``."""
    return next((value for part in parts if (value := getattr(part, field))), None)


def _names(department: Department) -> Iterator[Finding]:
    """What is said of names: of a project that stands twice, and of characters that cannot be seen."""
    for name, count in Counter(project.name for project in department.projects).items():
        if count > 1:
            last = [project for project in department.projects if project.name == name][-1]
            yield finding("IN076", name=name, count=count).at(**where(last.place), project=name)
    for project in department.projects:
        if visible(project.name) != project.name:
            yield finding("IN077", name=project.name).at(**where(project.place), project=project.name)
        for indicator in project.indicators:
            lines = indicator.name.replace("\n", "")
            if visible(lines) != lines:
                found = finding("IN077", name=indicator.name)
                yield found.at(**where(indicator.place), project=project.name, indicator=indicator.name)


def _executions(department: Department) -> Iterator[Finding]:
    """A printed execution rate held against the funds, to half of the last place that people print."""
    for project in department.projects:
        total = project.funding.total
        rate = project.execution.rate if project.execution else None
        if not isinstance(total, Amounts) or rate is None or total.executed is None:
            continue
        rates = [Fraction(total.executed) * 100 / Fraction(budget) for budget in (total.adjusted, total.initial) if budget]
        if rates and not any(abs(Fraction(rate) - own) <= _HALF or abs(Fraction(rate) * 100 - own) <= _HALF for own in rates):
            found = finding(
                "BG003",
                printed=plain(rate),
                rate=plain(Decimal(round(rates[0] * 100)).scaleb(-2)),
                executed=plain(total.executed),
                budget=plain(total.adjusted or total.initial or Decimal(0)),
            )
            yield found.at(**where(project.place_of("execution")), project=project.name)


def _in_unit(project: Project, unit: str | None, findings: list[Finding]) -> Project:
    funding = _NO_FUNDS
    if _filled(project.funding):
        funding = _settled(project.funding, unit, project.name, where(project.place_of("funding")), findings)
    return project if funding == project.funding else project.model_copy(update={"funding": funding})


def _settled(funding: Funding, unit: str | None, name: str, place: dict[str, object], findings: list[Finding]) -> Funding:
    """The funds in the department's unit; ``funding.unit`` is that of its own table."""
    if funding.unit == unit:
        return funding if unit is None else funding.model_copy(update={"unit": None})
    if funding.unit is None or unit is None:
        what, what_en = f"“{name}”的资金", f"The funds of “{name}” are"
        findings.append(finding("IN074", what=what, what_en=what_en).at(**place, project=name))
        return funding.model_copy(update={"unit": UNKNOWN})
    findings.append(finding("IN075", project=name, source=funding.unit, target=unit).at(**place, project=name))
    return funds_in(funding, funding.unit, unit)


def _filled(funding: Funding) -> bool:
    return any(value is not None for key, value in funding if key != "unit")
