"""What the row API says of a project before its points are known: its funds, its budget execution, the weights of its indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from perfrules.model import Actual, Funding, Indicator, Project
from perfrules.quantities import decimal
from perfrules.scoring.execution import counted_as, score_execution
from perfrules.scoring.indicators import category_of
from perfrules.scoring.policies.loading import Policy
from perfrules.scoring.projects import standing
from perfrules.scoring.results.parts import ExecutionScore
from perfrules.scoring.weights import Allotment, Bearer, allot

FUNDS = ("funding", "budget", "executed", "finished")

_Funds: TypeAlias = "tuple[Any, ...]"


@dataclass(frozen=True, slots=True)
class Money:
    """The columns of a project's funds: 总计, and for the budget execution the budget, what was spent, and whether the task is done."""

    funding: str | None = None
    budget: str | None = None
    executed: str | None = None
    finished: str | None = None

    @property
    def used(self) -> list[str]:
        """The columns that are named."""
        return [column for column in (self.funding, self.budget, self.executed, self.finished) if column is not None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A project without its indicators; ``number`` is the one of its allotment."""

    number: int
    project: Project
    execution: ExecutionScore
    allotment: Allotment


@dataclass(slots=True)
class Plans:
    """The plans of projects, each make of project worked out once.

    ``bearers`` are the distinct category, weight, whether the indicator is left out, and its name where that is 预算执行率.
    """

    policy: Policy
    bearers: Sequence[tuple[Bearer, str | None]]
    allotments: list[Allotment] = field(default_factory=list)
    _numbers: dict[tuple[str, int | None], int] = field(default_factory=dict)
    _spent: dict[_Funds, tuple[Project, ExecutionScore]] = field(default_factory=dict)
    _known: dict[tuple[str, _Funds], Plan] = field(default_factory=dict)

    def of(self, indicators: str, funds: _Funds) -> Plan:
        """The plan of a project: the numbers of its bearers in their order, with commas between them, and its funds."""
        key = (indicators, funds)
        if key not in self._known:
            self._known[key] = self._made(indicators, funds)
        return self._known[key]

    def _made(self, indicators: str, funds: _Funds) -> Plan:
        if funds not in self._spent:
            self._spent[funds] = self._execution(dict(zip(FUNDS, funds, strict=True)))
        project, execution = self._spent[funds]
        told = [self.bearers[int(number)] for number in indicators.split(",")]
        bearers, names = [bearer for bearer, _ in told], [name for _, name in told]
        place = standing(names, bearers, execution, self.policy)
        number = self._numbers.setdefault((indicators, place), len(self.allotments))
        if number == len(self.allotments):
            self.allotments.append(allot(bearers, self.policy, place))
        allotment = self.allotments[number]
        if place is not None:
            execution = counted_as(("", Indicator(name=names[place] or "", target="")), allotment.weights[place], execution)
        return Plan(number, project, execution, allotment)

    def _execution(self, given: Mapping[str, Any]) -> tuple[Project, ExecutionScore]:
        amounts = {name: amount(given[name]) for name in FUNDS[:-1]}
        finished, budget = given["finished"], amounts["budget"]
        spent = Actual(budget=budget, initial=budget, executed=amounts["executed"], finished=None if finished is None else bool(finished))
        project = Project(name="", funding=Funding(total=amounts["funding"]))
        return project, score_execution(spent, project.funding, self.policy)


def bearer(category: Any, weight: Any, excluded: bool) -> Bearer:
    """What a row bears; raises :class:`ValueRangeError` for a category that is none, :class:`SettingsError` for a weight that is none."""
    return Bearer(category_of(category), amount(weight), excluded)


def amount(value: Any) -> Decimal | None:
    """An amount of a cell; None where nothing stands in it."""
    return None if value is None or value != value else decimal(str(value) if isinstance(value, float) else value)  # noqa: PLR0124 -- NaN
