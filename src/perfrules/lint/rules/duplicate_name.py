"""TB010: two indicators of one project with the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import normal
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Indicator, Project

RULE = Rule(
    code="TB010",
    name="duplicate-name",
    title="同一项目指标重名",
    title_en="Two indicators with one name",
    severity=Severity.WARNING,
    message="“{name}”与本项目另一个指标“{first}”（指标值“{target}”）重名。",
    message_en="“{name}” has the name of another indicator of this project, “{first}” (target “{target}”).",
    why="重名的指标多半是复制后忘了改，填报实际完成值时也容易填错。",
    why_en="A repeated name is mostly a copy that was never edited, and actual values end up in the wrong row.",
    help="写出各自考核的内容，或删去重复。",
    help_en="Say what each measures, or remove one.",
    bad=({"indicators": [{"name": "车辆保障工作", "target": "约2人"}, {"name": "车辆保障的工作", "target": "正常使用"}]},),
    good=({"indicators": [{"name": "车辆保障人数", "target": "≥2人"}, {"name": "车辆保障情况", "target": "正常使用"}]},),
)


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """Each indicator whose name, spaces and 的 apart, an earlier one has."""
    seen: dict[str, Indicator] = {}
    for indicator in project.indicators:
        first = seen.setdefault(normal(indicator.name), indicator)
        if first is not indicator and normal(indicator.name):
            yield remark(indicator=indicator, name=indicator.name, first=first.name, target=first.target.text)
