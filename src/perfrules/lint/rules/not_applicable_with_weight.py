"""VG008: 不适用, worth ten points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.measures import mentions

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="VG008",
    name="not-applicable-with-weight",
    title="不适用的指标有分值",
    title_en="An indicator that does not apply carries points",
    severity=Severity.ERROR,
    message="指标值为“{words}”，却有{weight}分。",
    message_en="The target is “{words}”, yet it is worth {weight} points.",
    why="不适用的指标得满分或得零分都不对，分值应分给其他指标。",
    why_en="Neither full nor no points are right for it; the weight belongs to other indicators.",
    help="删去该指标，把分值分给其他指标，或填写指标值。",
    help_en="Remove the indicator and share out its weight, or fill in the target.",
    bad=({"name": "生态效益", "target": "不适用", "weight": "10"}, {"name": "可持续影响", "target": "无", "weight": "5"}),
    good=({"name": "生态效益", "target": "不适用"}, {"name": "安全事故", "target": "无", "weight": "10"}),
)
_WORDS = frozenset(["不适用", "不涉及", "无", "/", "／", "—", "——", "-", "--", "N/A", "n/a", "NA"])


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A weight above 0 on a target that says nothing applies; 无 beside incidents is a target."""
    words = indicator.target.text.strip().rstrip("。")
    if words in _WORDS and indicator.weight and not (words == "无" and mentions("incident", indicator.name)):
        yield remark(span=(0, len(indicator.target.text)), words=words, weight=indicator.weight)
