"""Mid-year monitoring (绩效运行监控): how far each indicator should be by a date, how far it is, and a lamp for it.

What accumulates is expected in proportion to the days of the year; a rate holds at any time; a deadline is due on its day;
what happens once is due at the end of the year. The thresholds are the policy's, and ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

from perfrules.comparators import (
    About,
    AtLeast,
    AtMost,
    Between,
    Change,
    Comparator,
    Deadline,
    Exactly,
    LessThan,
    MoreThan,
    Qualitative,
    Rank,
)
from perfrules.errors import ValueRangeError
from perfrules.scoring.results.explanations import percent
from perfrules.scoring.results.outcomes import Outcome, ratio_text
from perfrules.scoring.results.scores import CriterionScore, DepartmentScore, ExecutionScore, IndicatorScore

ONE = Fraction(1)


class Kind(StrEnum):
    """How an indicator moves through the year."""

    CUMULATIVE = "cumulative"
    RATE = "rate"
    ONE_OFF = "one_off"
    DATE = "date"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"cumulative": "累计", "rate": "比率", "one_off": "一次性", "date": "时限"}[self.value]


class Lamp(StrEnum):
    """On track, behind, far behind or missed; grey where nothing can be said yet."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"green": "正常", "yellow": "偏慢", "red": "滞后", "grey": "未定"}[self.value]


LAGGING = frozenset((Lamp.YELLOW, Lamp.RED))
"""The lamps of what lags."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One indicator or budget execution at a date: the share expected by then, the share reached, and the lamp."""

    key: str
    name: str
    kind: Kind
    expected: Fraction | None
    reached: Fraction | None
    lamp: Lamp

    def explain(self, lang: str = "zh") -> str:
        """One line in ``lang``."""
        expected, reached = ("–" if share is None else percent(share) for share in (self.expected, self.reached))
        if lang == "en":
            return f"{self.key} {self.name}: {self.kind.value}, {expected} expected, {reached} reached: {self.lamp.value}"
        return f"{self.key} {self.name}：{self.kind.label}，应完成 {expected}，已完成 {reached}，{self.lamp.label}"

    def to_dict(self) -> dict[str, Any]:
        """``key name kind expected reached lamp``; shares rounded to six decimals."""
        shares = {"expected": ratio_text(self.expected), "reached": ratio_text(self.reached)}
        return {"key": self.key, "name": self.name, "kind": self.kind.value, **shares, "lamp": self.lamp.value}


def monitor(score: DepartmentScore, as_of: date, *, year: int) -> tuple[Progress, ...]:
    """The state of every budget execution and indicator of a scored department at ``as_of`` in the budget year ``year``.

    Raises :class:`ValueRangeError` for a date before the year; a date after it expects everything.
    """
    elapsed = elapsed_share(as_of, year)
    out: list[Progress] = []
    for project in score.every_project:
        out.append(_execution(project.execution, elapsed))
        out.extend(indicator_progress(item, as_of, year=year) for item in project.indicators)
    return tuple(out)


def elapsed_share(as_of: date, year: int) -> Fraction:
    """The share of the year's days that have passed, the day itself included.

    >>> elapsed_share(date(2023, 6, 30), 2023)
    Fraction(181, 365)
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if as_of < first:
        raise ValueRangeError(
            f"监控日期 {as_of} 早于预算年度 {year} 年，请核对。", f"The monitoring date {as_of} lies before the budget year {year}."
        )
    return Fraction((min(as_of, last) - first).days + 1, (last - first).days + 1)


def indicator_progress(score: IndicatorScore, as_of: date, *, year: int) -> Progress:
    """The state of one indicator: of several criteria the worst lamp counts."""
    elapsed = elapsed_share(as_of, year)
    counted = [item for item in score.criteria if item.outcome is not Outcome.NOT_APPLICABLE]
    states = [_criterion(item, score, elapsed, as_of, year) for item in counted]
    if not states:
        return Progress(score.key, score.title, Kind.ONE_OFF, None, None, Lamp.GREY)
    return _worst(states)


def _worst(states: Sequence[Progress]) -> Progress:
    order = (Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.GREEN)
    return min(states, key=lambda state: order.index(state.lamp))


def kind_of(comparator: Comparator) -> Kind:
    """How what a comparator asks for moves through the year."""
    match comparator:
        case Deadline():
            return Kind.DATE
        case Qualitative() | Rank():
            return Kind.ONE_OFF
        case Change() | About() | Between():
            return Kind.RATE
        case AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly():
            unit = comparator.unit or ""
            return Kind.RATE if "/" in unit or unit in _rates() else Kind.CUMULATIVE
        case _:
            assert_never(comparator)


@cache
def _rates() -> frozenset[str]:
    """The units of what does not accumulate, from ``monitoring.toml``."""
    return frozenset(tomllib.loads((files("perfrules.scoring") / "monitoring.toml").read_text("utf-8"))["rates"])


def _criterion(item: CriterionScore, score: IndicatorScore, elapsed: Fraction, as_of: date, year: int) -> Progress:
    comparator = item.criterion.comparator
    kind = kind_of(comparator)
    if isinstance(comparator, Deadline):
        due = comparator.last_day(year) < as_of
        lamp = Lamp.GREEN if item.outcome is Outcome.MET else Lamp.RED if due or item.outcome is Outcome.UNMET else Lamp.GREY
        return Progress(score.key, score.title, kind, ONE if due else None, None, lamp)
    expected = {Kind.CUMULATIVE: elapsed, Kind.RATE: ONE}.get(kind, ONE if elapsed == 1 else None)
    lamp = _lamp(item, expected, score)
    return Progress(score.key, score.title, kind, expected, item.attainment, lamp)


def _lamp(item: CriterionScore, expected: Fraction | None, score: IndicatorScore) -> Lamp:
    if item.outcome is Outcome.CANNOT_JUDGE:
        return Lamp.GREY
    reached = item.attainment
    if isinstance(item.criterion.comparator, (AtMost, LessThan)):
        return _ceiling(item, expected)
    if item.outcome is Outcome.MET:
        return Lamp.GREEN
    return _against(reached, expected, score.rules.monitoring.behind)


def _against(reached: Fraction | None, expected: Fraction | None, behind: Fraction) -> Lamp:
    """What is reached against what is expected: from ``behind`` (a share of it) on it is only slow."""
    if expected is None or reached is None:
        return Lamp.GREY if expected is None else Lamp.RED
    return Lamp.GREEN if reached >= expected else Lamp.YELLOW if reached >= expected * behind else Lamp.RED


def _ceiling(item: CriterionScore, expected: Fraction | None) -> Lamp:
    """A ceiling is red once exceeded, and yellow where more of it is used than the year has passed."""
    if item.outcome is Outcome.UNMET:
        return Lamp.RED
    used = Fraction(0) if item.attainment is None else 1 / item.attainment
    return Lamp.YELLOW if expected is not None and used > expected else Lamp.GREEN


def _execution(score: ExecutionScore, elapsed: Fraction) -> Progress:
    lamp = Lamp.GREY if score.attainment is None else _against(score.attainment, elapsed, score.rules.monitoring.behind)
    return Progress(score.key, score.title, Kind.CUMULATIVE, elapsed, score.attainment, lamp)
