"""What ``score`` can be asked beside the score itself: another roll-up, other actual values, the derivation of parts, what lags."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import get_args

from perfrules.documents import file_text, read_toml
from perfrules.errors import DocumentError, SettingsError
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
    except OSError:
        known = "、".join(get_args(RollupMethod))
        raise SettingsError(
            f"--rollup 应为 {known} 之一，或写有各项目权重的 TOML、csv 文件；“{visible(asked)}”都不是。",
            f"--rollup is one of {known}, or a TOML or csv file with the weight of each project; “{visible(asked)}” is neither.",
        ) from None
    except DocumentError as error:
        raise SettingsError(f"{visible(asked)}：{error.zh}", f"{visible(asked)}: {error.en}") from error
    return _of_csv(text) if path.suffix.lower() == ".csv" else _of_toml(text, asked)


def _of_csv(text: str) -> dict[str, Decimal | int | str]:
    rows = [row for row in csv.reader(text.splitlines()) if any(cell.strip() for cell in row)]
    return {row[0].strip(): (row[1] if len(row) > 1 else "").strip() for row in rows}


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
