"""What the name of an indicator says that is measured, and which way is better: one table for scoring, tables and linting."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from perfrules.measures.names import bare, ends_in, mentions

if TYPE_CHECKING:
    from perfrules.measures.directions import NO_MORE, Extension, Tendency, counts_days, tendency

__all__ = ["NO_MORE", "Extension", "Tendency", "bare", "counts_days", "ends_in", "mentions", "tendency"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'perfrules.measures' has no attribute {name!r}")
    return getattr(import_module("perfrules.measures.directions"), name)  # loaded by who asks which way is better
