"""The cases of a policy: what is held against what, and what it comes to. They are its tests and the examples of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from perfrules.errors import PolicyError
from perfrules.model import Amount, Category
from perfrules.quantities import plain
from perfrules.scoring.policies.ladders import SettingsTable

Kind: TypeAlias = Literal["indicator", "execution", "grade", "weights", "roll-up", "monitoring"]
_BETWEEN = re.compile(r"[;；、\n]")
_INTERVAL = re.compile(r"[～~]")
_SHARE = re.compile(r"(?P<category>[^\d\s]+?)\s*(?P<weight>\d+(?:\.\d+)?)?\s*(?P<excluded>不适用)?")
_PROJECT = re.compile(r"(?P<points>\d+(?:\.\d+)?)分?\s*(?:[(（]?资金\s*(?P<funding>\d+(?:\.\d+)?)[)）]?)?")


def _text(value: object) -> object:
    """A number or a date as the text that a sheet would hold."""
    if isinstance(value, bool):
        return value
    return plain(Decimal(value)) if isinstance(value, (int, Decimal)) else value.isoformat() if isinstance(value, date) else value


def named(written: str) -> list[str]:
    """``产出；产出；效益`` as three words."""
    return [part.strip() for part in _BETWEEN.split(written) if part.strip()]


def _listed(value: object) -> object:
    if isinstance(value, str):
        return tuple(named(value))
    return tuple(map(_text, value)) if isinstance(value, (list, tuple)) else value


Text = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class PolicyCase(SettingsTable):
    """One case of the rules ``rule``. What it gives decides what it is of: ``total`` a grade, ``indicators`` weights,
    ``projects`` a roll-up, ``as_of`` monitoring, ``executed`` or ``budget`` the budget execution, else one indicator.

    ``points`` is a number, or an interval such as ``0～100`` for what stays open.
    """

    rule: Texts = Field(min_length=1)
    note: str = ""
    year: int | None = None

    target: Text | None = None
    actual: Text | None = None
    name: str = ""
    category: str | None = None
    weight: Amount = Decimal(100)
    base: Text | None = None
    share: Amount | None = None
    deduction: Amount | None = None
    printed: Amount | None = None
    as_of: date | None = None

    initial: Amount | None = None
    budget: Amount | None = None
    executed: Amount | None = None
    finished: bool | None = None

    total: Amount | None = None
    indicators: Texts = ()
    projects: Texts = ()

    outcome: Literal["达到", "未达到", "无法判断", "不适用"] | None = None
    points: Text | None = None
    reason: bool | None = None
    grade: str | None = None
    weights: Texts = ()
    lamp: str | None = None

    @model_validator(mode="after")
    def _asks_and_expects(self) -> Self:
        kind, expected = self.kind, set(self.expected)
        if not expected or not expected <= _EXPECTED[kind]:
            zh, en = "、".join(sorted(_EXPECTED[kind])), ", ".join(sorted(_EXPECTED[kind]))
            raise PolicyError(f"这样的例应写明结果，可写 {zh}", f"such a case says what it comes to, by {en}")
        if (kind == "indicator" or (kind == "monitoring" and self.executed is None)) and self.target is None:
            raise PolicyError("例应写明 target（指标值）", "a case says its target")
        self._read()
        return self

    def _read(self) -> None:
        """Read everything that is written in words, so that a mistake is found on loading."""
        if self.category is not None:
            category_of(self.category)
        if self.points is not None:
            self._interval(self.points)
        for weight in self.weights:
            self._interval(weight)
        for _ in (*self.bearers, *self.totals):
            continue

    @property
    def kind(self) -> Kind:
        """What it is a case of."""
        if self.total is not None:
            return "grade"
        if self.indicators:
            return "weights"
        if self.projects:
            return "roll-up"
        if self.target is None and (self.budget is not None or self.initial is not None or self.executed is not None):
            return "execution" if self.as_of is None else "monitoring"
        return "indicator" if self.as_of is None else "monitoring"

    @property
    def expected(self) -> Mapping[str, object]:
        """What it should come to, by field."""
        every = {name: getattr(self, name) for name in ("outcome", "points", "reason", "grade", "weights", "lamp")}
        return {name: value for name, value in every.items() if value not in (None, ())}

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The points that are expected, from and to."""
        return None if self.points is None else self._interval(self.points)

    @staticmethod
    def _interval(written: str) -> tuple[Decimal, Decimal]:
        ends = [end.strip().removesuffix("分") for end in _INTERVAL.split(written)]
        if not 1 <= len(ends) <= 2 or not all(re.fullmatch(r"\d+(?:\.\d+)?", end) for end in ends):
            raise PolicyError(
                f"得分“{written}”应为数字或 0～100 这样的区间", f"points “{written}” are a number or an interval such as 0～100"
            )
        return Decimal(ends[0]), Decimal(ends[-1])

    @property
    def bearers(self) -> Iterator[tuple[Category, Decimal | None, bool]]:
        """Category, weight given by the table, and whether it does not apply, of each of ``indicators`` (``产出 30 不适用``)."""
        for written in self.indicators:
            found = _SHARE.fullmatch(written)
            if found is None:
                raise PolicyError(f"“{written}”应写作 产出、产出 30 或 产出 不适用", f"“{written}” is written 产出, 产出 30 or 产出 不适用")
            yield category_of(found["category"]), Decimal(found["weight"]) if found["weight"] else None, bool(found["excluded"])

    @property
    def totals(self) -> Iterator[tuple[Decimal, Decimal | None]]:
        """Points and funds of each of ``projects`` (``80 资金 100``)."""
        for written in self.projects:
            found = _PROJECT.fullmatch(written)
            if found is None:
                raise PolicyError(f"“{written}”应写作 80 或 80 资金 100", f"“{written}” is written 80 or 80 资金 100")
            yield Decimal(found["points"]), Decimal(found["funding"]) if found["funding"] else None

    def __str__(self) -> str:
        """What is asked, in one line, such as ``≥100家，实际 70家，分值 30``."""
        return "，".join(self._asked())

    def _asked(self) -> Iterator[str]:
        given: dict[str, Any] = {
            "总分": self.total, "指标": "；".join(self.indicators), "项目": "；".join(self.projects), "": self.name, "类别": self.category,
            "指标值": self.target, "实际": self.actual, "基期值": self.base, "达成比例": self.share, "表中得分": self.printed, "扣分": self.deduction,
            "年初预算": self.initial, "全年预算": self.budget, "执行": self.executed, "任务已完成": self.finished, "截至": self.as_of,
            "分值": self.weight if self.kind == "indicator" else None, "预算年度": self.year,
        }  # fmt: skip
        for label, value in given.items():
            if value not in (None, ""):
                shown = ("是" if value else "否") if isinstance(value, bool) else plain(value) if isinstance(value, Decimal) else str(value)
                yield f"{label} {shown}".strip()


_EXPECTED: Mapping[Kind, frozenset[str]] = {
    "indicator": frozenset(("outcome", "points", "reason")),
    "execution": frozenset(("outcome", "points", "reason")),
    "grade": frozenset(("grade",)),
    "weights": frozenset(("weights",)),
    "roll-up": frozenset(("points",)),
    "monitoring": frozenset(("lamp",)),
}


def category_of(written: str) -> Category:
    """The category of its Chinese or English name; raises :class:`PolicyError` for a word that is none."""
    try:
        return Category(written)
    except ValueError:
        known = "、".join(member.label for member in Category)
        raise PolicyError(f"没有“{written}”这一类指标，可写 {known}", f"“{written}” is no category; there are {known}") from None
