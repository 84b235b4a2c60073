"""OP007: 成本≥300元 — a cost with a floor rewards spending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.intervals import Direction
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import bound_of
from perfrules.measures import ends_in, mentions

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="OP007",
    name="cost-with-floor",
    title="成本指标写成了下限",
    title_en="A cost with a floor",
    severity=Severity.WARNING,
    message="成本指标“{name}”的“{words}”是下限，花得越多得分越高；成本应写上限。",
    message_en="The cost “{name}” has the floor “{words}”, which rewards spending; a cost takes a ceiling.",
    why="成本指标考核节约，写“≥”等于要求多花钱。",
    why_en="A cost indicator is about economy; ≥ demands spending.",
    help="改为“≤”或“控制在…以内”。",
    help_en="Write ≤.",
    basis="成本指标反映预期提供的公共产品或服务所需成本的控制情况（财预〔2020〕10号）。",
    bad=(
        {"name": "每亩补助成本", "category": "cost", "target": "≥300元/亩"},
        {"name": "项目总成本", "category": "产出指标", "target": "不少于50万元"},
    ),
    good=(
        {"name": "每亩补助成本", "category": "cost", "target": "≤300元/亩"},
        {"name": "成本节约率", "category": "cost", "target": "≥5%"},
        {"name": "带动社会投资", "category": "cost", "target": "≥100万元"},
    ),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """Each floor under a cost; what is saved or brought in is no cost."""
    cost = indicator.category == "cost" or ends_in("cost", indicator.name)
    if not cost or mentions("saving", indicator.name) or mentions("growth", indicator.name):
        return
    for criterion in indicator.target.criteria:
        bound = bound_of(criterion)
        if bound is not None and bound.direction is Direction.ASCENDING:
            yield remark(span=criterion.span, name=indicator.name, words=criterion.text)
