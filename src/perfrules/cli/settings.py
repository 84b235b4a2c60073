"""What the settings file says of tables, for every verb that reads one."""

from __future__ import annotations

from pathlib import Path

from perfrules.lint.settings import find


def columns() -> dict[str, tuple[str, ...]]:
    """Return the words for headings, by role, of the settings file at or above the working directory.

    Raises :class:`~perfrules.errors.SettingsError` for a file that cannot be followed.
    """
    return find(Path.cwd())[0].columns
