"""Many tables at once: the summary of ``score FOLDER``, and what ``policies --diff A B FOLDER`` changes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from perfrules.batch.replacing import Replacement, replace_policy
from perfrules.batch.scoring import score_all
from perfrules.batch.tables import TableJob, find_jobs
from perfrules.cli.inputs import PARTIAL
from perfrules.cli.language import aside, language, say
from perfrules.cli.output import deliver, form_of, is_file, permit, terminal
from perfrules.cli.settings import columns
from perfrules.errors import SettingsError
from perfrules.report.batch import FORMS, SummaryLine, render_summary, summary_line
from perfrules.scoring.policies import load
from perfrules.text import visible

T = TypeVar("T")


def score_many(table: str, *, actuals: str | None, policy: str, form: str | None, output: str, year: int | None) -> int:
    """Score every table of a folder or a pattern and write one summary; :data:`PARTIAL` where a part of one was not read."""
    if form is not None and form not in FORMS:
        raise SettingsError(
            f"{form} 用于一张表；汇总可写成 {'、'.join(FORMS)}。", f"{form} is for one table; a summary is {', '.join(FORMS)}."
        )
    wanted = form_of(output, form, FORMS, "text")
    jobs = find_jobs(table, actuals)
    permit(output, *_files(jobs), policy, form=wanted)
    if not jobs:
        raise SettingsError("除实际完成值表外没有可评分的表。", "There is no table to score beside the sheets of actual values.")
    lines: list[SummaryLine] = []
    partial = False
    for result in score_all(progressing(jobs, [job.name for job in jobs]), policy=policy, year=year, columns=columns()):
        lines.append(summary_line(result))
        partial = partial or result.is_partial
        if result.error is not None:
            aside(f"{visible(result.name)}{say('：', ': ')}{visible(result.error.message(language()))}")
    width = terminal(output).get("width") if wanted == "text" else None
    text = render_summary(wanted, lines, load(policy).id, language(), width=width if isinstance(width, int) else None)
    deliver(output, [text.encode("utf-8", "backslashreplace")], plain=wanted == "text")
    return PARTIAL if partial else 0


def replaced(policies: Sequence[str], table: str, actuals: str | None, output: str) -> Replacement:
    """What changes in every table of a folder or a pattern if the second of two ``policies`` replaces the first."""
    one, other = policies
    jobs = find_jobs(table, actuals)
    permit(output, *_files(jobs), *filter(is_file, policies))  # one may be an id, and -o bear its name
    return replace_policy(one, other, progressing(jobs, [job.name for job in jobs]), columns=columns())


def _files(jobs: Sequence[TableJob]) -> Iterator[Path]:
    """Everything that is read of tables."""
    return (file for job in jobs for file in (job.table, *job.actuals))


def progressing(items: Iterable[T], names: Sequence[str]) -> Iterator[T]:
    """The items, each said on standard error when its turn comes: on a terminal in one line that wipes itself away."""
    one_line = sys.stderr.isatty()
    for place, (item, name) in enumerate(zip(items, names, strict=True), 1):
        said = f"[{place}/{len(names)}] {visible(name)}"
        aside(f"\r\x1b[K{said}" if one_line else said, nl=not one_line)
        yield item
    if one_line:
        aside("\r\x1b[K", nl=False)
