"""Settings of monitoring during the year."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from perfrules.errors import PolicyError
from perfrules.scoring.policies.ladders import Ratio, SettingsTable
from perfrules.scoring.policies.settings.tables import RuleTable


class ExecutionStep(SettingsTable):
    """By the end of ``month`` an execution rate below ``rate_below`` is a warning."""

    month: int = Field(ge=1, le=12)
    rate_below: Ratio


class Monitoring(RuleTable):
    """Mid-year monitoring: a lamp by what is reached of what is due by the date, a share of the year's days or of its begun months.

    Red below ``behind``, green from ``on_track`` on, blue from ``ahead`` on. ``ceilings`` are held against the target itself or in
    proportion to the year; ``others``, which do not accumulate (rates, levels, unit prices), have all lamps or only green and red.
    Strict signs are as in scoring or honoured. The execution has edges of its own, and may have steps by month: red below them.
    """

    behind: Ratio
    on_track: Ratio
    ahead: Ratio | Literal["never"]
    due: Literal["days", "months"]
    ceilings: Literal["target", "proportional"]
    others: Literal["all_lamps", "two_lamps"]
    strict: Literal["as_scored", "honoured"]
    execution_behind: Ratio
    execution_on_track: Ratio
    execution_steps: tuple[ExecutionStep, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= self.behind <= self.on_track <= 1 or not 0 <= self.execution_behind <= self.execution_on_track <= 1:
            raise PolicyError(
                "behind 应在 0 与 on_track 之间，on_track 不超过 1", "behind lies between 0 and on_track, on_track at most at 1"
            )
        if self.ahead != "never" and self.ahead <= 1:
            raise PolicyError("ahead 应大于 1", "ahead exceeds 1")
        steps = self.execution_steps
        if any(later.month <= step.month or later.rate_below <= step.rate_below for step, later in pairwise(steps)):
            raise PolicyError("execution_steps：月份和比例都应逐步升高", "execution_steps: months and shares rise")
        return self
