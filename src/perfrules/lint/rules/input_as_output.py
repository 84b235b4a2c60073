"""TB003: 补助经费 = 72890元 as an output — money spent is no result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes, unit_of
from perfrules.measures import ends_in, mentions
from perfrules.units import standard

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="TB003",
    name="input-as-output",
    title="以投入代替产出",
    title_en="An input for an output",
    severity=Severity.WARNING,
    message="“{name}”是花掉的资金，不是产出；预算执行已另行计分。",
    message_en="“{name}” is money spent, not an output; execution is scored elsewhere.",
    why="把钱花出去不等于有产出，同一笔钱在预算执行率里已经计过分。",
    why_en="Spending is no result, and the same money already counts under budget execution.",
    help="改为这笔钱买到的东西，如“补助户数≥120户”；金额放在成本指标里写上限。",
    help_en="State what the money buys; put the amount under cost, with a ceiling.",
    bad=(
        {"name": "补助经费", "category": "产出指标", "target": "72890元"},
        {"name": "农机购置补贴资金", "category": "产出指标", "target": "350万元"},
    ),
    good=(
        {"name": "补助资金", "category": "产出指标", "target": "≥120户"},
        {"name": "补助户数", "category": "产出指标", "target": "≥120户"},
        {"name": "发放贷款金额", "category": "产出指标", "target": "≥620亿元"},
        {"name": "补助经费", "category": "成本指标", "target": "≤72890元"},
    ),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """An amount of money under an output whose name is an input; what is saved, brought in or lent is none."""
    if indicator.category != "output" or not ends_in("input", indicator.name) or mentions("saving", indicator.name):
        return
    for criterion in sizes(indicator.target):
        unit = standard().get(unit_of(criterion) or "")
        if unit is not None and unit.dimension == "money":
            yield remark(span=criterion.span, name=indicator.name)
