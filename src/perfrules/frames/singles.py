"""Rows that columns do not decide, scored by :func:`perfrules.evaluate`, equal rows once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from perfrules.frames.settling import Columns
from perfrules.scoring.indicators import evaluate
from perfrules.scoring.policies import Policy
from perfrules.scoring.results.scores import IndicatorScore


@dataclass(slots=True)
class Singles:
    """The row API for the rows of a table."""

    columns: Columns
    policy: Policy
    known: dict[tuple[object, ...], IndicatorScore] = field(default_factory=dict)

    def score(self, row: Mapping[str, Any]) -> IndicatorScore:
        """The score of a row, by the names of its columns."""
        values = {column: _given(value) for column, value in row.items()}
        key = tuple((type(value), value) for value in values.values())
        if key not in self.known:
            self.known[key] = self._evaluated(values)
        return self.known[key]

    def _evaluated(self, row: Mapping[str, Any]) -> IndicatorScore:
        columns = self.columns
        return evaluate(
            _text(row[columns.target]),
            row[columns.actual],
            name=_text(row[columns.name]) or None if columns.name else None,
            category=row[columns.category] if columns.category else None,
            weight=_points(row[columns.weight]) if columns.weight else 100,
            policy=self.policy,
        )


def _given(value: Any) -> Any:
    """A value of a cell; None where the frame's own mark says that there is none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN and NaT are how pandas marks what is missing
        return None
    if isinstance(value, float):
        return float(value)  # a double of NumPy is written as one of Python
    return value if isinstance(value, (str, int, Decimal, date)) else str(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _points(value: Any) -> Decimal | int | str:
    return str(value) if isinstance(value, float) or value is None else value
