"""OP005: 约5人 — how near is near enough?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import About, Change
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

NEEDS = "about"
RULE = Rule(
    code="OP005",
    name="approximate-without-tolerance",
    title="约数没有范围",
    title_en="About, without a tolerance",
    severity=Severity.WARNING,
    message="“{words}”没有说明上下允许差多少，不能判断是否完成。",
    message_en="“{words}” does not say how far off still counts.",
    why="“约5人”时4人、6人算不算完成，因人而异。",
    why_en="Whether 4 or 6 meets “about 5” is anybody's guess.",
    help="写成区间（“4～6人”），或写成下限、上限（“≥5人”）。",
    help_en="Write a range (4～6人) or a bound (≥5人).",
    basis="指标值应明确、可衡量（财预〔2020〕10号）。",
    bad=("约5人", "100户左右", "大约30场", "比上年下降3%左右"),
    good=("4～6人", "≥5人", "5人±1人", "比上年下降3%"),
)


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Each approximate number."""
    for criterion in target.criteria:
        asked = criterion.comparator
        if isinstance(asked.of if isinstance(asked, Change) else asked, About):
            yield remark(span=criterion.span, words=criterion.text)
