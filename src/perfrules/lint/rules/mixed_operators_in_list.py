"""OP008: ≥4；15 — one item with an operator, one without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfrules.comparators import Exactly
from perfrules.findings import Rule, Severity
from perfrules.lint.lists import gaps
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import bound_of, is_whole
from perfrules.wording import Target

NEEDS = "several"
RULE = Rule(
    code="OP008",
    name="mixed-operators-in-list",
    title="同一指标值中有的写比较词、有的不写",
    title_en="Some items carry an operator and some do not",
    severity=Severity.INFO,
    message="“{bare}”没有比较词，而同一指标值中的“{other}”有，是否漏写？",
    message_en="“{bare}” has no operator while “{other}” beside it has one; was it left out?",
    why="并列的几项写法不一，没写的一项多半是漏写。",
    why_en="Among parallel items the one without an operator was most likely forgotten.",
    help="各项都写比较词。",
    help_en="Give every item its operator.",
    bad=("≥4次；15次", "1. ≥10000册；2. 15次；3. ≥4次"),
    good=("≥4次；≥15次", "4次；15次", "至少给120人发放以36元每月的补贴", "完成率达到90%；事故0起"),
)


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Each bare item of a list beside items with operators."""
    listed = any(re.search(r"[；;\n]", target.text[start:end]) for start, end in gaps(target))
    bounds = [item for item in target.criteria if listed and bound_of(item) is not None and not is_whole(item)]
    told = [item for item in bounds if item.operator]
    for item in bounds:
        if told and not item.operator and isinstance(item.comparator, Exactly):
            yield remark(span=item.span, bare=item.text, other=told[0].text)
