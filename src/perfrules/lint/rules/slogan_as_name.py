"""NM004: the name is a slogan, and what is measured stands only in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes
from perfrules.measures import bare, ends_in
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "name"
RULE = Rule(
    code="NM004",
    name="slogan-as-name",
    title="指标名称是口号",
    title_en="A slogan for a name",
    severity=Severity.WARNING,
    message="名称“{name}”没有说考核什么；考核的内容“{measure}”只写在指标值里。",
    message_en="The name “{name}” does not say what is measured; “{measure}” stands only in the target.",
    why="汇总表往往只列名称和得分，从口号看不出考核了什么。",
    why_en="Summaries list names and points; a slogan does not tell what was measured.",
    help="名称改为考核的内容，用名词；口号写在绩效目标里。",
    help_en="Name what is measured, and move the slogan into the objective.",
    basis="指标名称应简洁明确，反映考核内容（财预〔2020〕10号）。",
    bad=(
        {"name": "优化创新生态，营造国际一流创新环境", "target": "上市的高新技术企业数量≥20家"},
        {"name": "强化人才支撑，加大引进人才力度", "target": "支持引进团队项目数量5项"},
    ),
    good=({"name": "上市的高新技术企业数量", "target": "≥20家"}, {"name": "加强培训次数", "target": "≥5次"}),
)
_CALL = deferred(
    r"^(?:大力|着力|积极|持续|不断|全面|进一步|深入)?(?:聚焦|引领|优化|强化|抓好|深化|打造|营造|加强|推动|推进|激发|加大|促进|完善|提升|提高|增强|弘扬|发挥|健全|构建|落实|做好|扩大|赋能|培育|助推|助力)"
)
_FIELD = deferred(r"(?:建设|融合|创新)$")


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """A name of calls or of a field of work, without a measure, above a quantity that has its own words."""
    worded = [criterion.subject for criterion in sizes(target) if criterion.subject]
    if name is None or not worded or ends_in("measure", name):
        return
    clauses = [clause for clause in re.split(r"[，,；;]", bare(name)) if clause]
    if clauses and (any(_CALL.match(clause) for clause in clauses) or (len(clauses) == 1 and _FIELD.search(clauses[0]))):
        yield remark(name=clip(name, 40), measure=clip(worded[0], 40))
