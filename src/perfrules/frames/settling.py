"""Rows of a table scored by columns: their numbers split, their wording looked up, their piece found, their points computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import narwhals as nw

from perfrules.frames.forms import Quotient
from perfrules.frames.plans import Key, Plan, plan
from perfrules.frames.readings import UNREAD, is_number, is_text, split, text
from perfrules.scoring.policies import Policy

FrameT = TypeVar("FrameT", nw.DataFrame[Any], nw.LazyFrame[Any])

OWN = "_perfrules_"
"""What the names of our own columns begin with."""


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


class Store(Protocol[FrameT]):
    """Where a table lives: how rows come out of it, and how a table of ours gets there."""

    def rows(self, frame: FrameT) -> list[tuple[Any, ...]]:
        """The rows of a frame."""

    def table(self, columns: Mapping[str, Sequence[Any]]) -> FrameT:
        """A frame of texts and 64-bit integers."""


def can_settle(schema: Mapping[str, Any], columns: Columns) -> bool:
    """Whether the types of the columns are such that some row may be decided."""
    words = (columns.target, columns.name, columns.category)
    numbers = (columns.actual, columns.weight)
    return all(is_text(schema[column]) for column in words if column) and all(is_number(schema[column]) for column in numbers if column)


def located(
    frame: FrameT, schema: Mapping[str, Any], columns: Columns, policy: Policy, store: Store[FrameT], *, worth: int
) -> tuple[FrameT, Plan]:
    """``frame`` with the piece of every row beside it, the maximum and the mantissa, and the plan that says how points are counted."""
    known = _keyed(frame, schema, columns)
    keys = [OWN + field for field in Key._fields]
    counted = known.select(keys).group_by(keys).agg(nw.len().alias(f"{OWN}count")).select(*keys, f"{OWN}count")
    made = plan({Key(*row[:-1]): row[-1] for row in store.rows(counted)}, policy, worth)
    wordings: dict[str, Sequence[Any]] = dict(zip(keys, zip(*made.keys, strict=True) if made.keys else [()] * len(keys), strict=True))
    thresholds = {f"{OWN}from{place}": starts for place, starts in enumerate(made.thresholds, 1)}
    wordings |= {f"{OWN}first": made.firsts, f"{OWN}maximum": made.maxima} | thresholds
    known = known.join(store.table(wordings), on=keys, how="inner")
    place = nw.col(f"{OWN}first")
    for threshold in thresholds:
        place = place + (nw.col(f"{OWN}mantissa") >= nw.col(threshold)).cast(nw.Int64())
    known = known.with_columns(place.alias(f"{OWN}piece"))
    return known.join(store.table(_pieces(made)), on=[f"{OWN}piece"], how="inner"), made


def _keyed(frame: FrameT, schema: Mapping[str, Any], columns: Columns) -> FrameT:
    """``frame`` with the columns of :class:`Key`, and the mantissa."""
    known = split(frame, columns.actual, schema[columns.actual], OWN)
    nothing = nw.lit("")
    words = {
        "target": text(columns.target),
        "name": text(columns.name) if columns.name else nothing,
        "category": text(columns.category) if columns.category else nothing,
    }
    known = known.with_columns(*(word.alias(OWN + field) for field, word in words.items()))
    if columns.category:  # an empty text is no category, and the row API says so
        none = (nw.col(f"{OWN}category") == "") & ~nw.col(columns.category).is_null()
        suffix = nw.when(none).then(nw.lit(UNREAD)).otherwise(nw.col(f"{OWN}suffix"))
        known = known.with_columns(suffix.alias(f"{OWN}suffix"))
    if columns.weight is None:
        whole = {"weight": 100, "weight_decimals": 0}
        return known.with_columns(
            *(nw.lit(value).cast(nw.Int64()).alias(OWN + field) for field, value in whole.items()), nothing.alias(f"{OWN}weight_suffix")
        )
    known = split(known, columns.weight, schema[columns.weight], f"{OWN}weight_")
    return known.with_columns(nw.col(f"{OWN}weight_mantissa").alias(f"{OWN}weight"))


def _pieces(made: Plan) -> dict[str, Sequence[Any]]:
    rows = made.pieces
    columns: dict[str, Sequence[Any]] = {f"{OWN}piece": list(range(len(rows)))}
    columns |= {OWN + field: [getattr(row, field) for row in rows] for field in ("outcome", "codes", "fixed", "rated", "sign")}
    for of in ("points", "ratio"):
        columns |= {f"{OWN}{of}_{term}": [getattr(getattr(row, of), term) for row in rows] for term in Quotient._fields}
    return columns


def settled(frame: nw.DataFrame[Any], made: Plan) -> nw.DataFrame[Any]:
    """``frame`` with points and ratio as integers: no intermediate overflows, and nothing that is divided is negative."""
    points = nw.col(f"{OWN}fixed") + nw.lit(made.step) * _quotient("points")
    return frame.with_columns(points.alias(f"{OWN}points"), (nw.col(f"{OWN}sign") * _quotient("ratio")).alias(f"{OWN}ratio"))


def _quotient(of: str) -> nw.Expr:
    alpha, beta, gamma, delta = (nw.col(f"{OWN}{of}_{term}") for term in Quotient._fields)
    mantissa = nw.col(f"{OWN}mantissa")
    return (alpha * mantissa + beta) // (gamma * mantissa + delta)
