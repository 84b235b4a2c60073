"""TB007: the objective says 不少于一次, the target 1次."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.comparators import Exactly
from perfrules.findings import Rule, Severity
from perfrules.lint.goals import figures, taken_up
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import bound_of, values_of
from perfrules.wording import Criterion

if TYPE_CHECKING:
    from perfrules.model import Project

RULE = Rule(
    code="TB007",
    name="goal-figure-differs",
    title="绩效目标与指标值不一致",
    title_en="The objective and the target differ",
    severity=Severity.INFO,
    message="绩效目标写“{goal}”，指标值是“{words}”。",
    message_en="The objective says “{goal}”, the target “{words}”.",
    why="目标与指标的要求不同，以哪个为准没有说明。",
    why_en="Which of the two counts is not said.",
    help="统一为一个要求。",
    help_en="Make both the same.",
    basis="绩效指标应与绩效目标一致（财预〔2020〕10号）。",
    bad=({"objective": "全年不少于一次组训、点验活动", "indicators": [{"name": "开展组训、点验活动的次数", "target": "1次"}]},),
    good=(
        {"objective": "全年不少于一次组训、点验活动", "indicators": [{"name": "开展组训、点验活动的次数", "target": "≥1次"}]},
        {"objective": "全年不少于一次组训、点验活动", "indicators": [{"name": "开展组训、点验活动的次数", "target": "1～3次"}]},
    ),
)


def on_project(project: Project, _table: Table) -> Iterator[Remark]:
    """Each figure that the target on the same subject lets pass, or writes with another operator."""
    for figure in figures(project):
        found = list(taken_up(figure, project))
        if any(_agrees(figure.criterion, criterion) for _, criterion in found):
            continue
        for indicator, criterion in found[:1]:
            yield remark(indicator=indicator, span=criterion.span, goal=figure.words, words=criterion.text)


def _agrees(goal: Criterion, target: Criterion) -> bool:
    """The target is the goal or asks for more; a bare figure of the goal asks for no more than itself."""
    wanted, asked = bound_of(goal), bound_of(target)
    if wanted is None or asked is None:
        return True
    if isinstance(wanted, Exactly):
        return values_of(goal) == values_of(target)
    return not isinstance(asked, Exactly) and wanted.interval.covers(asked.interval)
