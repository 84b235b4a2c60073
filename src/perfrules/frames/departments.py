"""A department's scores as a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

import narwhals as nw

from perfrules.arguments import of_kind
from perfrules.displays import known_backend
from perfrules.frames.results import RESULTS, Part, beside
from perfrules.scoring.results.parts import ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]

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


def to_frame(score: DepartmentScore, *, backend: Backend = "pandas") -> Any:
    """The budget executions and indicators of every project as a data frame of ``backend``, in the order of the table.

    Raises ``ModuleNotFoundError`` where the backend is not installed.
    """
    of_kind(score, DepartmentScore, ("部门得分（DepartmentScore）", "a DepartmentScore"))
    known_backend(backend)
    rows = [(project, part) for project in score.every_project for part in project.parts]
    data: dict[str, list[Any]] = {name: [value(project, part) for project, part in rows] for name, value in _PLACES.items()}
    data |= {name: [value(part) for _, part in rows] for name, value in RESULTS.items()}
    frame = nw.from_dict({"key": data["key"]}, {"key": nw.String()}, backend=backend)
    return beside(frame, data).to_native()
