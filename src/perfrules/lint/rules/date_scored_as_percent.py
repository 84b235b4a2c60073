"""DT003: 完成时间 = 100% — a date measured in percent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.comparators import Deadline
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import PARTS, sizes, unit_of
from perfrules.measures import bare
from perfrules.wording import parse

if TYPE_CHECKING:
    from perfrules.model import Indicator

RULE = Rule(
    code="DT003",
    name="date-scored-as-percent",
    title="完成时间用百分比考核",
    title_en="A date measured in percent",
    severity=Severity.INFO,
    message="“{name}”考核时间，指标值却是“{words}”。",
    message_en="“{name}” is about time, yet the target is “{words}”.",
    why="什么时间完成算100%没有写明，晚一天还是晚半年都一样。",
    why_en="What date makes 100 % is not said; a day late and half a year late are alike.",
    help="写出日期，如“2023年12月底前”；考核比例的，名称改为“按时完成率”。",
    help_en="Write the date, or name the indicator a rate.",
    bad=({"name": "项目完成时间", "target": "100%"},),
    good=({"name": "项目完成时间", "target": "2023年12月底前"}, {"name": "按时完成率", "target": "100%"}),
)
_TIMES = ("完成时间", "完成时限", "完工时间", "竣工时间", "验收时间", "拨付时间", "发放时间", "时限", "期限", "截止时间")


def on_indicator(indicator: Indicator) -> Iterator[Remark]:
    """A share under a name that is a point in time."""
    for criterion in sizes(indicator.target):
        if _is_time(bare(indicator.name)) and unit_of(criterion) in PARTS:
            yield remark(span=criterion.span, name=indicator.name, words=criterion.text)


def _is_time(name: str) -> bool:
    """Whether the name asks for a point in time: 完成时间, or a date by which something is done (9月底前完成采购)."""
    dated = any(isinstance(criterion.comparator, Deadline) for criterion in parse(name).criteria)
    return name.endswith(_TIMES) or (dated and not name.endswith("率"))
