"""The door of scoring: what callers give is checked here, so that nothing but an error of perfrules' own leaves its public names."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from perfrules.arguments import native, shown, text
from perfrules.errors import ActualsError, PerfrulesError, ValueRangeError
from perfrules.model import Actual
from perfrules.quantities import decimal

MAX_DIGITS = 40
"""Digits of a number, and the most that its exponent may be."""
FIRST_YEAR, LAST_YEAR = 1, 9999


def number(value: object, what: tuple[str, str]) -> Decimal:
    """Return ``value`` as an exact number of a size that occurs; raises :class:`ValueRangeError`. ``what`` names it."""
    value = native(value)
    if isinstance(value, float):
        raise ValueRangeError(
            f"{what[0]}应为整数、文本或 Decimal，不能是浮点数 {value}：请写 Decimal(str(…))。",
            f"The {what[1]} is to be an int, a text or a Decimal, not the float {value}: write Decimal(str(…)).",
        )
    try:
        found = _exact(value) if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool) else None
    except TypeError:  # a signalling NaN is no key
        found = None
    if found is None:
        raise ValueRangeError(f"{what[0]}应为数值，现为 {shown(value)}。", f"The {what[1]} is to be a number and is {shown(value)}.")
    return found


@lru_cache(maxsize=1024)
def _exact(value: int | str | Decimal) -> Decimal | None:
    """The number, or None for what is none of a size that occurs; weights are few."""
    try:
        found = decimal(value)
    except (PerfrulesError, ValueError, ArithmeticError):
        return None
    return found if len(found.as_tuple().digits) <= MAX_DIGITS and abs(found.adjusted()) <= MAX_DIGITS else None


def year(value: Any) -> int | None:
    """Return a budget year or None; raises :class:`ValueRangeError` for what is no year of the calendar."""
    value = native(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR):
        return value
    raise ValueRangeError(
        f"年度应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数，现为 {shown(value)}。",
        f"A year is a whole number from {FIRST_YEAR} to {LAST_YEAR}, not {shown(value)}.",
    )


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
        found: dict[str, Any] = {
            name: number(value, what) for name, what in _NUMBERS.items() if (value := getattr(given, name, None)) is not None
        }
        for name, what in _TEXTS.items():
            text(getattr(given, name, None), what)
        found["value"] = native(getattr(given, "value", None))
    except PerfrulesError as error:
        raise ActualsError(error.zh, error.en) from error
    changed = {name: value for name, value in found.items() if getattr(given, name) is not value}
    return given.model_copy(update=changed) if changed else given
