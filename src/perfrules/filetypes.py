"""The types of file that hold tables: by which suffixes they are known, and which of them are looked for in folders."""

from __future__ import annotations

from typing import NamedTuple


class FileType(NamedTuple):
    """One type of file. ``kind`` is also the name of the module that reads it, and of the one that writes fixes into it."""

    kind: str
    suffixes: tuple[str, ...]
    in_folders: bool = True


FILE_TYPES = (
    FileType("xlsx", (".xlsx", ".xlsm")),
    FileType("xls", (".xls", ".et")),
    FileType("text", (".csv", ".tsv")),
    FileType("text", (".txt", ".md"), in_folders=False),
    FileType("docx", (".docx",)),
    FileType("pdf", (".pdf",)),
    FileType("html", (".html", ".htm")),
    FileType("json", (".json",), in_folders=False),
    FileType("refused", (".mht", ".xml"), in_folders=False),  # known to be tables, and refused with advice when opened
)
SUFFIXES = frozenset(suffix for file_type in FILE_TYPES for suffix in file_type.suffixes)
"""Suffixes by which a string is known to be a path."""
IN_FOLDERS = frozenset(suffix for file_type in FILE_TYPES if file_type.in_folders for suffix in file_type.suffixes)
"""Suffixes of the files of a folder that are taken; the others must be named."""


def kind_of(suffix: str) -> str | None:
    """Return the kind of file that a suffix is known for, whatever its case; None for no table.

    >>> kind_of(".XLSM"), kind_of(".png")
    ('xlsx', None)
    """
    return next((file_type.kind for file_type in FILE_TYPES if suffix.lower() in file_type.suffixes), None)
