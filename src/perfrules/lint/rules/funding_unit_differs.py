"""BG002: 万元 in the table, 亿元 in the targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.declared import scale_and_unit
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import sizes

if TYPE_CHECKING:
    from perfrules.model import Department

RULE = Rule(
    code="BG002",
    name="funding-unit-differs",
    title="资金单位不一致",
    title_en="Two units of money",
    severity=Severity.INFO,
    message="表内资金以“{unit}”计，而{count}个指标值以{others}计。",
    message_en="Funds are in “{unit}” while {count} targets are in {others}.",
    why="单位不同，核对资金与指标时容易差出成千上万倍。",
    why_en="With two units amounts are easily off by a factor of thousands.",
    help="统一单位，或在指标值中始终写明单位。",
    help_en="Use one unit, or always write it.",
    bad=({"unit": "万元", "projects": [{"name": "甲", "indicators": [{"name": "成交额", "target": "≥2600亿元"}]}]},),
    good=({"unit": "万元", "projects": [{"name": "甲", "indicators": [{"name": "成交额", "target": "≥2600万元"}]}]},),
)


def on_department(table: Table) -> Iterator[Remark]:
    """One remark a table."""
    unit = table.department.unit
    others = Counter(written for written in _amounts(table.department) if unit and scale_and_unit(written) != scale_and_unit(unit))
    if others:
        yield remark(unit=unit, count=others.total(), others="、".join(f"“{word}”" for word in sorted(others)))


def _amounts(department: Department) -> Iterator[str]:
    for _, _, indicator in department.keyed():
        for criterion in sizes(indicator.target):
            if criterion.written and scale_and_unit(criterion.written[1])[1] == "元":
                yield criterion.written[1]
