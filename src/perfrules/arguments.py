"""What callers give to a public name, checked before work begins: nothing but an error of perfrules' own is raised for it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isnan
from typing import Any, Never, TypeVar

from perfrules.errors import NotTextError, ValueRangeError
from perfrules.text import visible

_SHOWN = 60
_Kind = TypeVar("_Kind")


def text(value: object, what: tuple[str, str]) -> str:
    """Return a text, empty for None and what pandas marks as missing; raises :class:`NotTextError`. ``what`` names it in Chinese and in English."""
    if isinstance(value, str):
        return value
    value = native(value)
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    raise NotTextError(f"{what[0]}应为文本，现为 {shown(value)}。", f"The {what[1]} is to be a text and is {shown(value)}.")


NATIVE = frozenset((str, int, float, Decimal, bool, date, datetime, type(None)))


def native(value: Any) -> Any:
    """Return what NumPy, pandas or Arrow hold as Python has it: the cell of a frame. None for their marks of what is missing, but NaN.

    A number of 32 bits is the decimal that is shown of it, not what the nearest double of it is: 95.1, not 95.0999984741211.

    >>> from numpy import float32, float64, int64
    >>> native(int64(5)), native(float64(97.5)), native(float32(95.1))
    (5, 97.5, 95.1)
    """
    if value.__class__ in NATIVE:
        return value
    pandas = sys.modules.get("pandas")
    if pandas is not None and (value is pandas.NA or value is pandas.NaT):
        return None
    if isinstance(value, float):
        return float(value)
    if getattr(value, "shape", None) == () and hasattr(value, "dtype"):
        if value.dtype.kind == "f":
            return float(str(value))
        return (value.astype("datetime64[us]") if value.dtype.kind == "M" else value).item()
    return value.as_py() if hasattr(value, "as_py") else value


def of_kind(value: _Kind, kind: type | tuple[type, ...], what: tuple[str, str]) -> _Kind:
    """Return ``value`` where it is of the kind that is asked for; raises :class:`ValueRangeError`."""
    if isinstance(value, kind):
        return value
    raise ValueRangeError(f"应为{what[0]}，现为 {shown(value)}。", f"Expected {what[1]}, not {shown(value)}.")


class Word(StrEnum):
    """One of a few words; raises :class:`ValueRangeError` for any other."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise ValueRangeError(
            f"没有 {shown(value)} 这一项，可用：{'、'.join(cls)}。", f"There is no {shown(value)}; one of {', '.join(cls)}."
        )


def shown(value: object) -> str:
    """Return what was given, short and fit to print; what cannot be shown by its kind.

    >>> shown("甲"), shown(10**5000)
    ("'甲'", 'int')
    """
    try:
        return visible(repr(value))[:_SHOWN]
    except Exception:  # noqa: BLE001 -- a repr that is not ours may raise anything; the error that is being told must be told
        return type(value).__name__
