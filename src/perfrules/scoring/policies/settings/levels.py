"""Settings of what is judged by levels: requirements in words, the points that a form prints for them, satisfaction."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from perfrules.errors import PolicyError
from perfrules.scoring.policies.ladders import Band, Ratio, SettingsTable, ladder
from perfrules.scoring.policies.settings.tables import RuleTable

Level = Literal["达成", "部分达成", "未达成"]


class LevelBand(SettingsTable):
    """A qualitative label and the lowest share that belongs to it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    label: Level
    at: Ratio = Field(alias="from")


class QualitativeLevels(RuleTable):
    """Qualitative targets: bands of 达成, 部分达成, 未达成, or whatever share the table gives."""

    method: Literal["bands", "table"]
    bands: tuple[LevelBand, ...] = ()

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        if self.method == "table":
            if self.bands:
                raise PolicyError("method 为 table 时不写 bands", "method table takes no bands")
            return self
        if [band.label for band in self.bands] != ["达成", "部分达成", "未达成"]:
            raise PolicyError("bands：应依次为 达成、部分达成、未达成", "bands: 达成, 部分达成, 未达成, in this order")
        ladder([Band(at=band.at, earns=band.at) for band in self.bands], "bands")
        return self

    def band(self, label: Level) -> tuple[Fraction, Fraction]:
        """The lower edge (included) and the upper one (excluded, but for 1) of a label."""
        edges = [band.at for band in self.bands]
        index = ("达成", "部分达成", "未达成").index(label)
        return (edges[index], Fraction(1) if index == 0 else edges[index - 1]) if edges else (Fraction(0), Fraction(1))

    def label(self, share: Fraction) -> Level:
        """The label whose band holds ``share``; a policy that leaves bands to the table calls only the whole 达成."""
        if self.bands:
            return next(band.label for band in self.bands if share >= band.at)
        return "达成" if share == 1 else "部分达成" if share else "未达成"


class PrintedPoints(RuleTable):
    """The points that a filled form prints: for a qualitative row the share that the office gave, or nothing that counts.

    Printed points that are those of the rule rounded half up to one of ``office_places`` decimals are the office's own rounding.
    """

    qualitative: Literal["share", "ignored"]
    office_places: tuple[Annotated[int, Field(ge=0, le=6)], ...]


class Satisfaction(RuleTable):
    """Satisfaction: as any quantity, or points by a scale while the outcome follows its own target."""

    method: Literal["quantity", "bands"]
    words: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        if (self.method == "bands") != bool(self.bands):
            raise PolicyError("method 为 bands 时须写明 bands，其他情况不写", "bands belong to method bands, and to it only")
        if self.bands:
            ladder(self.bands, "bands")
        return self
