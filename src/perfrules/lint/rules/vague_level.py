"""VG001: 进一步提高, 效果明显 — a level in words, and nothing to measure it by."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

NEEDS = "words"
RULE = Rule(
    code="VG001",
    name="vague-level",
    title="程度词不可衡量",
    title_en="A level that cannot be measured",
    severity=Severity.WARNING,
    message="“{words}”只说了程度，没有可以核对的数值、比例或状态。",
    message_en="“{words}” names a degree and no figure, share or state that can be checked.",
    why="“进一步提高”“效果明显”怎样算完成因人而异，自评时只能打印象分。",
    why_en="Nobody can say when “further improved” is reached; the score becomes a matter of taste.",
    help="写明量化的变化（如“比上年提高5个百分点”），或列出可核对的事实、分档标准和依据。",
    help_en="State the change in figures (“up 5 percentage points on last year”), or facts and bands that can be checked.",
    basis="绩效指标应细化量化；不能量化的，定性描述应可衡量（财预〔2015〕88号）。",
    bad=("进一步提高", "效果明显", "作用明显", "位居全国前列"),
    good=("比上年提高5个百分点", "正常使用", "应改尽改"),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The words of a short level."""
    prose = prose_of(target, name)
    if prose is not None and prose.kind == "vague-level":
        yield remark(span=prose.span, words=prose.words)
