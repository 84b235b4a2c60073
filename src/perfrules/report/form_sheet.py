"""A sheet that is written like a paper form: rows from the top, cells over several columns, labels over several rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from perfrules.report.workbooks import height, printed_on_one_page_across, put, thin_border

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE = 26
_MOST = 400


class FormSheet:
    """Writes one row after the other; :attr:`row` is the next one. Each is as high as its texts need: no program fits merged cells."""

    def __init__(self, sheet: Worksheet, title: str, widths: Sequence[int]) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        sheet.title = title
        self.row = 1
        for column, size in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = size
        self.widths = widths
        self._border = thin_border()
        self._bold, self._title = Font(bold=True), Font(bold=True, size=14)
        self._fill = PatternFill("solid", fgColor="FFEEF2F7")
        self._left = Alignment(vertical="center", wrap_text=True)
        self._centre = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def line(self, cells: Iterable[tuple[int, int, str]], *, head: bool = False, title: bool = False, labels: Collection[int] = ()) -> None:
        """One row: first column, last column and text of each cell."""
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
            self._grow(row, _TITLE if title else height(text, sum(self.widths[first - 1 : end])))

    def text(self, column: int, text: str) -> None:
        """A text in the row written last."""
        row = self.row - 1
        put(self.sheet, row, column, text).alignment = self._centre
        self._grow(row, height(text, self.widths[column - 1]))

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
        """A label over the rows from ``start`` to the row written last, which grows where the label needs more room."""
        end = self.row - 1
        cell = put(self.sheet, start, column, text)
        cell.font, cell.alignment, cell.fill = self._bold, self._centre, self._fill
        if end > start or columns > 1:
            self.sheet.merge_cells(start_row=start, start_column=column, end_row=end, end_column=column + columns - 1)
        above = sum(self.sheet.row_dimensions[row].height for row in range(start, end))
        self._grow(end, height(text, sum(self.widths[column - 1 : column - 1 + columns])) - above)

    def fit_page(self, *, head: int | None = None) -> None:
        """Print on one page across; ``head`` is the row that every page repeats."""
        printed_on_one_page_across(self.sheet, head)

    def _grow(self, row: int, needed: int) -> None:
        dimension = self.sheet.row_dimensions[row]
        dimension.height = min(_MOST, max(dimension.height or 0, needed))
