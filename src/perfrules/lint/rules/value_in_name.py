"""NM005: 支持项目1个 — the value stands in the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes
from perfrules.units import standard

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="NM005",
    name="value-in-name",
    title="指标名称里有数值",
    title_en="The value stands in the name",
    severity=Severity.INFO,
    message="名称里的“{value}”是指标值，应只写在指标值里。",
    message_en="“{value}” in the name is a target; it belongs into the target only.",
    why="名称和指标值各写一个数，调整时容易只改一处。",
    why_en="With the number in two places one of them is forgotten when it changes.",
    help="从名称中删去数值。",
    help_en="Take the number out of the name.",
    bad=(
        {"name": "支持生产线项目1个", "target": "1个"},
        {"name": "培训不少于5场", "target": "≥5场"},
        {"name": "1290.3平方米冷库建设", "target": "≥1290.3平方米"},
    ),
    good=(
        {"name": "支持生产线项目数", "target": "1个"},
        {"name": "第8.6代生产线项目", "target": "1个"},
        {"name": "2023年培训场次", "target": "≥5场"},
        {"name": "对口支援21个村项目", "target": "≥1个"},
    ),
)
_VALUE = deferred(
    r"(?:[≥≤><]|不少于|不低于|不超过|达到)?\s*\d+(?:\.\d+)?\s*([^\d\s，,；;、。（）()]{1,3})$|(?:[≥≤]|不少于|不低于|不超过)\s*\d[\d.]*%?"
)


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A number with a unit at the end of the name, one with an operator anywhere, or the target's own figure; no years and no
    model numbers.
    """
    found = _VALUE.search(indicator.name.strip())
    if found is None:
        own = ("".join(criterion.written) for criterion in sizes(indicator.target) if criterion.written and criterion.written[1])
        for value in sorted({value for value in own if _stands_in(value, indicator.name)}):
            yield remark(value=value)
        return
    unit = found[1]
    if unit is None or (standard().get(unit) is not None and unit not in ("年", "月", "日", "代", "号", "级")):
        yield remark(value=found[0].strip())


def _stands_in(value: str, name: str) -> bool:
    """Whether the name has the value, and not as the end of a longer number."""
    return value in name and re.search(rf"(?<![\d.]){re.escape(value)}", name) is not None
