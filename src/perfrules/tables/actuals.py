"""The sheet of actual values (实际完成值) that people fill in: csv, tsv, xlsx or xls, read by its headers and keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from perfrules.findings import Finding, Location, finding
from perfrules.keys import OWN_EXECUTION, execution_key, own_key
from perfrules.model import Actual, Amounts, Department, Funding, Indicator, light
from perfrules.quantities import EXACT
from perfrules.tables.amounts import amount_of, read_amount
from perfrules.tables.grid import Cell, at
from perfrules.tables.guards import unguard
from perfrules.tables.headings.labels import squeezed
from perfrules.tables.indicators.cells import excerpt
from perfrules.tables.limits import LIMITS, Limits
from perfrules.tables.sheets import VALUES, Named, SheetRow, doubtful, named, names_of, open_sheets, same, shared_names
from perfrules.tables.source import Readables


def read_actuals(
    source: Readables, *, name: str | None = None, department: Department | None = None, limits: Limits = LIMITS
) -> tuple[list[Actual], list[Finding]]:
    """Return the actual values of a sheet, in the order of its rows, and what was noticed.

    Rows may be in any order and other columns may stand between. With ``department`` a row whose key and names are not of one
    indicator of it is left out, which is a finding. Raises :class:`~perfrules.errors.ActualsError` where the file cannot be
    read or has no such columns.
    """
    sheets, seen = open_sheets(source, name, limits)
    findings = [item for item in seen if not _hides_a_column(item)]
    names = names_of(department) if department is not None else {}
    actuals: list[Actual] = []
    for sheet in sheets:
        shared = shared_names(names, sheet.rows)
        for row in sheet.rows:
            if _agrees(row, names, shared, findings):
                actuals += _actual(row.cells, findings)
    return actuals, findings


def _agrees(row: SheetRow, names: Mapping[str, Named], shared: Collection[tuple[str, str]], findings: list[Finding]) -> bool:
    """Whether the row may be judged by; what it and the table say of one key is told where they differ."""
    if not row.key or not row.cells.keys() & _FILLED:
        return True
    differs = doubtful(row, names, shared)
    if differs is not None:
        table, written = map(excerpt, differs)
        findings.append(at(finding("IN060", key=row.key, table=table, sheet=written), row.cells["key"]))
        return False
    own = named(names, row.key)
    if own is not None and own.target and row.said("target") and not same(row.said("target"), own.target):
        table, written = excerpt(own.target), excerpt(row.said("target"))
        findings.append(at(finding("IN061", key=row.key, table=table, sheet=written), row.cells["target"]))
    return True


def actuals_of(department: Department) -> list[Actual]:
    """The actual values and budget executions that a filled form itself holds, under the department's keys."""
    indicators = [(key, indicator) for key, _, indicator in department.keyed()]
    indicators += [(own_key(index), indicator) for index, indicator in enumerate(department.indicators, 1)]
    funds = [(execution_key(index), project.funding, project.place_of("funding")) for index, project in enumerate(department.projects, 1)]
    funds += [(OWN_EXECUTION, department.funding, department.location.get("funding"))] if department.indicators else []
    return [*_given(indicators), *_executed(funds)]


def _given(indicators: Iterable[tuple[str, Indicator]]) -> Iterator[Actual]:
    for key, indicator in indicators:
        if indicator.actual is not None:
            yield light(Actual(key=key, value=indicator.actual, deviation_reason=indicator.deviation_reason, place=indicator.place))


def _executed(funds: Iterable[tuple[str, Funding, Location | None]]) -> Iterator[Actual]:
    for key, funding, place in funds:
        total = funding.total
        if isinstance(total, Amounts) and (total.adjusted is not None or total.executed is not None):
            yield Actual(key=key, budget=total.adjusted, executed=total.executed, place=place)


def _hides_a_column(item: Finding) -> bool:
    """The sheet to fill in hides its own key column; that is nothing to report."""
    return item.code == "IN007" and item.params["what"].endswith("列")


_FILLED = frozenset(VALUES) - {"key"}


def _actual(cells: Mapping[str, Cell], findings: list[Finding]) -> list[Actual]:
    key = squeezed(cells["key"].text).upper() if "key" in cells else ""
    given = {role: cell for role, cell in cells.items() if role in _FILLED}
    if not key:
        if given:
            written = excerpt("，".join(cell.text for cell in given.values()))
            findings.append(at(finding("IN040", written=written), next(iter(given.values()))))
        return []
    place = replace((cells.get("value") or cells["key"]).place, text=cells["value"].text if "value" in cells else None)
    actual = Actual(
        key=key,
        value=_value(cells.get("value")),
        deviation_reason=_text(cells.get("deviation_reason")),
        base=_text(cells.get("base")),
        share=_share(cells.get("share"), findings),
        budget=_money(cells.get("budget"), "全年预算数", findings),
        executed=_money(cells.get("executed"), "全年执行数", findings),
        initial=_money(cells.get("initial"), "年初预算数", findings),
        finished=_finished(cells.get("finished"), findings),
        deduction=_money(cells.get("deduction"), "扣分", findings),
        place=place,
    )
    return [actual]


def _text(cell: Cell | None) -> str | None:
    return unguard(cell.text).strip() or None if cell else None


def _value(cell: Cell | None) -> str | date | None:
    return cell.value if cell and isinstance(cell.value, date) else _text(cell)


def _money(cell: Cell | None, column: str, findings: list[Finding]) -> Decimal | None:
    if cell is None:
        return None
    return read_amount(replace(cell, text=unguard(cell.text)), column, None, findings, code="IN041")


_ANSWERS = {"是": True, "已完成": True, "完成": True, "否": False, "未完成": False}


def _finished(cell: Cell | None, findings: list[Finding]) -> bool | None:
    if cell is None:
        return None
    answer = _ANSWERS.get(squeezed(cell.text))
    if answer is None:
        findings.append(at(finding("IN043", written=excerpt(cell.text)), cell))
    return answer


def _share(cell: Cell | None, findings: list[Finding]) -> Decimal | None:
    if cell is None:
        return None
    text = unguard(cell.text)
    number = amount_of(text)
    share = EXACT.divide(number, Decimal(100)) if number is not None and text.strip().endswith(("%", "％")) else number
    if share is None or not 0 <= share <= 1:
        findings.append(at(finding("IN042", written=excerpt(text)), cell))
        return None
    return share
