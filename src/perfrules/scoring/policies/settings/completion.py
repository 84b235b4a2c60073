"""Settings of what a number earns that misses its target or goes far beyond it, and a date that is missed."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import model_validator

from perfrules.errors import PolicyError
from perfrules.scoring.policies.ladders import Band, Ratio, Tier, falling, ladder
from perfrules.scoring.policies.settings.tables import RuleTable


class Forward(RuleTable):
    """Completion of a quantitative target that is not met: ``ratio``; nothing below a floor and the rate from there on
    (``floor_ratio``) or what lies above the floor (``floor_linear``); ``steps``; or ``binary``.
    """

    method: Literal["ratio", "floor_ratio", "floor_linear", "steps", "binary"]
    floor: Ratio | None = None
    steps: tuple[Band, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.method.startswith("floor_") != (self.floor is not None):
            raise PolicyError(
                "method 为 floor_ratio 或 floor_linear 时须写明 floor，其他情况不写", "floor belongs to floor_ratio and floor_linear only"
            )
        if self.floor is not None and not 0 <= self.floor < 1:
            raise PolicyError("floor 应在 0 与 1 之间", "floor lies between 0 and 1")
        if (self.method == "steps") != bool(self.steps):
            raise PolicyError("method 为 steps 时须写明 steps，其他情况不写", "steps belong to method steps, and to it only")
        if self.steps:
            ladder(self.steps, "steps")
        return self


class Reverse(RuleTable):
    """A reverse target (≤) that is not met: target ÷ actual, ``linear`` 1 − (B−A)/A, or nothing."""

    formula: Literal["ratio", "linear", "binary"]


class Over(RuleTable):
    """Far above the target: from which ratio on it is flagged or to be explained, and listed tiers that take points (or none).

    A tier begins at a ratio (``from``) or only above it (``above``).
    """

    flag: Ratio | Literal["never"]
    explain: Ratio | Literal["never"]
    tiers: tuple[Tier, ...] = ()

    @model_validator(mode="after")
    def _above(self) -> Self:
        falling([tier.edge for tier in self.tiers], "tiers")
        edges = [*(tier.edge for tier in self.tiers), *(edge for edge in (self.flag, self.explain) if edge != "never")]
        if any(edge <= 1 for edge in edges) or any(not 0 <= tier.earns <= 1 for tier in self.tiers):
            raise PolicyError("超额倍数应大于 1，得分比例应在 0 与 1 之间", "ratios above target exceed 1 and shares lie between 0 and 1")
        if any(high.earns > low.earns for high, low in pairwise(self.tiers)):
            raise PolicyError("tiers：超额越多扣分应越多", "tiers: the farther above, the less is earned")
        return self


class Timeliness(RuleTable):
    """A deadline: full on time, else nothing (``on_time``), less by ``deduct`` (a share) for each begun ``unit`` of delay
    (``per_lag``), or the share ``late`` however late (``late_share``).
    """

    method: Literal["on_time", "per_lag", "late_share"]
    unit: Literal["day", "month"] | None = None
    deduct: Ratio | None = None
    late: Ratio | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.method == "per_lag") != (self.unit is not None and self.deduct is not None):
            raise PolicyError("method 为 per_lag 时须写明 unit 和 deduct", "per_lag asks for unit and deduct")
        if self.deduct is not None and not 0 < self.deduct <= 1:
            raise PolicyError("deduct 应大于 0，不超过 1", "deduct lies above 0 and at most at 1")
        if (self.method == "late_share") != (self.late is not None):
            raise PolicyError("method 为 late_share 时须写明 late，其他情况不写", "late belongs to late_share, and to it only")
        if self.late is not None and not 0 < self.late < 1:
            raise PolicyError("late 应在 0 与 1 之间", "late lies between 0 and 1")
        return self
