"""``df.perf`` of pandas and of polars (eager and lazy): the functions of this package on the frame that they belong to."""

from __future__ import annotations

from functools import wraps
from importlib.util import find_spec
from typing import Any

from perfrules.frames.doors import parse, readings, score
from perfrules.frames.totals import roll_up
from perfrules.statements.readings import Readings

NAME = "perf"


class Accessor:
    """What ``df.perf`` offers."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    @wraps(score)
    def score(self, **asked: Any) -> Any:
        """:func:`perfrules.frames.score` of the frame."""
        return score(self._frame, **asked)

    @wraps(parse)
    def parse(self, **asked: Any) -> Any:
        """:func:`perfrules.frames.parse` of the frame."""
        return parse(self._frame, **asked)

    @wraps(readings)
    def readings(self, **asked: Any) -> Readings:
        """:func:`perfrules.frames.readings` of the frame."""
        return readings(self._frame, **asked)

    @wraps(roll_up)
    def roll_up(self, **asked: Any) -> Any:
        """:func:`perfrules.frames.roll_up` of the frame."""
        return roll_up(self._frame, **asked)


def register() -> None:
    """Give the frames of the libraries that are installed their accessor."""
    if find_spec("pandas") is not None:
        import pandas as pd

        pd.api.extensions.register_dataframe_accessor(NAME)(Accessor)
    if find_spec("polars") is not None:
        import polars as pl

        pl.api.register_dataframe_namespace(NAME)(Accessor)
        pl.api.register_lazyframe_namespace(NAME)(Accessor)
