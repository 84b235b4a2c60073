"""TB004: 预算执行率 as an indicator, beside the ten points for execution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.measures import ends_in

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="TB004",
    name="execution-counted-twice",
    title="预算执行率重复计分",
    title_en="Budget execution counted twice",
    severity=Severity.WARNING,
    message="“{name}”是资金支出进度，预算执行率已单列10分，这里又计一次。",
    message_en="“{name}” is a spending rate; execution already has its own ten points.",
    why="同一件事计两次分，挤占了产出和效益的分值。",
    why_en="Scoring one thing twice takes points from outputs and benefits.",
    help="删去该指标，换成产出或效益指标。",
    help_en="Replace it by an output or a benefit.",
    basis="预算执行率单独设置，权重10%（财预〔2020〕10号）。",
    bad=({"name": "资金支出率达到目标值", "target": "≥95%"}, {"name": "预算执行率", "target": "100%"}),
    good=({"name": "资金到位率", "target": "100%"}, {"name": "项目执行率", "target": "≥95%"}),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A spending rate among the indicators."""
    if ends_in("spending", indicator.name):
        yield remark(name=indicator.name)
