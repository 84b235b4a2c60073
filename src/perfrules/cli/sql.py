"""``perfrules sql``: lookup tables and a SELECT that score a table inside its database, as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from perfrules.cli.inputs import csv_rows, policy_option
from perfrules.cli.language import Option, Verb
from perfrules.cli.output import deliver, output_option, permit
from perfrules.errors import SettingsError
from perfrules.statements.dialects import dialects
from perfrules.statements.readings import Readings
from perfrules.statements.writing import Names, Wording, sql
from perfrules.tables.limits import LIMITS
from perfrules.tables.readers.encodings import decode
from perfrules.tables.source import load
from perfrules.text import visible

_WORDS = ("target", "name", "category")


@click.command(
    cls=Verb,
    help="写出在数据库里计分的 SQL：三张查找表、一条找出未知指标值的查询、一条 SELECT。只写文本，不连接数据库；判断不了的行不给分，decided 为 0。",
    help_en="Write the SQL that scores a table inside its database: three lookup tables, a query for unknown targets, and one SELECT. "
    "Text only, no database is touched; a row that it cannot decide has no points, and 0 in decided.",
)
@policy_option()
@click.option(
    "--dialect",
    required=True,
    type=click.Choice(list(dialects())),
    cls=Option,
    help="数据库的 SQL 方言。",
    help_en="The dialect of the database.",
)
@click.option(
    "--targets",
    required=True,
    metavar="FILE",
    cls=Option,
    help="各不相同的指标值：每行一个的文本，或有 target（及 name、category）列的 csv，或 parquet 解读表。",
    help_en="The distinct targets: a text of one a line, a csv with a column target (and name, category), or a parquet reading table.",
)
@click.option(
    "--table",
    default="actuals",
    metavar="NAME",
    cls=Option,
    help="被计分的表名，默认 actuals。",
    help_en="The table that is scored, actuals by default.",
)
@click.option(
    "--columns",
    default="",
    metavar="K=V,…",
    cls=Option,
    help="列名，如 target=指标值,actual=实际完成值,name=指标名称,category=一级指标,keep=编号+部门。",
    help_en="The columns: target=…,actual=…,name=…,category=…,keep=A+B.",
)
@click.option(
    "--weight", default="100", metavar="N", cls=Option, help="每行的分值，默认 100。", help_en="The points of a row, 100 by default."
)
@output_option("写到该文件；默认标准输出。", "The file to write; standard output by default.")
def command(*, policy: str, dialect: str, targets: str, table: str, columns: str, weight: str, output: str) -> int:
    """The verb."""
    permit(output, targets, policy)
    named = columns_of(columns, ("target", "actual", "name", "category", "keep"))
    names = Names(
        table,
        named.get("target", "target"),
        named.get("actual", "actual"),
        named.get("name"),
        named.get("category"),
        tuple(filter(None, named.get("keep", "").split("+"))),
    )
    readings, wordings = _targets(Path(targets))
    text = sql(wordings, policy=policy, dialect=dialect, names=names, weight=weight, readings=readings)
    deliver(output, [text.encode()])
    return 0


def columns_of(text: str, known: tuple[str, ...]) -> dict[str, str]:
    """The columns of ``K=V,…``; raises :class:`SettingsError` for a key that is not ``known``."""
    found: dict[str, str] = {}
    for part in filter(None, text.split(",")):
        key, mark, value = part.partition("=")
        if key not in known or not mark or not value:
            raise SettingsError(
                f"--columns 看不懂“{part}”，应为 {'、'.join(f'{name}=列名' for name in known)}。",
                f"--columns does not know “{part}”; it takes {', '.join(f'{name}=COLUMN' for name in known)}.",
            )
        found[key] = value
    return found


def _targets(path: Path) -> tuple[Readings, list[Wording]]:
    """The wordings of a file, and what is read of them already."""
    if path.suffix.lower() == ".parquet":
        readings = Readings.load(path)
        return readings, [(target, name or None) for target, name in readings.known]
    text = decode(load(path, LIMITS), path.name).text
    if path.suffix.lower() != ".csv":
        return Readings(), [line for line in text.splitlines() if line.strip()]
    head, *rows = csv_rows(text, path) or [[]]
    if "target" not in head:
        shown = visible(str(path))
        raise SettingsError(f"{shown} 没有 target 列。", f"{shown} has no column target.")
    return Readings(), [_row(dict(zip(head, row, strict=False))) for row in rows]


def _row(row: Mapping[str, str]) -> Wording:
    return {key: row.get(key) for key in _WORDS}
