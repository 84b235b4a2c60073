"""Scores as columns, on pandas, polars, pyarrow and DuckDB (extra ``frames``): a department's scores as rows, or a table's own rows scored.

Points and ratios are exact decimals — ``Decimal`` objects on pandas, a decimal type elsewhere — so that sums are exact too.
What is not known is null, never 0.
"""

from perfrules.frames.departments import Backend, to_frame
from perfrules.frames.relations import score_duckdb
from perfrules.frames.tables import score_columns

__all__ = ["Backend", "score_columns", "score_duckdb", "to_frame"]
