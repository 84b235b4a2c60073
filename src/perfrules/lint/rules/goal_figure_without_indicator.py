"""TB006: the objective promises 200条, and no indicator takes it up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.goals import figures, has_figure, taken_up
from perfrules.lint.remarks import Remark, Table, remark

if TYPE_CHECKING:
    from perfrules.model import Project

RULE = Rule(
    code="TB006",
    name="goal-figure-without-indicator",
    title="绩效目标中的数值没有对应指标",
    title_en="A figure of the objective without an indicator",
    severity=Severity.INFO,
    message="绩效目标写了“{words}”，指标中没有。",
    message_en="The objective says “{words}”; no indicator takes it up.",
    why="绩效目标应由指标来衡量，没有指标的承诺年底不会被考核。",
    why_en="Objectives are measured by indicators; a promise without one is never checked.",
    help="为它设一个指标，或从绩效目标中删去。",
    help_en="Add an indicator, or take the figure out of the objective.",
    basis="绩效指标应与绩效目标密切相关，全面反映目标（财预〔2020〕10号）。",
    bad=({"objective": "收集工作信息不少于200条", "indicators": [{"name": "对接会", "target": "≥2次"}]},),
    good=({"objective": "收集工作信息不少于200条", "indicators": [{"name": "收集信息数", "target": "≥200条"}]},),
)


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """Each figure whose value no target has and whose subject none speaks of."""
    if not project.indicators:
        return
    for figure in figures(project):
        if not has_figure(figure, project) and not any(taken_up(figure, project)):
            yield remark(part="objective", about=figure.words, words=figure.words)
