"""A rule of a policy: a table of its settings with the source it was taken from and the grade of evidence."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from perfrules.scoring.policies.ladders import SettingsTable
from perfrules.scoring.policies.sources import Cited, refuse_unproved
from perfrules.scoring.results.explanations import Evidence


class RuleTable(SettingsTable):
    """A rule with the source it was taken from and the grade of evidence."""

    source: Cited
    evidence: Evidence

    @model_validator(mode="after")
    def _known(self) -> Self:
        refuse_unproved(self.source, self.evidence)
        return self
