"""The rows of a data frame scored: by columns where these decide, by the row API elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from perfrules.errors import SettingsError
from perfrules.frames.pieces import RATIO_PLACES
from perfrules.frames.plans import WORTH
from perfrules.frames.results import RESULTS, beside, check
from perfrules.frames.settling import OWN, Columns, can_settle, located, settled
from perfrules.frames.singles import Singles
from perfrules.scoring.policies import DEFAULT, Policy, PolicyLike, load

_ROW = f"{OWN}row"


def score_columns(
    frame: Any,
    *,
    target: str,
    actual: str,
    name: str | None = None,
    category: str | None = None,
    weight: str | None = None,
    policy: PolicyLike = DEFAULT,
    worth: int = WORTH,
) -> Any:
    """``frame`` with the score of each row beside it: outcome, maximum, points, low, high, attainment, findings.

    ``target`` and ``actual`` name the columns of wordings and actual values; ``name``, ``category`` and ``weight``, where
    given, those of the indicator's name, category and points (100 otherwise). Each row is scored as
    :func:`perfrules.evaluate` scores it. A wording that is one bound or range of numbers is read once for all its rows, and
    their points are computed by columns, in integers; what these do not decide goes to the row API, equal rows once: words,
    dates, several criteria, units that do not convert, numbers of more than 18 digits, and wordings on fewer rows than
    ``worth``. ``findings`` are the codes, amounts exact decimals of at least two places, ``attainment`` one of six (null from 10**32 on).

    Raises :class:`SettingsError` for a column that is missing, for a result that would replace a column, and for a lazy
    frame, and what ``evaluate`` raises for a policy, category or weight.
    """
    table = nw.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(table, nw.DataFrame):
        raise SettingsError(
            f"不能给 {type(frame).__name__} 计分：请先取得数据，如 pandas、polars 或 pyarrow 的表。",
            f"Cannot score a {type(frame).__name__}: collect it first, as a table of pandas, polars or pyarrow.",
        )
    columns = Columns(target, actual, name, category, weight)
    check(table.columns, columns.used)
    rules = load(policy)
    data = decided(table, columns, rules, worth)
    _fill(data, table, Singles(columns, rules))
    return beside(table, data).to_native()


def decided(table: nw.DataFrame[Any], columns: Columns, policy: Policy, worth: int = WORTH) -> dict[str, list[Any]]:
    """The results of the rows that columns decide, in the order of the table; the ``outcome`` of every other one is empty."""
    slim = table.select(columns.used).with_row_index(_ROW)
    if not len(slim) or not can_settle(slim.schema, columns):
        return {name: ["" if name == "outcome" else None] * len(slim) for name in RESULTS}
    found, made = located(slim, slim.schema, columns, policy, _Eager(slim), worth=worth)
    found = settled(found, made).sort(_ROW)
    told = {field: found.get_column(OWN + field).to_list() for field in ("outcome", "maximum", "points", "rated", "ratio", "codes")}
    amounts = {units: Decimal(f"{units}E-{made.places}") for field in ("maximum", "points") for units in set(told[field])}
    points = [amounts[units] for units in told["points"]]
    rates = zip(told["rated"], told["ratio"], strict=True)
    return {
        "outcome": told["outcome"],
        "maximum": [amounts[units] for units in told["maximum"]],
        "points": points,
        "low": [*points],
        "high": [*points],
        "attainment": [Decimal(f"{millionths}E-{RATIO_PLACES}") if rated else None for rated, millionths in rates],
        "findings": told["codes"],
    }


def _fill(data: Mapping[str, list[Any]], table: nw.DataFrame[Any], singles: Singles) -> None:
    """Put the scores of the row API where columns have decided nothing."""
    left = [row for row, outcome in enumerate(data["outcome"]) if not outcome]
    if not left:
        return
    cells = {column: _values(table.get_column(column)) for column in singles.columns.used}
    for row in left:
        score = singles.score({column: values[row] for column, values in cells.items()})
        for name, value in RESULTS.items():
            data[name][row] = value(score)


def _values(column: nw.Series[Any]) -> list[Any]:
    return [None if missing else value for value, missing in zip(column.to_list(), column.is_null().to_list(), strict=True)]


@dataclass(frozen=True, slots=True)
class _Eager:
    """Tables in the memory of a data-frame library."""

    like: nw.DataFrame[Any]

    def rows(self, frame: nw.DataFrame[Any]) -> list[tuple[Any, ...]]:
        return frame.rows()

    def table(self, columns: Mapping[str, Sequence[Any]]) -> nw.DataFrame[Any]:
        kinds = {name: nw.String() if values and isinstance(values[0], str) else nw.Int64() for name, values in columns.items()}
        return nw.from_dict(columns, kinds, backend=self.like.implementation)
