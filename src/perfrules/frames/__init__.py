"""Scores as columns (extra ``frames``): a department's scores as rows, or a table's own rows scored where they are.

Points and ratios are exact decimals, so that sums are exact too. What is not known is null, never 0.
"""

from perfrules.installation import lacking

try:
    from perfrules.frames.accessors import register
    from perfrules.frames.departments import Backend, to_frame
    from perfrules.frames.doors import parse, readings, score
    from perfrules.frames.plans import Money
    from perfrules.frames.totals import roll_up
    from perfrules.statements.readings import Readings
except ModuleNotFoundError as error:
    raise lacking(error, "frames", ("数据列（perfrules.frames）", "perfrules.frames")) from error

__all__ = ["Backend", "Money", "Readings", "parse", "readings", "roll_up", "score", "to_frame"]

register()
