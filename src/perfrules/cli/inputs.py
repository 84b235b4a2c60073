"""What a verb reads: the table, a file or standard input for ``-``, its hidden sheets where they are asked for; and the policy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from perfrules.cli.language import Option, say
from perfrules.errors import SettingsError
from perfrules.text import visible

if TYPE_CHECKING:
    from pathlib import Path

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
        help="隐藏的工作表和行也读取（默认只报告）。",
        help_en="Read hidden sheets and rows too; by default they are only reported.",
    )


def policy_option(zh: str = "", en: str = "") -> Callable[[Any], Any]:
    """``--policy``: the id of a policy or a file; what ``zh`` and ``en`` say of it stands behind the default."""
    from perfrules.scoring.policies import DEFAULT

    said, said_en = f"评分办法，默认 {DEFAULT}{zh}。", f"The policy, {DEFAULT} by default{en}."
    return click.option("--policy", default=DEFAULT, metavar="ID|FILE", cls=Option, help=said, help_en=said_en)


def read_table(table: str, *, include_hidden: bool) -> Reading:
    """The reading of a file, or of standard input for ``-``; raises :class:`~perfrules.errors.TableError`."""
    from perfrules.cli.settings import columns
    from perfrules.tables.reading import read

    if table == STDIN:
        return read(sys.stdin.buffer, name=say("标准输入", "standard input"), columns=columns(), include_hidden=include_hidden)
    return read(table, columns=columns(), include_hidden=include_hidden)


def csv_rows(text: str, path: Path) -> list[list[str]]:
    """The rows of a csv of settings that hold anything, whatever ends its lines; raises :class:`SettingsError` for one that is none."""
    import csv
    import io

    try:
        rows = list(csv.reader(io.StringIO(text, newline=None)))
    except csv.Error as error:  # a cell longer than any name or target
        shown = visible(str(path))
        raise SettingsError(f"“{shown}”不是可读的 csv。", f"“{shown}” is no csv that can be read: {error}.") from error
    return [row for row in rows if any(cell.strip() for cell in row)]
