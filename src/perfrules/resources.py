"""Where the folders are that stand beside ``src`` in the source tree and inside the installed package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_SOURCE_TREE = Path(__file__).resolve().parents[2]


@cache
def _folder(inside: str, beside: str, probe: str) -> Traversable:
    """The folder ``inside`` the package or ``beside`` it; raises ``FileNotFoundError`` where the installation is incomplete."""
    for folder in (files("perfrules").joinpath(inside), _SOURCE_TREE.joinpath(beside)):
        if folder.joinpath(probe).is_file():
            return folder
    raise FileNotFoundError(f"perfrules/{inside}")


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
