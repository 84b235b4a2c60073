"""One department from the parts of a file, all of its amounts in one unit."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.findings import Finding, finding
from perfrules.model import Department, Funding, Project
from perfrules.tables.amounts import UNKNOWN, funds_in
from perfrules.tables.parts import Part


def merged(parts: Sequence[Part]) -> tuple[Department, list[Finding]]:
    """Return the department of all parts, the first that says a thing having said it, and what was noticed of its money.

    The department's unit is the first that a part prints. Funds in another unit are converted exactly (IN075); funds whose
    unit is printed nowhere, while others are, are of unknown unit (IN074).
    """
    findings: list[Finding] = []
    projects = tuple(project for part in parts for project in part.projects)
    own = next((part for part in parts if _filled(part.funding)), None)
    unit = next((part.unit for part in parts if part.unit), None)
    above = {project.department for project in projects}
    name = next((part.name for part in parts if part.name), above.pop() if len(above) == 1 else None)
    department = Department(
        name=name,
        unit=unit,
        year=next((part.year for part in parts if part.year), None),
        as_of=next((part.as_of for part in parts if part.as_of), None),
        funding=_settled(own.funding, unit, name or "部门", {}, findings) if own else Funding(),
        execution=next((part.execution for part in parts if part.execution), None),
        objective=next((part.objective for part in parts if part.objective), None),
        objective_actual=next((part.objective_actual for part in parts if part.objective_actual), None),
        total=next((part.total for part in parts if part.total), None),
        indicators=tuple(indicator for part in parts for indicator in part.indicators),
        projects=tuple(_in_unit(project, unit, findings) for project in projects),
    )
    return department, findings


def _in_unit(project: Project, unit: str | None, findings: list[Finding]) -> Project:
    if not _filled(project.funding):
        return project.model_copy(update={"funding": Funding()})
    place = project.funding.place or project.place
    known = {"file", "sheet", "page", "table", "cell", "row", "column"}
    where = {key: value for key, value in place.to_dict().items() if key in known} if place else {}
    return project.model_copy(update={"funding": _settled(project.funding, unit, project.name, where, findings)})


def _settled(funding: Funding, unit: str | None, name: str, where: dict[str, object], findings: list[Finding]) -> Funding:
    """The funds in the department's unit; ``funding.unit`` is that of its own table."""
    if funding.unit == unit:
        return funding.model_copy(update={"unit": None})
    if funding.unit is None or unit is None:
        what, what_en = f"“{name}”的资金", f"The funds of “{name}” are"
        findings.append(finding("IN074", what=what, what_en=what_en).at(**where, project=name))
        return funding.model_copy(update={"unit": UNKNOWN})
    findings.append(finding("IN075", project=name, source=funding.unit, target=unit).at(**where, project=name))
    return funds_in(funding, funding.unit, unit)


def _filled(funding: Funding) -> bool:
    return any(value is not None for key, value in funding if key not in ("unit", "place"))
