"""YR001: an easier target than last year's result."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.pairs import below_result, pairs
from perfrules.lint.remarks import Remark, Table, remark

RULE = Rule(
    code="YR001",
    name="target-below-last-actual",
    title="指标值低于上年实际",
    title_en="An easier target than last year's result",
    severity=Severity.WARNING,
    message="“{name}”的指标值“{words}”比上年实际完成值“{actual}”容易。",
    message_en="The target “{words}” of “{name}” is easier than last year's result “{actual}”.",
    why="上年已经做到的，今年的目标反而更低，没有约束作用。",
    why_en="A target below what was already reached asks for nothing.",
    help="不低于上年实际，或说明降低的理由。",
    help_en="Ask for at least last year's result, or say why less will do.",
    basis="绩效目标应与上年实绩、预算规模相匹配（财预〔2015〕88号）。",
    bad=(
        {
            "projects": [{"name": "2024年培训", "indicators": [{"name": "培训人次", "target": "≥500人次"}]}],
            "previous": {
                "projects": [{"name": "2023年培训", "indicators": [{"name": "培训人次", "target": "≥400人次", "actual": "800人次"}]}]
            },
        },
        {
            "projects": [{"name": "培训", "indicators": [{"name": "投诉率", "target": "≤5%"}]}],
            "previous": {"projects": [{"name": "培训", "indicators": [{"name": "投诉率", "target": "≤5%", "actual": "3%"}]}]},
        },
    ),
    good=(
        {
            "projects": [{"name": "培训", "indicators": [{"name": "培训人次", "target": "≥900人次"}]}],
            "previous": {"projects": [{"name": "培训", "indicators": [{"name": "培训人次", "target": "≥400人次", "actual": "800人次"}]}]},
        },
        {
            "projects": [{"name": "培训", "indicators": [{"name": "培训人次", "target": "≥500人次"}]}],
            "previous": {"projects": [{"name": "培训", "indicators": [{"name": "培训人次", "target": "≥4期", "actual": "800期"}]}]},
        },
        {"projects": [{"name": "培训", "indicators": [{"name": "培训人次", "target": "≥500人次"}]}]},
    ),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Each single bound that last year's result already passes with room to spare, in the direction that is better."""
    for pair in pairs(table):
        if below_result(pair):
            yield remark(
                project=pair.project,
                indicator=pair.indicator,
                name=pair.indicator.name,
                words=pair.indicator.target.text,
                actual=pair.last.actual,
            )
