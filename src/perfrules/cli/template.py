"""``perfrules template``: the sheet of actual values to fill in, new or brought up to a table that has changed."""

from __future__ import annotations

from pathlib import Path

import click

from perfrules.cli.inputs import PARTIAL, hidden_option, policy_option, read_table
from perfrules.cli.language import Verb, announce, format_option, language
from perfrules.cli.output import STDOUT, deliver, form_of, is_file, output_option, permit
from perfrules.cli.progress import bar
from perfrules.cli.remarks import tell
from perfrules.errors import ActualsError, TableError
from perfrules.model import Department, Reading
from perfrules.report.merging import Merged, csv_merged, described, merge
from perfrules.report.template import csv_template, rows
from perfrules.scoring.policies import Policy, load
from perfrules.tables.sheets import Sheet, open_sheets
from perfrules.text import visible

_FORMS = ("csv", "xlsx")
_MOST = 20
"""Lines of each kind that are told."""


@click.command(
    cls=Verb,
    help="生成待填写的实际完成值表（csv 或 xlsx）：每个考核条件一行，每个项目一行预算执行。文件已填过时并入：已填的值按项目、指标和指标值对应。"
    "填好后用 perfrules score TABLE --actuals 文件 计分。",
    help_en="Write the sheet of actual values to fill in (csv or xlsx): one row a criterion and one a project's budget execution. "
    "A sheet that is filled already is brought up to the table, its values kept.",
)
@click.argument("table", metavar="TABLE")
@output_option("写到该文件；默认 csv 到标准输出。", "The file to write; csv on standard output by default.")
@format_option(_FORMS, zh="格式，优先于扩展名。", en="The form; it overrides the extension.")
@hidden_option()
@policy_option("；它要求的栏目会列出", "; the sheet has the columns that it asks for")
def command(*, table: str, output: str, policy: str, form: str | None, include_hidden: bool) -> int:
    """The verb."""
    form = form_of(output, form, _FORMS, "csv")
    permit(output, table, policy, form=form, merges=True)
    rules = load(policy)
    old = _filled(output)
    permit(output, table, policy, merges=bool(old))
    with bar():
        reading = read_table(table, include_hidden=include_hidden)
    tell(reading.findings, language())
    merged = merge(reading.department, old, rules) if old else None
    if merged is not None and not merged.changed:
        announce(f"{output} 与目标表一致，没有改动。", f"{output} agrees with the table; nothing is changed.")
        return _code(reading)
    data = _data(form, reading.department, rules, merged)
    if merged is not None:
        _set_by(output)
    count = sum(1 for _ in rows(reading.department))
    deliver(output, [data], (f"：{count} 行待填", f": {count} rows to fill in"), merges=bool(old))
    if merged is not None:
        _tell(merged)
    return _code(reading)


def _code(reading: Reading) -> int:
    return PARTIAL if reading.is_partial else 0


def _data(form: str, department: Department, rules: Policy, merged: Merged | None) -> bytes:
    if form == "xlsx":
        from perfrules.report.workbooks import xlsx_template

        return xlsx_template(department, rules, merged)
    return csv_template(department, rules) if merged is None else csv_merged(merged)


def _filled(output: str) -> list[Sheet]:
    """The sheets of values that stand in the output already; none where there is no file, or another one."""
    if output == STDOUT or not is_file(output) or not Path(output).stat().st_size:
        return []
    try:
        return open_sheets(output)[0]
    except (ActualsError, TableError):  # not a sheet: whether it may be replaced is asked next
        return []


def _set_by(output: str) -> None:
    """Keep the file as it was beside the new one: other sheets, notes and formats of its own are not carried over."""
    path = Path(output).resolve()
    numbered = (path.with_name(f"{path.stem}.bak{number or ''}{path.suffix}") for number in range(1_000_000))
    beside = next(name for name in numbered if not name.exists())
    from perfrules.report.writing import write_file

    write_file(beside, path.read_bytes())
    shown = visible(str(beside))
    announce(f"原来的表另存为 {shown}。", f"The sheet as it was is kept as {shown}.")


def _tell(merged: Merged) -> None:
    """Say what has changed against the sheet as it was."""
    added, below = described(merged).values()
    announce(
        f"并入：{merged.kept} 行保留已填的值，新增 {len(added)} 行，{len(below)} 行在目标表中已没有对应，连同所填的值列在最后，不参与计分。",
        f"Merged: {merged.kept} rows keep their values, {len(added)} are new, {len(below)} belong to nothing in the table any more; "
        "they stand at the end with their values and are not scored.",
    )
    for (zh, en), lines in ((("新增", "new"), added), (("没有对应", "no longer there"), below)):
        for line in lines[:_MOST]:
            announce(f"  {zh}：{line}", f"  {en}: {line}")
        if len(lines) > _MOST:
            announce(f"  {zh}：另有 {len(lines) - _MOST} 行", f"  {en}: {len(lines) - _MOST} more")
