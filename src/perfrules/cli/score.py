"""``perfrules score``: actual values scored under a policy, rolled up, and reported."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from perfrules.cli.language import Option, Verb, language, say
from perfrules.cli.remarks import tell
from perfrules.errors import SettingsError
from perfrules.report.scores import formats, render
from perfrules.report.writing import write_file
from perfrules.rollup import score
from perfrules.scoring.monitoring import monitor
from perfrules.scoring.policies import DEFAULT
from perfrules.scoring.scores import DepartmentScore
from perfrules.tables.actuals import actuals_of, read_actuals
from perfrules.tables.reading import read
from perfrules.text import visible

FORMS = (*formats(), "xlsx")


def _form(form: str | None, output: str) -> str:
    """The format asked for, else that of the file's extension, else text."""
    if form is not None:
        return form
    extension = Path(output).suffix.lower().removeprefix(".").replace("txt", "text")
    if output == "-" or not extension:
        return "text"
    if extension not in FORMS:
        shown = visible(output)
        raise SettingsError(
            f"不能按“{shown}”的扩展名确定格式，请用 .txt、.html、.md、.csv、.json、.xlsx，或加 --format。",
            f"The extension of “{shown}” is none of .txt, .html, .md, .csv, .json, .xlsx; use one of them or --format.",
        )
    return extension


def _explained(scores: DepartmentScore, key: str) -> str:
    try:
        part = scores[key.strip().upper()]
    except KeyError:
        shown = visible(key)
        raise SettingsError(
            f"没有编号“{shown}”。编号如 P01（项目）、P01I2（指标）、P01X（预算执行），见 perfrules score 的输出。",
            f"No key “{shown}”. Keys are such as P01 (project), P01I2 (indicator), P01X (budget execution).",
        ) from None
    return part.explain(language()) + "\n"


@click.command(
    cls=Verb,
    help="按评分办法给实际完成值计分，汇总到项目和部门。没有 --actuals 时用表中已填的实际完成值。",
    help_en="Score actual values under a policy and roll up to projects and department. Without --actuals, those of the table itself.",
)
@click.argument("table", metavar="TABLE")
@click.option(
    "--actuals", metavar="FILE", cls=Option, help="实际完成值表（perfrules template 生成）。", help_en="The sheet of actual values."
)
@click.option(
    "--policy",
    default=DEFAULT,
    metavar="ID|FILE",
    cls=Option,
    help=f"评分办法，默认 {DEFAULT}；也可是 TOML 文件。",
    help_en=f"The policy, {DEFAULT} by default, or a TOML file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    cls=Option,
    help="输出格式，默认按扩展名，否则 text；xlsx 为填好的自评表。",
    help_en="The format; xlsx is the official form, filled.",
)
@click.option("-o", "--output", default="-", metavar="FILE", cls=Option, help="写到该文件。", help_en="The file to write.")
@click.option(
    "--explain", metavar="KEY", cls=Option, help="说明一个得分的推导，如 P01I2。", help_en="Explain one score, such as P01I2, instead."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    cls=Option,
    help="年中监控：到该日（如 2023-06-30）应完成和已完成的进度。",
    help_en="Mid-year monitoring: what should be and what is reached by that day, such as 2023-06-30.",
)
def command(
    *, table: str, actuals: str | None, policy: str, form: str | None, output: str, explain: str | None, as_of: datetime | None
) -> None:
    """The verb."""
    wanted = _form(form, output)
    reading = read(table)
    given, remarks = read_actuals(actuals) if actuals else (actuals_of(reading.department), [])
    scores = score(reading.department, given, policy=policy)
    findings = [*reading.findings, *remarks]
    tell(findings, language())
    if explain:
        data = _bytes(_explained(scores, explain))
    elif wanted == "xlsx":
        from perfrules.report.form import xlsx_form

        data = xlsx_form(reading.department, scores)
    else:
        progress = monitor(scores, as_of.date(), year=reading.department.year or as_of.year) if as_of else ()
        data = _bytes(render(wanted, scores, findings, language(), progress=progress))
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    write_file(output, data)
    click.echo(say(f"已写入 {output}。", f"Wrote {output}."), err=True)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
