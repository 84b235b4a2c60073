"""The sheet of actual values to fill in: one row a criterion, one row a project for its budget execution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from perfrules.comparators import Change, Deadline, Qualitative, Rank
from perfrules.intervals import Direction
from perfrules.keys import OWN_EXECUTION, criterion_key, execution_key, own_key
from perfrules.model import Amounts, Department, Funding, Indicator
from perfrules.quantities import plain
from perfrules.report.delimited import csv_bytes
from perfrules.scoring.judging.presumptions import presumption_of
from perfrules.tables.headings.vocabulary import headings as words_of
from perfrules.wording import Criterion

if TYPE_CHECKING:
    from perfrules.scoring.policies.loading import Policy

EXECUTION = "预算执行"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One row of the sheet, all of it text. What people fill in is empty unless the form read has it already."""

    project: str
    number: str = ""
    category: str = ""
    indicator: str
    target: str = ""
    criterion: str
    expected: str
    actual: str = ""
    base: str = ""
    share: str = ""
    initial: str = ""
    budget: str = ""
    executed: str = ""
    finished: str = ""
    reason: str = ""
    note: str = ""
    key: str

    @property
    def open(self) -> tuple[str, ...]:
        """The fields that people fill in."""
        if self.category == EXECUTION:
            return ("initial", "budget", "executed", "finished", "reason")
        return ("actual", *(["base"] if _BASE in self.expected else []), *(["share"] if self.expected == CHOICE else []), "reason")


ROLES = {"actual": "value", "reason": "deviation_reason"}
"""The roles of the reader that go by another name than the field."""


def _column(name: str) -> str:
    words = {**words_of("actuals"), **words_of("sheet")}
    return words[ROLES.get(name, name)][0]


COLUMNS = {field.name: _column(field.name) for field in fields(TemplateRow)}
"""The headings, by field of :class:`TemplateRow`."""

MONEY = ("initial", "budget", "executed")
"""The fields that hold amounts in the table's unit."""

BANDS = ("达成", "部分达成", "未达成")
"""What a qualitative criterion may be answered with."""
CHOICE = f"填：{'、'.join(BANDS)}"
_BASE = "基期值"


def needed(department: Department, policy: Policy | None = None) -> tuple[str, ...]:
    """Return the fields that the sheet of this table has: those for which a target, or the policy's rule of execution, asks."""
    comparators = [criterion.comparator for one in _every(department) for criterion in one.target.criteria]
    spending = policy.execution if policy is not None else None
    asked = {
        "base": any(isinstance(one, Change) for one in comparators),
        "share": any(isinstance(one, Qualitative) for one in comparators),
        "initial": spending is not None and spending.denominator == "initial",
        "finished": spending is not None and spending.method == "steps",
        "note": False,
    }
    return tuple(name for name in COLUMNS if asked.get(name, True))


def _every(department: Department) -> Iterator[Indicator]:
    for project in department.projects:
        yield from project.indicators
    yield from department.indicators


def headings(unit: str | None, names: Iterable[str]) -> list[str]:
    """Return the headings of the fields; those of amounts name the unit."""
    money = f"（{unit}）" if unit else ""
    return [COLUMNS[name] + (money if name in MONEY else "") for name in names]


def rows(department: Department, policy: Policy | None = None) -> Iterator[TemplateRow]:
    """The rows of every project: its budget execution, then its indicators in their order; last the department's own.

    With a ``policy`` a number without operator says which way it will be taken. An indicator with several criteria has a row and a key for each; the others keep the indicator's own key.
    """
    keyed = iter(department.keyed())
    for index, project in enumerate(department.projects, 1):
        yield _execution(execution_key(index), project.name, project.funding, department.unit)
        for _ in project.indicators:
            key, _, indicator = next(keyed)
            yield from _indicator(key, project.name, indicator, policy)
    name = department.name or "部门"
    for index, indicator in enumerate(department.indicators, 1):
        yield from _indicator(own_key(index), name, indicator, policy)
    if department.indicators:
        yield _execution(OWN_EXECUTION, name, department.funding, department.unit)


def csv_template(department: Department, policy: Policy | None = None) -> bytes:
    """Return the sheet as csv."""
    names = needed(department, policy)
    return csv_bytes(headings(department.unit, names), (cells(row, names) for row in rows(department, policy)))


def cells(row: TemplateRow, names: Iterable[str]) -> list[str]:
    """Return the texts of a row, field by field."""
    return [getattr(row, name) for name in names]


def _execution(key: str, project: str, funding: Funding, unit: str | None) -> TemplateRow:
    total = funding.total
    known = total if isinstance(total, Amounts) else Amounts()
    initial, budget, executed = (plain(amount) if amount is not None else "" for amount in (known.initial, known.adjusted, known.executed))
    return TemplateRow(
        project=project,
        category=EXECUTION,
        indicator="预算执行率",
        criterion="填全年预算数和全年执行数",
        expected=f"填：{unit or '金额'}",
        initial=initial,
        budget=budget,
        executed=executed,
        key=key,
    )


def _indicator(key: str, project: str, indicator: Indicator, policy: Policy | None) -> Iterator[TemplateRow]:
    criteria = indicator.target.criteria
    several = len(criteria) > 1 and indicator.actual is None
    for position, criterion in enumerate(criteria if several else (None,), 1):
        single = criteria[0] if len(criteria) == 1 else None
        yield TemplateRow(
            project=project,
            number=indicator.number or "",
            category=indicator.category.label if indicator.category else "",
            indicator=indicator.name,
            target=indicator.target.text,
            criterion=_says(criterion or single, indicator),
            expected=expected(criterion or single, indicator) + _presumed(criterion or single, indicator, policy),
            actual=indicator.actual or "",
            reason=indicator.deviation_reason or "",
            key=criterion_key(key, position) if several else key,
        )


def expected(criterion: Criterion | None, indicator: Indicator) -> str:
    """Return what is to be filled in for a criterion, such as ``填：万册``; of several in one cell, each of them."""
    if criterion is None:
        parts = [expected(one, indicator).removeprefix("填：") for one in indicator.target.criteria]
        return f"填：{'；'.join(parts)}" if parts else "填：实际完成情况"
    match criterion.comparator:
        case Qualitative():
            return "填：实际完成情况" if indicator.target.unread(criterion) else CHOICE
        case Deadline():
            return "填：日期，如 2023-06-30"
        case Rank():
            return "填：名次，如 第3名"
        case Change() as change:
            return f"填：变化，如 增长5{change.unit or ''}；或填数值，另填{_BASE}"
        case bound:
            return f"填：{(criterion.written and criterion.written[1]) or bound.unit or '数值'}"


def _presumed(criterion: Criterion | None, indicator: Indicator, policy: Policy | None) -> str:
    """Which way a number that does not say it will be taken, in brackets; nothing for any other target."""
    if criterion is None or policy is None:
        return ""
    found = presumption_of(criterion, indicator.name, indicator.category, policy, subcategory=indicator.subcategory)
    if found is None or (criterion.operator and found.better is Direction.ASCENDING):
        return ""
    written = f"写的是“{criterion.operator}”" if criterion.operator else "没有写比较词"
    return f"（{written}，{'多好还是少好不明' if found.is_open else f'按{found.way[0]}计'}）"


def _says(criterion: Criterion | None, indicator: Indicator) -> str:
    """What is measured and what is asked, such as ``修复及时率 ≥95%``; for several at once, each of them. A bare number stays bare."""
    if criterion is None:
        return "；".join(_says(one, indicator) for one in indicator.target.criteria)
    if not criterion.is_quantitative:
        return f"{'未读出' if indicator.target.unread(criterion) else '定性'}：{criterion.text}"
    asked = str(criterion.comparator)
    if not criterion.operator:
        asked = asked.removeprefix("=")
    return f"{criterion.subject} {asked}" if criterion.subject else asked
