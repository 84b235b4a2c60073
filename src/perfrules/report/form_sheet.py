"""A sheet that is written like a paper form: rows from the top, cells over several columns, labels over several rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from perfrules.report.workbooks import put
from perfrules.text import width

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = 15
_MOST = 400


class FormSheet:
    """Writes one row after the other; :attr:`row` is the next one."""

    def __init__(self, sheet: Worksheet, title: str, widths: Sequence[int]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        sheet.title = title
        self.row = 1
        for column, size in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = size
        self.widths = widths
        side = Side(style="thin", color="FF808080")
        self._border = Border(left=side, right=side, top=side, bottom=side)
        self._bold, self._title = Font(bold=True), Font(bold=True, size=14)
        self._fill = PatternFill("solid", fgColor="FFEEF2F7")
        self._left = Alignment(vertical="center", wrap_text=True)
        self._centre = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def line(
        self,
        cells: Iterable[tuple[int, int, str]],
        *,
        head: bool = False,
        title: bool = False,
        labels: Collection[int] = (),
        widths: Sequence[int] = (),
    ) -> None:
        """One row: first column, last column and text of each cell. ``widths`` gives the room of merged text, for the height."""
        row = self.row
        self.row += 1
        last = len(self.widths)
        for column in range(1, last + 1):
            if not title:
                self.sheet.cell(row, column).border = self._border
        for first, end, text in cells:
            cell = put(self.sheet, row, first, text)
            strong = head or title or first in labels
            cell.alignment = self._centre if strong else self._left
            if strong:
                cell.font = self._title if title else self._bold
            if strong and not title:
                cell.fill = self._fill
            if end > first:
                self.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=end)
        if widths:
            texts = [str(self.sheet.cell(row, column).value or "") for column in (2, 6)]
            lines = max(
                sum(ceil(max(1, width(part)) / room) for part in text.split("\n")) for text, room in zip(texts, widths, strict=True)
            )
            self.sheet.row_dimensions[row].height = min(_MOST, _LINE * (lines + 1))

    def text(self, column: int, text: str) -> None:
        """A text in the row written last."""
        put(self.sheet, self.row - 1, column, text).alignment = self._centre

    def number(self, column: int, value: Decimal, number_format: str = "0.00") -> None:
        """A number in the row written last."""
        cell = self.sheet.cell(self.row - 1, column)
        cell.value, cell.number_format, cell.alignment = value, number_format, self._centre

    def note(self, column: int, remarks: Iterable[str]) -> None:
        """A note at a cell of the row written last, a line each remark; nothing where there is none."""
        from openpyxl.comments import Comment

        lines = list(remarks)
        if lines:
            text = "\n".join(lines[:20])[:4000]
            self.sheet.cell(self.row - 1, column).comment = Comment(text, "perfrules", width=360, height=24 * (text.count("\n") + 2))

    def block(self, start: int, column: int, text: str, *, columns: int = 1) -> None:
        """A label over the rows from ``start`` to the row written last."""
        end = self.row - 1
        if end < start:
            return
        cell = put(self.sheet, start, column, text)
        cell.font, cell.alignment, cell.fill = self._bold, self._centre, self._fill
        if end > start or columns > 1:
            self.sheet.merge_cells(start_row=start, start_column=column, end_row=end, end_column=column + columns - 1)

    def fit_page(self) -> None:
        """Print on one page across, upright A4 pages down."""
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = self.sheet.PAPERSIZE_A4
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
