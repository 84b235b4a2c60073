"""Mid-year monitoring (绩效运行监控): how far each indicator should be by a date, how far it is, and a lamp for it.

What accumulates is expected in proportion to the days of the year; a rate holds at any time; a deadline is due on its day;
what happens once is due at the end of the year. The thresholds are the policy's, and ours.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal, assert_never

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
from perfrules.keys import own_key
from perfrules.measures import counts_days, mentions
from perfrules.model import Category, Department, Subcategory
from perfrules.scoring.policies import Policy
from perfrules.scoring.policies.settings import Monitoring
from perfrules.scoring.results.explanations import Note, Step, percent, step
from perfrules.scoring.results.outcomes import Outcome, ratio_text
from perfrules.scoring.results.parts import CriterionScore, ExecutionScore, IndicatorScore
from perfrules.scoring.results.scores import DepartmentScore

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
    """Far ahead, on track, behind, far behind or missed; grey where nothing can be said yet."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"blue": "超前", "green": "正常", "yellow": "偏慢", "red": "滞后", "grey": "未定"}[self.value]


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
    why: Step | None = field(default=None, compare=False, repr=False)

    @property
    def explanation(self) -> Step:
        """The lamp with what it follows from, as a step of an explanation."""
        line = Step("progress", (self.explain(), self.explain("en")))
        return line if self.why is None else replace(line, children=(self.why,))

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


def monitor(score: DepartmentScore, as_of: date, *, year: int, department: Department | None = None) -> tuple[Progress, ...]:
    """The state of every budget execution and indicator of a scored department at ``as_of`` in the budget year ``year``.

    ``department`` is the one that was scored: it tells which rows are filed under 质量 时效 成本, of which a policy may say that
    they hold at any time. Raises :class:`ValueRangeError` for a date before the year; a date after it expects everything.
    """
    elapsed_share(as_of, year)
    at_any_time = _at_any_time(department) if department else frozenset()
    out: list[Progress] = []
    for project in score.every_project:
        found = [execution_progress(project.execution, as_of, year=year)]
        found += [indicator_progress(item, as_of, year=year, at_any_time=item.key in at_any_time) for item in project.indicators]
        out += [replace(item, why=_because(item, project.rules)) for item in found]
    return tuple(out)


def _at_any_time(department: Department) -> frozenset[str]:
    """The keys of the rows under 质量 时效 成本."""
    rows = [(key, item) for key, _, item in department.keyed()]
    rows += [(own_key(index), item) for index, item in enumerate(department.indicators, 1)]
    return frozenset(key for key, item in rows if item.category is Category.COST or item.subcategory in _NOT_IN_PARTS)


_NOT_IN_PARTS = frozenset((Subcategory.QUALITY, Subcategory.TIMELINESS, Subcategory.COST))


def _because(found: Progress, policy: Policy) -> Step:
    """Why a lamp shows what it shows, with the source of the rule."""
    rule = policy.monitoring
    edges = (rule.execution_behind, rule.execution_on_track) if found.key.endswith("X") else (rule.behind, rule.on_track)
    shown: dict[str, object] = {"kind": (found.kind.label, found.kind.value), "lamp": (found.lamp.label, found.lamp.value)}
    key = "lamp-open" if found.lamp is Lamp.GREY else "lamp-date" if found.kind is Kind.DATE else "lamp-itself"
    if found.kind is Kind.CUMULATIVE and found.expected and found.lamp is not Lamp.GREY:
        key = "lamp-proportion"
        ratio = (found.reached or Fraction(0)) / found.expected
        shown |= {"reached": percent(found.reached or Fraction(0)), "due": percent(found.expected), "ratio": percent(ratio)}
        shown |= {"behind": percent(edges[0]), "on_track": percent(edges[1])}
    source, evidence = policy.basis("monitoring")
    return step(Note(key, shown, "monitoring"), source=source, evidence=evidence)


def counts_of(progress: Sequence[Progress]) -> dict[Lamp, int]:
    """How many stand at each lamp, in the order of the lamps."""
    return {lamp: sum(item.lamp is lamp for item in progress) for lamp in Lamp}


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


def due_share(as_of: date, year: int, rule: Monitoring) -> Fraction:
    """The share of the year's work that is due by the date: of its days, or of its months, the begun one included."""
    elapsed = elapsed_share(as_of, year)
    return elapsed if rule.due == "days" or elapsed == 1 else Fraction(as_of.month, 12)


def indicator_progress(score: IndicatorScore, as_of: date, *, year: int, at_any_time: bool = False) -> Progress:
    """The state of one indicator: of several criteria the worst lamp counts. ``at_any_time``: filed under 质量 时效 成本."""
    elapsed = due_share(as_of, year, score.rules.monitoring)
    counted = [item for item in score.criteria if item.outcome is not Outcome.NOT_APPLICABLE]
    outright = at_any_time and score.rules.monitoring.others == "two_lamps"
    states = [_criterion(item, score, elapsed, as_of, year, outright=outright) for item in counted]
    if not states:
        return Progress(score.key, score.title, Kind.ONE_OFF, None, None, Lamp.GREY)
    return _worst(states)


def _worst(states: Sequence[Progress]) -> Progress:
    order = (Lamp.RED, Lamp.YELLOW, Lamp.GREY, Lamp.BLUE, Lamp.GREEN)
    return min(states, key=lambda state: order.index(state.lamp))


def kind_of(comparator: Comparator, name: str = "") -> Kind:
    """How what a comparator asks for moves through the year; a name tells a level (人均, 单价, 保有量) from what accumulates."""
    match comparator:
        case Deadline():
            return Kind.DATE
        case Qualitative() | Rank():
            return Kind.ONE_OFF
        case Change():
            return Kind.RATE
        case AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly() | About() | Between():
            unit = comparator.unit or ""
            holds = unit in _words("rates") and not (unit in _words("times") and counts_days(name))
            return Kind.RATE if "/" in unit or holds or mentions("level", name) else Kind.CUMULATIVE
        case _:
            assert_never(comparator)


@cache
def _words(kind: str) -> frozenset[str]:
    """The units of a kind, from ``monitoring.toml``."""
    return frozenset(tomllib.loads((files("perfrules.scoring") / "monitoring.toml").read_text("utf-8"))[kind])


def _criterion(item: CriterionScore, score: IndicatorScore, elapsed: Fraction, as_of: date, year: int, *, outright: bool) -> Progress:
    """The state of one criterion; ``outright``: nothing of it is in proportion to what has ``elapsed``."""
    comparator = item.criterion.comparator
    kind = kind_of(comparator, f"{score.name or ''}{item.criterion.subject or ''}")
    if isinstance(comparator, Deadline):
        due = comparator.last_day(year) < as_of
        lamp = Lamp.GREEN if item.outcome is Outcome.MET else Lamp.RED if due or item.outcome is Outcome.UNMET else Lamp.GREY
        return Progress(score.key, score.title, kind, ONE if due else None, None, lamp)
    rule = score.rules.monitoring
    if (_is_ceiling(item) and rule.ceilings == "target") or (outright and kind is Kind.CUMULATIVE):
        kind = Kind.RATE
    expected = {Kind.CUMULATIVE: elapsed, Kind.RATE: ONE}.get(kind, ONE if elapsed == 1 else None)
    return Progress(score.key, score.title, kind, expected, item.attainment, _lamp(item, kind, expected, rule))


def _is_ceiling(item: CriterionScore) -> bool:
    """Whether the target is a ceiling, as written or as the policy takes a number without operator."""
    return isinstance(item.criterion.comparator, (AtMost, LessThan)) or any(note.key in _CEILINGS for note in item.notes)


def _is_beyond(item: CriterionScore) -> bool:
    """Whether a range (80～100家, 约500人次) is missed above: more of the year does not mend that."""
    comparator, lack = item.criterion.comparator, item.lack
    if not isinstance(comparator, (About, Between)) or lack is None or lack.value is None:
        return False
    return lack.value > Fraction((comparator.high if isinstance(comparator, Between) else comparator.quantity).value)


_CEILINGS = frozenset(("means-at-most", "means-less-is-better", "means-zero"))


def _lamp(item: CriterionScore, kind: Kind, expected: Fraction | None, rule: Monitoring) -> Lamp:
    if item.outcome is Outcome.CANNOT_JUDGE:
        return Lamp.GREY
    comparator, reached = item.criterion.comparator, item.attainment
    met = item.outcome is Outcome.MET
    if isinstance(comparator, (MoreThan, LessThan)) and rule.strict == "honoured" and reached == 1:
        met = False
    if _is_ceiling(item):
        return _ceiling(met, reached, expected)
    if _is_beyond(item):
        return Lamp.RED
    if kind is Kind.RATE and rule.others == "two_lamps":
        return Lamp.GREEN if met else Lamp.RED
    if met and (kind is not Kind.CUMULATIVE or reached is None):
        return Lamp.GREEN
    ahead = rule.ahead if kind is Kind.CUMULATIVE else "never"
    lamp = _against(reached, expected, rule.behind, rule.on_track, ahead)
    return Lamp.GREEN if met and lamp is not Lamp.BLUE else lamp


def _against(
    reached: Fraction | None, expected: Fraction | None, behind: Fraction, on_track: Fraction, ahead: Fraction | Literal["never"] = "never"
) -> Lamp:
    """What is reached against the edges, which are shares of what is expected."""
    if expected is None or reached is None:
        return Lamp.GREY if expected is None else Lamp.RED
    if ahead != "never" and reached >= expected * ahead:
        return Lamp.BLUE
    return Lamp.GREEN if reached >= expected * on_track else Lamp.YELLOW if reached >= expected * behind else Lamp.RED


def _ceiling(met: bool, reached: Fraction | None, expected: Fraction | None) -> Lamp:
    """A ceiling is red once exceeded, and yellow where more of it is used than is due by the date."""
    if not met:
        return Lamp.RED
    used = Fraction(0) if reached is None else 1 / reached
    return Lamp.YELLOW if expected is not None and used > expected else Lamp.GREEN


def execution_progress(score: ExecutionScore, as_of: date, *, year: int) -> Progress:
    """The state of the budget execution: by the steps of the months that have ended where the policy has them, else by what is due."""
    rule = score.rules.monitoring
    due = due_share(as_of, year, rule)
    ended = [step for step in rule.execution_steps if as_of >= date(year, step.month, monthrange(year, step.month)[1])]
    if score.attainment is None:
        lamp = Lamp.GREY
    elif ended:
        due = ended[-1].rate_below
        lamp = Lamp.GREEN if score.attainment >= due else Lamp.RED
    else:
        lamp = _against(score.attainment, due, rule.execution_behind, rule.execution_on_track)
    return Progress(score.key, score.title, Kind.CUMULATIVE, due, score.attainment, lamp)
