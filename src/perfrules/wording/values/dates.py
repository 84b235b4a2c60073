"""Dates as written: 2023年12月31日前, 12月底, 第四季度前, 2021.1.1-12.31, 2023年1-12月."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

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


_DAYS = re.compile(r"(\d{4})[./]\d{1,2}[./]\d{1,2}-+(\d{1,2})[./](\d{1,2})")
_MONTHS = re.compile(r"(?:(\d{4})(?:年|[./]\d{1,2}))?(?:\d{1,2})?-+(?:(\d{4})[./])?(\d{1,2})月?")
_YEARS = re.compile(r"\d{4}年?-+(\d{4})年?")
_NUMERIC = re.compile(r"(\d{4})[./-]?(\d{1,2})(?:[./-]?(\d{1,2}))?日?")
_WORDS = re.compile(
    r"(?:(\d{3,4}|[一二][〇零○九一二三四五六七八]{3})年|[本当每]?年)?"
    r"(?:第?([一二三四1-4])季度?|([上下])半年|(\d{1,2}|[一二三四五六七八九十]{1,2})月|全年|年终)?"
    r"(?:(\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?:\d{1,2}[时点])?|([上中下])旬)?([年月]?[底末终])?内?"
)
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
    body = re.sub(r"\s|份|(?<=年)度|\(含[^()]*\)|^20[0-9]?[Xx*_×]{1,2}年?(?=年[底末终]|\d|[一二三四五六七八九十])|^今年", "", text)
    body = re.sub(r"^(\d{4})(?=全年|[上下]半年|第?[一二三四1-4]季度)", r"\1年", body)
    body = re.sub("[–—~至]", "-", body)
    before = next((word for word in _BEFORE if body.endswith(word)), "")
    body = body.removesuffix(before) if before else body
    found = _DAYS.fullmatch(body)
    if found:
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    found = _YEARS.fullmatch(body)
    if found:
        return When(int(found[1]))
    found = _MONTHS.fullmatch(body)
    if found:
        year = found[2] or found[1]
        return _checked(int(year) if year else None, int(found[3]), None)
    found = _NUMERIC.fullmatch(body)
    if found:
        day = int(found[3]) if found[3] else None
        return _checked(int(found[1]), int(found[2]), day, before=bool(before) and day is None)
    found = _WORDS.fullmatch(body)
    return _worded(found, before=bool(before)) if found and found[0] else None


def _worded(found: re.Match[str], *, before: bool) -> When | None:
    year_text, quarter, half, month_text, day_text, decade, end = found.groups()
    year = int(year_text.translate(_DIGITS)) if year_text else None
    year = year + 1911 if year is not None and year < 1000 else year  # 民国纪年
    if end:
        last = _month(quarter, half, month_text, start=False) or 12
        return When(None, 2) if year is None and last == 2 else _checked(year, last, _last(year, last))
    month = _month(quarter, half, month_text, start=before)
    if decade and month is not None:
        return _decade(year, month, decade, before=before)
    if year is None and month is None:
        return _checked(None, 12, 31) if found[0].endswith("年内") else None
    day = _number(day_text)
    return _checked(year, month, day, before=before and day is None)


def _decade(year: int | None, month: int, decade: str, *, before: bool) -> When | None:
    """上旬, 中旬, 下旬 end on the 10th, the 20th and the last day; before one is up to the day before it."""
    if before and decade == "上":
        return _checked(year, month, 1, before=True)
    last = {"上": 10, "中": 20, "下": _last(year, month)}
    return _checked(year, month, {"中": 10, "下": 20}[decade] if before else last[decade])


def _month(quarter: str | None, half: str | None, month: str | None, *, start: bool) -> int | None:
    """The month that ends the period, or begins it."""
    if quarter:
        return 3 * ("一二三四1234".index(quarter) % 4) + (1 if start else 3)
    if half:
        return {("上", True): 1, ("上", False): 6, ("下", True): 7, ("下", False): 12}[half, start]
    return _number(month)


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
