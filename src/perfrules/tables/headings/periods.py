"""Which period a block of goals or indicators is for: the whole of a project (长期, 中期, 实施期) or its year; and months of monitoring."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from types import MappingProxyType

from perfrules.findings import Finding, finding
from perfrules.tables.grid import Cell, Row, at, own
from perfrules.tables.headings.labels import label, months_in
from perfrules.tables.headings.vocabulary import headings

_PERIODS = headings("periods")


_DATED = re.compile("^(?:(20[0-9]{2})年度?|本年度?|当年|年度)")
_OTHER = headings("periods")["other"]
_VALUES = {role: headings("columns")[role][0] for role in ("target", "adjusted", "actual", "weight", "points", "reason")}
_SPANS, _IDLE = headings("spans")["part"], headings("spans")["idle"]


def dated(heading: str) -> tuple[str | None, str] | None:
    """Return the year with which a heading begins, None for this year, and the rest of it; nothing where it begins with none.

    >>> dated("2023年预算数"), dated("本年执行数"), dated("预算数")
    (('2023', '预算数'), (None, '执行数'), None)
    """
    found = _DATED.match(heading)
    return (found[1], heading[found.end() :]) if found else None


def is_of_another_year(heading: str, year: int | None) -> bool:
    """Return whether a heading over others says another year than that of its form: 2022年, 上年.

    >>> is_of_another_year("2022年", 2023), is_of_another_year("2023年", 2023), is_of_another_year("上年", None), is_of_another_year("预算数", 2023)
    (True, False, True, False)
    """
    found = dated(heading)
    return heading in _OTHER or bool(found and found[0] and found[0] != str(year))


def of_other_years(
    header: Iterable[Row], columns: Mapping[str, int], year: int | None, titles: Mapping[str, str] = MappingProxyType(_VALUES)
) -> list[Finding]:
    """Return what is said of headings of columns that are read and give another year than their table (IN089), once for each.

    A heading over several columns (2022年 above 实际完成值 and 得分) is blank or merged over those behind its first.
    """
    findings = []
    for row in header if year else ():
        below: dict[int, list[str]] = {}
        over = -1
        for place, cell in enumerate(row):
            over = place if cell.text.strip() and not (cell.origin and cell.origin[1] < cell.column) else over
            below.setdefault(over, []).extend(role for role, index in columns.items() if index == place and role in titles)
        for place, roles in below.items():
            said = dated(label(row[place].text)) if roles else None
            if said and said[0] not in (None, str(year)):
                title = "、".join(titles[role] for role in roles)
                heading = "".join(row[place].text.split())[:24]
                found = finding("IN089", heading=heading, other=said[0], year=year, title=title)
                findings.append(at(found, row[place]))
    return findings


def is_period(heading: str) -> bool:
    """Return whether a heading says a year of its own or a part of one and nothing else: 2022年, 上年情况, 上半年; 本年 is none of its own.

    >>> [is_period(said) for said in ("2022年", "上年度", "上年情况", "上半年", "本年", "2022年预算数", "目标值")]
    [True, True, True, True, False, False, False]
    """
    said = bare_time(heading)
    found = dated(said)
    return said in _OTHER or said in _SPANS or (found is not None and found[0] is not None and not found[1])


def bare_time(heading: str) -> str:
    """Return a heading without words behind it that say nothing: 上年 of 上年情况."""
    return next((heading.removesuffix(word) for word in _IDLE if heading.endswith(word)), heading)


def period_in(row: Row, used: Collection[int] = ()) -> str | None:
    """Return ``long`` or ``annual`` where a row bears such a label outside of its ``used`` columns, else None."""
    for index, cell in enumerate(row):
        if cell.text and index not in used:
            said = next((period for period, words in _PERIODS.items() if label(cell.text) in words), None)
            if said:
                return said
    return None


def is_annual_first(rows: Sequence[Row]) -> bool | None:
    """Return whether the last row that names the year and the whole period side by side has the year on the left; None without such a row."""
    for row in reversed(rows):
        said = [label(cell.text) if cell.text and not cell.inherited else "" for cell in row]
        found = {period: next((place for place, word in enumerate(said) if word in words), None) for period, words in _PERIODS.items()}
        if found["long"] is not None and found["annual"] is not None:
            return found["annual"] < found["long"]
    return None


def monitored_until(rows: Iterable[Row], year: int | None, findings: list[Finding], actual: Cell | None = None) -> date | None:
    """Return the last day that the headings of a monitoring table count (1-7月执行情况), in the budget year.

    Where no year is known there is none, with the finding IN079; where no heading counts months, none at all, nor where the
    heading of the ``actual`` values counts none and stands beside one that does: those are of the whole year.

    >>> from perfrules.tables.grid import Cell, Source
    >>> monitored_until([(Cell("1—7月执行情况", Source("a"), 1, 1),)], 2023, [])
    datetime.date(2023, 7, 31)
    """
    headed = [(months_in(cell.text), cell) for row in rows for cell in own(row)]
    if actual is not None and not months_in(actual.text) and any(found and cell.row == actual.row for found, cell in headed):
        return None
    month, heading = max(headed, key=itemgetter(0), default=(0, None))
    if not month or heading is None:
        return None
    if year is None:
        findings.append(at(finding("IN079", heading="".join(heading.text.split())[:24], month=month), heading))
        return None
    return date(year, month, monthrange(year, month)[1])
