"""TB011: more indicators than anyone can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Project

LIMIT = 30
OPTIONS = {"max-indicators": LIMIT}
RULE = Rule(
    code="TB011",
    name="too-many-indicators",
    title="指标过多",
    title_en="Too many indicators",
    severity=Severity.INFO,
    message="本项目有{count}个指标，超过{limit}个。",
    message_en="This project has {count} indicators, over {limit}.",
    why="指标过多时每个只值一两分，重点被冲淡。",
    why_en="With so many each is worth a point or two and none matters.",
    help="留下能反映项目核心产出和效果的指标。",
    help_en="Keep those that show the core outputs and effects.",
    basis="绩效指标应突出重点、精简实用（财预〔2020〕10号）。",
    bad=({"indicators": [{"name": f"指标{index}", "target": "≥1次"} for index in range(LIMIT + 1)]},),
    good=({"indicators": [{"name": f"指标{index}", "target": "≥1次"} for index in range(3)]},),
)


def on_project(project: Project, table: Table) -> Iterator[Remark]:
    """A project over the limit; the option ``max-indicators`` sets another."""
    limit = int(table.option("max-indicators"))
    if len(project.indicators) > limit:
        yield remark(count=len(project.indicators), limit=limit)
