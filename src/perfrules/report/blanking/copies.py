"""The copy of a file, told apart by content: a workbook, a document, a page, or text."""

from __future__ import annotations

import secrets
from importlib import import_module
from random import Random

from perfrules.errors import TableError
from perfrules.report.blanking.words import Blank
from perfrules.tables import sniff
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.reading import document_of
from perfrules.tables.source import Readables, loaded

MODULES = {"xlsx": "workbooks", "docx": "documents", "html": "markup", "text": "delimited"}
"""The module that copies each kind of file."""


def blanked(source: Readables, *, name: str | None = None, chance: Random | None = None, limits: Limits = LIMITS) -> tuple[bytes, str]:
    """Return a copy of a form without its contents, and the kind of file that it is (xlsx, docx, html or text).

    Sheets, cells, merged areas, headings that the vocabulary knows, signs, units and list marks stay. Every other text becomes
    another of the same shape and every number another of as many digits; equal ones stay equal. 0, and 100 %, stay. Nothing else
    of the file is carried over: no properties, comments, formulas, pictures, names of sheets, scripts or headers.

    ``chance`` gives the replacements, the system's own source of randomness by default, so that nobody can turn them back.
    Raises :class:`~perfrules.errors.TableError` where the file cannot be opened or is of a kind that cannot be copied.
    """
    data, called = loaded(source, name, limits)
    kind = sniff.kind(data, called)
    if kind not in MODULES:
        raise TableError(
            f"“{called}”不能写成没有内容的副本，请另存为 xlsx、docx、html 或 csv 后再试。",
            f"No copy without contents is made of “{called}”; save it as xlsx, docx, html or csv first.",
        )
    document_of(data, called, limits)  # refuses what is damaged, or would cost more than its size
    blank = Blank(chance or secrets.SystemRandom())
    try:
        copied: bytes = import_module(f"perfrules.report.blanking.{MODULES[kind]}").copied(data, blank)
    except Exception as error:  # a stranger's file may fail anywhere in the library that takes it apart
        raise TableError(
            f"“{called}”写不成没有内容的副本，请用办公软件另存一份再试。",
            f"No copy without contents could be made of “{called}”; save it anew with an office program first.",
        ) from error
    return copied, kind
