"""A short notation of readings for the cases: one criterion as a person would jot it down."""

from __future__ import annotations

from perfrules.comparators import Between, Change, Comparator, Deadline, Qualitative, Rank, Trend
from perfrules.quantities import plain
from perfrules.wording import Criterion, Target


def noted(criterion: Criterion) -> str:
    """``>=50 家``, ``[80,90] %``, ``+>=5 % @同比``, ``D<=--09``, ``#<=10``, ``Q``; flags follow."""
    flags = (" each" if criterion.each else "") + (" aspiration" if criterion.aspiration else "")
    return _comparator(criterion.comparator) + flags


def _comparator(value: Comparator) -> str:
    if isinstance(value, Qualitative):
        return "Q"
    if isinstance(value, Deadline):
        return f"D{value.op}{value.at}"
    if isinstance(value, Rank):
        return f"#{value.op}{value.value}"
    if isinstance(value, Change):
        sign = {Trend.INCREASE: "+", Trend.DECREASE: "-", Trend.EITHER: "±"}[value.trend]
        return f"{sign}{_comparator(value.of)}{f' @{value.base}' if value.base else ''}"
    unit = f" {value.unit}" if value.unit else ""
    if isinstance(value, Between):
        left, right = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
        return f"{left}{plain(value.low.value)},{plain(value.high.value)}{right}{unit}"
    return f"{value.op}{plain(value.quantity.value)}{unit}"


def readings(target: Target) -> str:
    """All criteria of a target, parted by `` | ``."""
    return " | ".join(noted(criterion) for criterion in target.criteria)
