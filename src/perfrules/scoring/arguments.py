"""The door of scoring: what callers give is checked here, so that nothing but an error of perfrules' own leaves its public names."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from perfrules.errors import ActualsError, NotTextError, PerfrulesError, ValueRangeError
from perfrules.model import Actual
from perfrules.quantities import decimal
from perfrules.text import visible

MAX_DIGITS = 40
"""Digits of a number, and the most that its exponent may be."""
FIRST_YEAR, LAST_YEAR = 1, 9999
_SHOWN = 60
_Kind = TypeVar("_Kind")


def number(value: object, what: tuple[str, str]) -> Decimal:
    """Return ``value`` as an exact number of a size that occurs; raises :class:`ValueRangeError`. ``what`` names it."""
    try:
        found = decimal(value) if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool) else None
    except (PerfrulesError, ValueError, ArithmeticError):
        found = None
    if found is None or len(found.as_tuple().digits) > MAX_DIGITS or abs(found.adjusted()) > MAX_DIGITS:
        raise ValueRangeError(f"{what[0]}应为数值，现为 {_shown(value)}。", f"The {what[1]} is to be a number and is {_shown(value)}.")
    return found


def text(value: object, what: tuple[str, str]) -> str:
    """Return a text, empty for None; raises :class:`NotTextError`."""
    if value is None or isinstance(value, str):
        return value or ""
    raise NotTextError(f"{what[0]}应为文本，现为 {_shown(value)}。", f"The {what[1]} is to be a text and is {_shown(value)}.")


def year(value: object) -> int | None:
    """Return a budget year or None; raises :class:`ValueRangeError` for what is no year of the calendar."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR):
        return value
    raise ValueRangeError(
        f"年度应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数，现为 {_shown(value)}。",
        f"A year is a whole number from {FIRST_YEAR} to {LAST_YEAR}, not {_shown(value)}.",
    )


def of_kind(value: _Kind, kind: type | tuple[type, ...], what: tuple[str, str]) -> _Kind:
    """Return ``value`` where it is of the kind that is asked for; raises :class:`ValueRangeError`."""
    if isinstance(value, kind):
        return value
    raise ValueRangeError(f"应为{what[0]}，现为 {_shown(value)}。", f"Expected {what[1]}, not {_shown(value)}.")


_NUMBERS = {
    "share": ("达成比例", "share"),
    "deduction": ("扣分", "deduction"),
    "budget": ("全年预算数", "adjusted budget"),
    "initial": ("年初预算数", "initial budget"),
    "executed": ("全年执行数", "executed amount"),
}
_TEXTS = {"key": ("编号", "key"), "deviation_reason": ("偏差原因", "deviation reason"), "base": ("基期值", "base")}


def actual(given: Actual) -> Actual:
    """Return an actual value whose fields are what they should be; raises :class:`ActualsError`."""
    try:
        found = {name: number(value, what) for name, what in _NUMBERS.items() if (value := getattr(given, name, None)) is not None}
        for name, what in _TEXTS.items():
            text(getattr(given, name, None), what)
    except PerfrulesError as error:
        raise ActualsError(error.zh, error.en) from error
    changed = {name: value for name, value in found.items() if getattr(given, name) is not value}
    return given.model_copy(update=changed) if changed else given


def _shown(value: object) -> str:
    """What was given, short and fit to print; a number too long to print by its kind."""
    try:
        return visible(repr(value))[:_SHOWN]
    except ValueError:
        return type(value).__name__
