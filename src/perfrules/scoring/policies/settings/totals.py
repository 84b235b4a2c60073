"""Settings of what is added up: budget execution, rounding, grades, deductions, reasons, and projects into a department."""

from __future__ import annotations

from typing import Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from perfrules.errors import PolicyError
from perfrules.model import Amount
from perfrules.scoring.policies.ladders import Band, Ratio, SettingsTable, falling, ladder
from perfrules.scoring.policies.settings.tables import RuleTable


class Spending(RuleTable):
    """预算执行: rate × points, or steps of the rate with full points for a finished task within budget.

    ``places``: decimals (of a percentage) to which the rate is rounded before use, or ``exact``.
    """

    method: Literal["ratio", "steps"]
    denominator: Literal["adjusted", "initial"]
    places: int | Literal["exact"]
    overspent: Literal["cap", "cannot_judge"]
    steps: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        if (self.method == "steps") != bool(self.steps):
            raise PolicyError("method 为 steps 时须写明 steps，其他情况不写", "steps belong to method steps, and to it only")
        if self.steps:
            ladder(self.steps, "steps")
        return self


class GradeBand(SettingsTable):
    """A grade and the lowest total that belongs to it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    name: str
    at: Amount = Field(alias="from")


class Grades(RuleTable):
    """Grades of totals, from the best to the lowest. ``optional``: a project may be left without one."""

    optional: bool
    bands: tuple[GradeBand, ...]

    @model_validator(mode="after")
    def _ladder(self) -> Self:
        if not self.bands or self.bands[-1].at != 0:
            raise PolicyError("bands：最低一等应从 0 起，否则有空档", "bands: the lowest grade begins at 0, or there is a gap")
        falling([band.at for band in self.bands], "bands")
        if self.bands[0].at > 100 or len({band.name for band in self.bands}) != len(self.bands):
            raise PolicyError("bands：下限不超过 100，名称不重复", "bands: edges are at most 100 and names differ")
        return self


class Rounding(RuleTable):
    """Decimals of the points of an indicator and of a total, half up; nothing else is rounded."""

    indicator: int = Field(ge=0, le=6)
    total: int = Field(ge=0, le=6)


class Reason(RuleTable):
    """When a deviation reason (偏差原因) is asked for: points below the maximum, far above target, execution below a rate, a
    budget that was changed during the year.
    """

    below_full: bool
    execution_below: Ratio
    budget_changed: bool


class Deduction(RuleTable):
    """Whether a written deduction of points may be entered."""

    allowed: bool


RollupMethod: TypeAlias = Literal["funding_weighted_mean", "mean", "own_table"]


class Rollup(RuleTable):
    """How projects become a department."""

    method: RollupMethod
