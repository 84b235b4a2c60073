"""Dates as written: 2023年12月31日前, 12月底, 第四季度前, 2021.1.1-12.31, 2023年1-12月."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass

from perfrules.wording.parser.forms import forms
from perfrules.wording.values.numerals import chinese


@dataclass(frozen=True, slots=True)
class When:
    """The last day or period that a date names: year, month, day, None where not written.

    ``before``: 前 stands behind a month, quarter or year, so that its start is the limit.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    before: bool = False

    @property
    def at(self) -> str:
        """ISO 8601, shortened as written: ``2023-12-31``, ``--09``, ``2024``."""
        head = f"{self.year:04d}" if self.year is not None else "-"
        return head + "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)

    @property
    def op(self) -> str:
        """``<`` for 前 after a month, quarter or year (before its start), else ``<=`` (the last day)."""
        return "<" if self.before else "<="


_BEFORE = ("之前", "以前", "前")
_ENDINGS = (*_BEFORE, "底", "末", "终")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def ending(text: str) -> str:
    """The word that makes a date a deadline (前 之前 底 …), or nothing."""
    return next((word for word in _ENDINGS if text.endswith(word)), "")


def read(text: str) -> When | None:
    """The date that a date phrase names; None where it names none that can be held to (12月初, 年中, 每月10日).

    >>> read("2023年12月底前").at, read("9月前").op, read("第四季度前").at, read("2023年1-12月").at
    ('2023-12-31', '<', '--10', '2023-12')
    """
    for form in (*forms("dates.lark", "DATE"), *forms("dates.lark", "PERIOD")):
        found = form.fullmatch(text)
        if found is not None:
            return _named(found.groupdict())
    return None


def on(year: int, month: int | None = None, day: int | None = None) -> When | None:
    """The day, month or year of these numbers; None where the calendar has none such."""
    return _checked(year, month, day)


def _named(parts: Mapping[str, str | None]) -> When | None:
    """The date of the parts of a form (``grammars/dates.lark``), by their names."""
    if parts.get("vague"):
        return None
    year, before = _year(parts.get("later") or parts.get("year")), bool(parts.get("before"))
    if parts.get("end") or parts.get("close") or parts.get("last"):
        last = _month(parts, start=False) or 12
        return When(None, 2) if year is None and last == 2 else _checked(year, last, _last(year, last))
    month, decade = _month(parts, start=before), parts.get("tens")
    if decade and month is not None:
        return _decade(year, month, decade, before=before)
    if year is None and month is None:
        return None
    day = _number(parts.get("day"))
    return _checked(year, month, day, before=before and day is None)


def _year(text: str | None) -> int | None:
    year = int(text.translate(_DIGITS)) if text else None
    if year is None or year >= 1000:
        return year
    return year + (1911 if year >= 100 else 2000)  # 民国112年, 23年6月


def _decade(year: int | None, month: int, decade: str, *, before: bool) -> When | None:
    """上旬, 中旬, 下旬 end on the 10th, the 20th and the last day; before one is up to the day before it."""
    if before and decade == "上":
        return _checked(year, month, 1, before=True)
    last = {"上": 10, "中": 20, "下": _last(year, month)}
    return _checked(year, month, {"中": 10, "下": 20}[decade] if before else last[decade])


def _month(parts: Mapping[str, str | None], *, start: bool) -> int | None:
    """The month that ends the period, or begins it."""
    quarter, half = parts.get("quarter"), parts.get("half")
    if quarter:
        return 3 * ("一二三四1234".index(quarter) % 4) + (1 if start else 3)
    if half:
        return {("上", True): 1, ("上", False): 6, ("下", True): 7, ("下", False): 12}[half, start]
    return _number(parts.get("month"))


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text) if text.isdecimal() else chinese(text)
    return int(value) if value is not None else 0


def _last(year: int | None, month: int) -> int:
    return calendar.monthrange(year or 2023, month)[1] if 1 <= month <= 12 else 0


def _checked(year: int | None, month: int | None, day: int | None, *, before: bool = False) -> When | None:
    """The date, or None where the calendar has no such day; 29 February is one where no year is written."""
    if month is not None:
        last = 29 if year is None and month == 2 else _last(year, month)
        if not last or (day is not None and not 1 <= day <= last):
            return None
    return When(year, month, day, before)
