"""SC042: the printed total is not the sum of the printed points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.printed import disagreement, holders
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.quantities import EXACT, plain

if TYPE_CHECKING:
    from perfrules.lint.printed import Holder


def _form(total: str | None, points: str | None = "88.5") -> dict[str, object]:
    """A filled form that prints 8 points for its execution, points of its one indicator, and a total."""
    row = {"category": "产出指标", "name": "培训场次", "target": "≥1000场", "actual": "983场", "weight": "90"}
    return {
        "execution": {"weight": "10", "points": "8"},
        "indicators": [row if points is None else row | {"points": points}],
        "total": {"weight": "100"} if total is None else {"weight": "100", "points": total},
    }


RULE = Rule(
    code="SC042",
    name="total-is-not-the-sum",
    title="总分不是各项得分之和",
    title_en="The printed total is not the sum of the printed points",
    severity=Severity.ERROR,
    message="表中总分 {points} 分，各项得分合计 {due} 分。",
    message_en="A total of {points} points is printed, the printed points add up to {due}.",
    why="总分是预算执行得分与各项指标得分之和，等级由总分得出。",
    why_en="The total is the sum of the points of the execution and of all indicators, and the grade follows from it.",
    help="核对各项得分和总分；另有扣分的，写明理由。",
    help_en="Check the points and the total; give the reason of what was deducted beside them.",
    basis="总分为各项得分合计（各地项目支出绩效自评表）。",
    bad=(_form("98.5"), _form("90")),
    good=(_form("96.5"), _form(None), _form("98.5", None)),
)


def on_department(table: Table) -> Iterator[Remark]:
    """A printed total beside the sum of all printed points: an error where it is more, an info where it is less or is rounded.

    Where a row prints no points the total is not held against anything.
    """
    for holder, project in holders(table):
        printed = holder.total.points if holder.total is not None else None
        summed = _sum(holder)
        if printed is None or summed is None:
            continue
        found = disagreement(printed, summed, summed, table.office_places)
        if found is not None:
            yield remark(project=project, part="total", severity=found.severity, points=plain(printed), due=found.due)


def _sum(holder: Holder) -> Decimal | None:
    """The sum of the printed points; None where there are none, or where one is missing."""
    rows = [indicator.points for indicator in holder.indicators]
    if holder.execution is not None and (holder.execution.weight is not None or holder.execution.points is not None):
        rows.append(holder.execution.points)
    known = [points for points in rows if points is not None]
    if not holder.indicators or len(known) < len(rows):
        return None
    summed = Decimal(0)
    for points in known:
        summed = EXACT.add(summed, points)
    return summed
