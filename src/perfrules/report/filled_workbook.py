"""A workbook that was handed in, filled: the XML of single cells changes, everything else stays byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from html import escape, unescape

from perfrules.quantities import plain
from perfrules.report.escapes import xml
from perfrules.report.filling import Fill
from perfrules.report.marks import archive_mark
from perfrules.report.packages import computed_anew, refuse_signed, with_parts
from perfrules.tables.readers.xlsx.workbook_parts import book_part, relations, sheet_parts, styles_of

_CELL = r"<(?P<tag>(?:\w+:)?c)\b(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?:/>|>(?P<inner>.*?)</(?P=tag)>)"
_FORMULA = r"<(?:\w+:)?f\b"
_FORMULA_TEXT = r"<(?:\w+:)?f\b[^>]*>([^<]*)</"
_FORMULA_VALUE = re.compile(r"(<(?P<p>(?:\w+:)?)f\b(?:[^>]*/>|[^>]*>.*?</(?P=p)f>))\s*<(?P=p)v>.*?</(?P=p)v>", re.DOTALL)


def filled_workbook(data: bytes, name: str, fills: Iterable[Fill]) -> bytes:
    """Return the workbook with ``fills`` written into its cells; raises :class:`~perfrules.errors.TableError` for a signed one."""
    by_sheet: dict[str, list[Fill]] = {}
    for fill in fills:
        by_sheet.setdefault(fill.cell.source.sheet or "", []).append(fill)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_signed(archive, name)
        new = computed_anew(archive, book_part(archive))
        parts, percents = sheet_parts(archive), _percents(archive)
        for sheet, wanted in by_sheet.items():
            new[parts[sheet]] = _sheet(archive.read(parts[sheet]), wanted, percents)
        for sheet, text in _following(archive, parts, by_sheet).items():
            new[parts[sheet]] = _uncomputed(text).encode("utf-8")
        return archive_mark(with_parts(archive, new), "score")


def _following(archive: zipfile.ZipFile, parts: Mapping[str, str], filled: Collection[str]) -> dict[str, str]:
    """The other sheets whose formulas go by a filled sheet, or by one of these: their stored results are of what stood there before."""
    texts = {
        sheet: archive.read(part).decode("utf-8") for sheet, part in parts.items() if sheet not in filled and part in archive.namelist()
    }
    formulas = {sheet: [unescape(said) for said in re.findall(_FORMULA_TEXT, text)] for sheet, text in texts.items()}
    found: dict[str, str] = {}
    reached = [*filled]
    while reached:
        mark = re.compile(rf"(?<!\w)'?{re.escape(reached.pop().replace(chr(39), chr(39) * 2))}'?!")
        for sheet in [sheet for sheet, said in formulas.items() if sheet not in found and any(map(mark.search, said))]:
            found[sheet] = texts[sheet]
            reached.append(sheet)
    return found


def own_formulas(data: bytes, fills: Iterable[Fill]) -> list[Fill]:
    """Return the fills whose cell the workbook computes by a formula of its own, but for totals."""
    wanted = [fill for fill in fills if not fill.total]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = sheet_parts(archive)
        sheets = {fill.cell.source.sheet or "" for fill in wanted}
        texts = {sheet: archive.read(parts[sheet]).decode("utf-8") for sheet in sheets}
    computed = {
        (sheet, _reference(one["attributes"]))
        for sheet, text in texts.items()
        for one in re.finditer(_CELL, text, re.DOTALL)
        if re.search(_FORMULA, one["inner"] or "")
    }
    return [fill for fill in wanted if (fill.cell.source.sheet or "", fill.cell.address) in computed]


def _percents(archive: zipfile.ZipFile) -> Collection[str]:
    """The styles that show a number in percent."""
    part = next((part for kind, part in relations(archive, book_part(archive)).values() if kind == "styles"), None)
    styles = styles_of(archive, part) if part else []
    return frozenset(str(index) for index, style in enumerate(styles) if "%" in style.number_format)


def _uncomputed(text: str) -> str:
    """A sheet without the stored results of its formulas."""
    return _FORMULA_VALUE.sub(r"\1", text)


def _sheet(data: bytes, fills: Iterable[Fill], percents: Collection[str]) -> bytes:
    text = _uncomputed(data.decode("utf-8"))
    for fill in fills:
        text = _put(text, fill, percents)
    return text.encode("utf-8")


def _put(text: str, fill: Fill, percents: Collection[str]) -> str:
    """The sheet with one cell written: in its place, else into its row, else into a row of its own."""
    address, row = fill.cell.address, fill.cell.row
    found = next((one for one in re.finditer(_CELL, text, re.DOTALL) if _reference(one["attributes"]) == address), None)
    if found:
        if fill.total and isinstance(fill.value, Decimal) and re.search(_FORMULA, found["inner"] or ""):
            return text  # the form's own sum, which comes to this
        style = re.search(r"\bs=[\"'](\d+)[\"']", found["attributes"])
        shown = bool(style and style[1] in percents)
        return text[: found.start()] + _written(found["tag"], found["attributes"], fill, percent=shown) + text[found.end() :]
    opening = re.search(rf"<(?P<tag>(?:\w+:)?row)\b[^>]*\br=[\"']{row}[\"'][^>]*?(?P<empty>/)?>", text)
    if opening is None:
        return _with_row(text, fill)
    cell = _written(opening["tag"].replace("row", "c"), f' r="{address}"', fill)
    if opening["empty"]:
        return f"{text[: opening.end() - 2]}>{cell}</{opening['tag']}>{text[opening.end() :]}"
    end = text.index(f"</{opening['tag']}>", opening.end())
    after = (
        one.start() for one in re.finditer(_CELL, text[opening.end() : end], re.DOTALL) if _column(one["attributes"]) > fill.cell.column
    )
    at = opening.end() + next(after, end - opening.end())
    return text[:at] + cell + text[at:]


def _with_row(text: str, fill: Fill) -> str:
    rows = list(re.finditer(r"<(?P<tag>(?:\w+:)?row)\b[^>]*\br=[\"'](?P<number>\d+)[\"']", text))
    tag = rows[0]["tag"] if rows else "row"
    cell = _written(tag.replace("row", "c"), f' r="{fill.cell.address}"', fill)
    line = f'<{tag} r="{fill.cell.row}">{cell}</{tag}>'
    at = next((one.start() for one in rows if int(one["number"]) > fill.cell.row), None)
    if at is None:
        at = text.rindex(f"</{tag.replace('row', 'sheetData')}>")
    return text[:at] + line + text[at:]


def _reference(attributes: str) -> str:
    found = re.search(r"\br=[\"']([A-Z]+\d+)[\"']", attributes)
    return found[1] if found else ""


def _column(attributes: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", _reference(attributes)):
        number = number * 26 + ord(letter) - 64
    return number


def _written(tag: str, attributes: str, fill: Fill, *, percent: bool = False) -> str:
    """The cell with its style and its new value; a share where the cell shows no percent is written as one."""
    kept = re.sub(r"\s+t=[\"'][^\"']*[\"']", "", attributes)
    prefix = tag.removesuffix("c")
    value = fill.value
    if isinstance(value, Decimal) and fill.percent and not percent:
        value = f"{plain(value * 100)}%"
    if isinstance(value, Decimal):
        return f"<{tag}{kept}><{prefix}v>{plain(value)}</{prefix}v></{tag}>"
    return f'<{tag}{kept} t="inlineStr"><{prefix}is><{prefix}t>{escape(xml(value), quote=False)}</{prefix}t></{prefix}is></{tag}>'
