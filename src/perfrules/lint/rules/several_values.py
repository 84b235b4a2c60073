"""CP001: several requirements in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes
from perfrules.wording import Target

NEEDS = "several"
RULE = Rule(
    code="CP001",
    name="several-values",
    title="一个指标值含多个数值要求",
    title_en="Several requirements in one target",
    severity=Severity.INFO,
    message="这个指标值含{count}个数值要求，只完成一部分时分值怎样分配没有写明。",
    message_en="This target holds {count} requirements; how the points split between them is not said.",
    why="一个分值对应多个数值，部分完成时无法计分。",
    why_en="One weight for several numbers cannot be scored when only some are met.",
    help="拆成几个指标，各有名称、数值和分值。",
    help_en="Make several indicators of it, each with its name, number and weight.",
    basis="一个指标反映一个方面（财预〔2020〕10号）。",
    bad=("1. ≥4期；2. ≥150家", "宣传片1条、宣传册1册"),
    good=("≥4期", "80%～90%", "比上年下降5%，力争下降7%"),
)


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Two or more quantities; a floor beside its wish is one."""
    found = [criterion for criterion in sizes(target) if not criterion.aspiration]
    if len(found) > 1:
        yield remark(span=(found[0].span.start, found[-1].span.end), count=len(found))
