"""Reading a file as a department: bytes → grids → layouts → one department and what was noticed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from perfrules.errors import TableError, reason_of
from perfrules.findings import Finding, Severity, finding
from perfrules.model import Department, Funding, Reading
from perfrules.tables import sniff
from perfrules.tables.grid import Document, Grid, own
from perfrules.tables.headings.columns import checked
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.layouts import best
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.parts import Aliases, Part
from perfrules.tables.sums import check_sums

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")


def read(path: str | os.PathLike[str], *, columns: Aliases | None = None, limits: Limits = LIMITS) -> Reading:
    """Read a table of performance indicators: text, csv, xlsx, xls, docx, pdf or html, told apart by content; or the JSON of ``convert``.

    ``columns`` gives more words for headings, by role (``name``, ``target`` …).

    What cannot be used is a finding with its place. Raises :class:`~perfrules.errors.TableError` where the file is
    missing, damaged, protected, of another kind, or holds no such table.
    """
    aliases = checked(columns or {})
    data = load(path, limits)
    if _JSON.match(data):
        return _department_json(data.removeprefix(b"\xef\xbb\xbf"), Path(path).name)
    document = document_of(data, Path(path).name, limits)
    findings = list(document.findings)
    parts: list[Part] = []
    unknown: list[Finding] = []
    for grid in document.grids:
        chosen = best(grid, aliases)
        if chosen is None:
            unknown += _unknown(grid)
            continue
        layout, fit = chosen
        part = layout.read(grid, fit)
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
        raise _no_table(Path(path).name, unknown, document.findings)
    department = _merged(parts)
    findings += [*unknown, *check_sums(department.funding, department.projects, department.unit)]
    name = Path(path).name
    cells = tuple(cell for part in parts for cell in part.cells)
    return Reading(department=department, findings=tuple(found.at(file=name) for found in findings), cells=cells)


def _department_json(data: bytes, name: str) -> Reading:
    """A department that ``convert`` has written, read back; its places still lead to the file it was read from."""
    try:
        department = Department.model_validate_json(data)
    except (ValueError, RecursionError) as error:
        raise TableError(
            f"“{name}”是 JSON，但不是 perfrules convert 写出的部门数据，请改用原来的表格文件。",
            f"“{name}” is JSON, but no department as perfrules convert writes it: {error}",
        ) from error
    return Reading(department=department, findings=tuple(check_sums(department.funding, department.projects, department.unit)))


def open_document(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Document:
    """The grids of a file; raises :class:`~perfrules.errors.TableError` where it cannot be opened."""
    name = Path(path).name
    data = load(path, limits)
    return document_of(data, name, limits)


def document_of(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The grids of the bytes of a file called ``name``."""
    reader = f"perfrules.tables.readers.{sniff.kind(data, name)}"
    try:
        found: Document = import_module(reader).read(data, name, limits)
    except ModuleNotFoundError as error:
        raise TableError(
            f"读取“{name}”需要 {error.name}，请先安装：pip install 'perfrules[tables]'。",
            f"Reading “{name}” needs {error.name}: pip install 'perfrules[tables]'.",
        ) from error
    return found


def load(path: str | os.PathLike[str], limits: Limits = LIMITS) -> bytes:
    """The bytes of a file within the size limit."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > limits.file_bytes:
            raise limits.refuse("字节数", "bytes", size, limits.file_bytes)
        return file.read_bytes()
    except FileNotFoundError:
        raise TableError(f"找不到文件“{path}”，请检查路径。", f"There is no file “{path}”.") from None
    except IsADirectoryError:
        raise TableError(f"“{path}”是文件夹，请指定其中的一个文件。", f"“{path}” is a folder; name a file in it.") from None
    except (OSError, ValueError) as error:
        zh, en = reason_of(error)
        raise TableError(f"无法读取文件“{path}”（{zh}），请检查权限或路径。", f"Cannot read “{path}”: {en}.") from None


def _unknown(grid: Grid) -> list[Finding]:
    """What a grid without a known layout holds; an empty one, or one of prose, is nothing to tell."""
    rows = [own(row) for _, row in grid.filled()]
    if not rows:
        return []
    widest = max(rows, key=len)
    seen = "、".join(excerpt(cell.text)[:20] for cell in widest[:12])
    place = {"file": grid.source.file, "sheet": grid.source.sheet, "page": grid.source.page, "row": widest[0].row}
    return [finding("IN003", seen=seen).at(**place)]


def _no_table(name: str, unknown: Iterable[Finding], remarks: Iterable[Finding]) -> TableError:
    """The refusal, with what the reader has noticed of the first part that it could not read."""
    seen = "；".join(found.params["seen"] for found in unknown)[:200]
    lost = next((found for found in remarks if found.severity is Severity.ERROR), None)
    zh = (f"所见表头：{seen}。" if seen else "文件中没有表格。") + (lost.message if lost else "")
    en = f" {lost.say('en')}" if lost else ""
    return TableError(
        f"“{name}”中没有可识别的绩效目标表或自评表。{zh}可在 pyproject.toml 的 [tool.perfrules.columns] 中写明各列含义。",
        f"“{name}” holds no known table of performance indicators. Headers seen: {seen or 'none'}.{en} "
        "Say which column is which in [tool.perfrules.columns] of pyproject.toml.",
    )


def _merged(parts: list[Part]) -> Department:
    """One department from the parts of a file: the first that says a thing has said it."""
    funding = next((part.funding for part in parts if part.funding != Funding()), Funding())
    projects = tuple(project for part in parts for project in part.projects)
    above = {project.department for project in projects}
    return Department(
        name=next((part.name for part in parts if part.name), above.pop() if len(above) == 1 else None),
        unit=next((part.unit for part in parts if part.unit), None),
        year=next((part.year for part in parts if part.year), None),
        funding=funding,
        objective=next((part.objective for part in parts if part.objective), None),
        indicators=tuple(indicator for part in parts for indicator in part.indicators),
        projects=projects,
    )
