"""SC001: the printed points are not what the policy gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.filled import POLICY
from perfrules.lint.printed import disagreement
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.quantities import plain

if TYPE_CHECKING:
    from perfrules.model import Project

OPTIONS = {"policy": POLICY}


def _form(actual: str, points: str | None) -> dict[str, list[dict[str, str]]]:
    """A filled form whose weights add up, with the points that it prints for its first row."""
    rows = (("产出指标", "培训场次", "≥10场", actual, "50"), ("效益指标", "亩均增收", "≥80元", "80元", "30"))
    filled = [
        *({"category": one, "name": name, "target": target, "actual": value, "weight": weight, "deviation_reason": "疫情"}
          for one, name, target, value, weight in rows),
        {"category": "满意度指标", "name": "学员满意度", "target": "≥90%", "actual": "95%", "weight": "10"},
    ]  # fmt: skip
    if points is not None:
        filled[0]["points"] = points
    return {"indicators": filled}


RULE = Rule(
    code="SC001",
    name="score-disagrees-with-rule",
    title="得分与评分办法不符",
    title_en="The printed points disagree with the policy",
    severity=Severity.ERROR,
    message="“{name}”实际完成值“{actual}”，表中得{points}分，按评分办法 {policy} 应得{due}分。",
    message_en="“{name}”, actual “{actual}”: {points} points are printed, the policy {policy} gives {due}.",
    why="得分应能由指标值、实际完成值和评分办法算出。",
    why_en="Points follow from target, actual value and policy.",
    help="多给的应改正；少给的如系扣分，写明理由。核对实际完成值、分值和得分；用的是别的办法时，以 policy 设置指定。",
    help_en="Correct what is too much; give the reason of what was deducted. Check the three; set another policy where another one applies.",
    basis="按完成比例计算得分（财预〔2020〕10号）。",
    bad=(_form("5场", "50"), _form("5场", "20")),
    good=(_form("5场", "25"), _form("5场", None), _form("9.99场", "49.95"), _form("≥5场", "25")),
)


def on_project(project: Project, table: Table) -> Iterator[Remark]:
    """Printed points outside what the policy can still give: an error where they are more, an info where they are fewer, for
    people deduct, or where they are the due points as the office rounds them. A weight that is not the printed one is WT001's.
    """
    for indicator in project.indicators:
        score = table.scores.get(id(indicator))
        if indicator.points is None or score is None or score.maximum != indicator.weight:
            continue
        found = disagreement(indicator.points, *score.interval, score.rules.printed_points.office_places)
        if found is None:
            continue
        yield remark(
            indicator=indicator,
            severity=found.severity,
            name=indicator.name,
            actual=indicator.actual,
            points=plain(indicator.points),
            policy=str(table.option("policy")),
            due=found.due,
        )
