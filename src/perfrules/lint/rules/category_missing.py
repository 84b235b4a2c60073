"""TB001: a project without satisfaction indicators."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, Table, remark

RULE = Rule(
    code="TB001",
    name="category-missing",
    title="缺少一级指标",
    title_en="A category is missing",
    severity=Severity.WARNING,
    message="{who}没有{category}。",
    message_en="No {category_en} indicators in {who_en}.",
    why="产出、效益、满意度三类指标各占规定的分值，缺一类时这部分分值无处可放。",
    why_en="Each category has its share of the points; without indicators that share has no place.",
    help="补上该类指标；确不适用的，在编报说明中写明理由并调整分值。",
    help_en="Add such indicators, or give the reason and move the weight.",
    basis="项目支出绩效自评的一级指标为产出50分、效益30分、服务对象满意度10分（财预〔2020〕10号）。",
    bad=({"indicators": [{"name": "培训场次", "category": "产出指标", "target": "≥5场"}]},),
    good=(
        {
            "indicators": [
                {"name": "培训场次", "category": "产出指标", "target": "≥5场"},
                {"name": "就业人数", "category": "效益指标", "target": "≥50人"},
                {"name": "学员满意度", "category": "满意度指标", "target": "≥90%"},
            ]
        },
    ),
)
_REQUIRED = (("output", "产出指标"), ("benefit", "效益指标"), ("satisfaction", "满意度指标"))
"""Each category and its Chinese name."""


def on_department(table: Table) -> Iterator[Remark]:
    """One remark a project, or one a table where more than half of its projects lack the category."""
    projects = [project for project in table.department.projects if any(item.category for item in project.indicators)]
    for value, label in _REQUIRED:
        lacking = [project for project in projects if all(item.category != value for item in project.indicators)]
        if len(lacking) > 1 and 2 * len(lacking) > len(projects):
            who, who_en = f"{len(projects)}个项目中有{len(lacking)}个", f"{len(lacking)} of {len(projects)} projects"
            yield remark(who=who, who_en=who_en, category=label, category_en=value)
        else:
            for project in lacking:
                who, who_en = f"项目“{project.name}”", f"the project “{project.name}”"
                yield remark(project=project, who=who, who_en=who_en, category=label, category_en=value)
