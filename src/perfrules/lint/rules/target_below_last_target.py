"""YR005: an easier target than last year's."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.pairs import below_result, below_target, pairs
from perfrules.lint.remarks import Remark, Table, remark

RULE = Rule(
    code="YR005",
    name="target-below-last-target",
    title="指标值低于上年指标值",
    title_en="An easier target than last year's",
    severity=Severity.WARNING,
    message="“{name}”的指标值“{words}”比上年的“{last}”容易。",
    message_en="The target “{words}” of “{name}” is easier than last year's “{last}”.",
    why="目标一年比一年低，完成得再好也说明不了进步。",
    why_en="A result says little where the target got easier.",
    help="不低于上年的指标值，或说明降低的理由。",
    help_en="Ask for at least as much as last year, or say why less will do.",
    basis="绩效目标应与上年实绩、预算规模相匹配（财预〔2015〕88号）。",
    bad=(
        {
            "projects": [{"name": "养老服务", "indicators": [{"name": "助餐点数量", "target": "≥30个"}]}],
            "previous": {"projects": [{"name": "养老服务", "indicators": [{"name": "助餐点数量", "target": "≥40个"}]}]},
        },
        {
            "projects": [{"name": "路灯维护", "indicators": [{"name": "故障修复时间", "target": "≤48小时"}]}],
            "previous": {"projects": [{"name": "路灯维护", "indicators": [{"name": "故障修复时间", "target": "≤24小时"}]}]},
        },
    ),
    good=(
        {
            "projects": [{"name": "养老服务", "indicators": [{"name": "助餐点数量", "target": "≥40个"}]}],
            "previous": {"projects": [{"name": "养老服务", "indicators": [{"name": "助餐点数量", "target": "≥40个"}]}]},
        },
        {
            "projects": [{"name": "造林", "indicators": [{"name": "成活率", "target": "≥85%"}]}],
            "previous": {"projects": [{"name": "造林", "indicators": [{"name": "成活率", "target": "≥500亩"}]}]},
        },
    ),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Each of them, but for those that YR001 says of last year's result."""
    for pair in pairs(table):
        if below_target(pair) and not below_result(pair):
            yield remark(
                project=pair.project,
                indicator=pair.indicator,
                name=pair.indicator.name,
                words=pair.indicator.target.text,
                last=pair.last.target.text,
            )
