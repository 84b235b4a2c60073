"""``perfrules score``: actual values scored under a policy, rolled up, and reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfrules.audit.seals import make_seal
from perfrules.cli.asked import changes_of, mode_of, refuse_other_form, rollup_of
from perfrules.cli.inputs import PARTIAL, STDIN, hidden_option, policy_option, read_table
from perfrules.cli.language import Day, Option, Verb, Whole, announce, format_option, language
from perfrules.cli.output import STDOUT, deliver, form_of, output_option, permit, terminal
from perfrules.cli.progress import bar
from perfrules.cli.remarks import tell
from perfrules.errors import KeyUnknownError, SettingsError
from perfrules.model import Department
from perfrules.report.digest import Report
from perfrules.report.scores import SEALED, formats, pieces
from perfrules.report.scores.html import is_long, page_names, pages
from perfrules.report.writing import write_file
from perfrules.rollup import score
from perfrules.scoring.explaining import explain as explain_parts
from perfrules.scoring.monitoring import Progress, monitor
from perfrules.scoring.results.scores import DepartmentScore
from perfrules.tables.actuals import actuals_of, read_actuals

if TYPE_CHECKING:
    from perfrules.cli.rows import Engine
    from perfrules.report.handed_in import FilledForm

FORMS = (*formats(), "xlsx", "docx")
_TOLD = 10
"""Cells that are named in one sentence."""


def _explained(scores: DepartmentScore, keys: Sequence[str]) -> str:
    try:
        return explain_parts(scores, *keys, lang=language()) + "\n"
    except KeyUnknownError as error:
        raise SettingsError(error.zh, error.en) from error


def _lamps(scores: DepartmentScore, keys: Sequence[str], day: date | None, department: Department) -> str:
    """What the lamps of the parts that are explained follow from."""
    asked = {key.strip().upper() for key in keys}
    found = [item for item in _progress(scores, day, department) if item.key in asked]
    return "".join(f"\n{item.explanation.text(language())}\n" for item in found)


@click.command(
    cls=Verb,
    help="按评分办法给实际完成值计分，汇总到项目和部门。没有 --actuals 时用表中已填的实际完成值。TABLE 为文件夹或通配符时逐一评分，--actuals 为实际完成值表所在的文件夹，输出一份汇总。",
    help_en="Score actual values under a policy and roll up to projects and department. Without --actuals, those of the table itself. Of a folder or a "
    "pattern every table is scored, by the sheets of the folder --actuals, and summed up.",
)
@click.argument("table", metavar="TABLE|FOLDER|GLOB")
@click.option(
    "--actuals", metavar="FILE", cls=Option, help="实际完成值表（perfrules template 生成）。", help_en="The sheet of actual values."
)
@policy_option("；也可是 TOML 文件", ", or a TOML file")
@format_option(
    FORMS, zh="输出格式，默认按扩展名，否则 text；xlsx、docx 为填好的自评表。", en="The format; xlsx and docx are the form, filled."
)
@output_option()
@click.option(
    "--explain",
    metavar="KEY",
    multiple=True,
    cls=Option,
    help="说明得分的推导，如 P01I2；可写多次，lost 为所有失分的指标。",
    help_en="Explain scores instead, such as P01I2; repeatable, and lost stands for all that lost points.",
)
@click.option(
    "--rollup",
    metavar="METHOD|FILE",
    cls=Option,
    help="汇总方法：mean、funding_weighted_mean、own_table，或写有各项目权重的 TOML、csv 文件。",
    help_en="The roll-up: mean, funding_weighted_mean, own_table, or a TOML or csv file with the weight of each project.",
)
@click.option(
    "--set",
    "changes",
    metavar="KEY=VALUE",
    multiple=True,
    cls=Option,
    help="假设某项实际完成值为另一数，如 P01I7=达成（90%）；可写多次。",
    help_en="What if an actual value were another, such as P01I7=95%; repeatable.",
)
@click.option(
    "--lagging",
    is_flag=True,
    cls=Option,
    help="年中监控只列偏慢和滞后的。",
    help_en="Of mid-year monitoring list only what lags.",
)
@click.option(
    "--year",
    type=Whole(1949, 9999),
    metavar="YEAR",
    cls=Option,
    help="预算年度，用于没有印年度的表：时限和年中监控按此计。",
    help_en="The budget year of a table that prints none: deadlines and --as-of go by it.",
)
@click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    cls=Option,
    help="年中监控：到该日（如 2023-06-30）应完成和已完成的进度。",
    help_en="Mid-year monitoring: what should be and what is reached by that day, such as 2023-06-30.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    cls=Option,
    help="另列各类得分、评分依据和全部发现（text）。",
    help_en="With categories, sources and every finding (text).",
)
@click.option(
    "--print",
    "opened",
    is_flag=True,
    cls=Option,
    help="html 中点开全部推导，供打印。",
    help_en="Open every derivation of the html, to be printed.",
)
@click.option(
    "--national",
    is_flag=True,
    cls=Option,
    help="xlsx 写全国统一格式的自评表；不加时，原表有填得分的位置就填入原表的副本。",
    help_en="As xlsx, write the national form; without it a form that has places for its scores is filled, in a copy.",
)
@click.option(
    "--columns",
    metavar="K=V,…",
    cls=Option,
    help="给 parquet 或 csv 的各行计分，写到 -o 文件：target=年度指标值,actual=实际完成值,name=…,category=…,weight=…,by=部门+项目（另列各部门、项目的合计）。",
    help_en="Score the rows of parquet or csv files into -o FILE: target=…,actual=…,name=…,category=…,weight=…,by=DEPARTMENT+PROJECT "
    "(which lists the totals).",
)
@click.option(
    "--totals",
    metavar="FILE",
    cls=Option,
    help="--columns 的 by= 各合计写到该 csv 文件；不加时印出来，终端上只印各部门的。",
    help_en="The totals of by= in --columns as a csv file; without it they are printed, on a terminal those of departments alone.",
)
@click.option(
    "--memory",
    default="1GB",
    metavar="SIZE",
    cls=Option,
    help="--columns 的内存上限，默认 1GB。",
    help_en="The memory of --columns, 1GB by default.",
)
@click.option(
    "--spill", metavar="FOLDER", cls=Option, help="--columns 内存不够时暂存的文件夹。", help_en="The folder that --columns spills to."
)
@click.option(
    "--readings",
    metavar="FILE",
    cls=Option,
    help="--columns 的解读表（parquet）：有则先用，读到的新写法补进去；没有则新建。",
    help_en="The reading table of --columns (parquet): used where it is there, with what is newly read added to it.",
)
@click.option(
    "--engine",
    type=click.Choice(("duckdb", "polars")),
    default="duckdb",
    cls=Option,
    help="--columns 用的引擎，默认 duckdb；polars 只读 parquet。",
    help_en="The engine of --columns, duckdb by default; polars reads parquet only.",
)
@hidden_option()
def command(
    *,
    table: str,
    actuals: str | None,
    policy: str,
    form: str | None,
    output: str,
    explain: Sequence[str],
    rollup: str | None,
    changes: Sequence[str],
    lagging: bool,
    year: int | None,
    as_of: date | None,
    include_hidden: bool,
    verbose: bool,
    national: bool,
    opened: bool,
    columns: str | None,
    totals: str | None,
    memory: str,
    spill: str | None,
    readings: str | None,
    engine: Engine,
) -> int:
    """The verb."""
    mode = mode_of(table, columns)
    if mode == "rows":
        from perfrules.cli.rows import score_rows

        return score_rows(
            table, output, columns or "", policy=policy, memory=memory, spill=spill, readings=readings, engine=engine, totals=totals
        )
    if mode == "many":
        from perfrules.cli.many import score_many

        return score_many(table, actuals=actuals, policy=policy, form=form, output=output, year=year)
    wanted = form_of(output, form, FORMS, "text")
    if explain and wanted != "text":
        raise SettingsError(
            f"--explain 写的是文字，不能写成 {wanted}；请用 -o 文件.txt，或去掉 --explain（html 中有每一项的推导）。",
            f"--explain is text and no {wanted}; use -o FILE.txt, or leave it out: the html has every derivation.",
        )
    refuse_other_form(wanted, national=national, opened=opened)
    permit(output, table, actuals, policy, form=wanted)
    with bar():
        reading = read_table(table, include_hidden=include_hidden)
    given, remarks = read_actuals(actuals, department=reading.department) if actuals else (actuals_of(reading.department), [])
    day = as_of or reading.department.as_of
    if lagging and day is None:
        raise SettingsError("--lagging 须与 --as-of 一起使用。", "--lagging goes with --as-of.")
    scores = score(reading.department, given, policy=policy, year=year, rollup=rollup_of(rollup))
    if changes:
        scores = scores.what_if(changes_of(changes))
    findings = [*reading.findings, *remarks]
    tell(findings, language())
    if explain:
        made = iter([_bytes(_explained(scores, explain) + _lamps(scores, explain, day, reading.department))])
    elif wanted in ("xlsx", "docx"):
        made = iter([_form(table, reading.department, scores, wanted, national=national)])
    else:
        progress = _progress(scores, day, reading.department)
        report = Report(
            scores,
            findings,
            language(),
            progress,
            day,
            verbose=verbose,
            printed=date.today(),  # noqa: DTZ011  # the day on the wall
            open=opened,
            lagging=lagging,
            seal=make_seal(scores, None if table == STDIN else table, actuals, as_of=day, include_hidden=include_hidden)
            if wanted in SEALED
            else None,
            **terminal(output),
        )
        if wanted == "html" and output != STDOUT and is_long(report):
            _write_pages(report, output, (table, actuals, policy))
            return PARTIAL if any(item.rule.partial for item in findings) else 0
        made = map(_bytes, pieces(wanted, report))
    deliver(output, made, plain=wanted == "text")
    return PARTIAL if any(item.rule.partial for item in findings) else 0


def _write_pages(report: Report, output: str, inputs: Iterable[str | None]) -> None:
    """A page a project beside the index; nothing is written where one of them may not be."""
    path = Path(output)
    names = [str(path.with_name(name)) for name in page_names(report, path.stem)[:-1]]
    for name in (*names, output):
        permit(name, *inputs)
    texts = pages(report, path.stem)
    for name, text in zip(names, texts, strict=False):  # the index is left
        write_file(name, map(_bytes, text))
    deliver(
        output, map(_bytes, chain.from_iterable(texts)), (f"，各项目另有 {len(names)} 个网页", f" and {len(names)} pages, one a project")
    )


def _form(table: str, department: Department, scores: DepartmentScore, wanted: str, *, national: bool) -> bytes:
    """The form that was handed in, filled where it has places; else the national one, which is a workbook."""
    from perfrules.report.form import xlsx_form
    from perfrules.report.handed_in import filled_form

    if table != STDIN and not national:
        form = filled_form(Path(table).read_bytes(), Path(table).name, department, scores, wanted)
        if form is not None:
            _tell_filled(form)
            return form.data
    if wanted == "docx":
        raise SettingsError(
            "只有交来的表是 docx、且有填得分的位置时才能写成 docx；请写成 xlsx。",
            "Only a form that is a docx itself and has places for points is written as one; write an xlsx.",
        )
    return xlsx_form(department, scores)


def _tell_filled(form: FilledForm) -> None:
    """Say which cells of the form are others in its copy, and which of its formulas stay."""
    replaced = [f"{fill.cell.place_of(None)} {fill.cell.text.strip()} → {fill.shown}" for fill in form.replaced]
    computed = [f"{fill.cell.place_of(None)} → {fill.shown}" for fill in form.computed]
    for said, zh, en in (
        (
            replaced,
            "原表填有的 {} 处内容与计算结果不同，副本中写的是计算结果",
            "{} cells of the form differ from the scores that its copy has",
        ),
        (
            computed,
            "原表有 {} 处得分是公式，副本中没有改动，请与计算结果核对",
            "{} points are formulas of the form, which stay; compare them with the scores",
        ),
    ):
        if said:
            listed = "；".join(said[:_TOLD]) + ("……" if len(said) > _TOLD else "")
            announce(f"{zh.format(len(said))}：{listed}。", f"{en.format(len(said))}: {listed}.")


def _progress(scores: DepartmentScore, day: date | None, department: Department) -> Sequence[Progress]:
    """The state at ``day``; without a known budget year in the year of the day, which is said."""
    if day is None:
        return ()
    if scores.year is None:
        announce(
            f"表中没有预算年度，年中监控按 {day.year} 年计；可用 --year 指定。",
            f"The table gives no budget year; monitoring takes {day.year}. Give it with --year.",
        )
    return monitor(scores, day, year=scores.year or day.year, department=department)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
