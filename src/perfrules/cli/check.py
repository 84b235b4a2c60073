"""``perfrules check``: the findings of readers and rules, for people and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from perfrules.cli.language import Option, Verb, language
from perfrules.errors import SettingsError
from perfrules.findings import Severity
from perfrules.lint import Inspection, Selection, inspect
from perfrules.report.findings import formats, render
from perfrules.report.severities import summary


def _fails(inspection: Inspection, level: str) -> bool:
    return any(finding.severity.rank >= Severity(level).rank for finding in inspection.findings)


@click.command(cls=Verb, help="检查指标值和绩效目标表。", help_en="Check target wordings and tables.")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--text", "texts", multiple=True, cls=Option, help="检查一条指标值，可重复。", help_en="Check one wording; may be repeated.")
@click.option("--name", cls=Option, help="与 --text 一起：指标名称。", help_en="With --text: the indicator's name.")
@click.option("--format", "form", type=click.Choice(formats()), default="concise", cls=Option, help="输出格式。", help_en="The format.")
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in Severity]),
    default="error",
    cls=Option,
    help="达到该严重程度时退出码为 1。",
    help_en="Exit 1 from this severity on.",
)
@click.pass_context
def command(ctx: click.Context, *, paths: tuple[str, ...], texts: tuple[str, ...], name: str | None, form: str, fail_on: str) -> None:
    """The verb."""
    if not paths and not texts:
        raise SettingsError("请给出文件，或用 --text 给出指标值。", "Give a file, or a wording with --text.")
    selection = Selection.of()
    total = Inspection()
    for text in texts:
        total += inspect(text, name=name, selection=selection)
    for path in paths:
        total += inspect(Path(path), selection=selection)
    click.echo(render(form, total, language()), nl=False)
    click.echo(summary(total.outcomes, len(total.findings), language()))
    ctx.exit(1 if _fails(total, fail_on) else 0)
