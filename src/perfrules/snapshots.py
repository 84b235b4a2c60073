"""What the build has worked out ahead and written as plain Python into ``perfrules/generated``; a stale one is never used.

A wheel holds its snapshots beside what they were made of. In a source tree each one is held against its sources when it is
first asked for, and where they have changed since, or there is none, everything is worked out again from the sources.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import ModuleType
from zlib import crc32

FOLDER = "generated"
_PACKAGE = os.path.dirname(__file__)  # noqa: PTH120  # pathlib is not loaded for one wording
_TREE = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120


@cache
def snapshot(name: str) -> ModuleType | None:
    """Return the snapshot of that name; None where there is none, or where its sources have changed since it was made.

    >>> snapshot("nothing") is None
    True
    """
    try:
        module = import_module(f"perfrules.{FOLDER}.{name}")
    except ModuleNotFoundError:
        return None
    return module if not in_source_tree() or digest(module.SOURCES) == module.DIGEST else None


def in_source_tree() -> bool:
    """Return whether the package runs from its source tree, where a source may change under a snapshot."""
    return os.path.isfile(os.path.join(_TREE, "grammars", "target.lark"))  # noqa: PTH113, PTH118


def digest(sources: tuple[str, ...], tree: str = _TREE) -> tuple[int, int]:
    """Return a checksum and the size of files, and of all files of folders, by their paths in the source ``tree``."""
    checksum = size = 0
    for source in sources:
        for path in _files(source, tree):
            with open(os.path.join(tree, path), "rb") as stream:  # noqa: PTH118, PTH123
                data = path.encode() + stream.read()
            checksum, size = crc32(data, checksum), size + len(data)
    return checksum, size


def _files(source: str, tree: str) -> list[str]:
    place = os.path.join(tree, source)  # noqa: PTH118
    if not os.path.isdir(place):  # noqa: PTH112
        return [source]
    return [f"{source}/{name}" for name in sorted(os.listdir(place)) if os.path.isfile(os.path.join(place, name))]  # noqa: PTH113, PTH118, PTH208
