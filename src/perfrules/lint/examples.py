"""The examples of a rule: a wording, or an indicator, a project or a department as their JSON forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from perfrules.wording import parse

if TYPE_CHECKING:
    from perfrules.model import Department, Indicator, Project


def subject_of(example: str | Mapping[str, Any]) -> str | Indicator | Project | Department:
    """What an example stands for: a wording stays text; a mapping with ``projects`` is a department, with ``indicators`` a
    project, any other an indicator. Targets are read with their names.
    """
    from perfrules.model import Department, Indicator, Project

    if isinstance(example, str):
        return example
    if "projects" in example:
        kept = {key: value for key, value in example.items() if key != "previous"}
        return Department.model_validate(kept | {"projects": [_project(item) for item in example["projects"]]})
    if "indicators" in example:
        return Project.model_validate(_project(example))
    return Indicator.model_validate(_indicator(example))


def previous_of(example: str | Mapping[str, Any]) -> Department | None:
    """Last year's department of an example, its key ``previous``, or None."""
    given = None if isinstance(example, str) else example.get("previous")
    if given is None:
        return None
    from perfrules.model import Department

    return Department.model_validate({"projects": [_project(item) for item in given["projects"]]})


def _project(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": "项目"} | dict(data) | {"indicators": [_indicator(item) for item in data.get("indicators", ())]}


def _indicator(data: Mapping[str, Any]) -> dict[str, Any]:
    return dict(data) | {"target": parse(data["target"], name=data["name"])}


_WORDS = {
    "name": "名称",
    "target": "指标值",
    "category": "一级指标",
    "actual": "实际完成值",
    "weight": "分值",
    "points": "得分",
    "objective": "绩效目标",
    "deviation_reason": "偏差原因",
    "year": "年度",
    "unit": "单位",
    "indicators": "指标",
    "projects": "项目",
    "funding": "资金",
    "total": "合计",
    "execution": "预算执行",
    "previous": "上年",
}


def shown(example: str | Mapping[str, Any]) -> str:
    """The example on one line, as the manual page prints it.

    >>> shown("进一步提高"), shown({"name": "投诉率", "target": "≥3%"})
    ('进一步提高', '名称：投诉率；指标值：≥3%')
    """
    if isinstance(example, str):
        return example
    return "；".join(f"{_WORDS.get(key, key)}：{_value(value)}" for key, value in example.items())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"（{shown(value)}）"
    if isinstance(value, (list, tuple)):
        return " ".join(_value(item) for item in value)
    return str(value)
