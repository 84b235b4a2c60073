"""The scores as Markdown: the report in the tables that issue trackers and wikis show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfrules.findings import Finding
from perfrules.report.sections import Section, sections
from perfrules.scoring.scores import DepartmentScore
from perfrules.text import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def escaped(text: str) -> str:
    r"""``text`` as plain words of a Markdown table cell.

    >>> print(escaped("a|<b>*"))
    a\|\<b\>\*
    """
    return _MARKUP.sub(r"\\\1", visible(text))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def table(section: Section) -> list[str]:
    """A section as a table; a section without columns as a list."""
    if not section.head:
        return [f"- {' '.join(map(escaped, row))}" for row in section.rows]
    marks = ["---:" if index in section.right else "---" for index in range(len(section.head))]
    return [_row([*map(escaped, section.head)]), _row(marks), *(_row([*map(escaped, row)]) for row in section.rows)]


def render(score: DepartmentScore, findings: Sequence[Finding], lang: str) -> str:
    """A heading and a table each section."""
    title, *rest = sections(score, findings, lang)
    lines = [f"# {escaped(title.title)}", "", *table(title)]
    for section in rest:
        lines += ["", f"## {escaped(section.title)}", "", *table(section)]
    return "\n".join(lines) + "\n"
