"""Settings of points: of the categories, of indicators among themselves, of several criteria, and where they go that none earns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from perfrules.errors import PolicyError
from perfrules.model import Amount, Category
from perfrules.quantities import plain
from perfrules.scoring.policies.ladders import SettingsTable
from perfrules.scoring.policies.settings.tables import RuleTable
from perfrules.scoring.rounding import total


class Pool(SettingsTable):
    """Points that some first-level categories share."""

    of: tuple[Category, ...] = Field(min_length=1)
    points: Amount


class Weights(RuleTable):
    """Points of 预算执行 and of the categories; ``pools_with_cost`` replaces ``pools`` where a project has cost indicators.

    ``given``: whether a table must say the points of every indicator (``required``) or may leave them out (``optional``).
    """

    execution: Amount
    given: Literal["required", "optional"]
    pools: tuple[Pool, ...] = Field(min_length=1)
    pools_with_cost: tuple[Pool, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, pools in (("pools", self.pools), ("pools_with_cost", self.pools_with_cost)):
            every = total([self.execution, *(pool.points for pool in pools)])
            if pools and every != 100:
                raise PolicyError(
                    f"{name}：预算执行与各类指标分值合计 {plain(every)}，应为 100",
                    f"{name}: execution and categories add up to {plain(every)}, not 100",
                )
            of = [category for pool in pools for category in pool.of]
            if len(of) != len(set(of)):
                raise PolicyError(f"{name}：同一类指标出现在两组分值中", f"{name}: one category stands in two pools")
        if any(pool.points < 0 for pool in (*self.pools, *self.pools_with_cost)) or self.execution < 0:
            raise PolicyError("分值不能为负", "points cannot be negative")
        return self


class Missing(RuleTable):
    """A first-level category that a project lacks: its points are rescaled over the others, moved, or an error."""

    practice: Literal["rescale", "move", "error"]
    move: Mapping[Category, Category] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.practice == "move") != bool(self.move):
            raise PolicyError("practice 为 move 时须写明 move，其他情况不写", "move belongs to practice move, and to it only")
        return self


class Split(RuleTable):
    """How the points of a category reach its indicators where the table does not give them."""

    method: Literal["given_else_even", "even"]


class Several(RuleTable):
    """Several criteria in one indicator: the equal mean, or the worst of them."""

    combine: Literal["mean", "worst"]


class NotApplicable(RuleTable):
    """不适用: the weight goes in proportion to the others of its category, or to all indicators of the table, or stays open."""

    weight: Literal["to_category", "rescale_all", "open"]
