"""What scoring returns: the score of a criterion, an indicator, the budget execution, a project and a department.

Points are Decimals of the policy's rounding; ``points`` is what is settled so far, ``interval`` what the total can still become.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from perfrules.findings import Finding
from perfrules.quantities import plain
from perfrules.scoring.explanations import Note, Step, percent, step
from perfrules.scoring.rounding import rounded

if TYPE_CHECKING:
    from perfrules.scoring.needs import Need
    from perfrules.scoring.policies import Policy
    from perfrules.wording import Criterion, Target

SCHEMA = 1
"""The version of the JSON form of scores."""


class Outcome(StrEnum):
    """What a judgement came to."""

    MET = "met"
    UNMET = "unmet"
    CANNOT_JUDGE = "cannot_judge"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"met": "达到", "unmet": "未达到", "cannot_judge": "无法判断", "not_applicable": "不适用"}[self.value]


N = TypeVar("N", Decimal, Fraction)


class Range(NamedTuple, Generic[N]):
    """From ``low`` to ``high``, both included."""

    low: N
    high: N

    @property
    def is_settled(self) -> bool:
        """Whether nothing is open any more."""
        return self.low == self.high


class Score:
    """What every score can do."""

    __slots__ = ()
    rules: Policy
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]

    @property
    def policy(self) -> str:
        """The id of the policy that was used."""
        return self.rules.id

    @property
    def is_settled(self) -> bool:
        """Whether the points are final."""
        return self.interval.is_settled

    @property
    def lost(self) -> Decimal:
        """Points that cannot be reached any more."""
        return rounded(Fraction(self.maximum) - Fraction(self.interval.high), 2)

    @property
    def open(self) -> Decimal:
        """Points that are neither earned nor lost yet."""
        return rounded(Fraction(self.interval.high) - Fraction(self.interval.low), 2)

    @property
    def explanation(self) -> Step:
        """The derivation as a tree."""
        raise NotImplementedError

    def explain(self, lang: str = "zh") -> str:
        """The derivation as indented text in ``lang`` (``zh`` or ``en``)."""
        return self.explanation.text(lang)

    def _repr_html_(self) -> str:
        return self.explanation.to_html()

    def _step(self, note: Note, *children: Step) -> Step:
        if note.rule is None:
            return step(note, children=children)
        source, evidence = self.rules.basis(note.rule)
        return step(note, source=source, evidence=evidence, children=children)

    def _numbers(self) -> dict[str, Any]:
        return {
            "points": plain(self.points),
            "maximum": plain(self.maximum),
            "interval": [plain(self.interval.low), plain(self.interval.high)],
            "policy": self.policy,
        }


def _share(value: Fraction | None) -> str | None:
    return None if value is None else plain(rounded(value, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion judged. ``share`` is the part of the points that it earns, ``attainment`` the ratio reached (完成率)."""

    criterion: Criterion
    actual: str | None
    outcome: Outcome
    share: Range[Fraction]
    attainment: Fraction | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form; shares and ratios rounded to six decimals."""
        return {
            "criterion": self.criterion.to_dict(),
            "actual": self.actual,
            "outcome": self.outcome.value,
            "share": [_share(self.share.low), _share(self.share.high)],
            "attainment": _share(self.attainment),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorScore(Score):
    """One indicator judged: its criteria, and the points they earn together out of ``maximum``."""

    key: str = ""
    number: str | None = None
    category: str | None = None
    name: str | None = None
    target: Target
    actual: str | None
    criteria: tuple[CriterionScore, ...]
    outcome: Outcome
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]
    attainment: Fraction | None
    rules: Policy = field(repr=False)
    reason_required: bool = False
    deviation_reason: str | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def reason_missing(self) -> bool:
        """Whether the policy asks for a deviation reason (偏差原因) and none is given."""
        return self.reason_required and not (self.deviation_reason or "").strip()

    def needed_for(self, goal: str = "满分") -> Need:
        """What would earn full marks (``满分``), or a grade's share of the points."""
        from perfrules.scoring.needs import indicator_need

        return indicator_need(self, goal)

    @property
    def explanation(self) -> Step:
        """Indicator → criterion as written, as read, as taken → actual → rule → numbers → rounding → points → what is missing."""
        head = Note("indicator", {"key": self.key, "name": self.name or self.target.text, "points": self.points, "maximum": self.maximum,
                                  "outcome": (self.outcome.label, self.outcome.value)})  # fmt: skip
        below = [self._step(Note("policy", {"title": (self.rules.title, self.rules.title_en or self.rules.title), "id": self.policy}))]
        for score in self.criteria:
            title = Note("criterion", {"text": score.criterion.text, "outcome": (score.outcome.label, score.outcome.value)})
            below.append(self._step(title, *(self._step(note) for note in score.notes)))
        below.extend(self._step(note) for note in self.notes)
        below.extend(Step("finding", f"{item.code} {item.message}", f"{item.code} {item.say('en')}") for item in self.findings)
        if self.interval.high < self.maximum or not self.is_settled:
            below.extend(self.needed_for().steps)
        return self._step(head, *below)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        return {
            "key": self.key,
            "number": self.number,
            "category": self.category,
            "name": self.name,
            "target": self.target.text,
            "actual": self.actual,
            "outcome": self.outcome.value,
            **self._numbers(),
            "attainment": _share(self.attainment),
            "criteria": [score.to_dict() for score in self.criteria],
            "reason_required": self.reason_required,
            "deviation_reason": self.deviation_reason,
            "findings": [item.to_dict() for item in self.findings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionScore(Score):
    """预算执行 judged: ``attainment`` is the execution rate (预算执行率)."""

    key: str = ""
    budget: Decimal | None
    executed: Decimal | None
    outcome: Outcome
    points: Decimal
    maximum: Decimal
    interval: Range[Decimal]
    attainment: Fraction | None
    rules: Policy = field(repr=False)
    reason_required: bool = False
    deviation_reason: str | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def explanation(self) -> Step:
        """Budget and execution as given → rule → rate → points."""
        head = Note("execution", {"key": self.key, "points": self.points, "maximum": self.maximum,
                                  "outcome": (self.outcome.label, self.outcome.value)})  # fmt: skip
        found = (Step("finding", f"{item.code} {item.message}", f"{item.code} {item.say('en')}") for item in self.findings)
        return self._step(head, *(self._step(note) for note in self.notes), *found)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        return {
            "key": self.key,
            "budget": None if self.budget is None else plain(self.budget),
            "executed": None if self.executed is None else plain(self.executed),
            "outcome": self.outcome.value,
            **self._numbers(),
            "rate": _share(self.attainment),
            "reason_required": self.reason_required,
            "deviation_reason": self.deviation_reason,
            "findings": [item.to_dict() for item in self.findings],
        }


class Total(Score):
    """What project and department share: a grade, the four counts, and the share of weight that is judged."""

    __slots__ = ()
    grade: str | None
    counts: dict[Outcome, int]
    judged: Fraction
    outcome: Outcome

    @property
    def grade_label(self) -> str:
        """The grade, or 待定 where the interval does not settle it."""
        return self.grade or "待定"

    @property
    def attainment(self) -> Fraction | None:
        """Points over maximum; None while something is open."""
        return Fraction(self.points) / Fraction(self.maximum) if self.is_settled and self.maximum else None

    def _head(self, key: str, name: str | None) -> Note:
        return Note(key, {"name": name or "", "points": self.points, "maximum": self.maximum, "low": self.interval.low,
                          "high": self.interval.high, "grade": (self.grade_label, self.grade or "open"),
                          "judged": percent(self.judged)} | {outcome.value: self.counts.get(outcome, 0) for outcome in Outcome})  # fmt: skip

    def _totals(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            **self._numbers(),
            "attainment": _share(self.attainment),
            "grade": self.grade,
            "counts": {outcome.value: self.counts.get(outcome, 0) for outcome in Outcome},
            "judged": _share(self.judged),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectScore(Total):
    """One project: its budget execution and its indicators, out of 100.

    ``unplaced`` are points of a category that the project lacks and that the policy gives to no other: they stay open.
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
    rules: Policy = field(repr=False)
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def parts(self) -> tuple[ExecutionScore | IndicatorScore, ...]:
        """Budget execution and indicators, in the order of the form."""
        return (self.execution, *self.indicators)

    def needed_for(self, goal: str) -> Need:
        """What is missing for a grade (``优``): points, and where they can still come from."""
        from perfrules.scoring.needs import project_need

        return project_need(self, goal)

    @property
    def explanation(self) -> Step:
        """The project's total, how it was added, and below it every part."""
        found = (Step("finding", f"{item.code} {item.message}", f"{item.code} {item.say('en')}") for item in self.findings)
        parts = (part.explanation for part in self.parts)
        need = self.needed_for(self.rules.next_grade(self.interval.low) or "满分").steps
        return self._step(self._head("project", self.name), *(self._step(note) for note in self.notes), *found, *parts, *need)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentScore(Total):
    """A department: its projects rolled up by a named method. ``own`` holds its own indicators where they are scored."""

    name: str | None = None
    unit: str | None = None
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

    def __iter__(self) -> Iterator[ProjectScore]:
        return iter(self.projects)

    def __getitem__(self, key: str) -> IndicatorScore | ExecutionScore | ProjectScore:
        """The score of a key: ``P02I3`` an indicator, ``P02X`` a budget execution, ``P02`` a project; KeyError otherwise."""
        for project in (*self.projects, *((self.own,) if self.own else ())):
            for item in (project, *project.parts):
                if item.key == key:
                    return item
        raise KeyError(key)

    def all_findings(self) -> Sequence[Finding]:
        """The department's findings and those of every project, execution and indicator, in the order of the table."""
        found = list(self.findings)
        for project in (*self.projects, *((self.own,) if self.own else ())):
            found.extend(project.findings)
            for part in project.parts:
                found.extend(part.findings)
        return found

    def needed_for(self, goal: str) -> Need:
        """What is missing for a grade (``优``): points, and the projects they can still come from."""
        from perfrules.scoring.needs import department_need

        return department_need(self, goal)

    @property
    def explanation(self) -> Step:
        """The department's total, the method, and below it every project."""
        found = (Step("finding", f"{item.code} {item.message}", f"{item.code} {item.say('en')}") for item in self.findings)
        projects = (project.explanation for project in (*self.projects, *((self.own,) if self.own else ())))
        need = self.needed_for(self.rules.next_grade(self.interval.low) or "满分").steps
        return self._step(self._head("department", self.name), *(self._step(note) for note in self.notes), *found, *need, *projects)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form, with the version of its schema."""
        money = {"stated": self.funding_stated, "summed": self.funding_summed, "difference": self.funding_difference}
        return {
            "schema": SCHEMA,
            "name": self.name,
            "unit": self.unit,
            "method": self.method,
            **self._totals(),
            "funding": {key: None if value is None else plain(value) for key, value in money.items()},
            "own": self.own.to_dict() if self.own else None,
            "projects": [project.to_dict() for project in self.projects],
            "findings": [item.to_dict() for item in self.findings],
        }
