"""Dates as written: 2023年12月31日前, 12月底, 第四季度前, 2021.1.1-12.31."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from enum import Enum

from perfrules.wording.numerals import chinese


class Stand(Enum):
    """What stands behind a date: nothing (a day or a period), its end (底), or 前 before its start."""

    BARE = "bare"
    END = "end"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class When:
    """A date or period: year, month, day, None where not written, and what stands behind it."""

    year: int | None
    month: int | None
    day: int | None
    stand: Stand

    @property
    def at(self) -> str:
        """ISO 8601, shortened as written: ``2023-12-31``, ``--09``, ``2024``."""
        head = f"{self.year:04d}" if self.year is not None else "-"
        return head + "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)

    @property
    def op(self) -> str:
        """``<`` for 前 after a month, quarter or year (before its start), else ``<=`` (the last day)."""
        return "<" if self.stand is Stand.BEFORE and self.day is None else "<="


_SPAN = re.compile(r"((?:19|20)\d\d)[./]\d{1,2}[./]\d{1,2} ?[-–—~至]{1,2} ?(\d{1,2})[./](\d{1,2})")
_NUMERIC = re.compile(r"((?:19|20)\d\d) ?[./-] ?(\d{1,2})(?: ?[./-] ?(\d{1,2}))? ?日?")
_WORDS = re.compile(
    r"(?:((?:19|20)\d\d) ?年度? ?|[本当次每]?年)?"
    r"(?:第? ?([一二三四1-4]) ?季度?|([上下])半年|(\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?:份)?|全年|年终)? ?"
    r"(?:(\d{1,2}) ?[日号]|([上中下])旬)?([年月]?[底末终])?"
)
_BEFORE = ("之前", "以前", "前")


def read(text: str) -> When | None:
    """The date that a date phrase names; None where it names none that can be held to (12月初, 年中).

    >>> read("2023年12月底前").at, read("9月前").op, read("第四季度前").at
    ('2023-12-31', '<', '--10')
    """
    before = next((word for word in _BEFORE if text.endswith(word)), "")
    body = text.removesuffix(before).strip() if before else text.strip()
    inside = body.endswith("内")
    found = _SPAN.fullmatch(body)
    if found:
        return _checked(int(found[1]), int(found[2]), int(found[3]), Stand.BARE)
    found = _NUMERIC.fullmatch(body)
    if found:
        return _checked(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, Stand.BEFORE if before else Stand.BARE)
    found = _WORDS.fullmatch(body.removesuffix("内").removesuffix("年") if inside else body)
    return _worded(found, bool(before)) if found and found[0] else None


def _worded(found: re.Match[str], before: bool) -> When | None:
    year_text, quarter, half, month_text, day_text, decade, end = found.groups()
    year = int(year_text) if year_text else None
    month = _month(quarter, half, month_text, before)
    day = int(day_text) if day_text else None
    stand = Stand.BEFORE if before else Stand.BARE
    if decade and month is not None:
        day = {"上": 1, "中": 11, "下": 21}[decade] if before else {"上": 10, "中": 20}.get(decade) or _last(year, month)
        return (
            _checked(year, month, day - 1 if before and day > 1 else day, stand)
            if day > 1 or not before
            else When(year, month, None, stand)
        )
    if end:
        month = month or 12
        if year is None and month == 2:
            return When(None, 2, None, Stand.END)
        return _checked(year, month, _last(year, month), Stand.END)
    if year is None and month is None:
        return None
    return _checked(year, month, day, stand)


def _month(quarter: str | None, half: str | None, month: str | None, before: bool) -> int | None:
    """The month that ends the period, or begins it where 前 follows."""
    if quarter:
        number = "一二三四1234".index(quarter) % 4
        return 3 * number + (1 if before else 3)
    if half:
        return {("上", True): 1, ("上", False): 6, ("下", True): 7, ("下", False): 12}[half, before]
    if month:
        value = int(month) if month.isdigit() else chinese(month)
        return int(value) if value is not None else None
    return None


def _last(year: int | None, month: int) -> int:
    return calendar.monthrange(year or 2023, month)[1] if 1 <= month <= 12 else 0


def _checked(year: int | None, month: int | None, day: int | None, stand: Stand) -> When | None:
    """The date, or None where the calendar has no such day."""
    if month is not None and not (
        1 <= month <= 12 and (day is None or 1 <= day <= (_last(year, month) if year else max(29 if month == 2 else 0, _last(None, month))))
    ):
        return None
    return When(year, month, day, stand)


_ENDINGS = (*_BEFORE, "底", "末", "终")


def ending(text: str) -> str:
    """The word that makes a date a deadline (前 之前 底 …), or nothing."""
    return next((word for word in _ENDINGS if text.endswith(word)), "")
