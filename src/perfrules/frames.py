"""Scores as columns, on pandas, polars or pyarrow (extra ``frames``): a department's scores as rows, or a frame's own rows scored.

Points and ratios are exact decimals — ``Decimal`` objects on pandas, a decimal type elsewhere — so that sums are exact too.
What is not known is null, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import narwhals as nw

from perfrules.errors import SettingsError
from perfrules.scoring.indicators import evaluate
from perfrules.scoring.policies import DEFAULT, PolicyLike, load
from perfrules.scoring.rounding import places_of, rounded
from perfrules.scoring.scores import DepartmentScore, ExecutionScore, IndicatorScore, ProjectScore

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
Part: TypeAlias = ExecutionScore | IndicatorScore

RATIO_PLACES = 6
_RESULTS: Mapping[str, Callable[[Part], object]] = {
    "outcome": lambda part: part.outcome.value,
    "maximum": lambda part: part.maximum,
    "points": lambda part: part.points,
    "low": lambda part: part.interval.low,
    "high": lambda part: part.interval.high,
    "attainment": lambda part: part.attainment,
    "findings": lambda part: " ".join(finding.code for finding in part.findings),
}
"""What a judgement adds to a row: outcome, points, what they can still become, the ratio reached, the codes of the findings."""

_PLACES: Mapping[str, Callable[[ProjectScore, Part], object]] = {
    "project_key": lambda project, _: project.key,
    "project": lambda project, _: project.name,
    "key": lambda _, part: part.key,
    "number": lambda _, part: getattr(part, "number", None),
    "category": lambda _, part: "execution" if isinstance(part, ExecutionScore) else part.category,
    "indicator": lambda _, part: part.title,
    "target": lambda _, part: part.target.text if isinstance(part, IndicatorScore) else None,
    "actual": lambda _, part: part.actual if isinstance(part, IndicatorScore) else None,
    "policy": lambda _, part: part.policy,
    "deviation_reason": lambda _, part: part.deviation_reason,
    "open": lambda _, part: part.open,
    "lost": lambda _, part: part.lost,
}
_AMOUNTS = frozenset(("maximum", "points", "low", "high", "open", "lost"))


def to_frame(score: DepartmentScore, *, backend: Backend = "pandas") -> Any:
    """The budget executions and indicators of every project as a data frame of ``backend``, in the order of the table.

    Raises ``ModuleNotFoundError`` where the backend is not installed.
    """
    rows = [(project, part) for project in score.every_project for part in project.parts]
    data: dict[str, list[Any]] = {name: [value(project, part) for project, part in rows] for name, value in _PLACES.items()}
    data |= {name: [value(part) for _, part in rows] for name, value in _RESULTS.items()}
    frame = nw.from_dict({"key": data["key"]}, {"key": nw.String()}, backend=backend)
    return _with(frame, data).to_native()


def score_columns(
    frame: Any,
    *,
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | None = None,
    policy: PolicyLike = DEFAULT,
) -> Any:
    """``frame`` with the score of each row beside it: outcome, maximum, points, low, high, attainment, findings.

    ``target`` and ``actual`` name the columns of wordings and actual values; ``name``, ``category`` and ``weight``, where
    given, those of the indicator's name, category and points (100 otherwise). Each row is scored as
    :func:`perfrules.evaluate` scores it, equal rows once. Raises :class:`SettingsError` for a column that is missing, for a
    result that would replace a column, and for a lazy frame, and what ``evaluate`` raises for a policy, category or weight.
    """
    table = nw.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(table, nw.DataFrame):
        raise SettingsError(
            f"不能给 {type(frame).__name__} 计分：请先取得数据，如 pandas、polars 或 pyarrow 的表。",
            f"Cannot score a {type(frame).__name__}: collect it first, as a table of pandas, polars or pyarrow.",
        )
    used = [target, actual, *(column for column in (name, category, weight) if column is not None)]
    _check(table.columns, used)
    rules = load(policy)
    columns = {column: [_given(value) for value in table.get_column(column).to_list()] for column in used}
    known: dict[tuple[object, ...], IndicatorScore] = {}

    def scored(row: dict[str, Any]) -> IndicatorScore:
        key = tuple((type(value), value) for value in row.values())
        if key not in known:
            known[key] = evaluate(
                _text(row[target]),
                row[actual],
                name=_text(row[name]) or None if name else None,
                category=row[category] if category else None,
                weight=_points(row[weight]) if weight else 100,
                policy=rules,
            )
        return known[key]

    scores = [scored(dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
    return _with(table, {result: [value(score) for score in scores] for result, value in _RESULTS.items()}).to_native()


def _check(there: Sequence[str], used: Sequence[str]) -> None:
    missing = [column for column in used if column not in there]
    if missing:
        raise SettingsError(f"表中没有列 {'、'.join(missing)}。", f"The frame has no column {', '.join(missing)}.")
    taken = [result for result in _RESULTS if result in there]
    if taken:
        raise SettingsError(
            f"表中已有列 {'、'.join(taken)}，结果会覆盖它，请先改名。",
            f"The frame has a column {', '.join(taken)} already; rename it first.",
        )


def _given(value: Any) -> Any:
    """A value of a cell; None where the frame's own mark says that there is none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN and NaT are how pandas marks what is missing
        return None
    return value if isinstance(value, (str, int, float, Decimal, date)) else str(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _points(value: Any) -> Decimal | int | str:
    return str(value) if isinstance(value, float) or value is None else value


def _with(frame: nw.DataFrame[Any], data: Mapping[str, Sequence[Any]]) -> nw.DataFrame[Any]:
    """``frame`` with the columns of ``data``; every column of points has as many decimals as the longest of them, at least two."""
    amounts = [value for column in _AMOUNTS & data.keys() for value in data[column]]
    places = max([2, *map(places_of, amounts)])
    return frame.with_columns(*(_series(frame, column, values, places) for column, values in data.items()))


def _series(frame: nw.DataFrame[Any], column: str, values: Sequence[Any], places: int) -> nw.Series[Any]:
    kind: Any = nw.String()
    if column in _AMOUNTS:
        values, kind = [rounded(value, places) for value in values], nw.Decimal(38, places)
    elif column == "attainment":
        values, kind = [_ratio(value) for value in values], nw.Decimal(38, RATIO_PLACES)
    if frame.implementation.is_pandas_like() and kind != nw.String():
        kind = nw.Object()
    series: nw.Series[Any] = nw.new_series(column, values, kind, backend=frame.implementation)
    return series


def _ratio(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, RATIO_PLACES)
