"""The sheet of actual values to fill in: one row a criterion, one row a project for its budget execution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

from perfrules.model import OWN_EXECUTION, Amounts, Department, Funding, Indicator, criterion_key, execution_key, own_key
from perfrules.quantities import plain
from perfrules.report.delimited import csv_bytes
from perfrules.wording import Criterion

EXECUTION = "预算执行"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row of the sheet, all of it text. What people fill in is empty unless the form read has it already."""

    project: str
    number: str
    category: str
    indicator: str
    target: str
    criterion: str
    actual: str
    budget: str
    executed: str
    reason: str
    key: str


COLUMNS = {
    "project": "项目",
    "number": "序号",
    "category": "指标类别",
    "indicator": "绩效指标",
    "target": "年度指标值",
    "criterion": "考核条件",
    "actual": "实际完成值",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "reason": "偏差原因",
    "key": "编号",
}
"""The headers, by field of :class:`TemplateRow`."""

FILLED_IN = ("actual", "budget", "executed", "reason")
"""The columns that people fill in."""


def header(unit: str | None) -> list[str]:
    """The headers; the budget columns name the unit of amounts."""
    money = f"（{unit}）" if unit else ""
    return [title + (money if field in ("budget", "executed") else "") for field, title in COLUMNS.items()]


def rows(department: Department) -> Iterator[TemplateRow]:
    """The rows of every project: its budget execution, then its indicators in their order; last the department's own.

    An indicator with several criteria has a row and a key for each; the others keep the indicator's own key.
    """
    keyed = iter(department.keyed())
    for index, project in enumerate(department.projects, 1):
        yield _execution(execution_key(index), project.name, project.funding)
        for _ in project.indicators:
            key, _, indicator = next(keyed)
            yield from _indicator(key, project.name, indicator)
    name = department.name or "部门"
    for index, indicator in enumerate(department.indicators, 1):
        yield from _indicator(own_key(index), name, indicator)
    if department.indicators:
        yield _execution(OWN_EXECUTION, name, department.funding)


def csv_template(department: Department) -> bytes:
    """The sheet as csv."""
    return csv_bytes(header(department.unit), (cells(row) for row in rows(department)))


def cells(row: TemplateRow) -> list[str]:
    """The texts of a row, in the order of :data:`COLUMNS`."""
    assert [field.name for field in fields(row)] == list(COLUMNS)
    return list(astuple(row))


def _execution(key: str, project: str, funding: Funding) -> TemplateRow:
    total = funding.total
    known = total if isinstance(total, Amounts) else Amounts()
    budget, executed = (plain(amount) if amount is not None else "" for amount in (known.adjusted, known.executed))
    return TemplateRow(project, "", EXECUTION, "预算执行率", "", "填全年预算数和全年执行数", "", budget, executed, "", key)


def _indicator(key: str, project: str, indicator: Indicator) -> Iterator[TemplateRow]:
    criteria = indicator.target.criteria
    several = len(criteria) > 1 and indicator.actual is None
    for position, criterion in enumerate(criteria if several else (None,), 1):
        single = criteria[0] if len(criteria) == 1 else None
        yield TemplateRow(
            project,
            indicator.number or "",
            indicator.category.label if indicator.category else "",
            indicator.name,
            indicator.target.text,
            _says(criterion or single, indicator),
            indicator.actual or "",
            "",
            "",
            indicator.deviation_reason or "",
            criterion_key(key, position) if several else key,
        )


def _says(criterion: Criterion | None, indicator: Indicator) -> str:
    """What is measured and what is asked, such as ``修复及时率 ≥95%``; for several at once, each of them.

    A bare number stays bare: what it asks for is the policy's choice.
    """
    if criterion is None:
        return "；".join(_says(one, indicator) for one in indicator.target.criteria)
    if not criterion.is_quantitative:
        return f"{'未读出' if indicator.target.unread(criterion) else '定性'}：{criterion.text}"
    asked = str(criterion.comparator)
    if not criterion.operator:
        asked = asked.removeprefix("=")
    return f"{criterion.subject} {asked}" if criterion.subject else asked
