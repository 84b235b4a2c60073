"""YR003: ≥ became ≤, or 家 became 个."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.pairs import pairs
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import bound_of, sizes, unit_of
from perfrules.units import factor
from perfrules.wording import Criterion

RULE = Rule(
    code="YR003",
    name="unit-or-direction-changed",
    title="单位或方向与上年不同",
    title_en="Another unit or direction than last year",
    severity=Severity.WARNING,
    message="“{name}”上年是“{last}”，本年是“{words}”，{what}变了。",
    message_en="“{name}” was “{last}” last year and is “{words}” now: another unit or direction.",
    why="单位或方向变了，两年的数不能比较，也常是笔误。",
    why_en="The two years cannot be compared, and often it is a slip of the pen.",
    help="沿用上年的单位和方向；确需改变时写明口径。",
    help_en="Keep both, or say how they compare.",
    bad=(
        {
            "projects": [{"name": "甲", "indicators": [{"name": "服务企业", "target": "≥5个"}]}],
            "previous": {"projects": [{"name": "甲", "indicators": [{"name": "服务企业", "target": "≥5家"}]}]},
        },
        {
            "projects": [{"name": "甲", "indicators": [{"name": "办理天数", "target": "≥5天"}]}],
            "previous": {"projects": [{"name": "甲", "indicators": [{"name": "办理天数", "target": "≤5天"}]}]},
        },
    ),
    good=(
        {
            "projects": [{"name": "甲", "indicators": [{"name": "里程", "target": "≥5公里"}]}],
            "previous": {"projects": [{"name": "甲", "indicators": [{"name": "里程", "target": "不少于4000米"}]}]},
        },
    ),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Readings are compared, criterion by criterion where both years have as many."""
    for project, indicator, last in pairs(table):
        now, then = sizes(indicator.target), sizes(last.target)
        for one, other in zip(now, then, strict=True) if len(now) == len(then) else ():
            what = _changed(one, other)
            if what is not None:
                yield remark(
                    project=project, indicator=indicator, span=one.span, name=indicator.name, words=one.text, last=other.text, what=what
                )


def _changed(one: Criterion, other: Criterion) -> str | None:
    if factor(unit_of(one), unit_of(other)) is None:
        return "单位"
    now, then = (bound.direction if (bound := bound_of(item)) is not None else None for item in (one, other))
    return "方向" if now is not None and then is not None and now is not then else None
