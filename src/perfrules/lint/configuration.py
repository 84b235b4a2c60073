"""The file that holds the settings: the nearest ``perfrules.toml``, or ``pyproject.toml`` with ``[tool.perfrules]``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfrules.errors import DocumentError, SettingsError, reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from perfrules.lint.settings import Suppress

FILES = ("perfrules.toml", "pyproject.toml")


class Defaults(NamedTuple):
    """What holds where nothing is set; the fields of :class:`perfrules.lint.settings.Settings`, for one wording without pydantic."""

    select: Sequence[str] = ("ALL",)
    ignore: Sequence[str] = ()
    severity: Mapping[str, str] = {}
    fail_on: str = "error"
    profile: str | None = None
    format: str = "concise"
    baseline: str | None = None
    options: Mapping[str, int | str] = {}
    columns: Mapping[str, tuple[str, ...]] = {}
    suppress: Sequence[Suppress] = ()


def nearest(folder: str | os.PathLike[str]) -> tuple[dict[str, Any], Path] | None:
    """The settings at or above ``folder`` as they stand, and their file; None where there are none.

    A ``perfrules.toml`` comes before a ``pyproject.toml`` beside it. Raises :class:`SettingsError` for a file that cannot
    be read.
    """
    above, place = "", os.path.abspath(folder)  # noqa: PTH100  # pathlib is not loaded for one wording
    while place != above:
        for name in FILES:
            if os.path.isfile(path := os.path.join(place, name)) and (found := _table(path)) is not None:  # noqa: PTH113, PTH118
                return found
        above, place = place, os.path.dirname(place)  # noqa: PTH120
    return None


def _table(name: str) -> tuple[dict[str, Any], Path] | None:
    from pathlib import Path

    from perfrules.documents import file_text, read_toml

    path = Path(name)
    try:
        data = read_toml(file_text(path))
    except DocumentError as error:
        raise SettingsError(f"无法读取设置文件“{path}”：{error.zh}", f"Cannot read the settings in “{path}”: {error.en}") from error
    except (OSError, ValueError) as error:
        zh, en = reason_of(error)
        raise SettingsError(f"无法读取设置文件“{path}”：{zh}", f"Cannot read the settings in “{path}”: {en}") from error
    if path.name == FILES[0]:
        return data, path
    tools = data.get("tool")
    table = tools.get("perfrules") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"“{path}”的 tool.perfrules 应为表。", f"tool.perfrules in “{path}” is to be a table.")
    return None if table is None else (table, path)
