"""OP001: 15家 — exactly, at least or at most?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import Exactly
from perfrules.findings import Rule, Severity
from perfrules.intervals import Direction
from perfrules.lint.remarks import Remark, remark, replacement
from perfrules.lint.sizes import is_whole, measured, number_span
from perfrules.measures import bare, tendency
from perfrules.wording import Target

NEEDS = "bare"
RULE = Rule(
    code="OP001",
    name="bare-number",
    title="数值没有比较词",
    title_en="A number without an operator",
    severity=Severity.WARNING,
    message="“{words}”没有写“≥”“≤”或“=”，超额完成或略有不足时怎样计分不明确{taken}。",
    message_en="“{words}” has no operator: whether more, or a little less, is enough stays open{taken_en}.",
    why="同样的“15家”，有的办法按“不少于”计分，有的按“等于”计分，评分人只能猜。",
    why_en="Some scoring rules take 15 as a floor, others as an exact value; the scorer has to guess.",
    help="写明比较词：越多越好用“≥15家”，越少越好用“≤15家”，只能是这个数用“=15家”。",
    help_en="Write the operator: ≥ where more is better, ≤ where less is, = where only this number counts.",
    basis="指标值应明确、可衡量，便于与实际完成值对比（财预〔2020〕10号）。",
    bad=("15家", "开展培训1000人次", {"name": "新闻稿件", "target": "30"}),
    good=("≥15家", "15家以上", "0起", "100%", "=2台", "前10名", "2023年12月底前"),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each number that stands without an operator; 0 and 100 % are clear by themselves."""
    for criterion in target.criteria:
        if isinstance(criterion.comparator, Exactly) and not criterion.operator and not is_whole(criterion):
            start = number_span(criterion).start
            yield remark(
                span=criterion.span,
                fix=replacement((start, start), _sign(bare(measured(criterion, name)))),
                words=criterion.text,
                taken="",
                taken_en="",
            )


def _sign(words: str) -> str:
    """The operator that is likely meant: a rate of payment is exact, costs and time limits have ceilings, the rest floors."""
    if words.endswith("标准"):
        return "="
    return "≤" if tendency(words).better is Direction.DESCENDING else "≥"
