"""``perfrules template``: the sheet of actual values to fill in."""

from __future__ import annotations

import sys

import click

from perfrules.cli.language import Option, Verb, language, say
from perfrules.cli.progress import bar
from perfrules.cli.remarks import tell
from perfrules.report.template import csv_template, rows
from perfrules.report.writing import write_file
from perfrules.tables.reading import read


@click.command(
    cls=Verb,
    help="生成待填写的实际完成值表（csv 或 xlsx）：每个考核条件一行，每个项目一行预算执行。填好后用 perfrules score TABLE --actuals 文件 计分。",
    help_en="Write the sheet of actual values to fill in (csv or xlsx): one row a criterion and one a project's budget execution.",
)
@click.argument("table", metavar="TABLE")
@click.option(
    "-o", "--output", default="-", metavar="FILE", cls=Option, help="写到该文件；默认 csv 到标准输出。", help_en="The file to write."
)
def command(table: str, output: str) -> None:
    """The verb."""
    with bar():
        reading = read(table)
    tell(reading.findings, language())
    if output == "-":
        sys.stdout.buffer.write(csv_template(reading.department))
        return
    if output.lower().endswith(".xlsx"):
        from perfrules.report.workbooks import xlsx_template

        data = xlsx_template(reading.department)
    else:
        data = csv_template(reading.department)
    write_file(output, data)
    count = sum(1 for _ in rows(reading.department))
    click.echo(say(f"已写入 {output}：{count} 行待填。", f"Wrote {output}: {count} rows to fill in."), err=True)
