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
    from perfrules.errors import PerfrulesError, WordingError
    from perfrules.findings import Finding, Severity
    from perfrules.intervals import Direction, Interval
    from perfrules.lint import check
    from perfrules.model import Actual, Category, Comparator, Department, Funding, Indicator, Project, Reading, Subcategory
    from perfrules.quantities import Quantity
    from perfrules.rollup import score
    from perfrules.scoring.indicators import evaluate
    from perfrules.scoring.results.outcomes import Outcome
    from perfrules.scoring.results.scores import DepartmentScore, IndicatorScore, ProjectScore
    from perfrules.tables.reading import read
    from perfrules.text import Span
    from perfrules.wording import Criterion, Target, Vocabulary, comparator, parse

__version__ = "0.1.0"

__all__ = [
    "About",
    "Actual",
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
    "Finding",
    "Funding",
    "Indicator",
    "IndicatorScore",
    "Interval",
    "LessThan",
    "MoreThan",
    "Outcome",
    "PerfrulesError",
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
    "Vocabulary",
    "WordingError",
    "check",
    "comparator",
    "evaluate",
    "parse",
    "read",
    "score",
]

_HOME = {
    "perfrules.comparators": ("About AtLeast AtMost Between Change Deadline Exactly LessThan MoreThan Qualitative Rank"),
    "perfrules.errors": "PerfrulesError WordingError",
    "perfrules.findings": "Finding Severity",
    "perfrules.intervals": "Direction Interval",
    "perfrules.lint": "check",
    "perfrules.model": "Actual Category Comparator Department Funding Indicator Project Reading Subcategory",
    "perfrules.quantities": "Quantity",
    "perfrules.rollup": "score",
    "perfrules.scoring.indicators": "evaluate",
    "perfrules.scoring.results.outcomes": "Outcome",
    "perfrules.scoring.results.scores": "DepartmentScore IndicatorScore ProjectScore",
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
