"""What every score has in common: an outcome, settled points, the interval that is still open, and a derivation."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from perfrules.arguments import Word
from perfrules.findings import Finding
from perfrules.quantities import plain
from perfrules.scoring.results.explanations import Note, Step, percent, step
from perfrules.scoring.rounding import rounded

if TYPE_CHECKING:
    from perfrules.scoring.policies import Policy


class Outcome(Word):
    """What a judgement came to."""

    MET = "met"
    UNMET = "unmet"
    CANNOT_JUDGE = "cannot_judge"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"met": "达到", "unmet": "未达到", "cannot_judge": "无法判断", "not_applicable": "不适用"}[self.value]

    @property
    def label_en(self) -> str:
        """As people read it in English."""
        return self.value.replace("_", " ")


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
        return _difference(self.maximum, self.interval.high)

    @property
    def open(self) -> Decimal:
        """Points that are neither earned nor lost yet."""
        return _difference(self.interval.high, self.interval.low)

    @property
    def policy_step(self) -> Step:
        """The line of an explanation that names the policy."""
        return self._step(Note("policy", {"title": (self.rules.title, self.rules.title_en or self.rules.title), "id": self.policy}))

    @property
    def explanation(self) -> Step:
        """The derivation as a tree, under the policy that it follows."""
        return self.derivation(self.policy_step)

    @abstractmethod
    def derivation(self, *first: Step) -> Step:
        """The derivation as a tree, without the policy; ``first`` stands before everything below its head."""

    def explain(self, lang: str = "zh") -> str:
        """The derivation as indented text in ``lang`` (``zh`` or ``en``)."""
        return self.explanation.text(lang)

    def __repr__(self) -> str:
        """What one looks for first: what it is of, the points, what they came to. All of it is in ``to_dict()``."""
        low, high = (plain(end) for end in self.interval)
        of = [repr(value) for name in ("key", "title", "name", "actual") if (value := getattr(self, name, None))]
        points = f"{low if low == high else f'{low}～{high}'} / {plain(self.maximum)}"
        return f"{type(self).__name__}({', '.join([*dict.fromkeys(of), points, self._came_to])})"

    @property
    @abstractmethod
    def _came_to(self) -> str:
        """The outcome or the grade."""

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


_NONE = Decimal("0.00")


def _difference(more: Decimal, less: Decimal) -> Decimal:
    """The points between the two; mostly there are none."""
    return _NONE if more == less else rounded(Fraction(more) - Fraction(less), 2)


def ratio_text(value: Fraction | None) -> str | None:
    return None if value is None else plain(rounded(value, 6))


_TOLD = frozenset(("AC010", "AC011", "AC021", "SC003", "SC004", "SC005", "SC010", "SC017", "SC018", "SC021", "SC025", "SC026"))
"""Findings that say what a note of the derivation says already."""


def finding_steps(findings: Iterable[Finding], notes: Iterable[Note] = ()) -> tuple[Step, ...]:
    """Findings as lines of an explanation, without those that one of ``notes`` gives as the reason why nothing is judged."""
    said = {note.values["why"] for note in notes if note.key == "cannot"}
    findings = [item for item in findings if item.code not in _TOLD and (item.message, item.say("en")) not in said]
    return tuple(Step("finding", (f"{item.code} {item.message}", f"{item.code} {item.say('en')}")) for item in findings)


class Explained(Protocol):
    """What has a derivation of its own."""

    @property
    def explanation(self) -> Step:
        """The derivation as a tree."""


class Total(Score):
    """What project and department share: a grade, the four counts, and the share of weight that is judged."""

    __slots__ = ()
    grade: str | None
    counts: dict[Outcome, int]
    judged: Fraction
    outcome: Outcome
    notes: tuple[Note, ...]
    findings: tuple[Finding, ...]

    @property
    def grade_label(self) -> str:
        """The grade, or 待定 where the interval does not settle it."""
        return self.grade or "待定"

    @property
    def _came_to(self) -> str:
        """The grade."""
        return self.grade_label

    @property
    def attainment(self) -> Fraction | None:
        """Points over maximum; None while something is open."""
        return Fraction(self.points) / Fraction(self.maximum) if self.is_settled and self.maximum else None

    @abstractmethod
    def needed_for(self, goal: str) -> Explained:
        """What is missing for a grade."""

    def own_steps(self) -> tuple[Step, ...]:
        """The steps of the derivation that are the total's own, without those of its parts: how it was added, and last what is missing."""
        missing = self.needed_for(self.rules.next_grade(self.interval.low) or "满分").explanation
        return (*(self._step(note) for note in self.notes), *finding_steps(self.findings), missing)

    def _head(self, name: str | None, keys: tuple[str, str]) -> Note:
        """The first line: ``keys`` are its sentences for a total that is settled and for one that is open."""
        values: dict[str, object] = {"name": name or "", "points": self.points, "maximum": self.maximum, "low": self.interval.low}
        values |= {"high": self.interval.high, "grade": (self.grade_label, self.grade or "open"), "judged": percent(self.judged)}
        values |= {outcome.value: self.counts.get(outcome, 0) for outcome in Outcome}
        return Note(keys[not self.is_settled], values)

    def _totals(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            **self._numbers(),
            "attainment": ratio_text(self.attainment),
            "grade": self.grade,
            "counts": {outcome.value: self.counts.get(outcome, 0) for outcome in Outcome},
            "judged": ratio_text(self.judged),
        }
