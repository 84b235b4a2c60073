"""What totals ask of rows, a batch at a time: where each row stands, its project, what bears on its weight, the funds of its project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from perfrules.frames.arrow_types import coded, is_word_type, kind_of_type, plain_type
from perfrules.frames.columns import WORDS, Question
from perfrules.frames.numerals import Array
from perfrules.frames.outcomes import Judge
from perfrules.frames.singles import POOL_FROM, Columns, Row
from perfrules.scoring.actuals.given import Alone
from perfrules.scoring.indicators import category_of, judged
from perfrules.scoring.judging.verdicts import Circumstances
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.projects import is_spending
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.statements.pools import pooled
from perfrules.statements.programs import Weight
from perfrules.statements.readings import Readings
from perfrules.wording import parse
from perfrules.wording.vocabularies import applied

DEPARTMENT = 2**32
"""So many times the number of its department is added to that of a project."""


class Share(NamedTuple):
    """What the row API says of a row whose weight is not known yet."""

    outcome: Outcome
    excluded: bool
    earns: Range[Fraction]


def share_of(row: Row) -> Share:
    """What a row earns of any weight."""
    case = Circumstances(row.policy, row.name or "", category_of(row.category))
    done = judged(parse(row.target, name=row.name), Alone(row.actual), case)
    return Share(done.outcome, done.excluded, done.earns)


@dataclass(slots=True)
class Shares(Judge):
    """A judge of rows whose weights are not known yet: ``told`` are shares."""

    def _ask(self, rows: Sequence[tuple[Any, ...]]) -> None:
        with applied(self.asked.readings.vocabulary):
            self._keep(rows, pooled(share_of, self.asked.singles.rows(self._values(rows)), POOL_FROM))


class Cells:
    """The different values of a column by their numbers, in the order in which they are met; what is no value is None."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def of(self, column: pa.Array) -> Array:
        """The numbers of a column."""
        codes = coded(column)
        numbers = [self._number(value) for value in codes.dictionary.to_pylist()]
        if codes.null_count:
            numbers.append(self._number(None))
        return _of_codes(codes, np.array(numbers, np.int64))

    def _number(self, value: Any) -> int:
        known = None if value != value else value  # noqa: PLR0124 -- NaN
        found = self._numbers.setdefault(known, len(self.all))
        if found == len(self.all):
            self.all.append(known)
        return found


class Bears(NamedTuple):
    """What bears on the weight of a row: the cells of category and points, whether it does not apply, whether it is 预算执行率."""

    category: Any
    given: Any
    excluded: bool
    spends: bool


class Rows(NamedTuple):
    """Rows in the order of their projects, each beginning at one of ``starts``: where a row stands, and the numbers of its bearer."""

    segments: Array
    numbers: Array
    bearers: Array
    starts: Array


@dataclass(frozen=True, slots=True)
class Asked:
    """What is added up: the columns, the policy, what is read already."""

    by: tuple[str, ...]
    target: str
    actual: str
    name: str | None
    category: str | None
    weight: str | None
    funds: tuple[str | None, ...]
    policy: Policy
    readings: Readings

    def question(self, schema: pa.Schema, places: int) -> Question:
        """What is asked of rows whose weights are 100 points at the most."""
        columns = Columns(self.target, self.actual, self.name, self.category)
        kinds = {name: plain_type(schema.field(name).type) for name in columns.used}
        words = (column for word in WORDS if (column := getattr(columns, word)) is not None)
        kind = kind_of_type(kinds[self.actual]) if all(is_word_type(kinds[word]) for word in words) else "other"
        return Question(columns, kind, Weight(places, 100 * 10**places), self.policy, self.readings)


@dataclass(slots=True)
class Tally:
    """Rows as they come."""

    asked: Asked
    judge: Shares
    by: tuple[Cells, ...] = field(init=False)
    projects: Cells = field(default_factory=Cells)
    """Each is the number of its department, where there is one, and its own, as one number."""
    funds: list[tuple[Any, ...]] = field(default_factory=list)
    bearers: list[Bears] = field(default_factory=list)
    _categories: Cells = field(default_factory=Cells)
    _given: Cells = field(default_factory=Cells)
    _bearing: Cells = field(default_factory=Cells)
    _spends: dict[Any, bool] = field(default_factory=dict)
    _parts: list[tuple[Array, Array, Array, Array]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by = tuple(Cells() for _ in self.asked.by)

    def add(self, batch: pa.RecordBatch) -> None:
        """Take in a batch of rows."""
        columns = {name: _plain(batch.column(name)) for name in batch.schema.names}
        found = self.judge.found({name: columns[name] for name in self.judge.asked.columns.used})
        keys = [cells.of(columns[name]) for cells, name in zip(self.by, self.asked.by, strict=True)]
        known = len(self.projects.all)
        projects = self.projects.of(pa.array(keys[-1] + DEPARTMENT * keys[0] if len(keys) > 1 else keys[0]))
        firsts = np.flatnonzero(np.diff(np.maximum.accumulate(np.maximum(projects, known - 1)), prepend=known - 1))
        self.funds += zip(*(self._first(columns, name, firsts) for name in self.asked.funds), strict=True)
        bearers = self._bearers(columns, found["segment"])
        self._parts.append((projects.astype(np.int32), found["segment"], found["mantissa"], bearers))

    @staticmethod
    def _first(columns: Mapping[str, pa.Array], name: str | None, rows: Array) -> list[Any]:
        return [None] * len(rows) if name is None else columns[name].take(pa.array(rows)).to_pylist()

    def _bearers(self, columns: Mapping[str, pa.Array], segments: Array) -> Array:
        """The numbers of what bears on the weights of rows."""
        asked, nothing = self.asked, pa.nulls(len(segments), pa.string())
        categories = self._categories.of(nothing if asked.category is None else columns[asked.category])
        given = self._given.of(nothing if asked.weight is None else columns[asked.weight])
        excluded = np.array([share.excluded for share in reversed(self.judge.told)] + [False], np.bool_)
        apart = excluded.take(np.minimum(segments, 0) + len(excluded) - 1)
        spends = np.zeros(len(segments), np.bool_) if asked.name is None else self._spending(columns[asked.name])
        keys = ((categories * DEPARTMENT + given) * 2 + apart) * 2 + spends
        found = self._bearing.of(pa.array(keys))
        for key in self._bearing.all[len(self.bearers) :]:
            both, flags = divmod(key, 4)
            category, points = divmod(both, DEPARTMENT)
            self.bearers.append(Bears(self._categories.all[category], self._given.all[points], flags > 1, flags % 2 > 0))
        return found.astype(np.int32)

    def _spending(self, names: pa.Array) -> Array:
        codes = coded(names)
        told = [self._told(str(name)) for name in codes.dictionary.to_pylist()]
        return _of_codes(codes, np.array([*told, False], np.bool_))

    def _told(self, name: str) -> bool:
        found = self._spends.get(name)
        if found is None:
            found = self._spends[name] = is_spending(name)
        return found

    def rows(self) -> Rows:
        """All rows; they are let go here."""
        columns = [np.concatenate(parts) for parts in zip(*self._parts, strict=True)] if self._parts else [np.zeros(0, np.int32)] * 4
        self._parts.clear()
        if (np.diff(columns[0]) < 0).any():
            order = np.argsort(columns[0], kind="stable")
            columns = [column.take(order) for column in columns]
        projects, segments, numbers, bearers = columns
        return Rows(segments, numbers, bearers, np.flatnonzero(np.diff(projects, prepend=-1)))


def _of_codes(codes: pa.DictionaryArray, values: Array) -> Array:
    """Of each row of a column its value's; the last are those of null."""
    found: Array = values.take(codes.indices.fill_null(len(codes.dictionary)).to_numpy(zero_copy_only=False))
    return found


def _plain(column: pa.Array) -> pa.Array:
    """A column without a dictionary, whose nulls lie in it where they are."""
    kind = plain_type(column.type)
    return column if column.type == kind else column.cast(kind)
