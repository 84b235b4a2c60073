"""CP002: three items in the name, two bare values in the target."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.lists import marked_items
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import sizes
from perfrules.wording import Target

NEEDS = "name"
RULE = Rule(
    code="CP002",
    name="list-length-mismatch",
    title="名称与指标值的项数不一致",
    title_en="The name and the target list different numbers of items",
    severity=Severity.ERROR,
    message="名称列了{names}项，指标值只有数值且为{values}个，哪个数值对应哪一项无法确定。",
    message_en="The name lists {names} items, the target {values} bare values; which belongs to which cannot be told.",
    why="数值没有自己的名称，只能按次序对应；数目不同就对应不上。",
    why_en="Bare values can only be matched by order, and the counts differ.",
    help="每个数值前写明对应的事项，或补齐缺少的数值。",
    help_en="Write before each value what it is, or add the missing ones.",
    bad=({"name": "1. 培训期数；2. 培训企业数；3. 合同额", "target": "1. ≥4期；2. ≥150家"},),
    good=({"name": "1. 培训期数；2. 培训企业数", "target": "1. ≥4期；2. ≥150家"}, {"name": "组训、点验活动", "target": "≥2次"}),
)


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Bare values against the items of a name that is plainly a list."""
    names, values = marked_items(name or ""), sizes(target)
    if len(names) < 2 or not values or len(values) != len(target.criteria):
        return
    if len(names) != len(values) and all(criterion.subject is None for criterion in values):
        yield remark(span=(0, len(target.text)), names=len(names), values=len(values))
