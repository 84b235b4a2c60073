"""What an inspection gave: findings, each with the target it belongs to, and how the targets came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from perfrules.findings import Finding, FindingList, Severity

CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Inspection:
    """``entries`` pair a finding with the number of its target (None: a finding of the table); ``targets`` counts all.

    ``silenced`` counts the findings that suppressions and the baseline cover.
    """

    entries: tuple[tuple[int | None, Finding], ...] = ()
    targets: int = 0
    silenced: int = 0

    @property
    def findings(self) -> FindingList:
        """The findings in the order of the document."""
        return FindingList(finding for _, finding in self.entries)

    @property
    def outcomes(self) -> dict[str, int]:
        """How many targets have an error, else a warning, else an info, or are clean; the numbers add up to ``targets``."""
        worst: dict[int, Severity] = {}
        for target, finding in self.entries:
            if target is not None and (target not in worst or finding.severity.rank > worst[target].rank):
                worst[target] = finding.severity
        counts = {level.value: sum(value is level for value in worst.values()) for level in Severity}
        return counts | {CLEAN: self.targets - len(worst)}

    def where(self, keep: Callable[[Finding], Finding | None]) -> Self:
        """The inspection with each finding as ``keep`` gives it back, and without those for which it gives None."""
        kept = ((target, keep(finding)) for target, finding in self.entries)
        return replace(self, entries=tuple((target, finding) for target, finding in kept if finding is not None))

    def __add__(self, other: Inspection) -> Inspection:
        moved = ((None if target is None else target + self.targets, finding) for target, finding in other.entries)
        return Inspection((*self.entries, *moved), self.targets + other.targets, self.silenced + other.silenced)
