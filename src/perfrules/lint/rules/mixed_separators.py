"""CP005: ； here, 。 there between the items of one list."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.lists import gaps
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

NEEDS = "several"
RULE = Rule(
    code="CP005",
    name="mixed-separators",
    title="条目之间的标点不一致",
    title_en="Items parted by different marks",
    severity=Severity.INFO,
    message="条目之间既用“{first}”又用“{other}”。",
    message_en="Items are parted by “{first}” here and “{other}” there.",
    why="标点不一致时，系统和读者容易分错条目。",
    why_en="Mixed marks make people and programs split the items wrongly.",
    help="条目之间统一用分号。",
    help_en="Put a semicolon between all items.",
    bad=("1. 完成率达到90%；2. 事故0起；3. 周期满足1年。4. 到位率达到100%",),
    good=("1. 完成率达到90%；2. 事故0起；3. 周期满足1年",),
)
_MARK = deferred(r"[；;。，,、\n]")
_SAME = {";": "；", ",": "，"}


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """The first mark that differs from the marks before it, in a list of at least three."""
    marks = [(found[0], start + found.start()) for start, end in gaps(target) if (found := _MARK.search(target.text[start:end]))]
    for mark, place in marks[1:]:
        if _SAME.get(mark, mark) != _SAME.get(marks[0][0], marks[0][0]):
            yield remark(span=(place, place + 1), first=_shown(marks[0][0]), other=_shown(mark))
            return


def _shown(mark: str) -> str:
    return "换行" if mark == "\n" else mark
