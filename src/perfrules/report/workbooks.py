"""xlsx files for people: texts that stay texts, locked cells, lists to choose from, nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from perfrules.errors import TableError
from perfrules.installation import needing
from perfrules.model import Department
from perfrules.report.convert import criterion_rows
from perfrules.report.marks import archive_mark
from perfrules.report.merging import Entry, Line, Merged
from perfrules.report.packages import with_parts
from perfrules.report.template import BANDS, CHOICE, MONEY, TemplateRow, headings, needed, rows
from perfrules.scoring.policies import Policy
from perfrules.tables.amounts import amount_of
from perfrules.tables.exchange import HEADER, NUMBERS
from perfrules.text import visible, width

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", re.ASCII)
_DIGITS = 15
_MOST = 32_767
_HIGHEST = 400
_ENOUGH = 2_000
"""Characters that fill the highest row in the widest column; what stands behind them is not measured."""
_WIDTHS = {"project": 28, "number": 6, "category": 12, "indicator": 34, "target": 34, "criterion": 34, "expected": 26, "actual": 18,
           "base": 14, "share": 12, "initial": 18, "budget": 18, "executed": 18, "finished": 14, "reason": 30, "note": 30, "key": 10}  # fmt: skip


def workbook() -> Workbook:
    """An empty workbook; raises :class:`TableError` where the library for it is not installed."""
    try:
        from openpyxl import Workbook as New
    except ModuleNotFoundError as error:
        raise TableError(*needing(error, "tables", ("写 xlsx ", "Writing xlsx"))) from error
    return New()


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays a text, never a formula; characters that the format cannot hold are written as escapes."""
    cell = sheet.cell(row, column)
    cell.value = _ILLEGAL.sub(lambda match: visible(match[0]), text)[:_MOST] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"
    return cell


def saved(book: Workbook, verb: str = "", formulas: Sequence[Mapping[str, Formula]] = ()) -> bytes:
    """The workbook's bytes, with the mark of the ``verb`` that writes it.

    ``formulas`` are those of each sheet, by cell. Their results are stored with them, so that a program that computes nothing
    shows and reads what one that does would.
    """
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    if any(formulas):
        with zipfile.ZipFile(buffer) as archive:
            parts = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(formulas) + 1)]
            data = with_parts(archive, {part: _computed(archive.read(part), known) for part, known in zip(parts, formulas, strict=True)})
    return archive_mark(data, verb) if verb else data


class Formula(NamedTuple):
    """A formula of our own making, never of data, and its result."""

    text: str
    result: Decimal | str


_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)[^>]*>.*?</c>')


def _computed(xml: bytes, formulas: Mapping[str, Formula]) -> bytes:
    """A sheet's XML with the formulas in their cells."""

    def cell(found: re.Match[bytes]) -> bytes:
        formula = formulas.get(found[1].decode())
        if formula is None:
            return found[0]
        kind = ' t="str"' if isinstance(formula.result, str) else ""
        inner = f"<f>{escape(formula.text)}</f><v>{escape(str(formula.result))}</v>"
        return b'<c r="%b"%b%b>%b</c>' % (found[1], found[2], kind.encode(), inner.encode())

    return _CELL.sub(cell, xml)


def height(text: str, room: int) -> int:
    r"""The height in points of a row that shows all of ``text`` wrapped in a cell ``room`` digits wide.

    >>> height("产出指标", 12), height("年度总体目标", 6), height("一\n二", 40)
    (20, 50, 35)
    """
    return 5 + 15 * sum(ceil(max(1, width(line)) / max(1, room - 1)) for line in text.split("\n"))


def thin_border() -> Border:
    """Grey rules on all sides."""
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FF808080")
    return Border(left=side, right=side, top=side, bottom=side)


def printed_on_one_page_across(sheet: Worksheet, head: int | None) -> None:
    """Landscape A4, one page across and as many down as needed; the row ``head`` is repeated on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_options.horizontalCentered = True
    if head is not None:
        sheet.print_title_rows = f"{head}:{head}"


def sheet_of(book: Workbook, title: str, header: Sequence[str], body: Iterable[Sequence[str]], widths: Sequence[int]) -> Worksheet:
    """A sheet with a header that stays in view and rows of wrapped text, each as high as its texts need."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.active
    sheet.title = title
    rules = thin_border()
    for column, text in enumerate(header, 1):
        cell = put(sheet, 1, column, text)
        cell.font, cell.border = Font(bold=True), rules
        cell.fill = PatternFill("solid", fgColor="FFE7EEF7")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    top = Alignment(vertical="top", wrap_text=True)
    for row, texts in enumerate(body, 2):
        for column, text in enumerate(texts, 1):
            cell = put(sheet, row, column, text)
            cell.alignment, cell.border = top, rules
        heights = (height(text[:_ENOUGH], room) for text, room in zip(texts, widths, strict=True))
        sheet.row_dimensions[row].height = min(_HIGHEST, max(heights))
    sheet.row_dimensions[1].height = max(height(text, room) for text, room in zip(header, widths, strict=True))
    sheet.freeze_panes = "A2"
    printed_on_one_page_across(sheet, 1)
    return sheet


def xlsx_table(department: Department) -> bytes:
    """One criterion a row."""
    book = workbook()
    sheet = sheet_of(book, "绩效指标", HEADER, criterion_rows(department), [14] * len(HEADER))
    for column, title in enumerate(HEADER, 1):
        if title in NUMBERS:
            _as_numbers(sheet, column)
    sheet.auto_filter.ref = sheet.dimensions
    return saved(book, "convert")


def _as_numbers(sheet: Worksheet, column: int) -> None:
    """Plain numbers of a column become numbers, where a workbook, which keeps 15 digits, holds them exactly; the rest stays text."""
    for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
        text = str(cell.value or "")
        if _PLAIN.fullmatch(text) and sum(map(str.isdigit, text)) <= _DIGITS:
            cell.value, cell.quotePrefix = Decimal(text), False


def xlsx_template(department: Department, policy: Policy | None = None, merged: Merged | None = None) -> bytes:
    """Return the sheet to fill in, or one that is ``merged``: cells to fill are marked and offer what they take, numbers are numbers.

    Nothing is locked: rows may be inserted, moved, sorted and filtered, columns added; the key, hidden, goes with its row.
    """
    book = workbook()
    names = merged.names if merged else needed(department, policy)
    heads = merged.headings if merged else headings(department.unit, names)
    pairs: list[tuple[TemplateRow | None, Line]]
    if merged:
        pairs = [*merged.rows, *((None, line) for line in merged.below)]
    else:
        pairs = [(row, {name: Entry(getattr(row, name)) for name in names}) for row in rows(department, policy)]
    body = [[line[name].text if name in line else "" for name in names] for _, line in pairs]
    sheet = sheet_of(book, "实际完成值", heads, body, [_WIDTHS.get(name, 18) for name in names])
    _offer(sheet, names, pairs)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.freeze_panes = "A2"
    sheet.column_dimensions[_letter(names.index("key") + 1)].hidden = True
    return saved(book)


def _offer(sheet: Worksheet, names: Sequence[str], pairs: Sequence[tuple[TemplateRow | None, Line]]) -> None:
    """Mark the cells to fill in, give them their lists and limits, and write numbers as numbers."""
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    bands = DataValidation(type="list", formula1=f'"{",".join(BANDS)}"', allow_blank=True, showErrorMessage=False)
    bands.promptTitle, bands.prompt, bands.showInputMessage = "定性指标", "可选达成、部分达成、未达成，也可写达成（90%）", True
    finished = DataValidation(type="list", formula1='"是,否"', allow_blank=True, showErrorMessage=True)
    finished.errorTitle, finished.error = "任务是否完成", "请填是或否"
    money = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True)
    money.errorTitle, money.error = "预算执行", "请填不小于 0 的数值"
    fill = PatternFill("solid", fgColor="FFFFF9E5")
    for number, (row, line) in enumerate(pairs, 2):
        for column, name in enumerate(names, 1):
            cell = sheet.cell(number, column)
            if name in line:
                _as_number(cell, line[name], money=name in MONEY)
            if row is None or name not in row.open:
                continue
            cell.fill = fill
            if name in MONEY:
                cell.number_format = "#,##0.00####"
                money.add(cell)
            elif name == "finished":
                finished.add(cell)
            elif cell.data_type != "n" or cell.value is None:
                cell.number_format = "@"
            if name == "actual" and row.expected == CHOICE:
                bands.add(cell)
    for validation in (bands, finished, money):
        if validation.sqref:
            sheet.add_data_validation(validation)


def _as_number(cell: Cell, entry: Entry, *, money: bool) -> None:
    """A number as it was stored, or an amount as text of digits; any other text stays a text."""
    value = entry.value if entry.value is not None else amount_of(entry.text) if money else None
    if value is not None:
        cell.value, cell.quotePrefix = value, False
        cell.number_format = entry.number_format or "General"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
