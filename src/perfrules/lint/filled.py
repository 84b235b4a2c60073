"""A filled form: the actual values that stand in the table, scored as ``score`` scores them, for what can be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project
    from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
    from perfrules.scoring.results.scores import ProjectScore

POLICY = "mof-2020-10"


def is_filled(indicator: Indicator) -> bool:
    """Whether the table holds an actual value of it."""
    return indicator.actual is not None and bool(indicator.actual.strip())


@dataclass(frozen=True, slots=True)
class Filled:
    """The scores of what a filled form prints, by the identity of the indicator, and of the project or department for its
    budget execution; ``office_places`` are the decimals to which the policy takes offices to round.
    """

    scores: Mapping[int, IndicatorScore] = field(default_factory=dict)
    executions: Mapping[int, ExecutionScore] = field(default_factory=dict)
    office_places: tuple[int, ...] = ()


def filled_of(department: Department, policy: str) -> Filled:
    """The scores of every indicator with an actual value and of every execution with points; the whole table is scored at once."""
    holders: list[Department | Project] = [department, *department.projects]
    if not any(_prints(holder) for holder in holders):
        return Filled()
    from perfrules.scoring.departments import judge_department
    from perfrules.scoring.policies import load

    rules = load(policy)
    judged = judge_department(department, {}, rules)
    own = judged.own()
    scored: list[tuple[Department | Project, ProjectScore]] = [
        *([] if own is None else [(department, own)]),
        *zip(department.projects, judged.projects, strict=True),
    ]
    scores = {
        id(indicator): score
        for holder, found in scored
        for indicator, score in zip(holder.indicators, found.indicators, strict=True)
        if is_filled(indicator)
    }
    return Filled(scores, {id(holder): found.execution for holder, found in scored}, rules.at(department.year).printed_points.office_places)


def _prints(holder: Department | Project) -> bool:
    """Whether a form prints an actual value, or points of its execution or in all."""
    points = [part.points for part in (holder.execution, holder.total) if part is not None]
    return any(is_filled(indicator) for indicator in holder.indicators) or any(one is not None for one in points)
