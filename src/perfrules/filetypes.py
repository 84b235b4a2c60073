"""The types of file that hold tables: by which suffixes they are known, which are looked for in folders, and the reports that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


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


def is_table_name(text: str) -> bool:
    """Whether a text ends as the name of a table's file does.

    >>> is_table_name("目标表.XLSX"), is_table_name("≥3.5万元")
    (True, False)
    """
    if "." not in text:
        return False
    from pathlib import Path

    return Path(text).suffix.lower() in SUFFIXES


def kind_of(suffix: str) -> str | None:
    """Return the kind of file that a suffix is known for, whatever its case; None for no table.

    >>> kind_of(".XLSM"), kind_of(".png")
    ('xlsx', None)
    """
    return next((file_type.kind for file_type in FILE_TYPES if suffix.lower() in file_type.suffixes), None)


MARK = "<!-- perfrules "
"""How the mark of a report begins; the verb that writes it follows."""
SCORES_HEAD = (("版式", "schema"), ("评分办法", "policy"))
"""The first headings of the scores as csv, in Chinese and English."""
_HEAD = 600
_HEADS = tuple(",".join(row).encode() for row in zip(*SCORES_HEAD, strict=True))
_BOM = b"\xef\xbb\xbf"


def is_report(data: bytes) -> bool:
    r"""Whether the beginning of a file is that of a report that perfrules has written: a page, a Markdown text or a csv of scores.

    >>> is_report("\ufeff版式,评分办法,项目编号".encode()), is_report("项目名称,指标值".encode())
    (True, False)
    """
    return MARK.encode() in data[:_HEAD] or data.removeprefix(_BOM).startswith(_HEADS)


def is_report_file(path: Path) -> bool:
    """Whether a file is such a report; one that cannot be opened is left to who reads it, who says why."""
    try:
        with path.open("rb") as stream:
            return is_report(stream.read(_HEAD))
    except OSError:
        return False
