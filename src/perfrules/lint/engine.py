"""Runs rules over a wording, an indicator, a project or a department, and gives every remark its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from perfrules.findings import Finding, Location
from perfrules.lint.needs import NEEDS, held
from perfrules.lint.profiles import profile_of
from perfrules.lint.remarks import Remark, Table
from perfrules.lint.results import Inspection
from perfrules.lint.rewrites import fixed
from perfrules.lint.rulebook import Check, checks_of, options_of
from perfrules.lint.selection import Selection
from perfrules.wording import Target
from perfrules.wording.targets import whole

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project

Entry = tuple[int | None, Finding]
Wordings = dict[tuple[int, str], tuple[Finding, ...]]
"""What is said of a target under a name, by the identity of the target: most wordings stand in a table many times."""


def inspect_wording(target: Target, name: str | None, selection: Selection) -> Inspection:
    """What the reader noticed in one wording, and the remarks of the wording rules."""
    selection = selection.under("targets")
    found = [*(fixed(item, target.text) for item in target.findings), *_run("wording", selection, target, name)]
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
    from perfrules.lint.filled import Filled, filled_of

    selection = selection.under(profile_of(department))
    from perfrules.lint.presumed import told
    from perfrules.scoring.policies import load

    known = options_of(options or {})
    policy = load(str(known["policy"]))
    wanted = any(code.startswith(("AC", "SC")) for code in selection.codes)
    filled = filled_of(department, str(known["policy"])) if wanted else Filled()
    entries: list[Entry] = [(None, item) for item in findings]
    wordings: Wordings = {}
    numbers: dict[int, int] = {}
    holders: list[tuple[str | None, Department | Project]] = [(None, department), *((item.name, item) for item in department.projects)]
    for place, (project, holder) in enumerate(holders):
        said = filled.findings(holder, place)
        for indicator in holder.indicators:
            numbers[id(indicator)] = len(numbers)
            found = (item for _, item in _of_indicator(indicator, project, numbers[id(indicator)], selection, wordings))
            entries.extend((numbers[id(indicator)], item) for item in told(found, indicator, policy))
            entries.extend((numbers[id(indicator)], _placed(item, indicator, project)) for item in said.get(id(indicator), ()))
    table = Table(department, previous, known, filled.scores, filled.executions, filled.office_places)
    for holder in department.projects:
        entries.extend(_of_table(_remarks("project", selection, holder, table), numbers, holder))
    entries.extend(_of_table(_remarks("department", selection, table), numbers, None, department.location))
    return _ordered(entries, len(numbers), selection)


def inspect_indicator(indicator: Indicator, selection: Selection) -> Inspection:
    """What the reader noticed in one indicator's target, and the remarks of the wording and indicator rules."""
    selection = selection.under("targets")
    return _ordered(_of_indicator(indicator, None, 0, selection, {}), 1, selection)


def _of_indicator(indicator: Indicator, project: str | None, number: int, selection: Selection, wordings: Wordings) -> list[Entry]:
    target, name = indicator.target, indicator.name
    of_wording = wordings.get((id(target), name))
    if of_wording is None:
        of_wording = (*(fixed(item, target.text) for item in target.findings), *_run("wording", selection, whole(target), name))
        wordings[id(target), name] = of_wording
    return [(number, _placed(item, indicator, project)) for item in (*of_wording, *_run("indicator", selection, indicator))]


def _placed(item: Finding, indicator: Indicator, project: str | None) -> Finding:
    """The finding in the indicator's cell."""
    place = indicator.place or Location()
    if place.span is not None:
        item = replace(item, location=replace(item.location, offset=place.offset + place.span.start))
    return item.at(**_cell(place), text=indicator.target.text, project=project, indicator=indicator.name)


def _cell(place: Location) -> dict[str, Any]:
    return {key: getattr(place, key) for key in ("file", "sheet", "page", "table", "cell", "row", "column")}


def _remarks(scope: str, selection: Selection, *subject: Any) -> Iterator[tuple[Check, Remark]]:
    for check in checks_of(scope, selection.codes, held(*subject) if scope == "wording" else NEEDS):
        for remark in check.run(*subject):
            yield check, remark


def _finding(check: Check, remark: Remark) -> Finding:
    rule = check.rule if remark.severity is None else replace(check.rule, severity=remark.severity)
    return Finding(rule, remark.params, Location(span=remark.span, text=remark.text), remark.fix)


def _run(scope: str, selection: Selection, *subject: Any) -> Iterator[Finding]:
    for check, remark in _remarks(scope, selection, *subject):
        yield _finding(check, remark)


def _of_table(
    remarks: Iterable[tuple[Check, Remark]],
    numbers: Mapping[int, int],
    project: Project | None,
    own: Mapping[str, Location] = MappingProxyType({}),
) -> Iterator[Entry]:
    """The findings of remarks on a table; ``own`` are the cells of the department's own form."""
    for check, remark in remarks:
        owner = remark.project or project
        name = owner.name if owner else None
        if remark.indicator is not None:
            yield numbers[id(remark.indicator)], _placed(_finding(check, remark), remark.indicator, name)
        else:
            part = remark.part or ""
            place = (owner.place_of(part) if owner else own.get(part)) or Location()
            yield None, _finding(check, remark).at(**_cell(place), project=name)


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
