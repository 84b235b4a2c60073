"""What ``score`` can be asked beside the score itself: another roll-up, other actual values, the derivation of parts, what lags."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import get_args

import click
from click.core import ParameterSource

from perfrules.batch.tables import is_many
from perfrules.cli.inputs import csv_rows
from perfrules.documents import file_text, read_toml
from perfrules.errors import DocumentError, SettingsError, reason_of
from perfrules.rollup import Rollup
from perfrules.scoring.policies.settings import RollupMethod
from perfrules.text import visible


def rollup_of(asked: str | None) -> Rollup | None:
    """The roll-up of ``--rollup``: the name of a method, or the weights of a TOML or csv file, one project a line."""
    if asked is None or asked in get_args(RollupMethod):
        return asked
    path = Path(asked)
    try:
        text = file_text(path)
    except OSError as error:
        if path.suffix.lower() in (".csv", ".toml"):
            zh, en = reason_of(error)
            raise SettingsError(f"--rollup 读不到“{visible(asked)}”：{zh}。", f"--rollup cannot read “{visible(asked)}”: {en}.") from None
        known = "、".join(get_args(RollupMethod))
        raise SettingsError(
            f"--rollup 应为 {known} 之一，或写有各项目权重的 TOML、csv 文件；“{visible(asked)}”都不是。",
            f"--rollup is one of {known}, or a TOML or csv file with the weight of each project; “{visible(asked)}” is neither.",
        ) from None
    except DocumentError as error:
        raise SettingsError(f"{visible(asked)}：{error.zh}", f"{visible(asked)}: {error.en}") from error
    return _of_csv(text, path) if path.suffix.lower() == ".csv" else _of_toml(text, asked)


def _of_csv(text: str, path: Path) -> dict[str, Decimal | int | str]:
    return {row[0].strip(): (row[1] if len(row) > 1 else "").strip() for row in csv_rows(text, path)}


def _of_toml(text: str, asked: str) -> dict[str, Decimal | int | str]:
    try:
        return read_toml(text, exact=True)
    except DocumentError as error:
        raise SettingsError(f"{visible(asked)}：{error.zh}", f"{visible(asked)}: {error.en}") from error


def changes_of(settings: Sequence[str]) -> dict[str, str]:
    """The actual values of ``--set KEY=VALUE``, each by its key."""
    found: dict[str, str] = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or not key.strip():
            raise SettingsError(
                f"--set 应写作 编号=实际完成值，如 P01I7=达成（90%）；现为“{visible(setting)}”。",
                f"--set is written KEY=VALUE, as in P01I7=达成（90%）; it is “{visible(setting)}”.",
            )
        found[key.strip().upper()] = value.strip()
    return found


_OF_ROWS = frozenset(("columns", "totals", "memory", "spill", "readings", "engine"))
_MODES = {
    "rows": (
        frozenset(("table", "output", "policy")) | _OF_ROWS,
        ("用于一张表，不能与 --columns 同用。", "is for one table and does not go with --columns."),
    ),
    "many": (
        frozenset(("table", "actuals", "policy", "form", "output", "year")),
        ("用于一张表；一次评多张表时只写汇总。", "is for one table; many are summed up."),
    ),
}
"""What ``score`` takes beside one table, and what is said of any other option."""
_ONE_FORM = {"national": ("--national", "xlsx"), "opened": ("--print", "html")}


def mode_of(table: str, columns: str | None) -> str:
    """``rows`` of data files, ``many`` tables, or ``one``.

    Raises :class:`SettingsError` for an option on the command line that the mode has no use for: nothing that is asked for is
    passed over in silence.
    """
    mode = "rows" if columns is not None else "many" if is_many(table) else "one"
    if columns is None and table.lower().endswith(".parquet"):
        raise SettingsError(
            "parquet 文件按列计分：请用 --columns target=指标值的列,actual=实际完成值的列 -o 得分.parquet。",
            "A parquet file is scored by its columns: use --columns target=COLUMN,actual=COLUMN -o FILE.parquet.",
        )
    context = click.get_current_context()
    given = [
        param
        for param in context.command.params
        if param.name and param.expose_value and context.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
    ]
    taken, (zh, en) = _MODES.get(mode, (None, ("须与 --columns 一起使用。", "goes with --columns.")))
    for param in given:
        if (param.name in _OF_ROWS) if taken is None else (param.name not in taken):
            raise SettingsError(f"{param.opts[-1]} {zh}", f"{param.opts[-1]} {en}")
    return mode


def refuse_other_form(wanted: str, **flags: bool) -> None:
    """Raise :class:`SettingsError` where a flag is set that is for another form than the one that is ``wanted``."""
    for flag, (option, form) in _ONE_FORM.items():
        if flags[flag] and wanted != form:
            raise SettingsError(
                f"{option} 只用于 {form}，现在写的是 {wanted}；请用 -o 文件.{form}，或去掉 {option}。",
                f"{option} is for {form} only and this is {wanted}; use -o FILE.{form} or leave it out.",
            )
