"""What is missing: for full marks of an indicator, or for a grade of a project or a department (what-if)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.errors import PolicyError
from perfrules.quantities import plain
from perfrules.scoring.results.explanations import Note, Step, step
from perfrules.scoring.results.outcomes import Score, Total
from perfrules.scoring.rounding import rounded

FULL = "满分"


@dataclass(frozen=True, slots=True)
class PointSource:
    """Where points could come from: ``open`` can still be earned, ``lost`` only with a better actual value.

    ``weighted``: these are points of the department, that is of the project by its weight.
    """

    key: str
    name: str
    open: Decimal
    lost: Decimal
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What a goal asks for. ``short`` is what the settled points lack; ``reachable`` says whether the open points can bring it."""

    goal: str
    edge: Decimal
    short: Decimal
    reached: bool
    reachable: bool
    sources: tuple[PointSource, ...] = ()
    values: tuple[tuple[str, Note], ...] = ()

    @property
    def explanation(self) -> Step:
        """The need as a step of an explanation."""
        key = "need-reached" if self.reached else "need-reachable" if self.reachable else "need-lost"
        lines = [
            step(
                Note(
                    "need-source-weighted" if item.weighted else "need-source",
                    {"key": item.key, "name": item.name, "open": item.open, "lost": item.lost},
                )
            )
            for item in self.sources
        ]
        lines += [step(Note("need-value", {"text": text}), children=(step(note),)) for text, note in self.values]
        return step(
            Note(key, {"goal": (self.goal, "full marks" if self.goal == FULL else self.goal), "edge": self.edge, "short": self.short}),
            children=tuple(lines),
        )

    def explain(self, lang: str = "zh") -> str:
        """The need as text in ``lang`` (``zh`` or ``en``)."""
        return self.explanation.text(lang)

    def to_dict(self) -> dict[str, Any]:
        """``goal edge short reached reachable sources``."""
        return {
            "goal": self.goal,
            "edge": plain(self.edge),
            "short": plain(self.short),
            "reached": self.reached,
            "reachable": self.reachable,
            "sources": [{"key": item.key, "name": item.name, "open": plain(item.open), "lost": plain(item.lost)} for item in self.sources],
        }


def need(score: Total, goal: str, sources: Sequence[PointSource], *, most: int = 10) -> Need:
    """What ``score`` lacks for the grade ``goal`` or for full marks; raises :class:`PolicyError` for a grade that is none.

    ``sources`` are shown where they have points left, the largest first, at most ``most``.
    """
    edges = score.rules.grade_edges()
    if not isinstance(goal, str) or (goal != FULL and goal not in edges):
        known = "、".join((*edges, FULL))
        raise PolicyError(f"评分办法没有等级“{goal}”，可选：{known}。", f"The policy has no grade “{goal}”; it has {known}.")
    edge = score.maximum if goal == FULL else edges[goal]
    left = sorted(
        (item for item in sources if item.open or item.lost), key=lambda item: (-Fraction(item.open) - Fraction(item.lost), item.key)
    )
    reached = score.interval.low >= edge
    return Need(goal, edge, _short(score, edge), reached, score.interval.high >= edge, () if reached else tuple(left[:most]))


def full_marks(score: Score, values: Sequence[tuple[str, Note]]) -> Need:
    """What an indicator lacks for all of its points; ``values`` name for each criterion the value that would do."""
    short = _short(score, score.maximum)
    return Need(FULL, score.maximum, short, not short, score.interval.high >= score.maximum, (), tuple(values))


def _short(score: Score, edge: Decimal) -> Decimal:
    return rounded(max(Fraction(0), Fraction(edge) - Fraction(score.interval.low)), 2)
