"""A short notation of readings, as a person would jot them down: ``>=50 家 | [80,90] %``."""

from __future__ import annotations

from perfrules.comparators import Between, Change, Comparator, Deadline, Qualitative, Rank, Trend
from perfrules.quantities import plain
from perfrules.wording import Criterion, Target

_TRENDS = {Trend.INCREASE: "+", Trend.DECREASE: "-", Trend.EITHER: "±"}


def noted(target: Target) -> str:
    """The criteria of a target in the notation of the conformance cases, parted by `` | ``.

    ``>=50 家`` a bound, ``[80,90) %`` a range, ``+>=5 % @同比`` a change against a base, ``D<=--09`` a deadline,
    ``#<=10`` a rank, ``Q`` a qualitative one; ``each`` and ``aspiration`` follow theirs.

    >>> from perfrules import parse
    >>> noted(parse("同比增长5%左右；不少于50家"))
    '+~5 % @同比 | >=50 家'
    """
    return " | ".join(_criterion(criterion) for criterion in target.criteria)


def _criterion(criterion: Criterion) -> str:
    flags = (" each" if criterion.each else "") + (" aspiration" if criterion.aspiration else "")
    return _comparator(criterion.comparator) + flags


def _comparator(value: Comparator) -> str:
    match value:
        case Qualitative():
            return "Q"
        case Deadline(op, at):
            return f"D{op}{at}"
        case Rank(op, place):
            return f"#{op}{place}"
        case Change(trend, of, base):
            return _TRENDS[trend] + _comparator(of) + (f" @{base}" if base else "")
        case Between(low, high):
            left, right = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
            return f"{left}{plain(low.value)},{plain(high.value)}{right}{_unit(value.unit)}"
        case _:
            return f"{value.op}{plain(value.quantity.value)}{_unit(value.unit)}"


def _unit(unit: str | None) -> str:
    return f" {unit}" if unit else ""
