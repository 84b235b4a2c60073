"""CP003: the same requirement twice in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark, replacement
from perfrules.wording import Criterion, Target

NEEDS = "several"
RULE = Rule(
    code="CP003",
    name="duplicate-criterion",
    title="同一要求写了两遍",
    title_en="One requirement twice",
    severity=Severity.WARNING,
    message="“{words}”与前面的“{first}”重复；是否应为另一项？",
    message_en="“{words}” repeats “{first}”; was something else meant?",
    why="重复的一项多半是复制后忘了改，原来的要求因此缺失。",
    why_en="A repeated item is mostly a copy that was never edited; the requirement meant is missing.",
    help="改成本来要写的一项，或删去重复。",
    help_en="Write what was meant, or remove the repetition.",
    bad=("1. 修复及时率达到95%；2. 安全事故发生数0起；3. 修复及时率达到95%",),
    good=("1. 修复及时率达到95%；2. 响应及时率达到95%",),
)


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Each criterion that has the subject and the comparator of an earlier one."""
    seen: dict[tuple[str, object], Criterion] = {}
    for index, criterion in enumerate(target.criteria):
        subject = "".join((criterion.subject or "").split())
        first = seen.setdefault((subject, criterion.comparator), criterion)
        if first is not criterion and subject:
            last = index + 1 == len(target.criteria)
            fix = replacement((target.criteria[index - 1].span.end, criterion.span.end), "") if last else None
            yield remark(span=criterion.span, words=criterion.text, first=first.text, fix=fix)
