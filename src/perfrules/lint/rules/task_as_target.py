"""VG004: 保障线索调查工作开展 — a task, not what is reached by it."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.prose import prose_of
from perfrules.lint.remarks import Remark, remark
from perfrules.text import clip
from perfrules.wording import Target

NEEDS = "words"
RULE = Rule(
    code="VG004",
    name="task-as-target",
    title="以工作任务代替指标值",
    title_en="A task for a target",
    severity=Severity.WARNING,
    message="“{words}”写的是要做的工作，没有写做到什么程度、得到什么结果。",
    message_en="“{words}” tells what is to be done, not how much or with what result.",
    why="做了就算完成，还是做好才算完成，无从判断。",
    why_en="Whether doing it at all is enough cannot be told.",
    help="写工作的数量、时限或结果，如“审查文件≥20份”“12月底前完成”。",
    help_en="State how many, by when, or with what result.",
    basis="绩效指标应反映产出和效果，而不是工作内容（财预〔2020〕10号）。",
    bad=("保障线索调查工作开展", "配合我局做好法治建设工作，提供专业的法律意见"),
    good=("审查文件≥20份", "12月底前完成", "工作按时完成"),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """The words of a task."""
    prose = prose_of(target, name)
    if prose is not None and prose.kind == "task":
        yield remark(span=prose.span, words=clip(prose.words, 60))
