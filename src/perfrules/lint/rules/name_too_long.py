"""NM002: a name of more than a hundred characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.text import clip

if TYPE_CHECKING:
    from perfrules.model import Indicator

LIMIT = 100
RULE = Rule(
    code="NM002",
    name="name-too-long",
    title="指标名称过长",
    title_en="A name that is too long",
    severity=Severity.INFO,
    message="指标名称“{name}”有{length}个字，超过{limit}个字，多数系统会截断。",
    message_en="The name “{name}” has {length} characters, over {limit}; most systems cut it.",
    why="名称应概括考核内容；过长的名称在报表中显示不全。",
    why_en="A name sums up what is measured; a long one is cut in reports.",
    help="名称只留考核内容，说明写在备注或绩效目标里。",
    help_en="Keep what is measured in the name and move the rest into remarks.",
    bad=({"name": "组织开展" + "各类" * 50 + "活动次数", "target": "≥5次"},),
    good=({"name": "组织活动次数", "target": "≥5次"},),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A name longer than the limit."""
    if len(indicator.name) > LIMIT:
        yield remark(name=clip(indicator.name, 40), length=len(indicator.name), limit=LIMIT)
