"""OP004: >60项 — 60 itself fails."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import LessThan, MoreThan
from perfrules.findings import Fix, Rule, Severity
from perfrules.lint.remarks import Remark, remark, replacement
from perfrules.lint.sizes import bound_of
from perfrules.wording import Criterion, Target

RULE = Rule(
    code="OP004",
    name="strict-operator",
    title="比较词不含本数",
    title_en="An operator that excludes the number itself",
    severity=Severity.INFO,
    message="“{words}”不含{value}本身，恰好{value}不算完成；如包含，请写“{sign}”。",
    message_en="“{words}” excludes {value} itself: exactly {value} fails. Write “{sign}” if it should count.",
    why="“超过50”按字面恰好50不达标，而填报人多半把50当作完成。",
    why_en="Taken literally “more than 50” is missed by exactly 50, which most authors would call done.",
    help="本数算完成的，用“≥”“不少于”或“≤”“不超过”。",
    help_en="Where the number itself counts, write ≥ or ≤.",
    basis="民法典第一千二百五十九条：“超过”“不满”“以外”不包括本数。",
    bad=(">60项", "调研服务企业超过1000家", "差错率低于3%", {"name": "补助面积（>**亩）", "target": "14"}),
    good=("≥60项", "不超过3%", ">0", "1000家以上"),
)


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Each strict bound whose number is not 0; two operators on one number are another rule's remark."""
    double = [finding.span for finding in target.findings if finding.code == "OP002" and finding.span is not None]
    for criterion in target.criteria:
        bound = bound_of(criterion)
        twice = any(span.start < criterion.span.end and criterion.span.start < span.end for span in double)
        if isinstance(bound, (MoreThan, LessThan)) and bound.quantity.value != 0 and not twice:
            sign = "≥" if isinstance(bound, MoreThan) else "≤"
            yield remark(span=criterion.span, fix=_fix(criterion, sign), words=criterion.text, value=str(bound.quantity), sign=sign)


def _fix(criterion: Criterion, sign: str) -> Fix | None:
    start = criterion.text.rfind(criterion.operator)
    if not criterion.operator or start < 0:
        return None
    start += criterion.span.start
    return replacement((start, start + len(criterion.operator)), sign)
