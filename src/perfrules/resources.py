"""The files that are shipped, in the source tree and in the installed package, and their data where it was worked out ahead."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from perfrules.snapshots import snapshot

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


@cache
def _folder(inside: str, beside: str, probe: str) -> Traversable:
    """The folder ``inside`` the package or ``beside`` it; raises ``FileNotFoundError`` where the installation is incomplete."""
    from importlib.resources import files

    for folder in (files("perfrules").joinpath(inside), _source_tree().joinpath(beside)):
        if folder.joinpath(probe).is_file():
            return folder
    raise FileNotFoundError(f"perfrules/{inside}")


def _source_tree() -> Path:
    from pathlib import Path

    return Path(__file__).resolve().parents[2]


def grammar_text(name: str) -> str:
    """The text of one file of the grammar folder."""
    return _folder("grammars", "grammars", "target.lark").joinpath(name).read_text("utf-8")


def grammar_texts() -> dict[str, str]:
    """The texts of all files of the grammar folder, by name."""
    folder = _folder("grammars", "grammars", "target.lark")
    return {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.is_file()}


def case_text(name: str) -> str:
    """The text of one file of conformance cases; ``tests/cases`` in the source tree."""
    return _folder("testing/cases", "tests/cases", "wording.toml").joinpath(name).read_text("utf-8")


@cache
def tables_of(path: str) -> dict[str, Any]:
    """Return the tables of a TOML file of the package or of ``grammars/``, by its path: what the build has read, else the file.

    >>> sorted(tables_of("grammars/units.toml"))
    ['after_dates', 'below', 'count', 'dimension', 'not_before', 'spelling', 'takes_ge']
    """
    kept = snapshot(snapshot_name(path))
    if kept is not None:
        data: dict[str, Any] = kept.TABLES
        return data
    import tomllib
    from importlib.resources import files

    folder, _, name = path.rpartition("/")
    return tomllib.loads(grammar_text(name) if folder == "grammars" else files("perfrules").joinpath(path).read_text("utf-8"))


@cache
def tables_in(folder: str) -> dict[str, dict[str, Any]]:
    """Return the tables of every TOML file of a folder of the package, by its name, in the order of the names.

    >>> sorted(tables_in("catalogue"))[0]
    'columns.toml'
    """
    kept = snapshot(folder)
    if kept is not None:
        data: dict[str, dict[str, Any]] = kept.TABLES
        return data
    import tomllib
    from importlib.resources import files

    entries = sorted((entry for entry in files("perfrules").joinpath(folder).iterdir()), key=lambda entry: entry.name)
    return {entry.name: tomllib.loads(entry.read_text("utf-8")) for entry in entries}


def snapshot_name(path: str) -> str:
    """Return the name of the snapshot of a TOML file.

    >>> snapshot_name("grammars/units.toml")
    'grammars_units'
    """
    return path.removesuffix(".toml").replace("/", "_")
