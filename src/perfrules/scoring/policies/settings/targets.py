"""Settings of what a target means: signs, numbers without one, tolerances, scales, changes and counting words."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from perfrules.errors import PolicyError
from perfrules.model import Category
from perfrules.scoring.policies.ladders import Ratio
from perfrules.scoring.policies.settings.tables import RuleTable


class StrictSigns(RuleTable):
    """> and <: honoured, or relaxed to ≥ and ≤."""

    signs: Literal["honoured", "relaxed"]


class Equals(RuleTable):
    """= exceeded in the better direction: still met and flagged, or unmet."""

    exceeded: Literal["at_least", "exact"]


class Reached(RuleTable):
    """达到 90%: at least, or exactly."""

    takes: Literal["at_least", "exact"]


class Bare(RuleTable):
    """A number without any operator: the better direction by what the name measures, else at most in these categories, else at least.

    ``up``, ``down`` and ``doubtful`` are measure words added to those of :mod:`perfrules.measures`, and count before them.
    """

    takes: Literal["at_least", "exact"]
    at_most_categories: tuple[Category, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    doubtful: tuple[str, ...]


class Tolerance(RuleTable):
    """约: within ``tolerance`` (a share of the target), edges included."""

    tolerance: Ratio

    @model_validator(mode="after")
    def _share(self) -> Self:
        if not 0 <= self.tolerance < 1:
            raise PolicyError("tolerance 应在 0 与 1 之间", "tolerance lies between 0 and 1")
        return self


class Outside(RuleTable):
    """A range that is missed: by the forward and reverse rules on the nearer bound, or nothing."""

    missed: Literal["nearer_bound", "zero"]


class Zero(RuleTable):
    """A target of zero: all or nothing in the direction of its sign."""

    earns: Literal["all_or_nothing"]


class Negative(RuleTable):
    """A negative actual value of a count: no points, or cannot judge."""

    count: Literal["zero_points", "cannot_judge"]


class Changed(RuleTable):
    """A change given without sign goes in the target's direction, or cannot be judged.

    A bare number is the change itself up to ``times`` the target's figure, and of a rate up to ``below`` (in the target's unit);
    beyond it may be this year's level, and is not judged without its base.
    """

    unsigned: Literal["target_direction", "cannot_judge"]
    times: Ratio
    below: Ratio

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.times <= 0 or self.below <= 0:
            raise PolicyError("times 和 below 应大于 0", "times and below are above 0")
        return self


class Scaled(RuleTable):
    """A bare number under a target with a scale (3万册) is in that scale up to ``times`` the number written in the target."""

    times: Ratio

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.times < 1:
            raise PolicyError("times 应不小于 1", "times is at least 1")
        return self


class Measured(RuleTable):
    """Where a base value (基期值) is given for a target that is a level: the share of the way from the base, or from zero.

    From the base, 18 % against a base of 20 % and a target of 15 % is two fifths of the way.
    """

    measured: Literal["from_zero", "from_base"]


class Counting(RuleTable):
    """Whether 个 家 项 件 … match each other."""

    words_match: bool
