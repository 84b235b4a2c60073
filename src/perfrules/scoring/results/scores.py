"""What scoring returns of a whole: the score of a project and of a department.

Points are Decimals of the policy's rounding; ``points`` is what is settled so far, ``interval`` what the total can still become.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from perfrules.errors import ActualsError, KeyUnknownError
from perfrules.findings import Finding
from perfrules.quantities import plain
from perfrules.scoring.results.explanations import Note, Step
from perfrules.scoring.results.needs import Need, PointSource, need
from perfrules.scoring.results.outcomes import Outcome, Range, Total
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.summaries import html_table
from perfrules.scoring.rounding import rounded
from perfrules.text import visible

if TYPE_CHECKING:
    from perfrules.scoring.policies import Policy

SCHEMA = 1
"""The version of the JSON form of scores."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProjectScore(Total):
    """One project: its budget execution and its indicators, out of 100.

    ``unplaced`` are points of a category that the project lacks and that the policy gives to no other: they stay open.
    ``gradable`` is False where a precondition of the policy fails (weights that the table should give): there is no grade then.
    """

    key: str = ""
    name: str | None = None
    funding: Decimal | None = None
    execution: ExecutionScore
    indicators: tuple[IndicatorScore, ...]
    outcome: Outcome
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]
    grade: str | None
    counts: dict[Outcome, int] = field(hash=False)
    judged: Fraction
    unplaced: Decimal = Decimal(0)
    gradable: bool = True
    rules: Policy = field(repr=False)
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> tuple[ExecutionScore | IndicatorScore, ...]:
        """Budget execution and indicators, in the order of the form."""
        return (self.execution, *self.indicators)

    def needed_for(self, goal: str) -> Need:
        """What is missing for a grade (``优``): points, and where they can still come from."""
        return need(self, goal, [PointSource(part.key, part.title, part.open, part.lost) for part in self.parts])

    def _repr_html_(self) -> str:
        amounts = (self.execution.executed, self.execution.budget)
        spent = " / ".join("—" if amount is None else plain(amount) for amount in amounts)
        more = [("", spent), *((part.target.text, part.actual or "") for part in self.indicators)]
        return html_table(self, self.name, ((part.key, part.title, part, part.outcome.label) for part in self.parts), more)

    def derivation(self, *first: Step) -> Step:
        """The project's total, how it was added, and below it every part."""
        *own, missing = self.own_steps()
        parts = (part.derivation() for part in self.parts)
        return self._step(self._head(self.name, ("project", "project-open")), *first, *own, *parts, missing)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "funding": None if self.funding is None else plain(self.funding),
            **self._totals(),
            "unplaced": plain(self.unplaced),
            "execution": self.execution.to_dict(),
            "indicators": [score.to_dict() for score in self.indicators],
            "findings": [item.to_dict() for item in self.findings],
        }


class Rescoring(Protocol):
    """What a department was scored by: it can be scored again with other actual values."""

    def changed(self, changes: Mapping[str, object]) -> DepartmentScore:
        """The score with other actual values under the keys of ``changes``."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DepartmentScore(Total):
    """A department: its projects rolled up by a named method. ``own`` holds its own indicators where they are scored.

    ``year`` is the budget year, None where neither the table nor the caller gives it; ``weights`` are those of the projects,
    None where one is unknown; ``request`` is what it was scored by.
    """

    name: str | None = None
    unit: str | None = None
    year: int | None = None
    method: str
    projects: tuple[ProjectScore, ...]
    own: ProjectScore | None = None
    outcome: Outcome
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]
    grade: str | None
    counts: dict[Outcome, int] = field(hash=False)
    judged: Fraction
    weights: tuple[Decimal | None, ...] = ()
    gradable: bool = True
    request: Rescoring | None = field(default=None, repr=False, compare=False)
    funding_stated: Decimal | None = None
    funding_summed: Decimal | None = None
    rules: Policy = field(repr=False)
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def funding_difference(self) -> Decimal | None:
        """The projects' sum less the department's stated amount, in the table's unit; nothing is altered."""
        if self.funding_stated is None or self.funding_summed is None:
            return None
        return rounded(Fraction(self.funding_summed) - Fraction(self.funding_stated), 6)

    @property
    def every_project(self) -> tuple[ProjectScore, ...]:
        """The projects, and the department's own indicators where they are scored."""
        return self.projects if self.own is None else (*self.projects, self.own)

    def __iter__(self) -> Iterator[ProjectScore]:
        return iter(self.projects)

    def __getitem__(self, key: str) -> IndicatorScore | ExecutionScore | ProjectScore:
        """The score of a key: ``P02I3`` an indicator, ``P02X`` a budget execution, ``P02`` a project; raises :class:`KeyUnknownError`."""
        for project in self.every_project:
            if project.key == key:
                return project
            for part in project.parts:
                if part.key == key:
                    return part
        raise unknown_key(key)

    def project(self, key: str) -> ProjectScore:
        """The score of a project (``P01``, ``D`` for the department's own table) by its key; raises :class:`KeyUnknownError`."""
        return _of_kind(self, key, ProjectScore)

    def indicator(self, key: str) -> IndicatorScore:
        """The score of an indicator (``P01I1``, ``DI1``) by its key; raises :class:`KeyUnknownError`."""
        return _of_kind(self, key, IndicatorScore)

    def execution(self, key: str) -> ExecutionScore:
        """The score of a budget execution (``P01X``, ``DX``) by its key; raises :class:`KeyUnknownError`."""
        return _of_kind(self, key, ExecutionScore)

    def what_if(self, changes: Mapping[str, object]) -> DepartmentScore:
        """The score with other actual values under some keys, everything else as it was: ``{"P01I7": "达成（90%）"}``.

        Raises :class:`KeyUnknownError` for a key that the table does not have, :class:`ActualsError` for what is no mapping.
        """
        if self.request is None or not isinstance(changes, Mapping):
            raise ActualsError("应为“编号 → 数值”的映射。", "A mapping from key to value is expected.")
        for key in changes:
            self._known(key)
        return self.request.changed(changes)

    def _known(self, key: str) -> None:
        """Raise for a key that is none; a criterion's (``P01I1C2``) is known by its indicator's."""
        if isinstance(key, str) and _CRITERION.fullmatch(key):
            key = key.rpartition("C")[0]
        self[key]

    def all_findings(self) -> Sequence[Finding]:
        """The department's findings and those of every project, execution and indicator, in the order of the table."""
        found = list(self.findings)
        for project in self.every_project:
            found.extend(project.findings)
            for part in project.parts:
                found.extend(part.findings)
        return found

    def needed_for(self, goal: str) -> Need:
        """What is missing for a grade (``优``): points, and the projects they can still come from, in points of the department."""
        return need(self, goal, self._sources())

    def _sources(self) -> list[PointSource]:
        """The projects with what they can bring to the department by their weight; of its own table, the parts."""
        if self.own is not None:
            return [PointSource(part.key, part.title, part.open, part.lost) for part in self.own.parts]
        weights = [Fraction(weight or 0) for weight in self.weights or (Decimal(1),) * len(self.projects)]
        whole = sum(weights, Fraction(0)) or Fraction(1)
        shares = [weight / whole for weight in weights]
        return [
            PointSource(item.key, item.name or "", _weighed(item.open, share), _weighed(item.lost, share), weighted=True)
            for item, share in zip(self.projects, shares, strict=True)
        ]

    def _repr_html_(self) -> str:
        return html_table(self, self.name, ((item.key, item.name or "", item, item.grade_label) for item in self.every_project))

    def derivation(self, *first: Step) -> Step:
        """The department's total, the method, and below it every project."""
        projects = (project.derivation() for project in self.every_project)
        return self._step(self._head(self.name, ("department", "department-open")), *first, *self.own_steps(), *projects)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form, with the version of its schema."""
        money = {"stated": self.funding_stated, "summed": self.funding_summed, "difference": self.funding_difference}
        return {
            "schema": SCHEMA,
            "name": self.name,
            "unit": self.unit,
            "year": self.year,
            "method": self.method,
            **self._totals(),
            "funding": {key: None if value is None else plain(value) for key, value in money.items()},
            "own": self.own.to_dict() if self.own else None,
            "projects": [project.to_dict() for project in self.projects],
            "findings": [item.to_dict() for item in self.findings],
        }


_CRITERION = re.compile(r".+I\d+C\d+")
_Part = TypeVar("_Part", ProjectScore, IndicatorScore, ExecutionScore)


def _of_kind(score: DepartmentScore, key: str, kind: type[_Part]) -> _Part:
    found = score[key]
    if not isinstance(found, kind):
        raise unknown_key(key)
    return found


def unknown_key(key: object) -> KeyUnknownError:
    """The error for a key that no part of the score has."""
    shown = visible(str(key))
    return KeyUnknownError(
        f"没有编号“{shown}”。编号如 P01（项目）、P01I2（指标）、P01X（预算执行），见 perfrules score 的输出。",
        f"No key “{shown}”. Keys are such as P01 (project), P01I2 (indicator), P01X (budget execution).",
    )


def _weighed(points: Decimal, share: Fraction) -> Decimal:
    return rounded(Fraction(points) * share, 2)
