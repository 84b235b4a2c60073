"""``perfrules template``: the sheet of actual values to fill in."""

from __future__ import annotations

import click

from perfrules.cli.inputs import PARTIAL, hidden_option, read_table
from perfrules.cli.language import Verb, language
from perfrules.cli.output import deliver, output_option, permit
from perfrules.cli.progress import bar
from perfrules.cli.remarks import tell
from perfrules.report.template import csv_template, rows


@click.command(
    cls=Verb,
    help="生成待填写的实际完成值表（csv 或 xlsx）：每个考核条件一行，每个项目一行预算执行。填好后用 perfrules score TABLE --actuals 文件 计分。",
    help_en="Write the sheet of actual values to fill in (csv or xlsx): one row a criterion and one a project's budget execution.",
)
@click.argument("table", metavar="TABLE")
@output_option("写到该文件；默认 csv 到标准输出。", "The file to write; csv on standard output by default.")
@hidden_option()
def command(*, table: str, output: str, include_hidden: bool) -> int:
    """The verb."""
    permit(output, table)
    with bar():
        reading = read_table(table, include_hidden=include_hidden)
    tell(reading.findings, language())
    if output.lower().endswith(".xlsx"):
        from perfrules.report.workbooks import xlsx_template

        data = xlsx_template(reading.department)
    else:
        data = csv_template(reading.department)
    count = sum(1 for _ in rows(reading.department))
    deliver(output, [data], (f"：{count} 行待填", f": {count} rows to fill in"))
    return PARTIAL if reading.is_partial else 0
