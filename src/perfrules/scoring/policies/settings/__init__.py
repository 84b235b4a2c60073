"""The settings of a policy, one class a TOML table. Every choice is required: none has a default that nobody stated."""

from perfrules.scoring.policies.settings.completion import Forward, Over, Reverse, Timeliness
from perfrules.scoring.policies.settings.levels import Level, LevelBand, PrintedPoints, QualitativeLevels, Satisfaction
from perfrules.scoring.policies.settings.monitoring import ExecutionStep, Monitoring
from perfrules.scoring.policies.settings.tables import RuleTable
from perfrules.scoring.policies.settings.targets import (
    Bare,
    Changed,
    Counting,
    Equals,
    Measured,
    Negative,
    Outside,
    Reached,
    Scaled,
    StrictSigns,
    Tolerance,
    Zero,
)
from perfrules.scoring.policies.settings.totals import Deduction, GradeBand, Grades, Reason, Rollup, RollupMethod, Rounding, Spending
from perfrules.scoring.policies.settings.weighing import Missing, NotApplicable, Pool, Several, Split, Weights

__all__ = [
    "Bare",
    "Changed",
    "Counting",
    "Deduction",
    "Equals",
    "ExecutionStep",
    "Forward",
    "GradeBand",
    "Grades",
    "Level",
    "LevelBand",
    "Measured",
    "Missing",
    "Monitoring",
    "Negative",
    "NotApplicable",
    "Outside",
    "Over",
    "Pool",
    "PrintedPoints",
    "QualitativeLevels",
    "Reached",
    "Reason",
    "Reverse",
    "Rollup",
    "RollupMethod",
    "Rounding",
    "RuleTable",
    "Satisfaction",
    "Scaled",
    "Several",
    "Spending",
    "Split",
    "StrictSigns",
    "Timeliness",
    "Tolerance",
    "Weights",
    "Zero",
]
