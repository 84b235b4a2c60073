"""VG003: the target says again what the name says."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "words"
RULE = Rule(
    code="VG003",
    name="target-repeats-name",
    title="指标值重复指标名称",
    title_en="The target repeats the name",
    severity=Severity.WARNING,
    message="指标值“{words}”只是重复了指标名称，没有说要达到什么。",
    message_en="“{words}” only repeats the name and does not say what is to be reached.",
    why="名称说考核什么，指标值说达到多少；二者相同就没有目标。",
    why_en="The name says what is measured, the target how much of it; if both are equal there is no target.",
    help="指标值写数值或可核对的状态，如“全年无停运”“≥95%”。",
    help_en="State a figure or a state that can be checked.",
    bad=(
        {"name": "保障局机关后勤服务工作正常开展", "target": "局机关后勤服务工作正常开展"},
        {"name": "水质改善", "target": "水质改善"},
        {"name": "政策宣传产生较大影响力", "target": "政策宣传好，产生较大影响力"},
    ),
    good=(
        {"name": "保障局机关后勤服务", "target": "全年无停水停电"},
        {"name": "设备使用情况", "target": "正常使用"},
        {"name": "无安全事故", "target": "无安全事故"},
    ),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The words that repeat the name."""
    prose = prose_of(target, name)
    if prose is not None and prose.kind == "repeats-name":
        yield remark(span=prose.span, words=clip(prose.words, 60))
