"""``perfrules check``: the findings of readers and rules, for people and for CI."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from perfrules.cli.inputs import hidden_option
from perfrules.cli.inspecting import inspected
from perfrules.cli.language import File, Option, Verb, aside, language, say
from perfrules.cli.output import deliver, force_option, permit
from perfrules.cli.wanted import EASIER, PEOPLE, Wanted, wanted
from perfrules.findings import Severity
from perfrules.lint import Inspection
from perfrules.lint.profiles import AUTO, PROFILES
from perfrules.report.findings import formats, render
from perfrules.report.listing import without_notes
from perfrules.report.severities import statistics, summary

SUMMARY_LIMIT = 1_000_000
"""Bytes; GitHub drops a job summary of more than 1 MiB."""
LEVELS = [*(level.value for level in Severity), EASIER]


def _option(*names: str, zh: str, en: str, **extra: Any) -> Callable[[Any], Any]:
    return click.option(*names, cls=Option, help=zh, help_en=en, **extra)


@click.command(
    cls=Verb,
    help="检查指标值和绩效目标表。PATH 是文件、文件夹或通配符，- 表示标准输入。退出码：0 没有达到 --fail-on 的发现，1 有，2 用法错误或文件读不出。",
    help_en="Check target wordings and tables. PATH is a file, a folder or a pattern; - is standard input. "
    "Exit 0: nothing at --fail-on, 1: something, 2: wrong usage or unreadable input.",
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@_option("--text", "texts", multiple=True, zh="检查一条指标值，可重复。", en="Check one wording; may be repeated.")
@_option("--name", zh="与 --text 一起：指标名称。", en="With --text: the indicator's name.")
@_option("--stdin-filename", zh="标准输入的文件名，用于判断格式和显示位置。", en="The file name of standard input.")
@_option("--policy", metavar="ID", zh="核对表内得分的评分办法，默认 mof-2020-10。", en="The policy that printed points are held against.")
@_option("--previous", type=File(), zh="上年的表，用于逐年比较。", en="Last year's table, to compare with.")
@_option(
    "--select",
    multiple=True,
    zh="只用这些规则：代码、名称、类别（OP）或 ALL，逗号分隔。",
    en="Only these rules: codes, names, families (OP) or ALL.",
)
@_option("--ignore", multiple=True, zh="不用这些规则。", en="Not these rules.")
@_option(
    "--severity",
    multiple=True,
    metavar="RULE=LEVEL",
    zh="改一条规则的严重程度，如 OP001=info。",
    en="Re-set a severity, such as OP001=info.",
)
@_option(
    "--fail-on",
    type=click.Choice(LEVELS),
    zh="达到该严重程度时退出码为 1，默认 error；easier：与 --previous 相比有指标变容易、消失、换单位或方向、照抄时为 1。",
    en="Exit 1 from this severity on; error by default. easier: where against --previous a target got easier, vanished, "
    "changed unit or direction, or was copied.",
)
@_option(
    "--profile",
    type=click.Choice([AUTO, *PROFILES]),
    zh="查什么：targets 指标值的写法，filled 填报的得分、原因和合计，all 全部；auto 按表的内容定（给人看的格式默认）。",
    en="What is checked: targets the wording, filled scores, reasons and sums, all everything; auto by what the table holds "
    "(default of the formats for people).",
)
@_option("--show-info", is_flag=True, zh="列出只作说明的提示；不写时只计数。", en="List notes that ask for nothing; else they are counted.")
@_option("--format", "form", type=click.Choice(formats()), zh="输出格式，默认 concise。", en="The format; concise by default.")
@_option("--baseline", type=File(), zh="只报告基线以外的发现。", en="Report only what the baseline does not hold.")
@_option("--update-baseline", is_flag=True, zh="把现有发现写入 --baseline 的文件。", en="Write what is found to the file of --baseline.")
@force_option()
@_option("--fix", is_flag=True, zh="把不改变意思的改写写回文件。", en="Write the safe rewrites back into the files.")
@_option("--unsafe-fixes", is_flag=True, zh="连同可能改变意思的改写。", en="With those that may change the meaning.")
@_option(
    "--diff",
    is_flag=True,
    zh="只显示改写，不写文件；有改写时退出码为 1。",
    en="Show the rewrites and write nothing; exit 1 if there are any.",
)
@_option("--statistics", is_flag=True, zh="按规则统计。", en="Count by rule.")
@_option("--quiet", "-q", is_flag=True, zh="不输出发现和汇总，只用退出码。", en="Print nothing, only exit.")
@_option("--exit-zero", is_flag=True, zh="有发现时退出码也为 0。", en="Exit 0 even with findings.")
@_option("--isolated", is_flag=True, zh="不读设置文件。", en="Read no settings file.")
@_option("--show-settings", is_flag=True, zh="显示生效的设置。", en="Show the settings in force.")
@hidden_option()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """The verb."""
    request, asked = wanted(given)
    if given["show_settings"]:
        click.echo(asked.shown)
        return
    if given["update_baseline"]:
        permit(asked.baseline_file, *request.paths, given["previous"])
    if given["fix"] or given["diff"]:
        from perfrules.cli.mending import mend

        changed, failed = mend(request, write=bool(given["fix"]), level="unsafe" if given["unsafe_fixes"] else "safe", quiet=given["quiet"])
        if not given["fix"]:
            ctx.exit(2 if failed else 1 if changed and not given["exit_zero"] else 0)
    found = inspected(request)
    if given["update_baseline"]:
        from perfrules.lint.baseline import dump, lasting

        count = len(lasting(found.inspection.findings))
        data = dump(found.inspection.findings).encode()
        deliver(asked.baseline_file, [data], (f"：{count} 条发现", f": {count} findings"))
        ctx.exit(2 if found.failed else 0)
    if not given["quiet"]:
        _print(found.inspection, asked, statistics_only=given["statistics"], show_info=given["show_info"])
    fails = asked.fails(found.inspection)
    ctx.exit(2 if found.failed else 1 if fails and not given["exit_zero"] else 0)


def _print(inspection: Inspection, asked: Wanted, *, statistics_only: bool, show_info: bool) -> None:
    lang = language()
    for_people = asked.form in PEOPLE or statistics_only
    listed = without_notes(inspection) if asked.form in PEOPLE and not (statistics_only or show_info) else inspection
    if statistics_only:
        click.echo(statistics(inspection.findings, lang), nl=False)
    else:
        click.echo(render(asked.form, listed, lang), nl=False)
    if asked.form == "github":
        _job_summary(inspection, lang)
    unlisted = len(inspection.entries) - len(listed.entries)
    (click.echo if for_people else aside)(summary(inspection, lang, unlisted=unlisted))


def _job_summary(inspection: Inspection, lang: str) -> None:
    """The list in the summary of the job, where the runner gives a file for it; as many rows as GitHub takes."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    text = render("markdown", inspection, lang).encode("utf-8", "backslashreplace")
    if len(text) > SUMMARY_LIMIT:
        shown = text[: text.rfind(b"\n", 0, SUMMARY_LIMIT) + 1]
        rest = text.count(b"\n") - shown.count(b"\n")
        text = shown + say(f"\n还有 {rest} 条，见日志。\n", f"\n{rest} more, see the log.\n").encode()
    with open(path, "ab") as stream:  # noqa: PTH123  # pathlib is not loaded for one wording
        stream.write(text)
