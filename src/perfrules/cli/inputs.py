"""The table that a verb reads: a file, or standard input for ``-``; its hidden sheets where they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from perfrules.cli.language import Option, say
from perfrules.deferring import deferred
from perfrules.errors import SettingsError
from perfrules.text import visible

if TYPE_CHECKING:
    from perfrules.model import Reading

STDIN = "-"
PARTIAL = 2
"""The exit code where a part of an input was not read; the rest is done all the same."""


def hidden_option() -> Callable[[Any], Any]:
    """``--include-hidden``."""
    return click.option(
        "--include-hidden",
        is_flag=True,
        cls=Option,
        help="隐藏的工作表也读取（默认只报告）。",
        help_en="Read hidden sheets too; by default they are only reported.",
    )


def read_table(table: str, *, include_hidden: bool) -> Reading:
    """The reading of a file, or of standard input for ``-``; raises :class:`~perfrules.errors.TableError`."""
    from perfrules.cli.settings import columns
    from perfrules.tables.reading import read

    if table == STDIN:
        return read(sys.stdin.buffer, name=say("标准输入", "standard input"), columns=columns(), include_hidden=include_hidden)
    return read(table, columns=columns(), include_hidden=include_hidden)


_KEY = deferred(r"(?:P\d{2,}(?:X|I\d+(?:C\d+)?)|D(?:X|I\d+(?:C\d+)?))")
"""A key as sheets of actual values have it."""


def refuse_sheet(table: str, reading: Reading) -> None:
    """Raise :class:`SettingsError` where the table is the sheet that ``template`` writes: it goes with its table, not in its place."""
    if not any(item.code == "IN029" and "考核条件" in item.params["fields"] for item in reading.findings):
        return
    from perfrules.tables.sheets import open_sheets

    sheets, _ = open_sheets(table)
    if any(_KEY.fullmatch(row.key) for sheet in sheets for row in sheet.rows):
        shown = visible(table)
        raise SettingsError(
            f"“{shown}”是 perfrules template 生成的填报表，不是绩效目标表；请用 perfrules score 目标表 --actuals {shown}。",
            f"“{shown}” is a sheet of actual values, no table of targets; use perfrules score TABLE --actuals {shown}.",
        )
