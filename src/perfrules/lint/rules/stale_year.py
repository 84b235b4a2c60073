"""DT005: a deadline of last year in this year's table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.comparators import Deadline
from perfrules.findings import Rule, Severity
from perfrules.lint.periods import year_of
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Project

RULE = Rule(
    code="DT005",
    name="stale-year",
    title="时限是往年的",
    title_en="A deadline of an earlier year",
    severity=Severity.INFO,
    message="“{words}”的时限在{due}年，而本表是{year}年度；是否沿用了往年的文字？",
    message_en="“{words}” is due in {due}, in a table for {year}; was last year's text carried over?",
    why="照抄上年的指标值，年份没有改。",
    why_en="A target copied from last year keeps its year.",
    help="改为本年度的时限。",
    help_en="Set a date of this year.",
    bad=({"year": 2023, "indicators": [{"name": "完成时间", "target": "2022年12月底前"}]},),
    good=({"year": 2023, "indicators": [{"name": "完成时间", "target": "2023年12月底前"}]},),
)


def on_project(project: Project, table: Table) -> Iterator[Remark]:
    """Each deadline whose written year is before the table's."""
    year = year_of(project, table.department)
    for indicator in project.indicators:
        for criterion in indicator.target.criteria:
            due = criterion.comparator.parts[0] if isinstance(criterion.comparator, Deadline) else None
            if due is not None and year is not None and due < year:
                yield remark(indicator=indicator, span=criterion.span, words=criterion.text, due=due, year=year)
