"""YR004: an indicator of last year that the project has no longer."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.pairs import vanished
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.text import clip

RULE = Rule(
    code="YR004",
    name="target-vanished",
    title="上年的指标不见了",
    title_en="An indicator of last year is gone",
    severity=Severity.INFO,
    message="上年有指标“{name}”（{words}），本年没有。",
    message_en="Last year had the indicator “{name}” ({words}); this year has none of that name.",
    why="上年没有做到的指标，本年不再考核，成绩就不能比较。",
    why_en="A result cannot be compared where what was missed is asked for no longer.",
    help="保留该指标，或说明不再考核的理由；改了名称的，注明原名。",
    help_en="Keep it, or say why it is dropped; where it was renamed, note the old name.",
    bad=(
        {
            "projects": [{"name": "河道治理", "indicators": [{"name": "清淤长度", "target": "≥5公里"}]}],
            "previous": {
                "projects": [
                    {
                        "name": "河道治理",
                        "indicators": [{"name": "清淤长度", "target": "≥5公里"}, {"name": "断面水质达标率", "target": "≥80%"}],
                    }
                ]
            },
        },
    ),
    good=(
        {
            "projects": [{"name": "2025年接种", "indicators": [{"name": "接种人数", "target": "≥500人"}]}],
            "previous": {"projects": [{"name": "2024年接种", "indicators": [{"name": "接种人数", "target": "≥400人"}]}]},
        },
        {
            "projects": [{"name": "校舍维修", "indicators": [{"name": "维修面积", "target": "≥500平方米"}]}],
            "previous": {"projects": [{"name": "课桌更新", "indicators": [{"name": "更新套数", "target": "≥400套"}]}]},
        },
    ),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Each of them in a project that both years have."""
    for project, last in vanished(table):
        yield remark(project=project, name=last.name, words=clip(last.target.text, 40))
