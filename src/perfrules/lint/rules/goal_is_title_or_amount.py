"""TB012: the objective is the project's title, or an amount."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import normal
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Project

RULE = Rule(
    code="TB012",
    name="goal-is-title-or-amount",
    title="绩效目标只是项目名称或金额",
    title_en="The objective is the title or an amount",
    severity=Severity.WARNING,
    message="绩效目标“{objective}”只是项目名称或金额，没有说要达到什么。",
    message_en="The objective “{objective}” is only the title or an amount and says nothing of what is to be reached.",
    why="绩效目标应说明花这笔钱要得到什么。",
    why_en="The objective says what the money is to bring about.",
    help="写明预期产出和效果。",
    help_en="State the expected outputs and effects.",
    bad=(
        {"name": "设备购置", "objective": "设备购置项目", "indicators": []},
        {"name": "设备购置", "objective": "36.65万元", "indicators": []},
    ),
    good=({"name": "设备购置", "objective": "更换办公网络设备，消除4号楼安全隐患", "indicators": []},),
)
_AMOUNT = deferred(r"\D{0,6}[\d,，.]+\s*[万亿]?元?[。；]?")
_FORMAL = deferred(r"项目|工作|经费|资金|补助|完成|开展|保障|做好")


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """An objective that adds nothing to the title, or is an amount."""
    goal = project.objective
    if goal is None or not goal.strip():
        return
    title, words = (_FORMAL.sub("", normal(text)) for text in (project.name, goal))
    if words == title or (words and words in title) or _AMOUNT.fullmatch(goal.strip()):
        yield remark(part="objective", about=goal, objective=goal.strip())
