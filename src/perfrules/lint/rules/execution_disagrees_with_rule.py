"""SC041: the printed points of the budget execution are not what the policy gives."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.printed import disagreement, holders
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.quantities import plain


def _form(points: str | None, executed: str = "80") -> dict[str, object]:
    """A filled form with a budget of 100 and the points that it prints for its execution."""
    execution = {"weight": "10"} if points is None else {"weight": "10", "points": points}
    row = {"category": "产出指标", "name": "培训场次", "target": "≥10场", "actual": "10场", "weight": "90"}
    return {"funding": {"total": {"adjusted": "100", "executed": executed}}, "execution": execution, "indicators": [row]}


RULE = Rule(
    code="SC041",
    name="execution-disagrees-with-rule",
    title="预算执行得分与评分办法不符",
    title_en="The printed points of the budget execution disagree with the policy",
    severity=Severity.ERROR,
    message="预算执行表中得{points}分，按评分办法 {policy} 应得{due}分。",
    message_en="{points} points are printed for the budget execution, the policy {policy} gives {due}.",
    why="预算执行得分应能由全年预算数、全年执行数和评分办法算出。",
    why_en="The points of the budget execution follow from the budget, what was spent and the policy.",
    help="多给的应改正；少给的如系扣分，写明理由。用的是别的办法时，以 policy 设置指定。",
    help_en="Correct what is too much; give the reason of what was deducted. Set another policy where another one applies.",
    basis="预算执行率乘以分值（财预〔2020〕10号）。",
    bad=(_form("10"), _form("6")),
    good=(_form("8"), _form(None), _form("8.56", "85.55")),
)


def on_department(table: Table) -> Iterator[Remark]:
    """Printed points outside what the policy can still give: an error where they are more, an info where they are fewer."""
    for holder, project in holders(table):
        printed, score = holder.execution, table.executions.get(id(holder))
        if printed is None or printed.points is None or score is None or score.maximum != printed.weight:
            continue
        found = disagreement(printed.points, *score.interval, score.rules.printed_points.office_places)
        if found is not None:
            points, policy = plain(printed.points), str(table.option("policy"))
            yield remark(project=project, part="execution", severity=found.severity, points=points, policy=policy, due=found.due)
