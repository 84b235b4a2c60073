"""Which files a command line means: files, folders, patterns; each once, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfrules.errors import SettingsError
from perfrules.filetypes import IN_FOLDERS, is_report_file
from perfrules.text import visible

if TYPE_CHECKING:
    from pathlib import Path


def expand(words: Iterable[str]) -> list[Path]:
    """The files of all words, each once; of a folder its tables, without the reports that perfrules has written there.

    Raises :class:`SettingsError` for a word that means no file.
    """
    found: dict[Path, None] = {}
    for word in words:
        files = _files(word)
        if not files:
            shown = visible(word)
            raise SettingsError(
                f"“{shown}”没有对应的文件，请检查路径；文件夹中只读取 {'、'.join(sorted(IN_FOLDERS))} 文件。",
                f"“{shown}” matches no file; in folders only {', '.join(sorted(IN_FOLDERS))} files are read.",
            )
        found.update(dict.fromkeys(files))
    return list(found)


def _files(word: str) -> list[Path]:
    from pathlib import Path

    path = Path(word)
    if not word:  # an unset variable of a shell is not the folder one stands in
        return []
    if path.is_dir():
        tables = (file for file in path.rglob("*") if file.suffix.lower() in IN_FOLDERS and file.is_file() and not _hidden(file, path))
        return sorted(file for file in tables if not is_report_file(file))
    if path.exists() or not any(mark in word for mark in "*?["):
        return [path]
    import glob

    return sorted(file for name in glob.glob(word, recursive=True) if (file := Path(name)).is_file())  # noqa: PTH207  # ** and [] as shells


def _hidden(file: Path, folder: Path) -> bool:
    """Files of a hidden folder, and the lock files that an office program leaves beside an open document."""
    return file.name.startswith(("~$", ".")) or any(part.startswith(".") for part in file.relative_to(folder).parts)
