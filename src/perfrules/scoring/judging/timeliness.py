"""Judging a deadline: on time or not, or less for each begun day or month of delay."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from perfrules.comparators import LEAP_YEAR, Deadline
from perfrules.scoring.actuals.values import DateValue, Single
from perfrules.scoring.judging.verdicts import Circumstances, Verdict, cannot, noticed, settled
from perfrules.scoring.results.explanations import Note
from perfrules.scoring.results.outcomes import Outcome, Range
from perfrules.wording import Criterion


def judge_deadline(criterion: Criterion, deadline: Deadline, value: Single, case: Circumstances) -> Verdict:
    """The verdict on a deadline; a missing year is the budget year, a month counts to its end."""
    if not isinstance(value, DateValue):
        return cannot("AC035", value=value, expected="日期（如“2023年11月20日”）", expected_en="a date (2023-11-20)")
    if (deadline.parts[0] or case.year) is None or (value.year or case.year) is None:
        return cannot("AC014", value=value, target=criterion.text)
    days = value.days(case.year)
    if days is None:
        return cannot("AC035", value=value, expected="存在的日期", expected_en="a date that exists")
    last = deadline.last_day(case.year)
    first, end = (date.min, days[1]) if value.until else days
    notes = (Note("deadline", {"last": last.isoformat()}, "deadline"), Note("actual-date", {"value": value, "end": end.isoformat()}))
    if end <= last:
        findings = (noticed("AC021", value=value),) if value.until else ()
        return settled(True, Fraction(1), *notes, Note("on-time", {}, "deadline"), findings=findings)
    if first <= last:
        return cannot("AC013", *notes, value=value, last=last.isoformat())
    return _late(first, end, last, case, notes)


def last_day(deadline: Deadline, year: int | None) -> str:
    """The last day on time as it is shown, without a year where none is known."""
    known = deadline.parts[0] or year
    day = deadline.last_day(known or LEAP_YEAR)
    return day.isoformat() if known else f"{day.month}月{day.day}日"


def _late(first: date, end: date, last: date, case: Circumstances, notes: tuple[Note, ...]) -> Verdict:
    rule = case.policy.deadline
    if rule.late is not None:
        return settled(False, rule.late, *notes, Note("late-share", {"share": rule.late}, "deadline"))
    if rule.deduct is None:
        return settled(False, Fraction(0), *notes, Note("late", {}, "deadline"))
    lags = [_lag(day, last, by_month=rule.unit == "month") for day in (first, end)]
    share = Range(*(max(Fraction(0), 1 - rule.deduct * lag) for lag in reversed(lags)))
    unit = ("天", "day(s)") if rule.unit == "day" else ("个月", "month(s)")
    note = Note("late-by", {"lag": lags[-1], "unit": unit, "deduct": rule.deduct, "share": share.low}, "deadline")
    return Verdict(Outcome.UNMET, share, None, (*notes, note))


def _lag(day: date, last: date, *, by_month: bool) -> int:
    """Begun days, or begun months, from ``last`` to ``day``."""
    if not by_month:
        return (day - last).days
    months = (day.year - last.year) * 12 + day.month - last.month
    at_end = last.day == monthrange(last.year, last.month)[1]
    return months if at_end else months + (day.day > last.day)
