"""OP015: 下降5% — against what?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import Change
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

NEEDS = "change"
RULE = Rule(
    code="OP015",
    name="change-without-base",
    title="增减没有说明基期",
    title_en="A change without its base",
    severity=Severity.INFO,
    message="“{words}”没有说明与什么相比，不能计算。",
    message_en="“{words}” does not say against what it is measured.",
    why="同比、环比、比基期，同一个数可以得出不同的增幅。",
    why_en="The same figure gives different changes against last year, last quarter or a base year.",
    help="写明基期，如“比上年下降5%”“同比增长3%”。",
    help_en="Name the base: 比上年下降5%, 同比增长3%.",
    bad=("下降5%", "增长10%以上", {"name": "PM10年均浓度", "target": "下降5%"}),
    good=("比上年下降5%", "同比增长3%", {"name": "产值年均增长", "target": "增长3%"}),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The first change whose base stands neither in the target nor in the name."""
    for criterion in target.criteria:
        if isinstance(criterion.comparator, Change) and criterion.comparator.base is None and not _base_in(name or ""):
            yield remark(span=criterion.span, words=criterion.text)
            return


def _base_in(name: str) -> bool:
    return any(
        word in name for word in ("同比", "环比", "比上年", "较上年", "比去年", "较去年", "年均增", "年均下", "年均提", "年均降", "基期")
    )
