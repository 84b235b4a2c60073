"""``perfrules convert``: any readable table as JSON, csv or xlsx."""

from __future__ import annotations

from collections.abc import Iterable

import click

from perfrules.cli.inputs import PARTIAL, hidden_option, read_table
from perfrules.cli.language import Verb, format_option, language
from perfrules.cli.output import deliver, form_of, output_option, permit
from perfrules.cli.progress import bar
from perfrules.cli.remarks import tell
from perfrules.model import Department
from perfrules.report.convert import csv_table, json_pieces

_FORMS = ("json", "csv", "xlsx")


@click.command(
    cls=Verb,
    help="把绩效目标表或自评表转换为 JSON，或每个考核条件一行的 csv、xlsx。格式由输出文件的扩展名决定，- 为标准输出（JSON）。",
    help_en="Convert a table to JSON, or to csv or xlsx with one criterion a row. The extension decides; - is standard output (JSON).",
)
@click.argument("table", metavar="TABLE")
@output_option()
@format_option(_FORMS, zh="输出格式，优先于扩展名。", en="The form; it overrides the extension.")
@hidden_option()
def command(*, table: str, output: str, form: str | None, include_hidden: bool) -> int:
    """The verb."""
    wanted = form_of(output, form, _FORMS, "json")
    permit(output, table, form=wanted)
    with bar():
        reading = read_table(table, include_hidden=include_hidden)
    tell(reading.findings, language())
    deliver(output, _pieces(reading.department, wanted))
    return PARTIAL if reading.is_partial else 0


def _pieces(department: Department, form: str) -> Iterable[bytes]:
    if form == "json":
        return (piece.encode("utf-8") for piece in json_pieces(department))
    if form == "csv":
        return [csv_table(department)]
    from perfrules.report.workbooks import xlsx_table

    return [xlsx_table(department)]
