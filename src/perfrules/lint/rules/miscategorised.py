"""TB002: 满意度 under 效益指标."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, Table, remark
from perfrules.lint.sizes import sizes, unit_of
from perfrules.measures import bare, ends_in, mentions

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator

RULE = Rule(
    code="TB002",
    name="miscategorised",
    title="指标归类可能有误",
    title_en="Possibly in the wrong category",
    severity=Severity.INFO,
    message="“{name}”列在{category}，按内容宜列入{better}。",
    message_en="“{name}” stands under {category}; by its content it belongs under {better}.",
    why="各类指标的分值不同，归错类会改变项目总分。",
    why_en="Categories carry different points, so a wrong one changes the total.",
    help="调整一级指标，或改写指标使之符合所在类别。",
    help_en="Move the indicator, or reword it to fit.",
    basis="产出指标反映数量、质量、时效，效益指标反映产生的影响，满意度指标反映服务对象的认可程度（财预〔2020〕10号）。",
    bad=(
        {"indicators": [{"name": "参会人员满意度", "category": "效益指标", "target": "≥95%"}]},
        {"indicators": [{"name": "设备验收合格率", "category": "效益指标", "target": "100%"}]},
        {
            "indicators": [
                {"name": "设备购置成本", "category": "产出指标", "target": "≤3000元"},
                {"name": "人工成本", "category": "成本指标", "target": "≤5万元"},
            ]
        },
    ),
    good=(
        {"indicators": [{"name": "参会人员满意度", "category": "满意度指标", "target": "≥95%"}]},
        {"indicators": [{"name": "设备购置成本", "category": "产出指标", "target": "≤3000元"}]},
    ),
)
_OUTPUT_RATES = ("合格率", "及时率", "完成率", "准确率", "响应率", "验收率", "完好率")
_OUTPUT_UNITS = frozenset(("场", "场次", "期", "份", "篇"))


def on_department(table: Table) -> Iterator[Remark]:
    """Satisfaction and output rates under benefit, and costs under output where the form has a class of costs."""
    costs = _has_costs(table.department)
    for project in table.department.projects:
        for indicator in project.indicators:
            better = _better(indicator, costs=costs)
            if better is not None and indicator.category is not None:
                label = indicator.category.label
                yield remark(project=project, indicator=indicator, name=indicator.name, category=label, better=better)


def _has_costs(department: Department) -> bool:
    return any(item.category == "cost" or item.subcategory == "cost" for project in department.projects for item in project.indicators)


def _better(indicator: Indicator, *, costs: bool) -> str | None:
    words = indicator.name
    satisfied = bare(words).endswith(("满意度", "满意率"))
    match indicator.category:
        case "benefit" | "output" if satisfied:
            return "满意度指标"
        case "benefit" if bare(words).endswith(_OUTPUT_RATES) or _counts_output(indicator):
            return "产出指标"
        case "output" if costs and indicator.subcategory != "cost" and ends_in("cost", words) and not mentions("saving", words):
            return "成本指标"
    return None


def _counts_output(indicator: Indicator) -> bool:
    """Whether the target counts what was done: meetings, courses, reports."""
    found = sizes(indicator.target)
    return bool(found) and all(unit_of(criterion) in _OUTPUT_UNITS for criterion in found)
