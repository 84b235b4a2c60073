"""``check --fix`` and ``--diff``: rewrites shown, or written back into the files."""

from __future__ import annotations

from collections.abc import Iterable

import click

from perfrules.cli.inspecting import Request, of_file
from perfrules.cli.language import announce, say
from perfrules.lint import inspect
from perfrules.lint.repairs import Rewrite, rewrite, rewrites
from perfrules.report.writing import write_file
from perfrules.text import visible


def mend(request: Request, *, write: bool, level: str, quiet: bool) -> tuple[int, bool]:
    """Show the rewrites of every file, and write them where asked; how many there are, and whether a part was not read."""
    count, failed = 0, False
    for text in request.texts:
        changes = rewrites(inspect(text, name=request.name, selection=request.selection).findings, level)
        count += len(changes)
        _tell(changes, quiet=quiet)
    for path in request.paths:
        found = of_file(path, request).findings
        failed |= any(item.rule.partial for item in found)
        changes = rewrites(found, level)
        if not changes:
            continue
        data, left = rewrite(path, path.read_bytes(), changes)
        done = [change for change in changes if change not in left]
        count += len(done)
        if write and done:
            write_file(path, data)
        _tell(done, quiet=quiet)
        for change in left:
            announce(
                f"未改：{change.place}，该处的文字不能只改一部分。", f"Not changed: {change.place}; its text cannot be changed in place."
            )
    if write and not quiet:
        click.echo(say(f"改写了 {count} 处。", f"{count} rewritten."))
    return count, failed


def _tell(changes: Iterable[Rewrite], *, quiet: bool) -> None:
    for change in () if quiet else changes:
        place = str(change.place)
        click.echo("\n".join([*([f"@@ {place}"] if place else []), f"-{visible(change.old)}", f"+{visible(change.new)}"]))
