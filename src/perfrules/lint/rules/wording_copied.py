"""YR002: the prose of last year, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.comparing import normal
from perfrules.lint.pairs import pairs
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.text import clip

RULE = Rule(
    code="YR002",
    name="wording-copied",
    title="照抄上年指标值",
    title_en="Last year's words again",
    severity=Severity.INFO,
    message="“{name}”的指标值“{words}”与上年一字不差。",
    message_en="The target “{words}” of “{name}” is last year's, word for word.",
    why="定性要求年年相同，看不出今年要做到什么。",
    why_en="The same prose every year does not tell what this year is to bring.",
    help="写本年要达到的状态或成果。",
    help_en="State what this year is to reach.",
    bad=(
        {
            "projects": [{"name": "甲", "indicators": [{"name": "宣传", "target": "宣传形式更加多样"}]}],
            "previous": {"projects": [{"name": "甲", "indicators": [{"name": "宣传", "target": "宣传形式更加多样"}]}]},
        },
    ),
    good=(
        {
            "projects": [{"name": "甲", "indicators": [{"name": "宣传", "target": "≥5场"}]}],
            "previous": {"projects": [{"name": "甲", "indicators": [{"name": "宣传", "target": "≥5场"}]}]},
        },
    ),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Prose of at least six characters that did not change."""
    for project, indicator, last in pairs(table):
        words = normal(indicator.target.text)
        prose = not any(criterion.is_quantitative for criterion in indicator.target.criteria)
        if prose and len(words) >= 6 and words == normal(last.target.text):
            yield remark(project=project, indicator=indicator, name=indicator.name, words=clip(indicator.target.text, 60))
