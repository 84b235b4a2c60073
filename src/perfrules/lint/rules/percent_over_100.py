"""PC001: 完成率≥120% — was the plan too low, or the number wrong?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import PARTS, measured, unit_of, values_of
from perfrules.measures import ends_in, mentions
from perfrules.wording import Target

NEEDS = "measured"
RULE = Rule(
    code="PC001",
    name="over-100",
    title="完成率超过100%",
    title_en="A completion rate over 100 %",
    severity=Severity.WARNING,
    message="“{measure}”的指标值“{words}”超过100%；如计划数偏低，应调整计划数。",
    message_en="“{words}” asks for more than 100 % of “{measure}”; if the plan is too low, change the plan.",
    why="完成率以计划为100%，要求超过100%说明计划数不是真正的目标。",
    why_en="The plan is 100 %; asking for more says that the plan is not the target.",
    help="改为“100%”或“≥95%”，或把计划数写成指标值。",
    help_en="Ask for 100 % or less, or state the planned number itself.",
    bad=({"name": "任务完成率", "target": "≥120%"},),
    good=({"name": "任务完成率", "target": "100%"}, {"name": "产值增长率", "target": "≥120%"}),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each completion rate above the whole."""
    for criterion in target.criteria:
        words = measured(criterion, name)
        whole = PARTS.get(unit_of(criterion) or "")
        over = whole is not None and any(value > whole for value in values_of(criterion))
        if over and ends_in("completion", words) and not mentions("growth", words):
            yield remark(span=criterion.span, measure=words, words=criterion.text)
