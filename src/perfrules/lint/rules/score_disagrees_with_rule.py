"""SC001: the printed points are not what the policy gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.filled import POLICY, score_of
from perfrules.lint.periods import year_of
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.quantities import plain

if TYPE_CHECKING:
    from perfrules.model import Project

OPTIONS = {"policy": POLICY}
RULE = Rule(
    code="SC001",
    name="score-disagrees-with-rule",
    title="得分与评分办法不符",
    title_en="The printed points disagree with the policy",
    severity=Severity.ERROR,
    message="“{name}”实际完成值“{actual}”，表中得{points}分，按评分办法 {policy} 应得{due}分。",
    message_en="“{name}”, actual “{actual}”: {points} points are printed, the policy {policy} gives {due}.",
    why="得分应能由指标值、实际完成值和评分办法算出。",
    why_en="Points follow from target, actual value and policy.",
    help="核对实际完成值、分值和得分；用的是别的办法时，以 policy 设置指定。",
    help_en="Check the three; set another policy where another one applies.",
    basis="按完成比例计算得分（财预〔2020〕10号）。",
    bad=(
        {
            "indicators": [
                {"name": "培训场次", "target": "≥10场", "actual": "5场", "weight": "10", "points": "10", "deviation_reason": "疫情"}
            ]
        },
    ),
    good=(
        {
            "indicators": [
                {"name": "培训场次", "target": "≥10场", "actual": "5场", "weight": "10", "points": "5", "deviation_reason": "疫情"}
            ]
        },
        {"indicators": [{"name": "培训场次", "target": "≥10场", "actual": "5场", "weight": "10", "deviation_reason": "疫情"}]},
        {"indicators": [{"name": "效果", "target": "效果明显", "actual": "达成", "weight": "10", "points": "9"}]},
    ),
)


def on_project(project: Project, table: Table) -> Iterator[Remark]:
    """Printed points outside what the policy can still give."""
    policy = str(table.option("policy"))
    for indicator in project.indicators:
        if indicator.points is None or indicator.weight is None:
            continue
        score = score_of(indicator, year_of(project, table.department), policy)
        if score is not None and score.interval.low == score.interval.high != indicator.points:
            yield remark(
                indicator=indicator,
                name=indicator.name,
                actual=indicator.actual,
                points=plain(indicator.points),
                policy=policy,
                due=plain(score.interval.low),
            )
