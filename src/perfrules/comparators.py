"""Comparators: what a target *is*. A closed union of small frozen values.

``value in comparator`` tests a value, ``interval`` and ``direction`` say what is admitted and which way is better,
``str`` is canonical wording that reads back to an equal comparator, ``repr`` is a constructor call, ``to_dict`` and
:func:`from_dict` are the JSON form of READING (keys ``kind``, ``op``, ``value``, ``unit`` …).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, cast

from perfrules import canonical
from perfrules.arguments import Word, of_kind, shown, text
from perfrules.bounds import (
    BOUNDS,
    About,
    AtLeast,
    AtMost,
    Between,
    Bound,
    Exactly,
    LessThan,
    MoreThan,
    Size,
    Value,
    from_interval,
    number_in,
)
from perfrules.deferring import deferred
from perfrules.displays import Displayed
from perfrules.errors import ValueRangeError
from perfrules.intervals import Direction, Interval
from perfrules.quantities import Quantity, decimal
from perfrules.units import RELATIVE

if TYPE_CHECKING:
    from datetime import date


class Trend(Word):
    """Which way a change goes."""

    INCREASE = "increase"
    DECREASE = "decrease"
    EITHER = "either"


UNNAMED_BASE = "基期"
_KNOWN_BASES = (None, "同比", "环比")


@dataclass(frozen=True, slots=True, repr=False)
class Change(Displayed):
    """同比增长5%以上: how much something rises or falls against a base (the base as written, or None).

    ``of`` bounds the size of the change; ``in`` takes the signed change: -12 is a fall by 12. 基期 is the word for a base
    that is not named: as a base it is None.

    >>> -12 in Change(Trend.DECREASE, AtLeast(Quantity(10, "%")), "2012年")
    True
    """

    trend: Trend
    of: Size
    base: str | None = None

    def __post_init__(self) -> None:
        if self.trend not in tuple(Trend):
            known = "、".join(Trend)
            raise ValueRangeError(
                f"没有“{shown(self.trend)}”这种变化，可选：{known}。",
                f"There is no change “{shown(self.trend)}”; one of {', '.join(Trend)}.",
            )
        object.__setattr__(self, "trend", Trend(self.trend))
        of_kind(self.of, (*BOUNDS.values(), Between), ("变化的大小（如 AtLeast）", "the size of a change, such as AtLeast"))
        text(self.base, ("基期", "base"))
        if self.base == UNNAMED_BASE:
            object.__setattr__(self, "base", None)
        ends = (self.of.low, self.of.high) if isinstance(self.of, Between) else (self.of.quantity,)
        canonical.check(self, *(ends if self.base in _KNOWN_BASES else ()))

    @property
    def unit(self) -> str | None:
        """The unit of the change's size."""
        return self.of.unit

    @property
    def direction(self) -> Direction | None:
        """The direction of the size; which way the measured value should go is ``trend``."""
        return self.of.direction

    @property
    def interval(self) -> Interval:
        """The admitted sizes of the change, counted positive in the direction of ``trend``."""
        return self.of.interval

    def __contains__(self, value: object) -> bool:
        signed = number_in(value, self.unit)
        if self.trend is Trend.DECREASE or (self.trend is Trend.EITHER and signed < 0):
            signed = -signed
        return signed in self.interval

    def __repr__(self) -> str:
        return f"Change({self.trend.value!r}, {self.of!r}{f', {self.base!r}' if self.base is not None else ''})"

    def __str__(self) -> str:
        word = {Trend.INCREASE: "增长", Trend.DECREASE: "下降", Trend.EITHER: "变化"}[self.trend]
        base = self.base or ("" if self.unit in RELATIVE else UNNAMED_BASE)  # 增加5家 alone is an amount, no change
        against = base if base in ("", "同比", "环比") else f"比{base}"
        if isinstance(self.of, Exactly) and isinstance(self.of.quantity.value, Decimal):
            return f"{against}{word}{self.of.quantity}"
        return f"{against}{word}{self.of}"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        return {"kind": "change", "direction": self.trend.value, "base": self.base, "of": self.of.to_dict()}


LEAP_YEAR = 2024
"""Stands in where a day has no year: 2月29日 exists."""

_YEARS = range(1900, 2100)
"""Years that a date is known to be read with."""

_ISO = deferred(r"(\d{4}|-)(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, repr=False)
class Deadline(Displayed):
    """2023年12月31日前: a last day. ``at`` is ISO 8601, shortened as written (``2023-12-31``, ``--09``, ``2024``).

    >>> from datetime import date
    >>> date(2023, 11, 20) in Deadline("<=", "2023-12-31"), str(Deadline("<", "--09"))
    (True, '9月前')
    """

    op: Literal["<=", "<"]
    at: str
    direction: ClassVar[Direction | None] = Direction.DESCENDING

    def __post_init__(self) -> None:
        of_kind(self.at, str, ("文本", "a text"))
        if self.op not in ("<=", "<"):
            raise ValueRangeError(f"时限的比较符为 <= 或 <，不能是“{self.op}”。", f"A deadline's operator is <= or <, not “{self.op}”.")
        from datetime import date

        year, month, day = self.parts
        if year is None and month is None:
            raise ValueRangeError(f"“{self.at}”没有年份也没有月份。", f"“{self.at}” has neither year nor month.")
        try:
            date(LEAP_YEAR if year is None else year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueRangeError(f"“{self.at}”不是存在的日期。", f"“{self.at}” is no date.") from None
        if year is not None and year not in _YEARS:
            canonical.check(self)

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day, None where not written; raises :class:`ValueRangeError` for what is no such date."""
        found = _ISO.fullmatch(self.at)
        if found is None:
            raise ValueRangeError(
                f"“{self.at}”不是日期，应如 2023-12-31、--12-31、--09。", f"“{self.at}” is no date such as 2023-12-31 or --09."
            )
        year, month, day = found.groups()
        return (None if year == "-" else int(year)), (int(month) if month else None), (int(day) if day else None)

    def last_day(self, year: int | None = None) -> date:
        """The last day that is on time; ``year`` stands in where none is written, else :class:`ValueRangeError`.

        >>> Deadline("<", "--09").last_day(2023), Deadline("<=", "2024-02").last_day()
        (datetime.date(2023, 8, 31), datetime.date(2024, 2, 29))
        """
        from calendar import monthrange
        from datetime import date

        own, month, day = self.parts
        when = own if own is not None else year
        if when is None:
            raise ValueRangeError(f"时限“{self}”没有年份。", f"The deadline “{self}” has no year.")
        if self.op == "<":
            return date.fromordinal(date(when, month or 1, day or 1).toordinal() - 1)
        month = month or 12
        return date(when, month, min(day or 31, monthrange(when, month)[1]))

    def __contains__(self, value: object) -> bool:
        from datetime import date, datetime

        day = of_kind(cast("date", value), date, ("日期（date）", "a date"))
        return (day.date() if isinstance(day, datetime) else day) <= self.last_day(day.year)

    def __repr__(self) -> str:
        return f"Deadline({self.op!r}, {self.at!r})"

    def __str__(self) -> str:
        year, month, day = self.parts
        text = "".join(f"{value}{mark}" for value, mark in ((year, "年"), (month, "月"), (day, "日")) if value is not None)
        if self.op == "<":
            return f"早于{text}" if day is not None else f"{text}前"
        return text

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        return {"kind": "deadline", "op": self.op, "at": self.at}


_MOST_PLACES = 9999
"""Places that are known to be read."""
_NO_PLACE = 10**40


@dataclass(frozen=True, slots=True, repr=False)
class Rank(Displayed):
    """前10名, 第1位: a place in an order; a lower number is better.

    >>> 8 in Rank("<=", 10), str(Rank("=", 1))
    (True, '第1名')
    """

    op: Literal["<=", "="]
    value: int
    direction: ClassVar[Direction | None] = Direction.DESCENDING

    def __post_init__(self) -> None:
        if self.op not in ("<=", "=") or not isinstance(self.value, int) or isinstance(self.value, bool) or not 0 < self.value < _NO_PLACE:
            raise ValueRangeError(f"名次“{self.op}{shown(self.value)}”不成立。", f"“{self.op}{shown(self.value)}” is no rank.")
        if self.value > _MOST_PLACES:
            canonical.check(self)

    @property
    def interval(self) -> Interval:
        """The admitted places."""
        last = Decimal(self.value)
        return Interval(last if self.op == "=" else Decimal(1), last)

    def __contains__(self, value: object) -> bool:
        return decimal(cast("int", value)) in self.interval

    def __repr__(self) -> str:
        return f"Rank({self.op!r}, {self.value!r})"

    def __str__(self) -> str:
        return f"前{self.value}名" if self.op == "<=" else f"第{self.value}名"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING."""
        return {"kind": "rank", "op": self.op, "value": str(self.value)}


@dataclass(frozen=True, slots=True)
class Qualitative(Displayed):
    """进一步提高: a requirement in words (定性); its share of fulfilment is judged by people.

    Empty where a JSON form has no words; raises :class:`ValueRangeError` for words that are read as something else (≥5家).
    """

    text: str
    direction: ClassVar[Direction | None] = None

    def __post_init__(self) -> None:
        of_kind(self.text, str, ("文本", "a text"))
        if self.text:
            canonical.check(self)

    def __contains__(self, value: object) -> bool:
        raise ValueRangeError(
            f"“{self.text}”是文字的要求，没有数可以比较。", f"“{self.text}” is a requirement in words; there is no number to compare with."
        )

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of READING; the words stand in the criterion's ``text``."""
        return {"kind": "qualitative"}


Comparator: TypeAlias = Bound | Between | Change | Deadline | Rank | Qualitative


def from_dict(data: Mapping[str, Any]) -> Comparator:
    """The comparator of its JSON form; a qualitative one takes its words from ``text``.

    Raises :class:`ValueRangeError` for a form that is none.

    >>> from_dict({"kind": "bound", "op": ">=", "value": "50", "unit": "家"})
    AtLeast(Quantity('50', '家'))
    """
    try:
        match data["kind"]:
            case "bound" | "range":
                return _size(data)
            case "change":
                return Change(Trend(data["direction"]), _size(data["of"]), _words(data, "base"))
            case "deadline":
                return Deadline(data["op"], data["at"])
            case "rank":
                return Rank(data["op"], int(data["value"]))
            case "qualitative":
                return Qualitative(data.get("text") or "")
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ValueRangeError(f"不是比较式的 JSON 形式：{error}", f"No JSON form of a comparator: {error}") from error
    raise ValueRangeError(f"未知的比较式类型“{data['kind']}”。", f"Unknown kind of comparator “{data['kind']}”.")


def _size(data: Mapping[str, Any]) -> Size:
    unit = _words(data, "unit")
    if "low" not in data:
        return BOUNDS[data["op"]](Quantity(data["value"], unit))
    closed = data["low_closed"], data["high_closed"]
    if not all(isinstance(end, bool) for end in closed):
        raise TypeError("low_closed, high_closed")
    return Between(Quantity(data["low"], unit), Quantity(data["high"], unit), *closed)


def _words(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(key)
    return value


__all__ = [
    "BOUNDS",
    "About",
    "AtLeast",
    "AtMost",
    "Between",
    "Bound",
    "Change",
    "Comparator",
    "Deadline",
    "Exactly",
    "LessThan",
    "MoreThan",
    "Qualitative",
    "Rank",
    "Size",
    "Trend",
    "Value",
    "from_dict",
    "from_interval",
]
