"""DT004: 落户以来累计 — the figure of several years as this year's target."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.periods import span_of
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes
from perfrules.wording import Target

NEEDS = "measured"
RULE = Rule(
    code="DT004",
    name="period-figure-as-annual",
    title="多年累计数作为年度指标值",
    title_en="A figure of several years as this year's target",
    severity=Severity.INFO,
    message="“{period}”是多年的数，“{words}”不是本年度的要求；本年完成多少没有写明。",
    message_en="“{period}” spans several years; what this year is to add to “{words}” is not said.",
    why="往年已经完成的部分也算进来，本年不做也可能达标。",
    why_en="What earlier years achieved counts too, so the target may be met without doing anything.",
    help="写本年新增数，或同时写上年末累计数和本年增量。",
    help_en="State this year's increase, or both last year's total and the increase.",
    basis="年度绩效指标反映本年度预期完成情况（财预〔2020〕10号）。",
    bad=({"name": "落户以来累计完成投资", "target": "≥490亿元"}, {"name": "“十四五”期间造林面积", "target": "≥5万亩"}),
    good=({"name": "本年完成投资", "target": "≥90亿元"}, {"name": "累计发放贷款金额", "target": "≥620亿元"}),
)
_PERIOD = deferred(r"\S{0,4}以来|“?十[一二三四五]五”?(?:规划|时期|期间|期末)?|(?:规划|计划|实施|项目)期(?:内|间)")


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The first quantity whose subject or name speaks of a period beyond the year."""
    for criterion in sizes(target):
        words = f"{name or ''} {criterion.subject or ''}"
        period = "" if words.isspace() else _period(words)
        if period:
            yield remark(span=criterion.span, period=period, words=criterion.text)
            return


def _period(words: str) -> str:
    found = _PERIOD.search(words)
    if found is not None:
        return found[0].strip()
    first, last = span_of(words) or (0, 0)
    return f"{first}—{last}年" if first < last else ""
