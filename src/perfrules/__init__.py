"""perfrules: reads performance targets (绩效指标值), scores actual values, rolls results up (绩效自评).

Everything public is here and is loaded on first use; ``import perfrules`` itself loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfrules.comparators import (
        About,
        AtLeast,
        AtMost,
        Between,
        Change,
        Deadline,
        Exactly,
        LessThan,
        MoreThan,
        Qualitative,
        Rank,
    )
    from perfrules.errors import ActualsError, KeyUnknownError, PerfrulesError, PolicyError, ValueRangeError, WordingError
    from perfrules.findings import Finding, Severity
    from perfrules.intervals import Direction, Interval
    from perfrules.lint import check
    from perfrules.model import Actual, Category, Comparator, Department, Funding, Indicator, Project, Reading, Subcategory
    from perfrules.quantities import Quantity
    from perfrules.rollup import score
    from perfrules.scoring.descriptions import shifts
    from perfrules.scoring.explaining import explain
    from perfrules.scoring.indicators import evaluate
    from perfrules.scoring.results.outcomes import Outcome
    from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
    from perfrules.scoring.results.scores import DepartmentScore, ProjectScore
    from perfrules.statements.writing import sql
    from perfrules.tables.actuals import read_actuals
    from perfrules.tables.reading import read
    from perfrules.text import Span
    from perfrules.wording import Criterion, Target, Vocabulary, comparator, parse

__version__ = "0.1.0"

__all__ = [
    "About",
    "Actual",
    "ActualsError",
    "AtLeast",
    "AtMost",
    "Between",
    "Category",
    "Change",
    "Comparator",
    "Criterion",
    "Deadline",
    "Department",
    "DepartmentScore",
    "Direction",
    "Exactly",
    "ExecutionScore",
    "Finding",
    "Funding",
    "Indicator",
    "IndicatorScore",
    "Interval",
    "KeyUnknownError",
    "LessThan",
    "MoreThan",
    "Outcome",
    "PerfrulesError",
    "PolicyError",
    "Project",
    "ProjectScore",
    "Qualitative",
    "Quantity",
    "Rank",
    "Reading",
    "Severity",
    "Span",
    "Subcategory",
    "Target",
    "ValueRangeError",
    "Vocabulary",
    "WordingError",
    "check",
    "comparator",
    "evaluate",
    "explain",
    "parse",
    "read",
    "read_actuals",
    "score",
    "shifts",
    "sql",
]

_HOME = {
    "perfrules.comparators": ("About AtLeast AtMost Between Change Deadline Exactly LessThan MoreThan Qualitative Rank"),
    "perfrules.errors": "ActualsError KeyUnknownError PerfrulesError PolicyError ValueRangeError WordingError",
    "perfrules.findings": "Finding Severity",
    "perfrules.intervals": "Direction Interval",
    "perfrules.lint": "check",
    "perfrules.model": "Actual Category Comparator Department Funding Indicator Project Reading Subcategory",
    "perfrules.quantities": "Quantity",
    "perfrules.rollup": "score",
    "perfrules.scoring.descriptions": "shifts",
    "perfrules.scoring.explaining": "explain",
    "perfrules.scoring.indicators": "evaluate",
    "perfrules.scoring.results.outcomes": "Outcome",
    "perfrules.scoring.results.parts": "ExecutionScore IndicatorScore",
    "perfrules.scoring.results.scores": "DepartmentScore ProjectScore",
    "perfrules.statements.writing": "sql",
    "perfrules.tables.actuals": "read_actuals",
    "perfrules.tables.reading": "read",
    "perfrules.text": "Span",
    "perfrules.wording": "Criterion Target Vocabulary comparator parse",
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'perfrules' has no attribute {name!r}")
    value = getattr(import_module(_MODULE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
