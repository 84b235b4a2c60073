"""The inspection that a ``check`` command line asks for: files one after the other, wordings, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import click

from perfrules.cli.language import announce, say
from perfrules.errors import PerfrulesError, SettingsError
from perfrules.filetypes import is_table_name
from perfrules.findings import finding
from perfrules.lint import Inspection, Selection, inspect

if TYPE_CHECKING:
    from pathlib import Path

    from perfrules.lint.suppressions import Suppression
    from perfrules.model import Department

MANY = 20
"""From so many files on a progress bar is shown on a terminal."""


class Request(NamedTuple):
    """What is to be inspected, and by which rules."""

    paths: tuple[Path, ...]
    texts: tuple[str, ...]
    name: str | None
    stdin: bool
    stdin_name: str | None
    previous: Department | None
    selection: Selection
    options: Mapping[str, int | str]
    columns: Mapping[str, tuple[str, ...]]
    suppressions: tuple[Suppression, ...]
    baseline: str | None
    include_hidden: bool = False


class Found(NamedTuple):
    """The inspection, and whether an input could not be read."""

    inspection: Inspection
    failed: bool


def inspected(request: Request) -> Found:
    """Inspect everything; an input that cannot be read is told on stderr and the rest goes on."""
    total, failed = Inspection(), False
    for text in request.texts:
        total += inspect(text, name=request.name, selection=request.selection)
    with _progress(request.paths) as paths:
        for path in paths:
            one = of_file(path, request)
            failed |= any(item.rule.partial for item in one.findings)
            total += one
    if request.stdin:
        one = _of_stdin(request)
        failed |= any(item.rule.partial for item in one.findings)
        total += one
    if request.suppressions:
        from datetime import datetime

        from perfrules.lint.suppressions import applied

        today = datetime.now().astimezone().date()
        total = applied(total, request.suppressions, today, request.selection, tell_unused=bool(request.paths))
    if request.baseline:
        from perfrules.lint.baseline import applied as against
        from perfrules.lint.baseline import load

        total, stale = against(total, load(request.baseline), request.baseline)
        chosen = (request.selection.applied(item) for item in stale)
        total = replace(total, entries=(*total.entries, *((None, item) for item in chosen if item is not None)))
    return Found(total, failed)


def of_file(path: Path, request: Request) -> Inspection:
    """The inspection of one file; where it cannot be read, an error that says why, told on stderr too."""
    try:
        return inspect(
            path,
            previous=request.previous,
            selection=request.selection,
            options=request.options,
            columns=request.columns,
            include_hidden=request.include_hidden,
        )
    except PerfrulesError as error:
        announce(f"错误：{error.zh}", f"Error: {error.en}")
        return Inspection(((None, finding("IN090", reason=error.zh, reason_en=error.en).at(file=path.as_posix())),))


def _of_stdin(request: Request) -> Inspection:
    """Standard input: a table where its file name says so, else one wording a line."""
    from perfrules.tables.limits import LIMITS
    from perfrules.tables.source import loaded

    data = loaded(sys.stdin.buffer, None, LIMITS).data
    name = request.stdin_name
    if name is not None and is_table_name(name):
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / Path(name).name
            file.write_bytes(data)
            found = of_file(file, request)
        return found.where(lambda item: replace(item, location=replace(item.location, file=name)))
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        from perfrules.documents import fault_of

        zh, en = fault_of(error)
        raise SettingsError(f"标准输入不是 UTF-8 文本：{zh}。", f"Standard input is no UTF-8 text: {en}") from error
    total = Inspection()
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = inspect(line, name=request.name, selection=request.selection)
            total += replace(found, entries=tuple((target, item.at(file=name, row=number)) for target, item in found.entries))
    return total


@contextmanager
def _progress(paths: tuple[Path, ...]) -> Iterator[Iterator[Path]]:
    if len(paths) < MANY or not sys.stderr.isatty():
        yield iter(paths)
        return
    with click.progressbar(paths, label=say("检查", "Checking"), file=sys.stderr) as shown:
        yield iter(shown)
