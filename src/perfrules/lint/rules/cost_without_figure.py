"""VG010: 控制在政采标准内 — a cost without a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.measures import mentions
from perfrules.text import clip

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="VG010",
    name="cost-without-figure",
    title="成本指标没有数值",
    title_en="A cost without a figure",
    severity=Severity.WARNING,
    message="成本指标“{name}”的“{words}”没有金额或比例，不能核算。",
    message_en="The cost “{name}” has no amount or share: “{words}”.",
    why="成本最容易量化；只写“控制在标准内”，超支多少都看不出来。",
    why_en="Costs are the easiest to measure; without a figure no overrun shows.",
    help="写上限金额或单位成本，如“≤3000元/台”，或写明标准的名称和数额。",
    help_en="Write a ceiling or unit cost, or name the standard and its amount.",
    basis="成本指标应量化（财预〔2020〕10号）。",
    bad=(
        {"name": "购置成本控制", "target": "采购产品控制在政采标准内或市场平均水平"},
        {"name": "成本控制", "category": "cost", "target": "有效控制"},
    ),
    good=({"name": "购置成本", "target": "≤3000元/台"}, {"name": "采购数量", "target": "2台"}),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A cost whose target is words only, unless another rule has said so of the same words."""
    criteria = indicator.target.criteria
    cost = indicator.category == "cost" or mentions("cost", indicator.name)
    words_only = criteria and not any(criterion.is_quantitative for criterion in criteria)
    if cost and words_only and prose_of(indicator.target, indicator.name) is None:
        yield remark(span=criteria[0].span, name=indicator.name, words=clip(criteria[0].text, 60))
