"""The points of rows under weights of their own, as whole units: by columns where a weight is whole in what columns count, else exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from perfrules.frames.blocks import in_blocks
from perfrules.frames.numerals import Array
from perfrules.frames.quotients import Quotients
from perfrules.frames.tallies import Rows, Shares
from perfrules.quantities import EXACT
from perfrules.scoring.indicators import points_of
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.rounding import of_units
from perfrules.statements.expressions import Column
from perfrules.statements.programs import Weight

OUTCOMES = tuple(Outcome)


class Earned(NamedTuple):
    """The outcomes of rows, by their number in ``OUTCOMES``, and their points at the least and at the most."""

    outcome: Array
    low: Array
    high: Array


@dataclass(slots=True)
class Points:
    """What rows of a judge earn; weights and points count units of ``10**-places``."""

    judge: Shares
    places: int
    quotients: Quotients = field(init=False)

    def __post_init__(self) -> None:
        weight = Weight(self.judge.asked.weight.places, column=Column("weight"))
        self.quotients = Quotients(self.judge.scorer.rulers, weight)

    def of(self, rows: Rows, weights: Array) -> Earned:
        """What rows earn of their weights."""
        count = len(rows.segments)
        low, outcome = np.zeros(count, np.int64), np.empty(count, np.int8)
        in_blocks(count, lambda part: self._fill(rows, weights, part, (low, outcome)))
        high = np.where(self.judge.scorer.rulers.stay_open(rows.segments), weights, low)
        left = np.flatnonzero(rows.segments < 0)
        if len(left):
            low[left], high[left], outcome[left] = self._told(-1 - rows.segments[left], weights[left])
        return Earned(outcome, low, high)

    def _fill(self, rows: Rows, weights: Array, part: slice, out: tuple[Array, Array]) -> None:
        """Put in what columns decide."""
        rulers = self.judge.scorer.rulers
        texts, low, outcome = self.judge.scorer.texts.all, *out
        of_text = np.array([*(OUTCOMES.index(Outcome(text)) if text in _VALUES else 0 for text in texts), 0], np.int8)
        segments, numbers, weighs = np.maximum(rows.segments[part], 0).astype(np.intp), rows.numbers[part], weights[part]
        outcome[part] = of_text.take(rulers.cells["outcome"].take(rulers.segments.cell.take(segments)))
        step = 10 ** (self.places - self.quotients.weight.places)
        counted = self.quotients.points(segments, numbers, (weighs // step).astype(np.float64))
        points = np.where(segments > 0, counted, 0).astype(np.int64) * step
        finer = np.flatnonzero((weighs % step != 0) & (segments > 0))
        if len(finer):
            whole = 10 ** (self.places - self.judge.asked.policy.rounding.indicator)
            points[finer] = self.quotients.exactly(segments[finer], numbers[finer], weighs[finer], whole)
        low[part] = points

    def _told(self, which: Array, weights: Array) -> tuple[Array, Array, Array]:
        """Points and outcomes of rows of which the row API has told the share, by its number."""
        shares, policy = self.judge.told, self.judge.asked.policy
        units, unit = np.unique(weights, return_inverse=True)
        pairs, pair = np.unique(which * len(units) + unit, return_inverse=True)
        points = [of_units(one, self.places) for one in units.tolist()]
        found = []
        for number, place in zip(*(side.tolist() for side in np.divmod(pairs, len(units))), strict=True):
            share = shares[number]
            ends = (int(EXACT.scaleb(points_of(end, points[place], policy), self.places)) for end in share.earns)
            found.append((*ends, OUTCOMES.index(share.outcome)))
        low, high, outcome = np.array(found, np.int64).T.take(pair, axis=1)
        return low, high, outcome


_VALUES = frozenset(outcome.value for outcome in OUTCOMES)
