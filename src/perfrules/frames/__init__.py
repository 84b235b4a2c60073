"""Scores as columns (extra ``frames``): a department's scores as rows, or a table's own rows scored where they are.

Points and ratios are exact decimals, so that sums are exact too. What is not known is null, never 0.
"""

from perfrules.frames.departments import Backend, to_frame
from perfrules.frames.doors import score

__all__ = ["Backend", "score", "to_frame"]
