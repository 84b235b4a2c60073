"""What the name of an indicator says that is measured, and which way is better: one table for scoring, tables and linting."""

from perfrules.measures.directions import NO_MORE, Extension, Tendency, counts_days, tendency
from perfrules.measures.names import bare, ends_in, mentions

__all__ = ["NO_MORE", "Extension", "Tendency", "bare", "counts_days", "ends_in", "mentions", "tendency"]
