"""The public check: a file, a department, a project, an indicator or a wording in, findings out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from types import NoneType
from typing import TYPE_CHECKING, TypeAlias

from perfrules import arguments
from perfrules.errors import NotTextError
from perfrules.filetypes import is_table_name
from perfrules.findings import FindingList
from perfrules.lint import engine
from perfrules.lint.results import Inspection
from perfrules.lint.selection import Selection, everything
from perfrules.wording import Target, parse

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project, Reading

    Subject: TypeAlias = str | os.PathLike[str] | Target | Indicator | Project | Department | Reading


def check(subject: Subject, *, name: str | None = None, previous: Subject | None = None, selection: Selection | None = None) -> FindingList:
    """The findings of the readers and of all rules, in the order of the document.

    ``subject`` is a path (a :class:`~pathlib.Path`, or a string that ends like a table's file name), a wording (any other
    string, or a Target; ``name`` is then the indicator's name), an Indicator, a Project, a Department or a Reading.
    ``previous`` is last year's department or file. Raises :class:`TableError` for a file that cannot be read.

    >>> [finding.code for finding in check("效果明显")]
    ['VG001']
    """
    return inspect(subject, name=name, previous=previous, selection=selection).findings


def inspect(
    subject: Subject,
    *,
    name: str | None = None,
    previous: Subject | None = None,
    selection: Selection | None = None,
    options: Mapping[str, int | str] | None = None,
    columns: Mapping[str, tuple[str, ...]] | None = None,
    include_hidden: bool = False,
) -> Inspection:
    """As :func:`check`, with the outcome of every target. ``options`` are those of rules (``max-indicators``, ``policy``), ``columns``
    more words for table headers; hidden sheets are read with ``include_hidden``.
    """
    name = arguments.text(name, ("指标名称", "name")) or None
    arguments.of_kind(selection, (Selection, NoneType), ("规则的选择（Selection）", "a Selection"))
    chosen = selection or everything()
    if isinstance(subject, os.PathLike) or (isinstance(subject, str) and is_table_name(subject)):
        from pathlib import Path

        path = Path(subject).as_posix()
        found = _inspect_model(_read(subject, columns, include_hidden=include_hidden), previous, chosen, options, columns)
        return _of_file(found, path)
    if isinstance(subject, str):
        subject = parse(subject, name=name)
    if isinstance(subject, Target):
        return _inspect_wording(subject, name, chosen)
    return _inspect_model(subject, previous, chosen, options, columns)


def _of_file(found: Inspection, path: str) -> Inspection:
    from perfrules.collecting import resting

    with resting():
        return found.where(lambda finding: replace(finding, location=replace(finding.location, file=path)))


def _inspect_wording(target: Target, name: str | None, selection: Selection) -> Inspection:
    if name is None:
        return engine.inspect_wording(target, None, selection)
    from perfrules.model import Indicator

    return engine.inspect_indicator(Indicator(name=name, target=target), selection)


def _inspect_model(
    subject: object,
    previous: Subject | None,
    selection: Selection,
    options: Mapping[str, int | str] | None,
    columns: Mapping[str, tuple[str, ...]] | None,
) -> Inspection:
    from perfrules.model import Department, Indicator, Project, Reading

    if isinstance(subject, Indicator):
        return engine.inspect_indicator(subject, selection)
    if isinstance(subject, Project):
        subject = Department(projects=(subject,))
    if isinstance(subject, Department):
        subject = Reading(department=subject)
    if not isinstance(subject, Reading):
        raise NotTextError(
            f"不能检查 {type(subject).__name__}：应为文件路径、指标值文本、指标、项目或部门。",
            f"Cannot check {type(subject).__name__}: give a path, a wording, an indicator, a project or a department.",
        )
    from perfrules.collecting import resting
    from perfrules.lint.suppressions import applied, noted

    last = department_of(previous, columns)
    with resting():
        found = engine.inspect_department(subject.department, selection, previous=last, findings=subject.findings, options=options)

    notes = [item for project in subject.department.projects for one in project.indicators for item in noted(one, project.name)]
    from datetime import datetime

    return applied(found, notes, datetime.now().astimezone().date(), selection) if notes else found


def _read(path: str | os.PathLike[str], columns: Mapping[str, tuple[str, ...]] | None = None, *, include_hidden: bool = False) -> Reading:
    from perfrules.tables.reading import read

    return read(path, columns=columns, include_hidden=include_hidden)


def department_of(subject: Subject | None, columns: Mapping[str, tuple[str, ...]] | None = None) -> Department | None:
    """The department of a path, a reading or a department; None stays None. ``columns`` are more words for table headers."""
    from perfrules.model import Department, Reading

    if subject is None or isinstance(subject, Department):
        return subject
    if isinstance(subject, Reading):
        return subject.department
    if isinstance(subject, (str, os.PathLike)):
        return _read(subject, columns).department
    raise NotTextError("上年数据应为文件路径或部门。", "Last year's data is a path or a department.")
