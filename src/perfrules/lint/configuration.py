"""The file that holds the settings: the nearest ``perfrules.toml``, or ``pyproject.toml`` with ``[tool.perfrules]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from perfrules.errors import DocumentError, SettingsError

FILES = ("perfrules.toml", "pyproject.toml")


def nearest(folder: Path) -> tuple[dict[str, Any], Path] | None:
    """The settings at or above ``folder`` as they stand, and their file; None where there are none.

    A ``perfrules.toml`` comes before a ``pyproject.toml`` beside it. Raises :class:`SettingsError` for a file that cannot
    be read.
    """
    for parent in (folder, *folder.parents):
        for name in FILES:
            path = parent / name
            data = _table(path) if path.is_file() else None
            if data is not None:
                return data, path
    return None


def _table(path: Path) -> dict[str, Any] | None:
    from perfrules.documents import file_text, read_toml

    try:
        data = read_toml(file_text(path))
    except DocumentError as error:
        raise SettingsError(f"无法读取设置文件“{path}”：{error.zh}", f"Cannot read the settings in “{path}”: {error.en}") from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"无法读取设置文件“{path}”：{error}", f"Cannot read the settings in “{path}”: {error}") from error
    table = data if path.name == FILES[0] else data.get("tool", {}).get("perfrules")
    return table if isinstance(table, dict) else None
