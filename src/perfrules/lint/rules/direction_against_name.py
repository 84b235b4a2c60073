"""OP006: 满意度≤90% — the bound rewards the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import Change, Trend
from perfrules.findings import Rule, Severity
from perfrules.intervals import Direction
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import bound_of, measured
from perfrules.measures import tendency
from perfrules.wording import Criterion, Target

NEEDS = "measured"
RULE = Rule(
    code="OP006",
    name="direction-against-name",
    title="比较方向与指标含义相反",
    title_en="The bound runs against what the name measures",
    severity=Severity.WARNING,
    message="“{measure}”{better}越好，而“{words}”要求的方向相反。",
    message_en="“{measure}” is better the {better_en} it is, and “{words}” asks for the reverse.",
    why="方向写反后，做得越差得分越高。",
    why_en="With the bound the wrong way round, the worse result scores higher.",
    help="核对比较词：越大越好用“≥”，越小越好用“≤”。",
    help_en="Check the operator: ≥ where more is better, ≤ where less is.",
    bad=(
        {"name": "群众满意度", "target": "≤90%"},
        {"name": "投诉率", "target": "≥3%"},
        {"name": "院内感染率", "target": "≥3%"},
        {"name": "培训合格率", "target": "比上年下降5%"},
    ),
    good=(
        {"name": "投诉办结率", "target": "≥95%"},
        {"name": "投诉率", "target": "≤3%"},
        {"name": "投诉率", "target": "比上年下降5%"},
        {"name": "救助残疾儿童人数", "target": "≥65人"},
        {"name": "参会人次", "target": "≥100人次"},
    ),
)
_BETTER = {Direction.ASCENDING: ("越大", "higher"), Direction.DESCENDING: ("越小", "lower")}


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each bound or change that goes against the last measure word of what is measured."""
    for criterion in target.criteria:
        words = measured(criterion, name)
        said = tendency(words)
        wanted = said.better if said.firm else None
        if wanted is not None and _asked(criterion) not in (None, wanted):
            yield remark(span=criterion.span, measure=words, better=_BETTER[wanted][0], better_en=_BETTER[wanted][1], words=criterion.text)


def _asked(criterion: Criterion) -> Direction | None:
    """The direction in which the criterion asks for more."""
    if isinstance(criterion.comparator, Change):
        return {Trend.INCREASE: Direction.ASCENDING, Trend.DECREASE: Direction.DESCENDING}.get(criterion.comparator.trend)
    bound = bound_of(criterion)
    return None if bound is None else bound.direction
