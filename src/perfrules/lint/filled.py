"""A filled form: the actual values that stand in the table, scored as ``score`` scores them, for what can be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator
    from perfrules.scoring.results.scores import IndicatorScore

POLICY = "mof-2020-10"


def is_filled(indicator: Indicator) -> bool:
    """Whether the table holds an actual value of it."""
    return indicator.actual is not None and bool(indicator.actual.strip())


def scores_of(department: Department, policy: str) -> Mapping[int, IndicatorScore]:
    """The score of every indicator with an actual value, by the identity of the indicator; the whole table is scored at once."""
    every = [department.indicators, *(project.indicators for project in department.projects)]
    if not any(is_filled(indicator) for indicators in every for indicator in indicators):
        return {}
    from perfrules.scoring.departments import judge_department
    from perfrules.scoring.policies import load

    judged = judge_department(department, {}, load(policy))
    own = judged.own()
    scored = [own.indicators if own is not None else (), *(project.indicators for project in judged.projects)]
    return dict(_filled(zip(every, scored, strict=True)))


def _filled(tables: Iterable[tuple[tuple[Indicator, ...], tuple[IndicatorScore, ...]]]) -> Iterable[tuple[int, IndicatorScore]]:
    for indicators, scores in tables:
        for indicator, score in zip(indicators, scores, strict=True):
            if is_filled(indicator):
                yield id(indicator), score
