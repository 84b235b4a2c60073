"""Which tables a folder or a pattern holds, and which sheet of actual values belongs to each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfrules.errors import ActualsError, SettingsError
from perfrules.lint.sources import expand
from perfrules.text import visible

SHEETS = frozenset((".csv", ".tsv", ".xlsx", ".xlsm", ".xls"))
_PARTING = frozenset("-_—（( .·")


@dataclass(frozen=True, slots=True)
class TableJob:
    """A table to score, by the name that it is reported under. ``actuals`` are its sheets: one, or none where the values stand in
    the table itself; more than one cannot be told apart.
    """

    name: str
    table: Path
    actuals: tuple[Path, ...] = ()

    def sheet(self) -> Path | None:
        """Return the sheet of actual values, or None; raises :class:`~perfrules.errors.ActualsError` for more than one."""
        if len(self.actuals) > 1:
            zh, en = (mark.join(visible(file.name) for file in self.actuals) for mark in ("、", ", "))
            raise ActualsError(f"有几张实际完成值表可能属于它：{zh}。请只留一张。", f"Several sheets may belong to it: {en}. Keep one.")
        return self.actuals[0] if self.actuals else None


def is_many(word: str | os.PathLike[str]) -> bool:
    """Whether a word means many tables: a folder, or a pattern that is no file's name."""
    path = Path(word)
    return path.is_dir() or (any(mark in str(word) for mark in "*?[") and not path.exists())


def find_jobs(table: str | os.PathLike[str], actuals: str | os.PathLike[str] | None = None) -> list[TableJob]:
    """Return the tables of a folder or a pattern in a fixed order, each with its sheet in the folder ``actuals``.

    A sheet belongs to the table of the same name, in the same folder below, or anywhere; or to the one whose name it begins
    with (``民政局-实绩.xlsx``). Files of the folder ``actuals`` are no tables. Raises
    :class:`~perfrules.errors.SettingsError` for a word that means no file and where ``actuals`` is no folder.
    """
    files = expand([str(table)])
    root = Path(table) if Path(table).is_dir() else Path(os.path.commonpath([file.parent for file in files]))
    sheets: list[Path] = []
    if actuals is not None:
        if not Path(actuals).is_dir():
            shown = visible(str(actuals))
            raise SettingsError(
                f"一次评多张表时，--actuals 应为文件夹，“{shown}”不是。", f"With many tables --actuals is a folder, and “{shown}” is none."
            )
        sheets = sorted(
            file for file in Path(actuals).rglob("*") if file.suffix.lower() in SHEETS and not file.name.startswith(("~$", "."))
        )
    inside = {file.resolve() for file in sheets}
    tables = [file for file in files if file.resolve() not in inside]
    return [TableJob(_name(file, root), file, tuple(_belonging(file, root, sheets, tables, actuals))) for file in tables]


def _name(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _belonging(
    table: Path, root: Path, sheets: Sequence[Path], tables: Sequence[Path], actuals: str | os.PathLike[str] | None
) -> Iterator[Path]:
    """The sheets of a table: those in the same place below, else those of its name, else those whose names begin with it."""
    below = table.relative_to(root).parent if table.is_relative_to(root) else Path()
    named = [sheet for sheet in sheets if sheet.stem == table.stem]
    placed = [sheet for sheet in named if actuals is not None and sheet.parent == Path(actuals) / below]
    if placed or named:
        yield from placed or named
        return
    others = [other.stem for other in tables if other.stem.startswith(table.stem) and other.stem != table.stem]
    for sheet in sheets:
        rest = sheet.stem.removeprefix(table.stem)
        if rest != sheet.stem and rest[0] in _PARTING and not any(sheet.stem.startswith(other) for other in others):
            yield sheet
