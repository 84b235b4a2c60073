"""Reading a file as a department: bytes → grids → layouts → one department and what was noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module

from perfrules.collecting import resting
from perfrules.errors import PerfrulesError, TableError
from perfrules.findings import Finding, Location, Severity, finding
from perfrules.installation import needing
from perfrules.model import Department, Reading
from perfrules.tables import sniff
from perfrules.tables.formulas import counted
from perfrules.tables.grid import Document, Grid, at, own
from perfrules.tables.headings.columns import checked
from perfrules.tables.headings.vocabulary import is_heading
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import best, best_turned
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.merging import merged
from perfrules.tables.outputs import refuse_report, refuse_sheet
from perfrules.tables.parts import Aliases, Part
from perfrules.tables.project_lists import joined
from perfrules.tables.side_by_side import apart
from perfrules.tables.source import Readables, loaded
from perfrules.tables.sums import check_sums
from perfrules.text import visible
from perfrules.wording import faults

_COMMENTS = 12
"""Comments in one message."""
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")


def read(
    source: Readables,
    *,
    name: str | None = None,
    columns: Aliases | None = None,
    include_hidden: bool = False,
    limits: Limits = LIMITS,
) -> Reading:
    """Read a table of performance indicators: text, csv, xlsx, xls, docx, pdf or html, told apart by content; or the JSON of ``convert``.

    ``source`` is a path, bytes or a file object opened in binary mode; ``name`` is what messages call it. ``columns`` gives
    more words for headings, by role (``name``, ``target`` …). Hidden sheets and rows are reported, and read with ``include_hidden``.

    What cannot be used is a finding with its place. Raises :class:`~perfrules.errors.TableError` where the file is
    missing, damaged, protected, of another kind, holds no such table, or is a report or a sheet of actual values of perfrules
    itself, and a ``TypeError``
    (:class:`~perfrules.errors.NotTextError`) for anything that is no source.
    """
    aliases = checked(columns or {})
    data, called = loaded(source, name, limits)
    refuse_report(data, called)
    if _JSON.match(data):
        return _department_json(data.removeprefix(b"\xef\xbb\xbf"), called)
    document = document_of(data, called, limits)
    del data
    try:
        return _department_of(document, called, aliases, include_hidden=include_hidden)
    except (PerfrulesError, MemoryError):
        raise
    except Exception as error:
        if faults.are_raised():
            raise
        shown, place = visible(called), faults.place_of(error)
        raise TableError(
            f"读“{shown}”时程序本身出错（{place}），没有读出。请用 perfrules report-form 写一个副本，按 CONTRIBUTING.md 报告。",
            f"A fault of the program itself ({place}) in reading “{shown}”. Please report it with a copy by perfrules report-form.",
        ) from error


@resting()
def _department_of(document: Document, called: str, aliases: Aliases, *, include_hidden: bool) -> Reading:
    """The department that the grids of a file hold, and what was noticed."""
    shown, findings = _shown(document, include_hidden=include_hidden)
    refuse_sheet(shown, called)
    parts: list[Part] = []
    unknown: list[Finding] = []
    grids, told = joined([half for whole in shown for half in apart(whole)], aliases)
    findings += told
    for whole in grids:
        known = best(whole, aliases)
        chosen = (whole, *known) if known else best_turned(whole, aliases)
        if chosen is None:
            unknown += _unknown(whole)
            continue
        grid, layout, fit = chosen
        part = layout.read(grid, fit)
        findings = counted(findings, grid, fit)
        evidence = finding(
            "IN002", layout=layout.title, matched=fit.matched, wanted=max(fit.wanted, fit.matched), headers="、".join(fit.headers)
        )
        cell = grid.rows[fit.row][0]
        place = {"file": cell.source.file, "sheet": cell.source.sheet, "page": cell.source.page}
        findings += [evidence.at(**place, row=cell.row), *part.findings]
        if part.unsaid:
            findings.append(finding("IN032", count=part.unsaid).at(**place))
        parts.append(part)
    if not parts or not any(part.projects or part.indicators for part in parts):
        raise _no_table(called, unknown, findings)
    department, noticed = merged(parts)
    findings = [*_unnoted(findings, department), *unknown, *noticed, *check_sums(department)]
    cells = tuple(cell for part in parts for cell in part.cells)
    return Reading(department=department, findings=tuple(found.at(file=called) for found in findings), cells=cells)


def _unnoted(findings: Sequence[Finding], department: Department) -> list[Finding]:
    """The findings without those on comments that stand in the note of an indicator of the same row."""
    notes: dict[tuple[object, ...], str] = {}
    if any(found.code == "IN086" for found in findings):
        items = (*department.indicators, *(item for project in department.projects for item in project.indicators))
        for item in items:
            notes[_line_of(item.place)] = notes.get(_line_of(item.place), "") + " ".join((item.note or "").split())
    return _of_headings(
        [found for found in findings if found.code != "IN086" or found.params["comment"] not in notes.get(_line_of(found.location), "")]
    )


def _of_headings(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with those on comments at headings and labels, which help to fill in a form and correct no value, as one a sheet."""
    kept: list[Finding] = []
    first: dict[tuple[object, ...], tuple[int, list[str]]] = {}
    for found in findings:
        if found.code == "IN086" and is_heading(found.location.text or ""):
            place = (found.location.sheet, found.location.table)
            if place in first:
                first[place][1].append(found.params["comment"])
                continue
            first[place] = (len(kept), [found.params["comment"]])
        kept.append(found)
    for index, said in first.values():
        comments = "”“".join(excerpt(comment)[:24] for comment in said[:_COMMENTS]) + ("”等“" if len(said) > _COMMENTS else "")
        rule = replace(kept[index].rule, severity=Severity.INFO)
        kept[index] = replace(kept[index], rule=rule, params={**kept[index].params, "comment": comments})
    return kept


def _line_of(place: Location | None) -> tuple[object, ...]:
    return () if place is None else (place.sheet, place.table, place.row)


def _shown(document: Document, *, include_hidden: bool, filtered: bool = False) -> tuple[list[Grid], list[Finding]]:
    """The grids to read and what was noticed; hidden sheets are left out unless they are asked for, hidden rows unless they are or may be ``filtered`` out."""
    left_out = [] if include_hidden else [grid for grid in document.grids if grid.hidden]
    sheets = {grid.source.sheet for grid in left_out}
    told = [found for found in document.findings if found.location.sheet not in sheets]
    for grid in document.grids:
        place = {"file": grid.source.file, "sheet": grid.source.sheet}
        if grid.hidden:
            told.append(
                finding(
                    "IN007" if include_hidden else "IN057",
                    what=f"工作表“{grid.source.sheet or ''}”",
                    what_en=f"Sheet “{grid.source.sheet or ''}”",
                ).at(**place)
            )
        elif grid.hidden_rows:
            rows = "、".join(map(str, grid.hidden_rows[:10])) + ("…" if len(grid.hidden_rows) > 10 else "")
            told.append(
                finding("IN007" if include_hidden or filtered else "IN057", what=f"第 {rows} 行", what_en=f"Row {rows}").at(
                    **place, row=grid.hidden_rows[0]
                )
            )
    return [grid if include_hidden or filtered else _seen(grid) for grid in document.grids if grid not in left_out], told


def _seen(grid: Grid) -> Grid:
    """The grid without its hidden rows."""
    hidden = frozenset(grid.hidden_rows)
    return replace(grid, rows=tuple(row for row in grid.rows if row[0].row not in hidden)) if hidden else grid


def _department_json(data: bytes, name: str) -> Reading:
    """A department that ``convert`` has written, read back; its places still lead to the file it was read from."""
    try:
        department = Department.model_validate_json(data)
    except (ValueError, RecursionError) as error:
        raise TableError(
            f"“{name}”是 JSON，但不是 perfrules convert 写出的部门数据，请改用原来的表格文件。",
            f"“{name}” is JSON, but no department as perfrules convert writes it: {error}",
        ) from error
    return Reading(department=department, findings=tuple(check_sums(department)))


def open_document(source: Readables, limits: Limits = LIMITS, *, name: str | None = None) -> Document:
    """The grids that a file shows, rows that are filtered out included; raises :class:`~perfrules.errors.TableError` where it cannot be opened."""
    data, called = loaded(source, name, limits)
    shown, findings = _shown(document_of(data, called, limits), include_hidden=False, filtered=True)
    return Document(tuple(shown), tuple(findings))


def document_of(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The grids of the bytes of a file called ``name``."""
    reader = f"perfrules.tables.readers.{sniff.kind(data, name)}"
    try:
        found: Document = import_module(reader).read(data, name, limits)
    except ModuleNotFoundError as error:
        raise TableError(*needing(error, "tables", (f"读取“{name}”", f"Reading “{name}”"))) from error
    return found


def _unknown(grid: Grid) -> list[Finding]:
    """What a grid without a known layout holds; of an empty one there is nothing to tell, and one of prose is no table."""
    rows = [own(row) for _, row in grid.filled()]
    if not rows:
        return []
    widest = max(rows, key=len)
    if len(widest) == 1:
        said = "、".join(excerpt(row[0].text)[:24] for row in rows[:12])
        return [at(finding("IN029", fields=said), rows[0][0])]
    seen = "、".join(excerpt(cell.text)[:20] for cell in widest[:12])
    place = {"file": grid.source.file, "sheet": grid.source.sheet, "page": grid.source.page, "row": widest[0].row}
    return [finding("IN003", seen=seen).at(**place)]


def _no_table(name: str, unknown: Iterable[Finding], remarks: Iterable[Finding]) -> TableError:
    """The refusal, with what the reader has noticed of the first part that it could not read."""
    seen = "；".join(found.params.get("seen", found.params.get("fields", "")) for found in unknown)[:200]
    lost = next((found for found in remarks if found.severity is Severity.ERROR or found.code == "IN057"), None)
    zh = (f"所见表头：{seen}。" if seen else "文件中没有表格。") + (lost.message if lost else "")
    en = f" {lost.say('en')}" if lost else ""
    return TableError(
        f"“{name}”中没有可识别的绩效目标表或自评表。{zh}可在 pyproject.toml 的 [tool.perfrules.columns] 中写明各列含义。",
        f"“{name}” holds no known table of performance indicators. Headers seen: {seen or 'none'}.{en} "
        "Say which column is which in [tool.perfrules.columns] of pyproject.toml.",
    )
