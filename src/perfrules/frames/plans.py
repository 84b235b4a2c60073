"""What the row API says of a project before its points are known: its funds, its budget execution, the weights of its indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from perfrules.errors import SettingsError
from perfrules.frames.numerals import Array
from perfrules.frames.tallies import Bears, Rows
from perfrules.model import Actual, Category, Funding
from perfrules.quantities import decimal
from perfrules.scoring.execution import earned, spent_of, verdict_of
from perfrules.scoring.indicators import category_of
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.projects import standing
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.weights import Bearer, allot, due_as_given

FUNDS = ("funding", "budget", "executed", "finished")

_Funds: TypeAlias = "tuple[Any, ...]"
_KINDS = (None, *Category)


@dataclass(frozen=True, slots=True)
class Money:
    """The columns of a project's funds: 总计, and for the budget execution the budget, what was spent, and whether the task is done."""

    funding: str | None = None
    budget: str | None = None
    executed: str | None = None
    finished: str | None = None

    @property
    def columns(self) -> tuple[str | None, ...]:
        """The columns, as ``FUNDS`` has them."""
        return (self.funding, self.budget, self.executed, self.finished)

    @property
    def used(self) -> list[str]:
        """The columns that are named."""
        return [column for column in self.columns if column is not None]


class Execution(NamedTuple):
    """A budget execution in units of points, whether both of its amounts are known, and the funds of its project."""

    outcome: Outcome
    low: int
    high: int
    maximum: int
    told: bool
    funding: Decimal | None


class Plan(NamedTuple):
    """The weights of a make of project in units of points, and what is told of them; ``stands``: one of its indicators is its execution."""

    weights: Sequence[int] = ()
    unplaced: int = 0
    codes: str = ""
    gradable: bool = True
    stands: bool = False


class Allotted(NamedTuple):
    """The weights of rows in units of points, the plans, and which of these each project has."""

    weights: Array
    plans: Sequence[Plan]
    which: Array


@dataclass(slots=True)
class Plans:
    """The plans of projects, each make of project worked out once; ``places``: the decimals of the units of points."""

    policy: Policy
    bears: Sequence[Bears]
    places: int
    bearers: Sequence[Bearer] = field(init=False)
    plans: list[Plan] = field(default_factory=lambda: [Plan()])
    """The first takes the table's own points as they stand."""
    _numbers: dict[tuple[bytes, bool], int] = field(default_factory=dict)
    _spent: dict[_Funds, Execution] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bearers = [Bearer(category_of(one.category), amount(one.given), one.excluded) for one in self.bears]

    def execution(self, funds: _Funds) -> Execution:
        """The budget execution of a project."""
        if funds not in self._spent:
            self._spent[funds] = self._execution(dict(zip(FUNDS, funds, strict=True)))
        return self._spent[funds]

    def _execution(self, given: Mapping[str, Any]) -> Execution:
        finished, budget = given["finished"], amount(given["budget"])
        told = Actual(
            budget=budget, initial=budget, executed=amount(given["executed"]), finished=None if finished is None else bool(finished)
        )
        funding = Funding(total=amount(given["funding"]))
        spent = spent_of(told, funding, self.policy)
        verdict = verdict_of(spent, self.policy)
        low, high = map(self.units, earned(verdict, self.policy))
        most = self.units(self.policy.weights.execution)
        return Execution(verdict.outcome, low, high, most, None not in (spent.budget, spent.executed), funding.budget)

    def allotted(self, rows: Rows, told: Sequence[bool]) -> Allotted:
        """The weights of rows; ``told`` says of each project whether the amounts of its execution are known."""
        which, counts = np.zeros(len(rows.starts), np.int64), np.diff(rows.starts, append=len(rows.bearers))
        own, plain = self._as_given(rows)
        ends = (rows.starts + counts).tolist()
        for place in np.flatnonzero(~plain).tolist():
            which[place] = self._number(rows.bearers[rows.starts[place] : ends[place]].tobytes(), told[place])
        every = np.array([weight for plan in self.plans for weight in plan.weights], np.int64)
        firsts = np.cumsum([0, *(len(plan.weights) for plan in self.plans)])
        places = np.repeat(firsts[which] - rows.starts, counts) + np.arange(len(rows.bearers))
        weights = np.append(every, 0).take(places, mode="clip")
        return Allotted(np.where(np.repeat(plain, counts), own, weights), self.plans, which)

    def _as_given(self, rows: Rows) -> tuple[Array, Array]:
        """The table's own points of rows, and of which projects they are taken as they stand with nothing to be said of them."""
        units = [None if one.given is None or one.given < 0 else self._whole(one.given) for one in self.bearers]
        most = 100 * 10**self.places
        known = np.array([unit is not None and unit <= most for unit in units], np.bool_)
        known &= ~np.array([one.excluded or one.spends for one in self.bears], np.bool_)
        own = np.array([unit if good else 0 for unit, good in zip(units, known, strict=True)], np.int64)
        kinds = np.array([1 << _KINDS.index(one.category) for one in self.bearers], np.int64)
        if not len(rows.starts):
            return own, known
        given = own.take(rows.bearers)
        there = np.bitwise_or.reduceat(kinds.take(rows.bearers), rows.starts)
        sums = np.add.reduceat(np.minimum(given, most), rows.starts)
        good = np.logical_and.reduceat(known.take(rows.bearers), rows.starts)
        masks, mask = np.unique(there, return_inverse=True)
        return given, good & (sums == np.array([self._due(int(one)) for one in masks]).take(mask))

    def _due(self, mask: int) -> int:
        due = due_as_given([kind for place, kind in enumerate(_KINDS) if mask >> place & 1], self.policy)
        return -1 if due is None else self.units(due)

    def _number(self, numbers: bytes, told: bool) -> int:
        """The number of the plan of a project with these bearers in their order."""
        key = (numbers, told)
        if key not in self._numbers:
            self._numbers[key] = len(self.plans)
            self.plans.append(self._plan(np.frombuffer(numbers, np.int32).tolist(), told=told))
        return self._numbers[key]

    def _plan(self, numbers: Sequence[int], *, told: bool) -> Plan:
        bearers = [self.bearers[number] for number in numbers]
        place = standing([self.bears[number].spends for number in numbers], bearers, self.policy, told=told)
        found = allot(bearers, self.policy, place)
        codes = " ".join((*(item.code for item in found.findings), *(("SC027",) if found.lacks_weights else ())))
        weights = [self.units(weight) for weight in found.weights]
        return Plan(weights, self.units(found.unplaced), codes, not found.lacks_weights, place is not None and not bearers[place].excluded)

    def units(self, value: Decimal) -> int:
        """Points in whole units; raises :class:`SettingsError` for points that are not whole in them."""
        found = self._whole(value)
        if found is None:
            raise SettingsError(
                f"金额或分值 {value} 的小数超过 {self.places} 位。请先取到 {self.places} 位。",
                f"The weight {value} has more than {self.places} decimals; round it first.",
            )
        return found

    def _whole(self, value: Decimal) -> int | None:
        top, bottom = value.as_integer_ratio()
        units, rest = divmod(top * 10**self.places, bottom)
        return None if rest else units


def amount(value: Any) -> Decimal | None:
    """An amount of a cell; None where nothing stands in it."""
    return None if value is None or value != value else decimal(str(value) if isinstance(value, float) else value)  # noqa: PLR0124 -- NaN
