"""NM001: an indicator called “5场”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="NM001",
    name="name-is-a-number",
    title="指标名称是数值",
    title_en="A number for a name",
    severity=Severity.ERROR,
    message="指标名称“{name}”是数值，不是名称；名称与指标值是否填反？",
    message_en="The name “{name}” is a number; were name and target swapped?",
    why="没有名称就不知道考核什么。",
    why_en="Without a name nobody knows what is measured.",
    help="名称写考核的内容，数值写在指标值里。",
    help_en="Put what is measured into the name and the number into the target.",
    bad=({"name": "≥95%", "target": "满意度"}, {"name": "5", "target": "≥5场"}),
    good=({"name": "满意度", "target": "≥95%"}, {"name": "12345热线接通率", "target": "≥95%"}),
)
_NUMBER = deferred(r"[≥≤><=＞＜＝约不少低超过于]*\s*[\d.,，]+\s*[%％‰]?\s*[一-龥]{0,2}")


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A name that is a number with at most a short unit."""
    if _NUMBER.fullmatch(indicator.name.strip()):
        yield remark(name=indicator.name)
