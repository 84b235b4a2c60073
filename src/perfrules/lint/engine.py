"""Runs rules over a wording, an indicator, a project or a department, and gives every remark its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from perfrules.findings import Finding, Location
from perfrules.lint.remarks import Remark, Table
from perfrules.lint.results import Inspection
from perfrules.lint.rulebook import Check, checks
from perfrules.lint.selection import Selection
from perfrules.wording import Target

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project

Entry = tuple[int | None, Finding]


def inspect_wording(target: Target, name: str | None, selection: Selection) -> Inspection:
    """What the reader noticed in one wording, and the remarks of the wording rules."""
    found = [*target.findings, *_run(("wording",), selection, target, name, parts={"target": target.text})]
    return _ordered([(0, item.at(text=target.text)) for item in found], 1, selection)


def inspect_department(
    department: Department,
    selection: Selection,
    *,
    previous: Department | None = None,
    findings: Iterable[Finding] = (),
    options: Mapping[str, int | str] | None = None,
) -> Inspection:
    """Everything about a department: what its reader noticed (``findings``), and the remarks of all rules."""
    table = Table(department, previous, options or {})
    entries: list[Entry] = [(None, item) for item in findings]
    numbers: dict[int, int] = {}
    own = ((None, indicator) for indicator in department.indicators)
    for project, indicator in [*own, *((item.name, indicator) for item in department.projects for indicator in item.indicators)]:
        numbers[id(indicator)] = len(numbers)
        entries.extend(_of_indicator(indicator, project, numbers[id(indicator)], selection))
    for holder in department.projects:
        entries.extend(_of_table(_remarks("project", selection, holder, table), numbers, holder))
    entries.extend(_of_table(_remarks("department", selection, table), numbers, None))
    return _ordered(entries, len(numbers), selection)


def inspect_indicator(indicator: Indicator, selection: Selection) -> Inspection:
    """What the reader noticed in one indicator's target, and the remarks of the wording and indicator rules."""
    return _ordered(_of_indicator(indicator, None, 0, selection), 1, selection)


def _of_indicator(indicator: Indicator, project: str | None, number: int, selection: Selection) -> list[Entry]:
    parts = _parts(indicator)
    found = [
        *indicator.target.findings,
        *_run(("wording",), selection, indicator.target, indicator.name, parts=parts),
        *_run(("indicator",), selection, indicator, parts=parts),
    ]
    return [(number, _placed(item.at(text=parts["target"]), indicator, project)) for item in found]


def _parts(indicator: Indicator) -> dict[str, str]:
    return {"target": indicator.target.text, "name": indicator.name, "actual": indicator.actual or ""}


def _placed(item: Finding, indicator: Indicator, project: str | None) -> Finding:
    place = indicator.place or Location()
    known = {key: getattr(place, key) for key in ("file", "sheet", "page", "table", "cell", "row", "column")}
    return item.at(**known, project=project, indicator=indicator.name)


def _remarks(scope: str, selection: Selection, *subject: Any) -> Iterator[tuple[Check, Remark]]:
    for check in checks():
        if check.scope == scope and check.rule.code in selection.codes:
            for remark in check.run(*subject):
                yield check, remark


def _run(scopes: tuple[str, ...], selection: Selection, *subject: Any, parts: Mapping[str, str]) -> Iterator[Finding]:
    for scope in scopes:
        for check, remark in _remarks(scope, selection, *subject):
            yield Finding(check.rule, remark.params, Location(span=remark.span, text=parts.get(remark.part)), remark.fix)


def _of_table(remarks: Iterable[tuple[Check, Remark]], numbers: Mapping[int, int], project: Project | None) -> Iterator[Entry]:
    for check, remark in remarks:
        owner = remark.project or project
        number = None
        if remark.indicator is not None:
            parts = _parts(remark.indicator)
            place = Location(span=remark.span, text=parts[remark.part])
            number = numbers[id(remark.indicator)]
            yield number, _placed(Finding(check.rule, remark.params, place, remark.fix), remark.indicator, owner.name if owner else None)
            continue
        place = (owner.place if owner else None) or Location()
        text = owner.objective if owner is not None and remark.part == "objective" else None
        found = Finding(check.rule, remark.params, Location(span=remark.span, text=text), remark.fix)
        known = {key: getattr(place, key) for key in ("file", "sheet", "page", "table", "cell", "row", "column")}
        yield None, found.at(**known, project=owner.name if owner else None)


def _ordered(entries: Iterable[Entry], targets: int, selection: Selection) -> Inspection:
    """The entries in the order of the document, each once."""
    firsts: dict[str | None, int] = {}
    kept = list(dict.fromkeys((number, item) for number, found in entries if (item := selection.applied(found)) is not None))
    for number, item in kept:
        if number is not None:
            firsts.setdefault(item.location.project, number)
    return Inspection(tuple(sorted(kept, key=lambda entry: _order(entry, firsts))), targets)


def _order(entry: Entry, firsts: Mapping[str | None, int]) -> tuple[Any, ...]:
    number, item = entry
    place = item.location
    first = number if number is not None else firsts.get(place.project, -1) if place.project else -1
    span = place.span or (0, 0)
    return (first, number is not None, place.sheet or "", place.row or 0, place.column or 0, span, item.code, item.message)
