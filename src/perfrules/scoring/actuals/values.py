"""What actual values (实际完成值) are once they are read: the closed list of their kinds."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from perfrules.comparators import Comparator
from perfrules.quantities import Exact, plain, scaled
from perfrules.scoring.actuals.proportions import Proportion
from perfrules.scoring.policies.labels import Label
from perfrules.scoring.policies.settings import Level
from perfrules.text import visible


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number. ``unit`` is None for a bare one; ``scale`` the scale written with it (万 is 10000), ``signed``: a sign was written.

    ``around`` is the phrase that it stands in, where it is more than the number and its unit; ``beside`` what is said in brackets
    that is no part of the phrase.
    """

    value: Exact
    unit: str | None = None
    scale: int = 1
    signed: bool = False
    around: str = field(default="", compare=False)
    beside: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return scaled(self.value, self.unit) + (self.unit or "")


@dataclass(frozen=True, slots=True)
class Moved:
    """A change that came about: ``value`` is signed, a fall is negative; ``base`` is what it is said to be measured from."""

    value: Exact
    unit: str | None
    base: str = field(default="", compare=False)
    around: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{'下降' if self.value < 0 else '增长'}{plain(self.value).removeprefix('-')}{self.unit or ''}"


@dataclass(frozen=True, slots=True)
class Stated:
    """A bound, a range or an approximation where a value belongs; judged by containment only."""

    comparator: Comparator
    scale: int = 1
    around: str = field(default="", compare=False)

    @property
    def unit(self) -> str | None:
        """The unit that was written."""
        return getattr(self.comparator, "unit", None)

    def __str__(self) -> str:
        return str(self.comparator)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date, or a month or year; ``until`` where only its end is known (11月底前)."""

    year: int | None
    month: int | None = None
    day: int | None = None
    until: bool = False
    around: str = field(default="", compare=False)

    def __str__(self) -> str:
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return ("不晚于" if self.until else "") + "".join(f"{value}{mark}" for value, mark in parts if value is not None)

    def days(self, year: int | None) -> tuple[date, date] | None:
        """The first and the last day it can be; a missing year is ``year``. None where the year is unknown or the day does not exist."""
        when = self.year or year
        if when is None:
            return None
        try:
            first = date(when, self.month or 1, self.day or 1)
        except ValueError:
            return None
        if self.day is not None:
            return first, first
        last = self.month or 12
        return first, date(when, last, monthrange(when, last)[1])


@dataclass(frozen=True, slots=True)
class RankValue:
    """A place in an order (第8名)."""

    value: int
    around: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"第{self.value}名"


@dataclass(frozen=True, slots=True)
class Said:
    """达成, 部分达成 or 未达成, with the share where it is given; ``word`` as written, ``yes`` for a plain yes or no.

    ``wide``: from this level up to 达成, as 基本达成 says. ``label`` is the group of words of the policy that it stands in.
    """

    level: Level
    share: Fraction | None = None
    yes: bool | None = None
    word: str = field(default="", compare=False)
    wide: bool = False
    label: Label | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return visible(self.word) or self.level


@dataclass(frozen=True, slots=True)
class NotHappened:
    """未发生, 无投诉: ``what`` did not happen, empty where the name says what."""

    what: str
    word: str = field(default="", compare=False)

    def __str__(self) -> str:
        return visible(self.word)


@dataclass(frozen=True, slots=True)
class Excluded:
    """不适用."""

    def __str__(self) -> str:
        return "不适用"


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing given."""

    def __str__(self) -> str:
        return "未填"


@dataclass(frozen=True, slots=True)
class NoValue:
    """NaN, infinity, a boolean, a spreadsheet error."""

    text: str

    def __str__(self) -> str:
        return visible(self.text)


@dataclass(frozen=True, slots=True)
class ProseValue:
    """Words without a value."""

    text: str

    def __str__(self) -> str:
        return visible(self.text)


@dataclass(frozen=True, slots=True)
class Unbound:
    """A value of which it is not known to which criterion it belongs, or of which another part says ``word``: 50家，未开工."""

    text: str
    word: str = field(default="", compare=False)

    def __str__(self) -> str:
        return visible(self.text)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values in one cell, each with its printed number where there is one."""

    items: tuple[tuple[int | None, Single], ...]

    def __str__(self) -> str:
        return "；".join(f"{f'{number}. ' if number is not None else ''}{item}" for number, item in self.items)


Single: TypeAlias = (
    NumberValue
    | Proportion
    | Moved
    | Stated
    | DateValue
    | RankValue
    | Said
    | NotHappened
    | Excluded
    | Absent
    | NoValue
    | ProseValue
    | Unbound
)
ActualValue: TypeAlias = Single | Listed
