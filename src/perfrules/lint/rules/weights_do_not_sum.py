"""WT001: the points add up to 95."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.quantities import EXACT, plain

if TYPE_CHECKING:
    from perfrules.model import Project

ACCEPTED_ALONE = (Decimal(90), Decimal(100))
"""Sums of a form without an execution row: its ten points may be added by the policy, as scoring does, or not be counted."""
RULE = Rule(
    code="WT001",
    name="weights-do-not-sum",
    title="分值合计不对",
    title_en="The weights do not add up",
    severity=Severity.ERROR,
    message="指标分值合计{total}分，应为{due}分（{reason}）。",
    message_en="The weights add up to {total}, not {due}.",
    why="分值合计不足或超出时，总分没有意义。",
    why_en="With another sum the total score means nothing.",
    help="调整各指标分值。",
    help_en="Adjust the weights.",
    basis="预算执行率10分，其余指标合计90分；不含预算执行率的，合计100分（财预〔2020〕10号）。",
    bad=(
        {"indicators": [{"name": "场次", "target": "≥5场", "weight": "50"}, {"name": "满意度", "target": "≥90%", "weight": "45"}]},
        {"execution": {"weight": "10"}, "indicators": [{"name": "场次", "target": "≥5场", "weight": "100"}]},
        {"execution": {"rate": "0.9"}, "indicators": [{"name": "场次", "target": "≥5场", "weight": "89"}]},
    ),
    good=(
        {"indicators": [{"name": "场次", "target": "≥5场", "weight": "60"}, {"name": "满意度", "target": "≥90%", "weight": "40"}]},
        {
            "execution": {"weight": "10"},
            "indicators": [{"name": "场次", "target": "≥5场", "weight": "49.5"}, {"name": "满意度", "target": "≥90%", "weight": "40.5"}],
        },
        {"indicators": [{"name": "巡查次数", "target": "≥12次", "weight": "50"}, {"name": "群众满意度", "target": "≥90%", "weight": "40"}]},
        {"indicators": [{"name": "场次", "target": "≥5场"}]},
    ),
)


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """The weights of a form that has them; 其中 rows are parts of another row."""
    counted = [item for item in project.indicators if not item.name.strip().startswith("其中")]
    weights = [item.weight for item in counted if item.weight is not None]
    if not weights:
        return
    total = Decimal(0)
    for weight in weights:
        total = EXACT.add(total, weight)
    execution = project.execution
    if execution is None:
        if total not in ACCEPTED_ALONE:
            yield remark(part="total", total=plain(total), due="90或100", reason="没有预算执行率")
        return
    due = EXACT.subtract(Decimal(100), Decimal(10) if execution.weight is None else execution.weight)
    if total != due:
        yield remark(part="total", total=plain(total), due=plain(due), reason="预算执行率另计")
