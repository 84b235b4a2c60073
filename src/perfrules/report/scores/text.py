"""The scores of a department on a terminal, in columns that align for wide characters."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.report.digest import Report
from perfrules.report.sections import Row, Section, sections
from perfrules.report.words import said
from perfrules.text import clip, pad, visible, width

WIDEST = 32
LONGEST = 40


def columns(head: Row, rows: Sequence[Row], right: Sequence[int] = ()) -> list[str]:
    r"""Lines of a table whose columns are as wide as their widest cell; the columns ``right`` are aligned to the right.

    >>> print("\n".join(columns(("项目", "得分"), [("甲乙丙", "9.5")], right=[1])))
    项目    得分
    ------  ----
    甲乙丙   9.5
    """
    sizes = [max(map(width, column)) for column in zip(*([head] if head else []), *rows, strict=True)]
    ruled = [head, ["-" * size for size in sizes]] if head else []
    return [_line(row, sizes, right) for row in (*ruled, *rows)]


def _line(row: Row, sizes: Sequence[int], right: Sequence[int]) -> str:
    cells = enumerate(zip(row, sizes, strict=True))
    return "  ".join(pad(cell, size, right=index in right) for index, (cell, size) in cells).rstrip()


def _cells(row: Row) -> list[str]:
    """Every cell safe to print; all but the last, which may be long, cut to the widest column."""
    cells = [visible(cell) for cell in row]
    return [*(clip(cell, WIDEST) for cell in cells[:-1]), cells[-1]]


def _lines(section: Section, lang: str) -> list[str]:
    most = LONGEST if section.key == "open" else len(section.rows)
    rows = [_cells(row) for row in section.rows[:most]]
    lines = [visible(section.title), *(f"  {line}" for line in columns([*map(visible, section.head)], rows, section.right))]
    more = len(section.rows) - len(rows)
    if more:
        lines.append(
            said(
                (f"  另有 {more} 项，--format html、md、csv 或 json 全部列出。", f"  {more} more: --format html, md, csv or json has all."),
                lang,
            )
        )
    return lines


def render(report: Report) -> str:
    """Every section of the report, one below the other; findings counted by code, long tables cut."""
    return "\n\n".join("\n".join(_lines(section, report.lang)) for section in sections(report, brief=True)) + "\n"
