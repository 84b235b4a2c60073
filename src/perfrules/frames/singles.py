"""Rows that columns do not decide, scored by :func:`perfrules.evaluate`, equal rows once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from perfrules.arguments import native
from perfrules.errors import SettingsError
from perfrules.frames.results import AMOUNTS, RESULTS, not_plain
from perfrules.quantities import Quantity
from perfrules.scoring.actuals.reading import written
from perfrules.scoring.indicators import evaluate
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.rounding import places_of, rounded
from perfrules.statements.pools import pooled
from perfrules.statements.programs import Weight
from perfrules.wording.vocabularies import Vocabulary, applied

POOL_FROM = 4_000
MOST_PLACES = 18


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold what is scored."""

    target: str
    actual: str
    name: str | None = None
    category: str | None = None
    weight: str | None = None

    @property
    def used(self) -> list[str]:
        """The columns that are read, each once."""
        every = (self.target, self.actual, self.name, self.category, self.weight)
        return list(dict.fromkeys(column for column in every if column is not None))


@dataclass(frozen=True, slots=True)
class Row:
    """What the row API is asked of one row."""

    target: str
    actual: Any
    name: str | None
    category: Any
    weight: Any
    policy: Policy


@dataclass(frozen=True, slots=True, repr=False)
class Foreign:
    """A value of a cell that is no text, number or date, such as a time of the day or a list: what is written of it is not what it says."""

    kind: str

    def __repr__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class Singles:
    """The row API for the rows of a table, by the vocabulary of their question."""

    columns: Columns
    policy: Policy
    weight: Weight
    vocabulary: Vocabulary | None

    def table(self, rows: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        """The columns of results for columns of values.

        Raises :class:`SettingsError` for a weight of more decimals than the column of weights is taken to have.
        """
        with applied(self.vocabulary):
            told = pooled(evaluated, self.rows(rows), POOL_FROM)
        out: dict[str, list[Any]] = {name: [] for name in RESULTS}
        for results in told:
            for name, value in zip(RESULTS, results, strict=True):
                out[name].append(self._amount(value) if name in AMOUNTS else value)
        return out

    def rows(self, rows: Mapping[str, Sequence[Any]]) -> list[Row]:
        """What is asked of each row of columns of values."""
        return [self._row(dict(zip(rows, values, strict=True))) for values in zip(*rows.values(), strict=True)]

    def _row(self, row: Mapping[str, Any]) -> Row:
        columns = self.columns
        values = {column: given(value) for column, value in row.items()}
        return Row(
            text_of(values[columns.target]),
            values[columns.actual],
            text_of(values[columns.name]) or None if columns.name else None,
            values[columns.category] if columns.category else None,
            _points(values[columns.weight]) if columns.weight else self.weight.points,
            self.policy,
        )

    def _amount(self, value: Decimal) -> Decimal:
        if places_of(value) > self.weight.places and rounded(value, self.weight.places) != value:
            raise too_fine(value, self.weight.places)
        return rounded(value, self.weight.places)


def too_fine(weight: Decimal, places: int) -> SettingsError:
    """What is said of a weight of more decimals than that."""
    return SettingsError(
        f"分值 {weight} 的小数超过 {places} 位。请先取到 {places} 位。",
        f"The weight {weight} has more than {places} decimals; round it first.",
    )


def evaluated(row: Row) -> tuple[Any, ...]:
    """The results of one row."""
    score = evaluate(row.target, row.actual, name=row.name, category=row.category, weight=row.weight, policy=row.policy)
    return tuple(result(score) for result in RESULTS.values())


def given(value: Any) -> Any:
    """A value of a cell; None where the frame's own mark, which is NaN or NaT, says that there is none."""
    value = native(value)
    if isinstance(value, Quantity):
        return str(value)
    if value is not None and not isinstance(value, (str, int, float, Decimal, date)):
        return Foreign(type(value).__name__)
    return None if value != value else value  # noqa: PLR0124


def text_of(value: Any) -> str:
    """A text that is read as a value of a cell is; raises :class:`SettingsError` for one that is no text, number or date.

    A float has no zeros at its end, and 2025.1 may be October as well as January: as 2025.100 it is no month, as it is none as a float.
    """
    if isinstance(value, Foreign):
        raise not_plain(value.kind)
    text = written(value) or ""
    return f"{text}00" if isinstance(value, float) and text.endswith(".1") else text


def _points(value: Any) -> Decimal | int | str:
    return str(value) if isinstance(value, float) or value is None else value


def decimals_of(weights: Iterable[Any]) -> int:
    """The decimals of the longest of these weights, as far as they are numbers; at most 18."""
    found = [0]
    for weight in {weight for weight in weights if isinstance(weight, (str, float, Decimal))}:
        with suppress(InvalidOperation, ValueError):
            number = Decimal(str(weight))
            found.append(places_of(number) if number.is_finite() else 0)
    return min(max(found), MOST_PLACES)
