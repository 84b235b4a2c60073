"""Where the grammar folder is: inside the installed package, or beside ``src`` in the source tree."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@cache
def grammar_folder() -> Traversable:
    """The folder of grammars and vocabularies; raises ``FileNotFoundError`` where the installation is incomplete."""
    source = Path(__file__).resolve().parents[2] / "grammars"
    for folder in (files("perfrules") / "grammars", source):
        if folder.joinpath("target.lark").is_file():
            return folder
    raise FileNotFoundError("perfrules/grammars")


def grammar_text(name: str) -> str:
    """The text of one file of the grammar folder."""
    return grammar_folder().joinpath(name).read_text("utf-8")
