"""What a judgement adds to a row, and the exact columns that hold it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import narwhals as nw

from perfrules.arguments import of_kind
from perfrules.errors import SettingsError
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.rounding import places_of, rounded
from perfrules.statements.programs import OWN, RATIO_PLACES

Part: TypeAlias = ExecutionScore | IndicatorScore

RESULTS: Mapping[str, Callable[[Part], Any]] = {
    "outcome": lambda part: part.outcome.value,
    "maximum": lambda part: part.maximum,
    "points": lambda part: part.points,
    "low": lambda part: part.interval.low,
    "high": lambda part: part.interval.high,
    "attainment": lambda part: ratio(part.attainment),
    "findings": lambda part: " ".join(finding.code for finding in part.findings),
}
"""What a judgement adds to a row: outcome, points, what they can still become, the ratio reached, the codes of the findings."""

DECIDED = "decided"
"""The column that says which rows were decided by columns."""

AMOUNTS = frozenset(("maximum", "points", "low", "high", "open", "lost"))


def ratio(value: Fraction | None) -> Decimal | None:
    """A ratio as a column shows it: six decimals, half up; None from 10**32 on, which no column of 38 digits holds."""
    return None if value is None or abs(value) >= 10**32 else rounded(value, RATIO_PLACES)


def check(there: Sequence[str], used: Sequence[str]) -> None:
    """Raise :class:`SettingsError` for a column that is missing or stands twice, and for a result that would replace one."""
    check_there(there, used)
    taken = [column for column in there if column in (*RESULTS, DECIDED) or str(column).startswith(OWN)]
    if taken:
        raise SettingsError(
            f"表中已有列 {'、'.join(taken)}，结果会覆盖它，请先改名。",
            f"The frame has a column {', '.join(taken)} already; rename it first.",
        )


def check_there(there: Sequence[str], used: Sequence[str]) -> None:
    """Raise :class:`SettingsError` for a column that is missing or stands twice."""
    for column in used:
        of_kind(column, str, ("列名", "the name of a column"))
    missing = [column for column in used if column not in there]
    if missing:
        raise SettingsError(f"表中没有列 {'、'.join(missing)}。", f"The frame has no column {', '.join(missing)}.")
    doubled = [column for column in used if list(there).count(column) > 1]
    if doubled:
        raise SettingsError(
            f"表中有多列名为 {'、'.join(doubled)}，请先改名。", f"The frame has several columns {', '.join(doubled)}; rename them first."
        )


def not_plain(kind: object) -> SettingsError:
    """What is said of values that are no texts, numbers or dates."""
    return SettingsError(
        f"一列的值是 {kind}，不能计分或汇总；请先改为文本、数值或日期。",
        f"A column holds values of the type {kind}; make them texts, numbers or dates first.",
    )


def beside(frame: nw.DataFrame[Any], data: Mapping[str, Sequence[Any]]) -> nw.DataFrame[Any]:
    """``frame`` with the columns of ``data``; every column of points has as many decimals as the longest of them, at least two."""
    places = max([2, *(places_of(value) for column in AMOUNTS & data.keys() for value in set(data[column]))])
    return frame.with_columns(*(_series(frame, column, values, places) for column, values in data.items()))


def _series(frame: nw.DataFrame[Any], column: str, values: Sequence[Any], places: int) -> nw.Series[Any]:
    kind: Any = nw.String()
    if column in AMOUNTS:
        as_shown = {value: rounded(value, places) for value in set(values)}
        values, kind = [as_shown[value] for value in values], nw.Decimal(38, places)
    elif column == "attainment":
        kind = nw.Decimal(38, RATIO_PLACES)
    if frame.implementation.is_pandas_like() and kind != nw.String():
        kind = nw.Object()
    series: nw.Series[Any] = nw.new_series(column, values, kind, backend=frame.implementation)
    return series
