"""UN002: 完成投资（亿元） = 5000万元 — the name says one unit, the value another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.declared import declared_unit, scale_and_unit
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import is_size

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="UN002",
    name="unit-twice-disagrees",
    title="名称与指标值的单位不一致",
    title_en="The name and the value disagree on the unit",
    severity=Severity.WARNING,
    message="名称写的单位是“{declared}”，指标值“{words}”写的是“{written}”。",
    message_en="The name declares “{declared}”, the value “{words}” says “{written}”.",
    why="两处单位不同，实际完成值按哪个填报会差出成倍的数。",
    why_en="With two units the actual value may be filled in under either, and be off by orders of magnitude.",
    help="只在一处写单位，或统一为一个单位。",
    help_en="Write the unit once, or the same one in both places.",
    bad=({"name": "完成投资（亿元）", "target": "≥5000万元"}, {"name": "培训满意度（%）", "target": "≥90分"}),
    good=({"name": "完成投资（亿元）", "target": "490亿元"}, {"name": "培训次数（次）", "target": "≥4"}),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """Each value whose own unit is another than the declared one."""
    declared = declared_unit(indicator.name)
    if declared is None:
        return
    for criterion in indicator.target.criteria:
        written = criterion.written[1] if criterion.written and is_size(criterion) else ""
        if written and written in criterion.text and scale_and_unit(written) != scale_and_unit(declared):
            yield remark(span=criterion.span, declared=declared, written=written, words=criterion.text)
