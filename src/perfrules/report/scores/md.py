"""The scores as Markdown: the report in the tables that issue trackers and wikis show."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.report.digest import Report
from perfrules.report.escapes import markdown, markdown_row
from perfrules.report.marks import text_mark
from perfrules.report.sections import Section, sections


def table(section: Section) -> Iterator[str]:
    """A section as a table; a section without columns as a list."""
    if not section.head:
        yield from (f"- {' '.join(map(markdown, row))}" for row in section.rows)
        return
    marks = ["---:" if index in section.right else "---" for index in range(len(section.head))]
    yield markdown_row(section.head)
    yield markdown_row(marks)
    yield from map(markdown_row, section.rows)


def pieces(report: Report) -> Iterator[str]:
    """A heading and a table each section."""
    return (f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    title, *rest = sections(report)
    yield from (f"# {markdown(title.title)}", "", *table(title))
    for section in rest:
        yield from ("", f"## {markdown(section.title)}", "")
        yield from table(section)
    yield from ("", text_mark("score"))
