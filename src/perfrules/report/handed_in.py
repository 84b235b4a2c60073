"""The scores in the form that was handed in, where it has places for them; else in the national one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from perfrules.errors import TableError
from perfrules.model import Department
from perfrules.report.filled_document import filled_document
from perfrules.report.filled_workbook import filled_workbook, own_formulas
from perfrules.report.filling import Fill, fills
from perfrules.scoring.results.scores import DepartmentScore
from perfrules.tables import sniff
from perfrules.tables.readers.archives import DAMAGED
from perfrules.tables.reading import open_document

_SAVE_AS = {"xls": "xlsx", "pdf": "xlsx 或 docx 的原文件"}


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its scores in it: what stood in cells that are written anew, and what is computed by formulas that stay."""

    data: bytes
    replaced: tuple[Fill, ...] = ()
    computed: tuple[Fill, ...] = ()


def filled_form(data: bytes, name: str, department: Department, score: DepartmentScore, wanted: str) -> FilledForm | None:
    """Return a copy of the form ``data`` with its scores in it, as ``wanted`` (``xlsx`` or ``docx``).

    A formula of the form's own for the points of an indicator stays.
    None where it has no place for the points of an indicator, or is of another kind than ``wanted`` that can be written as the
    national form. Raises :class:`~perfrules.errors.TableError` for a form that has places and cannot be filled as it is.
    """
    kind = sniff.kind(data, name)
    places = fills(open_document(data, name=name), department, score)
    if not places:
        return None
    if kind in _SAVE_AS:
        raise TableError(
            f"“{name}”是 {kind} 文件，不能把得分填进原表；请换成 {_SAVE_AS[kind]} 再计分，或加 --national 另写全国统一格式。",
            f"“{name}” is a {kind} file, whose own form cannot be filled; save it as xlsx, or use --national.",
        )
    if kind != wanted:
        return None
    try:
        anew = [fill for fill in places if not fill.is_there]
        computed = own_formulas(data, anew) if kind == "xlsx" else []
        written = [fill for fill in anew if fill not in computed]
        return FilledForm(_filled(data, name, kind, written), tuple(fill for fill in written if fill.replaces), tuple(computed))
    except TableError:
        raise
    except (*DAMAGED, SyntaxError) as error:  # what the XML library raises is a SyntaxError
        raise TableError(
            f"“{name}”有一部分已损坏，不能填在它的副本里；请用原程序打开后另存，或加 --national 另写全国统一格式。",
            f"A part of “{name}” is damaged, so no copy of it can be filled: open it and save it again, or use --national.",
        ) from error


def _filled(data: bytes, name: str, kind: str, places: list[Fill]) -> bytes:
    if kind == "docx":
        return filled_document(data, name, places)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(part.endswith("vbaProject.bin") for part in archive.namelist()):
            raise TableError(
                f"“{name}”含有宏，不能写成 xlsx；请另存为不含宏的 xlsx 再计分，或加 --national 另写全国统一格式。",
                f"“{name}” holds macros and cannot be written as xlsx; save it without them, or use --national.",
            )
    return filled_workbook(data, name, places)
