"""For other people's tests: hypothesis strategies, conformance cases and their notation, and a pytest plugin.

Everything is loaded on first use; the strategies need ``perfrules[testing]``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfrules.testing.conformance import ConformanceCase, case_lines, case_schema, conformance_cases
    from perfrules.testing.notation import noted
    from perfrules.testing.strategies import (
        Wording,
        bounds,
        changes,
        comparators,
        deadlines,
        departments,
        indicators,
        projects,
        qualities,
        quantities,
        ranges,
        ranks,
        targets,
        wordings,
    )

__all__ = [
    "ConformanceCase",
    "Wording",
    "bounds",
    "case_lines",
    "case_schema",
    "changes",
    "comparators",
    "conformance_cases",
    "deadlines",
    "departments",
    "indicators",
    "noted",
    "projects",
    "qualities",
    "quantities",
    "ranges",
    "ranks",
    "targets",
    "wordings",
]

_HOME = {
    "perfrules.testing.conformance": "ConformanceCase case_lines case_schema conformance_cases",
    "perfrules.testing.notation": "noted",
    "perfrules.testing.strategies": (
        "Wording bounds changes comparators deadlines departments indicators projects qualities quantities ranges ranks targets wordings"
    ),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'perfrules.testing' has no attribute {name!r}")
    return getattr(import_module(_MODULE[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
