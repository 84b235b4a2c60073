"""WT002: an indicator worth nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="WT002",
    name="zero-weight",
    title="分值为0",
    title_en="A weight of zero",
    severity=Severity.ERROR,
    message="“{name}”的分值是{weight}，完成与否都不影响总分。",
    message_en="“{name}” has the weight {weight}; it changes no total.",
    why="0分的指标等于没有设置。",
    why_en="An indicator worth nothing might as well not be there.",
    help="给出分值，或删去该指标。",
    help_en="Give it a weight, or remove it.",
    bad=({"name": "培训场次", "target": "≥5场", "weight": "0"},),
    good=({"name": "培训场次", "target": "≥5场", "weight": "10"}, {"name": "培训场次", "target": "≥5场"}),
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A weight of 0 or less; no weight is not zero."""
    if indicator.weight is not None and indicator.weight <= 0:
        yield remark(name=indicator.name, weight=indicator.weight)
