"""A department written out again: JSON as it is, or one criterion a row as csv and xlsx."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.model import Department, Indicator, Model, Project, own_key
from perfrules.report import escapes
from perfrules.report.delimited import csv_bytes
from perfrules.text import visible
from perfrules.wording import Criterion

HEADER = (
    "编号",
    "项目",
    "项目代码",
    "序号",
    "一级指标",
    "二级指标",
    "指标名称",
    "年度指标值",
    "条件序号",
    "考核对象",
    "考核条件",
    "类型",
    "比较",
    "数值",
    "下限",
    "上限",
    "数值单位",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因",
    "位置",
)


def json_text(department: Department) -> str:
    """The department's JSON, indented, with a final newline; lone surrogates and hidden characters are escapes."""
    return "".join(json_pieces(department))


def json_pieces(department: Department) -> Iterator[str]:
    """:func:`json_text` piece by piece, so that a long table is never in memory as JSON all at once."""
    whole = _json(department.model_copy(update={"projects": ()}))
    head, mark, tail = whole.rpartition('"projects": []')
    assert mark
    yield head + '"projects": ['
    for index, project in enumerate(department.projects):
        yield (",\n" if index else "\n") + "    " + _json(project).replace("\n", "\n    ")
    yield ("\n  ]" if department.projects else "]") + tail + "\n"


def _json(model: Model) -> str:
    return escapes.json_text(model.model_dump(mode="json"), indent=2)


def criterion_rows(department: Department) -> Iterator[list[str]]:
    """One row a criterion under :data:`HEADER`; an indicator without a criterion still has its row."""
    own = Project(name=department.name or "部门", indicators=department.indicators)
    keyed = ((own_key(index), own, indicator) for index, indicator in enumerate(own.indicators, 1))
    for key, project, indicator in (*department.keyed(), *keyed):
        for position, criterion in enumerate(indicator.target.criteria or (None,), 1):
            yield [*_head(key, project, indicator), *_criterion(position, criterion), *_tail(indicator)]


def csv_table(department: Department) -> bytes:
    """The rows as csv."""
    return csv_bytes(HEADER, criterion_rows(department))


def _head(key: str, project: Project, indicator: Indicator) -> list[str]:
    return [
        key,
        project.name,
        project.code or "",
        indicator.number or "",
        indicator.category.label if indicator.category else "",
        indicator.subcategory.label if indicator.subcategory else "",
        indicator.name,
        indicator.target.text,
    ]


def _criterion(position: int, criterion: Criterion | None) -> list[str]:
    if criterion is None:
        return [""] * 9
    data = criterion.to_dict()
    bound = data.get("of", data)
    figures = [str(bound.get(name) or "") for name in ("value", "low", "high", "unit")]
    operator = str(bound.get("op") or "")
    figures[0] = figures[0] or str(data.get("at") or "")
    return [str(position), criterion.subject or "", str(criterion.comparator), data["kind"], operator, *figures]


def _tail(indicator: Indicator) -> list[str]:
    numbers = ["" if value is None else format(value, "f") for value in (indicator.weight, indicator.points)]
    place = visible(str(indicator.place)) if indicator.place else ""
    return [indicator.actual or "", *numbers, indicator.deviation_reason or "", place]
