"""The scores as Markdown: the report in the tables that issue trackers and wikis show."""

from __future__ import annotations

from perfrules.report.digest import Report
from perfrules.report.escapes import markdown, markdown_row
from perfrules.report.marks import text_mark
from perfrules.report.sections import Section, sections


def table(section: Section) -> list[str]:
    """A section as a table; a section without columns as a list."""
    if not section.head:
        return [f"- {' '.join(map(markdown, row))}" for row in section.rows]
    marks = ["---:" if index in section.right else "---" for index in range(len(section.head))]
    return [markdown_row(section.head), markdown_row(marks), *map(markdown_row, section.rows)]


def render(report: Report) -> str:
    """A heading and a table each section."""
    title, *rest = sections(report)
    lines = [f"# {markdown(title.title)}", "", *table(title)]
    for section in rest:
        lines += ["", f"## {markdown(section.title)}", "", *table(section)]
    return "\n".join([*lines, "", text_mark("score")]) + "\n"
