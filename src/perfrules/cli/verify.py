"""``perfrules verify``: a report computed again from its files, and what differs."""

from __future__ import annotations

from dataclasses import asdict

import click

from perfrules.audit.verification import Discrepancy, verify
from perfrules.cli.language import Option, Verb, format_option, say
from perfrules.cli.settings import columns
from perfrules.report.escapes import json_text
from perfrules.text import clip, visible

MOST = 50
"""Values that are told one by one; there may be thousands."""
_CLIP = 80
_NAMES = {
    "version": ("程序版本", "program version"),
    "table": ("绩效目标表", "table"),
    "actuals": ("实际完成值表", "actual values"),
    "policy": ("评分办法", "policy"),
    "scores": ("得分", "scores"),
}


@click.command(
    cls=Verb,
    help="按原来的表、实际完成值表和评分办法重算一份 JSON 或 HTML 报告，说明有何不同；有不同时退出码为 1。",
    help_en="Compute a report (JSON or HTML) again from its table, actual values and policy, and say what differs: then exit 1.",
)
@click.argument("report", metavar="REPORT")
@click.argument("table", metavar="TABLE")
@click.option("--actuals", metavar="FILE", cls=Option, help="实际完成值表。", help_en="The sheet of actual values.")
@click.option(
    "--policy",
    metavar="ID|FILE",
    cls=Option,
    help="评分办法；JSON 报告用自带的办法时可不写。",
    help_en="The policy; not needed for a JSON report by a shipped one.",
)
@format_option(("text", "json"), default="text")
def command(*, report: str, table: str, actuals: str | None, policy: str | None, form: str) -> int:
    """The verb; 1 where the seal or a value differs."""
    found = verify(report, table, actuals, policy=policy, columns=columns())
    if form == "json":
        click.echo(json_text([asdict(item) for item in found], indent=2))
    elif not found:
        click.echo(say("一致：重算结果与报告相同。", "The same: computed again, nothing differs."))
    else:
        for item in found[:MOST]:
            click.echo(_line(item))
        if len(found) > MOST:
            more = len(found) - MOST
            click.echo(say(f"另有 {more} 处，用 --format json 全部列出。", f"{more} more; --format json has all."))
    return int(bool(found))


def _line(item: Discrepancy) -> str:
    stated, now = (clip(visible(str(value)), _CLIP) for value in (item.stated, item.found))
    if item.is_of_seal:
        name = say(*_NAMES[item.where])
        return say(f"封印：{name} 不同，报告中为 {stated}，现为 {now}", f"Seal: the {name} differs: {stated} in the report, {now} now")
    return say(
        f"{visible(item.where)}：报告中为 {stated}，重算为 {now}", f"{visible(item.where)}: {stated} in the report, {now} computed again"
    )
