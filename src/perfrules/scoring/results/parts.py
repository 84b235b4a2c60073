"""The scores of what a project consists of: a criterion, an indicator, the budget execution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from perfrules.findings import Finding
from perfrules.quantities import plain
from perfrules.scoring.results.explanations import Note, Step
from perfrules.scoring.results.needs import Need, full_marks
from perfrules.scoring.results.outcomes import Outcome, Range, Score, finding_steps, ratio_text

if TYPE_CHECKING:
    from perfrules.scoring.policies import Policy
    from perfrules.wording import Criterion, Target


class Lacking(Protocol):
    """What a criterion lacks, put into words when it is asked for."""

    @property
    def value(self) -> Fraction | None:
        """The number that was compared, in the target's unit; None where none was."""

    def note(self) -> Note | None:
        """The value that would earn all of it, or None where nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion judged. ``share`` is the part of the points that it earns, ``attainment`` the ratio reached (完成率)."""

    criterion: Criterion
    actual: str | None
    outcome: Outcome
    share: Range[Fraction]
    attainment: Fraction | None = None
    notes: tuple[Note, ...] = ()
    lack: Lacking | None = field(default=None, repr=False, compare=False)
    reason_required: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def needed(self) -> Note | None:
        """The value that would earn all of it; None where all of it is earned, and where nobody can say."""
        return None if self.lack is None else self.lack.note()

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form; shares and ratios rounded to six decimals."""
        return {
            "criterion": self.criterion.to_dict(),
            "actual": self.actual,
            "outcome": self.outcome.value,
            "share": [ratio_text(self.share.low), ratio_text(self.share.high)],
            "attainment": ratio_text(self.attainment),
        }


def _earned(interval: Range[Decimal]) -> object:
    """The points as the head of a derivation says them: both ends where they are open."""
    low, high = (plain(end) for end in interval)
    return low if low == high else (f"{low}～{high}", f"{low} to {high}")


class Telling(Protocol):
    """What tells the rest of a score when it is asked for; ``kept``: the score keeps what it was told."""

    kept: bool

    def tell(self, score: Any, name: str) -> Mapping[str, object]:
        """The field ``name`` of ``score``, and those that come with it."""


class Told(Score):
    """A score that may be made with some of its fields only; the others are told when somebody asks."""

    __slots__ = ("_late",)
    _late: Telling

    if not TYPE_CHECKING:  # pragma: no branch  # every field is there for who asks

        def __getattr__(self, name: str) -> Any:
            """Return what is told late."""
            if name not in type(self).__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            late = object.__getattribute__(self, "_late")
            told = late.tell(self, name)
            if late.kept:
                for field_, value in told.items():
                    object.__setattr__(self, field_, value)
            return told[name]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PartScore(Told):
    """What an indicator and the budget execution share: points out of ``maximum``, the ratio reached, and what is said of them."""

    key: str = ""
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
    def _came_to(self) -> str:
        """The outcome."""
        return self.outcome.value

    @property
    def reason_missing(self) -> bool:
        """Whether the policy asks for a deviation reason (偏差原因) and none is given."""
        return self.reason_required and not (self.deviation_reason or "").strip()

    def _head(self, kind: str, **values: object) -> Note:
        """The first line of the derivation."""
        label = (self.outcome.label, self.outcome.label_en)
        return Note(kind, {"key": self.key, **values, "points": _earned(self.interval), "maximum": self.maximum, "outcome": label})

    def _form(self, given: Mapping[str, Any], reached: str, more: Mapping[str, Any]) -> dict[str, Any]:
        """The published JSON form: what was ``given``, what it came to (``reached`` is the name of the ratio), and the rest."""
        return {
            "key": self.key,
            **given,
            "outcome": self.outcome.value,
            **self._numbers(),
            reached: ratio_text(self.attainment),
            **more,
            "reason_required": self.reason_required,
            "deviation_reason": self.deviation_reason,
            "findings": [item.to_dict() for item in self.findings],
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IndicatorScore(PartScore):
    """One indicator judged: its criteria, and the points they earn together out of ``maximum``."""

    number: str | None = None
    category: str | None = None
    name: str | None = None
    target: Target
    actual: str | None
    criteria: tuple[CriterionScore, ...]

    @property
    def title(self) -> str:
        """The indicator's name, or its target where it has none."""
        return self.name or self.target.text

    def needed_for(self) -> Need:
        """What would earn full marks: for each criterion that is not there yet, the value that would do."""
        needed = ((score.criterion.text, score.needed) for score in self.criteria)
        return full_marks(self, [(text, note) for text, note in needed if note is not None])

    def derivation(self, *first: Step) -> Step:
        """Indicator → criterion as written, as read, as taken → actual → rule → numbers → rounding → points → what is missing."""
        below = [*first]
        for score in self.criteria:
            title = Note("criterion", {"text": score.criterion.text, "outcome": (score.outcome.label, score.outcome.label_en)})
            below.append(self._step(title, *(self._step(note) for note in score.notes)))
        below.extend(self._step(note) for note in self.notes)
        below.extend(finding_steps(self.findings, [note for score in self.criteria for note in score.notes]))
        if self.interval.low < self.maximum:
            below.append(self.needed_for().explanation)
        return self._step(self._head("indicator", name=self.title), *below)

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        given = {"number": self.number, "category": self.category, "name": self.name}
        given |= {"target": self.target.text, "actual": self.actual}
        return self._form(given, "attainment", {"criteria": [score.to_dict() for score in self.criteria]})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExecutionScore(PartScore):
    """预算执行 judged: ``attainment`` is the execution rate (预算执行率)."""

    budget: Decimal | None
    executed: Decimal | None

    @property
    def title(self) -> str:
        """预算执行."""
        return "预算执行"

    def derivation(self, *first: Step) -> Step:
        """Budget and execution as given → rule → rate → points."""
        return self._step(
            self._head("execution"), *first, *(self._step(note) for note in self.notes), *finding_steps(self.findings, self.notes)
        )

    def to_dict(self) -> dict[str, Any]:
        """The published JSON form."""
        amounts = {"budget": self.budget, "executed": self.executed}
        return self._form({name: None if value is None else plain(value) for name, value in amounts.items()}, "rate", {})
