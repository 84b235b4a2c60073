"""The settings of a policy, one class a TOML table. Every choice is required: none has a default that nobody stated."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from perfrules.errors import PolicyError
from perfrules.model import Amount, Category
from perfrules.quantities import plain
from perfrules.scoring.policies.ladders import Band, Ratio, SettingsTable, Tier, falling, ladder
from perfrules.scoring.policies.sources import Cited, refuse_unproved
from perfrules.scoring.results.explanations import Evidence
from perfrules.scoring.rounding import total


class RuleTable(SettingsTable):
    """A rule with the source it was taken from and the grade of evidence."""

    source: Cited
    evidence: Evidence

    @model_validator(mode="after")
    def _known(self) -> Self:
        refuse_unproved(self.source, self.evidence)
        return self


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
    times: Ratio = Field(gt=0)
    below: Ratio = Field(gt=0)


class Scaled(RuleTable):
    """A bare number under a target with a scale (3万册) is in that scale up to ``times`` the number written in the target."""

    times: Ratio = Field(ge=1)


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


class Measured(RuleTable):
    """Where a base value (基期值) is given for a target that is a level: the share of the way from the base, or from zero.

    From the base, 18 % against a base of 20 % and a target of 15 % is two fifths of the way.
    """

    measured: Literal["from_zero", "from_base"]


class Several(RuleTable):
    """Several criteria in one indicator: the equal mean, or the worst of them."""

    combine: Literal["mean", "worst"]


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


class NotApplicable(RuleTable):
    """不适用: the weight goes in proportion to the others of its category, or to all indicators of the table, or stays open."""

    weight: Literal["to_category", "rescale_all", "open"]


class Counting(RuleTable):
    """Whether 个 家 项 件 … match each other."""

    words_match: bool


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
