"""Sums of money held against each other: sources against a total, projects against the department. Nothing is altered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from perfrules.findings import Finding, Location, Severity, finding
from perfrules.model import Amounts, Department, Funding
from perfrules.quantities import EXACT, decimal

_SOURCES = ("appropriation", "special_account", "carry_over", "other")
_TOLERANCE = Decimal("0.1")


def check_sums(department: Department) -> list[Finding]:
    """What does not add up: an error beyond 0.1 of the unit, else an info (the tail of rounding); so is one source that is not all (其中)."""
    funding, projects, unit = department.funding, department.projects, department.unit
    own = where(department.location.get("funding"))
    findings: list[Finding] = []
    for project in projects:
        for what, what_en, stated, sources in _sides(project.funding):
            place = {"project": project.name} | (where(project.place_of("funding")))
            findings += [found.at(**place) for found in _held(f"“{project.name}”{what}", what_en, sources, stated, unit)]
    for what, what_en, stated, sources in _sides(funding):
        findings += [found.at(**own) for found in _held(f"部门{what}", what_en, sources, stated, unit)]
    totals = [project.funding.budget for project in projects]
    if len(totals) > 1 and all(total is not None for total in totals):
        count = len(totals)
        held = _held(f"{count} 个项目的总计", f"The totals of {count} projects", totals, funding.budget, unit)
        findings += [found.at(**own) for found in held]
    return findings


def where(place: Location | None) -> dict[str, object]:
    """Return the parts of a place that lead to its cell."""
    known = ("file", "sheet", "page", "table", "cell", "row", "column")
    return {name: value for name in known if (value := getattr(place, name)) is not None} if place else {}


def _sides(funding: Funding) -> Iterable[tuple[str, str, Decimal | None, list[Decimal | None]]]:
    parts = [getattr(funding, source) for source in _SOURCES]
    if not isinstance(funding.total, Amounts):
        yield "各资金来源", "The sources of funds", funding.total, [part for part in parts if not isinstance(part, Amounts)]
        return
    for name, zh, en in (
        ("initial", "年初预算数", "initial"),
        ("adjusted", "全年预算数", "adjusted"),
        ("executed", "全年执行数", "executed"),
    ):
        figures = [getattr(part, name) for part in parts if isinstance(part, Amounts)]
        yield f"各资金来源的{zh}", f"The {en} amounts by source", getattr(funding.total, name), figures


def _held(what: str, what_en: str, parts: Iterable[Decimal | None], stated: Decimal | None, unit: str | None) -> list[Finding]:
    known = [part for part in parts if part is not None]
    if stated is None or not any(known):
        return []
    total = Decimal(0)
    for part in known:
        total = EXACT.add(total, part)
    difference = EXACT.subtract(total, stated)
    if not difference:
        return []
    found = finding(
        "BG001", what=what, what_en=what_en, sum=money(total), stated=money(stated), difference=money(difference), unit=unit or ""
    )
    small = abs(difference) <= _TOLERANCE or (len(known) == 1 and difference < 0)
    return [replace(found, rule=replace(found.rule, severity=Severity.INFO))] if small else [found]


def money(amount: Decimal) -> str:
    """An amount with thousands separators and at least two decimals.

    >>> money(Decimal("476904.3"))
    '476,904.30'
    """
    amount = decimal(amount)
    exponent = amount.as_tuple().exponent
    digits = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{amount:,.{digits}f}"
