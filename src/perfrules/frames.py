"""Scores as columns: one row a budget execution or indicator, on pandas, polars or pyarrow (extra ``frames``)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import narwhals as nw

from perfrules.scoring.rounding import rounded
from perfrules.scoring.scores import DepartmentScore, ExecutionScore, IndicatorScore, ProjectScore

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
Part: TypeAlias = ExecutionScore | IndicatorScore

_POINTS, _RATIO = nw.Decimal(38, 2), nw.Decimal(38, 6)
_COLUMNS: dict[str, tuple[Any, Callable[[ProjectScore, Part], object]]] = {
    "project_key": (nw.String(), lambda project, _: project.key),
    "project": (nw.String(), lambda project, _: project.name),
    "key": (nw.String(), lambda _, part: part.key),
    "number": (nw.String(), lambda _, part: getattr(part, "number", None)),
    "category": (nw.String(), lambda _, part: "execution" if isinstance(part, ExecutionScore) else part.category),
    "indicator": (nw.String(), lambda _, part: part.title),
    "target": (nw.String(), lambda _, part: part.target.text if isinstance(part, IndicatorScore) else None),
    "actual": (nw.String(), lambda _, part: part.actual if isinstance(part, IndicatorScore) else None),
    "outcome": (nw.String(), lambda _, part: part.outcome.value),
    "maximum": (_POINTS, lambda _, part: _cents(part.maximum)),
    "points": (_POINTS, lambda _, part: _cents(part.points)),
    "low": (_POINTS, lambda _, part: _cents(part.interval.low)),
    "high": (_POINTS, lambda _, part: _cents(part.interval.high)),
    "open": (_POINTS, lambda _, part: _cents(part.open)),
    "lost": (_POINTS, lambda _, part: _cents(part.lost)),
    "attainment": (_RATIO, lambda _, part: None if part.attainment is None else rounded(part.attainment, 6)),
    "policy": (nw.String(), lambda _, part: part.policy),
    "deviation_reason": (nw.String(), lambda _, part: part.deviation_reason),
    "findings": (nw.String(), lambda _, part: " ".join(finding.code for finding in part.findings)),
}


def _cents(value: Decimal) -> Decimal:
    return rounded(value, 2)


def to_frame(score: DepartmentScore, *, backend: Backend = "pandas") -> Any:
    """The parts of every project as a data frame of ``backend``, in the order of the table.

    Points are exact decimals of two places and ``attainment`` one of six (``Decimal`` objects on pandas), so that sums
    are exact too; what is not known is null, never 0. Raises ``ModuleNotFoundError`` where the backend is not installed.
    """
    rows = [(project, part) for project in (*score.projects, *((score.own,) if score.own else ())) for part in project.parts]
    data = {name: [value(project, part) for project, part in rows] for name, (_, value) in _COLUMNS.items()}
    if backend == "pandas":  # its decimals would need pyarrow; objects sum as exactly
        frame = nw.from_dict(data, backend=backend)
        return frame.with_columns(
            nw.col(*(name for name, (kind, _) in _COLUMNS.items() if kind == nw.String())).cast(nw.String())
        ).to_native()
    return nw.from_dict(data, {name: kind for name, (kind, _) in _COLUMNS.items()}, backend=backend).to_native()
