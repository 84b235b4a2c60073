"""A sheet that is written like a paper form: rows from the top, cells over several columns, labels over several rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from perfrules.report.workbooks import Formula, height, printed_on_one_page_across, put, thin_border

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE = 26
_MOST = 400
_SCALE = 0.75
"""At this scale the widest form fits A4 across, with wide digits too."""
_MARGIN = 0.6
_PAGE = 480 / _SCALE
"""The points of rows that one page in landscape holds."""


class FormSheet:
    """Writes one row after the other; :attr:`row` is the next one. Each is as high as its texts need: no program fits merged cells.

    Labels over several rows are merged at the end, anew on every page, so that each page says what its rows are of.
    """

    def __init__(self, sheet: Worksheet, title: str, widths: Sequence[int]) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        sheet.title = title
        self.row = 1
        for column, size in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = size
        self.widths = widths
        self.formulas: dict[str, Formula] = {}
        self._blocks: list[_Block] = []
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

    def formula(self, column: int, text: str) -> None:
        """A formula for what stands in the row written last, which is its result and is stored with it."""
        cell = self.sheet.cell(self.row - 1, column)
        self.formulas[cell.coordinate] = Formula(text, cell.value)

    def block(self, start: int, column: int, text: str, *, columns: int = 1) -> None:
        """A label over the rows from ``start`` to the row written last, which grows where the label needs more room."""
        block = _Block(start, self.row - 1, column, column + columns - 1, text)
        self._blocks.append(block)
        self._hold(block)

    def fit_page(self, *, head: int | None = None) -> None:
        """Merge the labels and print on one page across; ``head`` is the row that every page repeats."""
        self._merge(())
        printed_on_one_page_across(self.sheet, head)

    def fit_pages(self, *, titles: int, whole: int) -> None:
        """As :meth:`fit_page`, where every page repeats the first ``titles`` rows and none begins above the row ``whole``."""
        from openpyxl.worksheet.pagebreak import Break

        breaks = self._breaks(titles, whole)
        self._merge(breaks)
        printed_on_one_page_across(self.sheet, None)
        self.sheet.print_title_rows = f"1:{titles}"
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = False  # with it a program passes over the breaks
        self.sheet.page_setup.scale = round(100 * _SCALE)
        self.sheet.page_margins.top = self.sheet.page_margins.bottom = _MARGIN
        self.sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        for row in breaks:
            self.sheet.row_breaks.append(Break(id=row - 1))

    def _breaks(self, titles: int, whole: int) -> list[int]:
        """The rows with which pages begin, by the heights of the rows."""
        heights = [self.sheet.row_dimensions[row].height or 0 for row in range(1, self.row)]
        repeated = sum(heights[:titles])
        found: list[int] = []
        used = 0.0
        for row, size in enumerate(heights, 1):
            if used + size > _PAGE:
                found += [row] if row >= whole else []
                used = repeated
            used += size
        return found

    def _merge(self, breaks: Sequence[int]) -> None:
        for block in self._blocks:
            edges = [block.start, *(row for row in breaks if block.start < row <= block.end), block.end + 1]
            for start, after in pairwise(edges):
                part = block._replace(start=start, end=after - 1)
                cell = put(self.sheet, start, block.column, block.text)
                cell.font, cell.alignment, cell.fill = self._bold, self._centre, self._fill
                if part.end > start or block.last > block.column:
                    self.sheet.merge_cells(start_row=start, start_column=block.column, end_row=part.end, end_column=block.last)
                self._hold(part)

    def _hold(self, block: _Block) -> None:
        """The last row of a block grows where its label needs more room than the rows have."""
        above = sum(self.sheet.row_dimensions[row].height for row in range(block.start, block.end))
        self._grow(block.end, height(block.text, sum(self.widths[block.column - 1 : block.last])) - above)

    def _grow(self, row: int, needed: int) -> None:
        dimension = self.sheet.row_dimensions[row]
        dimension.height = min(_MOST, max(dimension.height or 0, needed))


class _Block(NamedTuple):
    """A label over rows and columns, both ends included."""

    start: int
    end: int
    column: int
    last: int
    text: str
