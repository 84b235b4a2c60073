"""VG002: 提升能力、促进发展、营造氛围 — nothing that could be checked."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "words"
RULE = Rule(
    code="VG002",
    name="slogan",
    title="指标值是口号",
    title_en="A slogan for a target",
    severity=Severity.WARNING,
    message="“{words}”说的是意义和方向，没有可以核对的结果。",
    message_en="“{words}” speaks of meaning and direction; no result can be checked.",
    why="年底无法拿任何事实证明“提升”“促进”做到了多少。",
    why_en="At the end of the year no fact can show how far a slogan was reached.",
    help="从这段话里选一个能拿到数据的结果写成指标值，如“成果转化≥5项”；意义写在绩效目标里。",
    help_en="Pick one result for which data exist and state it; the meaning belongs into the objective.",
    basis="绩效指标应突出重点、易于评价、数据可采集（财预〔2020〕10号）。",
    bad=("降低财政资金使用风险，提高科技经费使用绩效，营造良好科研氛围", "激发企业创新活力，引领产业高质量发展，提升城市影响力"),
    good=("应改尽改", "成果转化≥5项", "无重大安全事故"),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The words of a slogan."""
    prose = prose_of(target, name)
    if prose is not None and prose.kind == "slogan":
        yield remark(span=prose.span, words=clip(prose.words, 60))
