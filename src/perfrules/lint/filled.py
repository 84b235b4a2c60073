"""A filled form: the actual values that stand in the table, scored as ``score`` scores them, for what can be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.findings import Finding
    from perfrules.model import Department, Indicator, Project
    from perfrules.scoring.departments import Scorer
    from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore

POLICY = "mof-2020-10"


def is_filled(indicator: Indicator) -> bool:
    """Whether the table holds an actual value of it."""
    return indicator.actual is not None and bool(indicator.actual.strip())


@dataclass(slots=True)
class Filled:
    """The scores of what a filled form prints, by the identity of the indicator, and of the project or department for its
    budget execution, as far as they were asked for; ``office_places`` are the decimals to which the policy takes offices to round.
    """

    scorer: Scorer | None = None
    office_places: tuple[int, ...] = ()
    scores: dict[int, IndicatorScore] = field(default_factory=dict)
    executions: dict[int, ExecutionScore] = field(default_factory=dict)

    def findings(self, holder: Department | Project, place: int) -> Mapping[int, tuple[Finding, ...]]:
        """Score the department's own indicators (0) or those of its project at a ``place``; what scoring says of the actual values.

        That is kept by nobody: it takes as much room as all else.
        """
        said: dict[int, tuple[Finding, ...]] = {}
        if self.scorer is None:
            return said

        def seen(indicator: Indicator, score: IndicatorScore) -> None:
            if is_filled(indicator):
                said[id(indicator)] = score.findings

        found = self.scorer.project(place, seen) if place else self.scorer.own(seen)
        if found is not None:
            self.executions[id(holder)] = found.execution
            scored = zip(holder.indicators, found.indicators, strict=True)
            self.scores.update((id(indicator), score) for indicator, score in scored if id(indicator) in said)
        return said


def filled_of(department: Department, policy: str) -> Filled:
    """Ready to score every indicator with an actual value and every execution with points; a form that prints none is not scored."""
    holders: list[Department | Project] = [department, *department.projects]
    if not any(_prints(holder) for holder in holders):
        return Filled()
    from perfrules.scoring.departments import Scorer
    from perfrules.scoring.policies import load

    rules = load(policy)
    return Filled(Scorer(department, {}, rules), rules.at(department.year).printed_points.office_places)


def _prints(holder: Department | Project) -> bool:
    """Whether a form prints an actual value, or points of its execution or in all."""
    points = [part.points for part in (holder.execution, holder.total) if part is not None]
    return any(is_filled(indicator) for indicator in holder.indicators) or any(one is not None for one in points)
