"""DT001: due after the project has ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.comparators import Deadline
from perfrules.findings import Rule, Severity
from perfrules.lint.periods import last_day, year_of
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Project

RULE = Rule(
    code="DT001",
    name="deadline-after-project",
    title="完成时限晚于项目结束",
    title_en="Due after the project ends",
    severity=Severity.ERROR,
    message="“{words}”的时限{due}晚于项目结束日{end}。",
    message_en="“{words}” is due on {due}, after the project's end on {end}.",
    why="评价时时限还没有到，这个指标无法评分。",
    why_en="When the project is judged the date has not come yet.",
    help="改为项目期内的时限。",
    help_en="Set a date within the project.",
    bad=({"year": 2023, "indicators": [{"name": "完成时间", "target": "2024年3月31日前"}]},),
    good=(
        {"year": 2023, "indicators": [{"name": "完成时间", "target": "2023年12月底前"}]},
        {"year": 2023, "name": "2023-2024年运维项目", "indicators": [{"name": "完成时间", "target": "2024年3月31日前"}]},
        {"indicators": [{"name": "完成时间", "target": "2024年3月31日前"}]},
    ),
)


def on_project(project: Project, table: Table) -> Iterator[Remark]:
    """Each deadline after the last day; where no year is written the table's is meant."""
    end = last_day(project, table.department)
    year = year_of(project, table.department)
    if end is None:
        return
    for indicator in project.indicators:
        for criterion in indicator.target.criteria:
            if isinstance(criterion.comparator, Deadline):
                due = criterion.comparator.last_day(year or end.year)
                if due > end:
                    yield remark(indicator=indicator, span=criterion.span, words=criterion.text, due=due, end=end)
