"""What callers give to a public name, checked before work begins: nothing but an error of perfrules' own is raised for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Never, TypeVar

from perfrules.errors import NotTextError, ValueRangeError
from perfrules.text import visible

_SHOWN = 60
_Kind = TypeVar("_Kind")


def text(value: object, what: tuple[str, str]) -> str:
    """Return a text, empty for None; raises :class:`NotTextError`. ``what`` names it in Chinese and in English."""
    if value is None or isinstance(value, str):
        return value or ""
    raise NotTextError(f"{what[0]}应为文本，现为 {shown(value)}。", f"The {what[1]} is to be a text and is {shown(value)}.")


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
