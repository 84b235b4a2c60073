"""A filled form: the actual values that stand in the table, judged by a policy for what can be said of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.model import Indicator
    from perfrules.scoring.results.scores import IndicatorScore

POLICY = "mof-2020-10"


def score_of(indicator: Indicator, year: int | None, policy: str) -> IndicatorScore | None:
    """The score of the actual value in the table, or None where there is none."""
    if indicator.actual is None or not indicator.actual.strip():
        return None
    from perfrules.model import Actual
    from perfrules.scoring.indicators import evaluate

    given = Actual(value=indicator.actual, deviation_reason=indicator.deviation_reason)
    weight = indicator.weight if indicator.weight is not None and indicator.weight >= 0 else Decimal(100)
    return evaluate(indicator.target, given, name=indicator.name, category=indicator.category, weight=weight, year=year, policy=policy)
