"""The totals of rows: points under the weights that the policy allots, added up to projects and departments in whole units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, cast

import numpy as np
import pyarrow as pa

from perfrules.frames.arrow_types import plain_type
from perfrules.frames.numerals import Array
from perfrules.frames.outcomes import decimals
from perfrules.frames.plans import Allotted, Execution, Plans
from perfrules.frames.points import OUTCOMES, Earned, Points
from perfrules.frames.tallies import DEPARTMENT, Asked, Rows, Shares, Tally
from perfrules.model import Department
from perfrules.quantities import EXACT
from perfrules.rollup import roll_up as rolled_up
from perfrules.scoring.departments import JudgedDepartment, Scorer
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.scoring.results.scores import ProjectScore
from perfrules.scoring.rounding import HUNDREDTHS, of_units, places_of
from perfrules.wording.vocabularies import applied

FIGURES = ("points", "maximum", "low", "high")
JUDGED_PLACES = 6

_MET, _UNMET, _OPEN, _OUTSIDE = range(len(OUTCOMES))


class Project(NamedTuple):
    """What a department asks of the score of a project."""

    name: str
    key: str
    outcome: Outcome
    interval: Range[Decimal]
    counts: dict[Outcome, int]
    judged: Fraction
    gradable: bool
    funding: Decimal | None


class Totals(NamedTuple):
    """Totals by column: outcomes by their number, amounts in units of points, the share that is judged as its two sides."""

    outcome: Array
    low: Array
    high: Array
    maximum: Array
    counts: Sequence[Array]
    judged: tuple[Sequence[int], Sequence[int]]
    gradable: Sequence[bool]
    codes: Sequence[str]


def places_of_policy(policy: Policy) -> int:
    """The decimals that no weight of a policy's own, and no points, exceed."""
    stated = [policy.weights.execution, *(pool.points for pool in (*policy.weights.pools, *(policy.weights.pools_with_cost or ())))]
    return max(HUNDREDTHS, policy.rounding.total, policy.rounding.indicator, *map(places_of, stated))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up, and the decimals of amounts."""

    asked: Asked
    places: int

    def table(self, batches: pa.RecordBatchReader) -> pa.Table:
        """The totals of rows: projects in their order, each department after its projects.

        Raises :class:`SettingsError` for an amount of more decimals than the columns of amounts have.
        """
        with applied(self.asked.readings.vocabulary):
            return self._table(batches)

    def _table(self, batches: pa.RecordBatchReader) -> pa.Table:
        policy, by = self.asked.policy, self.asked.by
        tally = Tally(self.asked, Shares(self.asked.question(batches.schema, places_of_policy(policy)), settle=True))
        for batch in batches:
            tally.add(batch)
        rows = tally.rows()
        plans = Plans(policy, tally.bearers, self.places)
        executions = [plans.execution(funds) for funds in tally.funds]
        allotted = plans.allotted(rows, [execution.told for execution in executions])
        projects = self._totals(rows, Points(tally.judge, self.places).of(rows, allotted.weights), allotted, executions)
        of, own = np.divmod(np.array(tally.projects.all, np.int64), DEPARTMENT)
        kinds = [plain_type(batches.schema.field(name).type) for name in by]
        keys = [_taken(tally.by[-1].all, own, kinds[-1])]
        if len(by) == 1:
            return self._shown(keys, "project", projects)
        places, firsts, rank = np.unique(of, return_index=True, return_inverse=True)
        members = np.split(np.argsort(rank, kind="stable"), np.cumsum(np.bincount(rank))[:-1]) if len(of) else []
        departments = self._departments(projects, [execution.funding for execution in executions], members)
        above = [_taken(tally.by[0].all, which, kinds[0]) for which in (of, places)]
        both = [
            self._shown([above[0], *keys], "project", projects),
            self._shown([above[1], pa.nulls(len(places), kinds[1])], "department", departments),
        ]
        after = np.lexsort((np.repeat([0, 1], [len(of), len(places)]), np.concatenate([firsts[rank], firsts])))
        return pa.concat_tables(both).take(pa.array(after))

    def _totals(self, rows: Rows, found: Earned, allotted: Allotted, executions: Sequence[Execution]) -> Totals:
        """The totals of projects."""
        plans, which, step = allotted.plans, allotted.which, 10 ** (self.places - self.asked.policy.rounding.total)
        alone = ~np.array([plan.stands for plan in plans], np.bool_).take(which)
        own = np.array([OUTCOMES.index(one.outcome) for one in executions], np.int64)
        amounts = np.array([(one.low, one.high, one.maximum) for one in executions], np.int64).reshape(-1, 3).T * alone
        unplaced = np.array([plan.unplaced for plan in plans], np.int64).take(which)
        low, high, most = (_added(column, rows) for column in (found.low, found.high, allotted.weights))
        most += amounts[2] + unplaced
        counts = [_added(found.outcome == place, rows) for place in range(len(OUTCOMES))]
        there = [(count > 0) | ((own == place) & alone) for place, count in enumerate(counts)]
        outcome = np.select([there[_OPEN] | (unplaced > 0), there[_UNMET], there[_MET]], [_OPEN, _UNMET, _MET], _OUTSIDE)
        done = _added(np.where(found.outcome < _OPEN, allotted.weights, 0), rows) + amounts[2] * (own < _OPEN)
        gradable, codes = (np.array([getattr(plan, name) for plan in plans], object).take(which) for name in ("gradable", "codes"))
        low, high = (_stepped(ends, step) for ends in (low + amounts[0], high + amounts[1] + unplaced))
        return Totals(outcome, low, high, most, counts, (done.tolist(), most.tolist()), gradable.tolist(), codes.tolist())

    def _departments(self, projects: Totals, fundings: Sequence[Decimal | None], members: Sequence[Array]) -> Totals:
        """The totals of departments."""
        found = [self._department(self._scores(projects, fundings, places)) for places in members]
        outcome, low, high, most, gradable, codes, judged, *counts = zip(*found, strict=True) if found else [()] * (7 + len(OUTCOMES))
        sides = ([share.numerator for share in judged], [share.denominator for share in judged])
        ends = [np.array([int(EXACT.scaleb(amount, self.places)) for amount in column], np.int64) for column in (low, high, most)]
        told = [np.array(one, np.int64) for one in counts]
        return Totals(np.array(outcome, np.int64), ends[0], ends[1], ends[2], told, sides, gradable, codes)

    def _department(self, scores: Iterator[Project]) -> tuple[Any, ...]:
        """The figures of a department; its score, which has those of its projects, is let go."""
        projects = cast("tuple[ProjectScore, ...]", tuple(scores))
        one = rolled_up(JudgedDepartment(Scorer(Department(), {}, self.asked.policy), projects, ()))
        codes = " ".join(dict.fromkeys(item.code for item in one.findings))
        counts = (one.counts[outcome] for outcome in OUTCOMES)
        return (OUTCOMES.index(one.outcome), *one.interval, one.maximum, one.gradable, codes, one.judged, *counts)

    def _scores(self, projects: Totals, fundings: Sequence[Decimal | None], places: Array) -> Iterator[Project]:
        """The scores of some projects, as far as a department asks for them."""
        low, high, outcome = (column.take(places).tolist() for column in (projects.low, projects.high, projects.outcome))
        counts = np.array(projects.counts, np.int64).take(places, axis=1).T.tolist()
        for row, place in enumerate(places.tolist()):
            yield Project(
                "",
                "",
                OUTCOMES[outcome[row]],
                Range(of_units(low[row], self.places), of_units(high[row], self.places)),
                dict(zip(OUTCOMES, counts[row], strict=True)),
                _share(projects.judged[0][place], projects.judged[1][place]),
                projects.gradable[place],
                fundings[place],
            )

    def _shown(self, keys: Sequence[pa.Array], level: str, totals: Totals) -> pa.Table:
        columns: dict[str, Any] = dict(zip(self.asked.by, keys, strict=True))
        count = len(totals.outcome)
        columns["level"] = pa.array([level] * count, pa.string())
        columns["outcome"] = _taken([outcome.value for outcome in OUTCOMES], totals.outcome, pa.string())
        amounts = {"points": totals.low, "maximum": totals.maximum, "low": totals.low, "high": totals.high}
        columns |= {name: decimals(amounts[name], self.places) for name in FIGURES}
        columns["grade"] = pa.array(self._grades(totals), pa.string())
        columns |= {outcome.value: counted for outcome, counted in zip(OUTCOMES, totals.counts, strict=True)}
        columns["judged"] = decimals(np.array(list(map(_millionths, *totals.judged)), np.int64), JUDGED_PLACES)
        columns["findings"] = pa.array(totals.codes, pa.string())
        return pa.table(columns)

    def _grades(self, totals: Totals) -> list[str | None]:
        """The grades that both ends of totals share."""
        units, which = np.unique(np.array([totals.low, totals.high]), return_inverse=True)
        grades = [self.asked.policy.grade(of_units(int(one), self.places)) for one in units]
        low, high = which.reshape(2, -1).tolist()
        both = zip(low, high, totals.gradable, strict=True)
        return [grades[one] if gradable and grades[one] == grades[other] else None for one, other, gradable in both]


def _added(column: Array, rows: Rows) -> Array:
    """The sums of a column by project."""
    found: Array = np.add.reduceat(column.astype(np.int64), rows.starts) if len(rows.starts) else np.zeros(0, np.int64)
    return found


def _stepped(amounts: Array, step: int) -> Array:
    """Amounts rounded half up to whole steps."""
    found: Array = (2 * amounts + step) // (2 * step) * step
    return found


@lru_cache(maxsize=1 << 15)
def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


@lru_cache(maxsize=1 << 15)
def _millionths(part: int, whole: int) -> int:
    return (2 * part * 10**JUDGED_PLACES + whole) // (2 * whole) if whole else 0


def _taken(values: Sequence[Any], which: Array, kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind).take(pa.array(which))
