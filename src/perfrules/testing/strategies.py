"""Hypothesis strategies: quantities, comparators, wordings with the reading they must have, targets, departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.canonical import DATED, REWRITTEN, is_year
from perfrules.comparators import (
    BOUNDS,
    AtLeast,
    AtMost,
    Between,
    Bound,
    Change,
    Comparator,
    Deadline,
    Exactly,
    LessThan,
    MoreThan,
    Qualitative,
    Rank,
    Size,
    Trend,
)
from perfrules.model import Category, Department, Indicator, Project
from perfrules.quantities import Quantity, decimal, plain
from perfrules.units import standard
from perfrules.wording import Target, parse

COMPOUND = ("元/人·月", "元/亩", "元/户·年", "次/月", "平方米/人", "元/平方米", "个/年", "吨/天")
BASES = ("上年", "上年同期", "2012年", "全省平均水平", "同比", "环比")
QUALITIES = ("进一步提高", "有效改善", "长期", "符合国家标准", "群众满意", "逐步完善")
_Operator: TypeAlias = tuple[str, str, type[Bound]]
_OPERATORS: tuple[_Operator, ...] = (
    ("不少于", "", AtLeast),
    ("不低于", "", AtLeast),
    ("至少", "", AtLeast),
    ("≥", "", AtLeast),
    ("大于或等于", "", AtLeast),
    ("达到", "", AtLeast),
    ("", "以上", AtLeast),
    ("", "及以上", AtLeast),
    ("超过", "", MoreThan),
    ("＞", "", MoreThan),
    ("不超过", "", AtMost),
    ("不高于", "", AtMost),
    ("≤", "", AtMost),
    ("控制在", "以内", AtMost),
    ("", "以下", AtMost),
    ("低于", "", LessThan),
    ("<", "", LessThan),
    ("", "", Exactly),
    ("=", "", Exactly),
    ("约", "", BOUNDS["~"]),
    ("", "左右", BOUNDS["~"]),
)
_SEPARATORS = ("；", ";", "\n", "；\n")


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording and the comparators that it must read as."""

    text: str
    expected: tuple[Comparator, ...]


@cache
def known_units() -> tuple[str, ...]:
    """Every unit of the shipped vocabulary that READING keeps as written, and some rates; sorted."""
    return tuple(sorted({*standard().units, *COMPOUND} - {REWRITTEN}))


@cache
def values(*, least: int = 0, most: int = 10**10, places: int = 2) -> SearchStrategy[Decimal]:
    """Exact decimals with at most ``places`` decimals, round numbers, which are written with 万 or 亿, among them."""
    fine = st.decimals(min_value=least, max_value=most, places=places, allow_nan=False, allow_infinity=False)
    rounds = [st.integers(-(-least // scale), most // scale).map(scale.__mul__) for scale in (10**4, 10**8) if most >= scale > least]
    return st.one_of(fine, *rounds).map(decimal)


def quantities(
    *, units: Sequence[str | None] | None = None, least: int = 0, most: int = 10**10, places: int = 2
) -> SearchStrategy[Quantity]:
    """Quantities in one of ``units`` (by default none, or any of :func:`known_units`)."""
    built = st.builds(Quantity, values(least=least, most=most, places=places), _units(units))
    return built.filter(lambda quantity: quantity.unit not in DATED or not is_year(quantity))


def _units(units: Sequence[str | None] | None) -> SearchStrategy[str | None]:
    return _every_unit() if units is None else st.sampled_from(list(units))


@cache
def _every_unit() -> SearchStrategy[str | None]:
    return st.sampled_from([None, *known_units()])


def bounds(*, units: Sequence[str | None] | None = None) -> SearchStrategy[Bound]:
    """``AtLeast MoreThan AtMost LessThan Exactly About`` of any quantity."""
    return st.builds(lambda kind, quantity: kind(quantity), st.sampled_from(list(BOUNDS.values())), quantities(units=units))


@st.composite
def ranges(draw: st.DrawFn, *, units: Sequence[str | None] | None = None) -> Between:
    """Ranges whose ends differ, each open or closed."""
    unit = draw(_units(units))
    low, high = sorted(draw(_ends(999 if unit in DATED else 10**10)))
    return Between(Quantity(low, unit), Quantity(high, unit), draw(st.booleans()), draw(st.booleans()))


@cache
def _ends(most: int) -> SearchStrategy[list[Decimal]]:
    return st.lists(values(most=most), min_size=2, max_size=2, unique=True)


def changes(*, units: Sequence[str | None] | None = None) -> SearchStrategy[Change]:
    """Rises and falls by a bound or a closed range, with or without a base."""
    closed = ranges(units=units).map(lambda size: Between(size.low, size.high))
    sizes: SearchStrategy[Size] = st.one_of(bounds(units=units), closed)
    return st.builds(Change, st.sampled_from([Trend.INCREASE, Trend.DECREASE]), sizes, st.sampled_from([None, *BASES]))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Last days: a year, a month or a day, with or without a year."""
    ops: tuple[Literal["<="], Literal["<"]] = ("<=", "<")
    op: Literal["<=", "<"] = draw(st.sampled_from(ops))
    day = draw(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
    iso = day.isoformat()
    return Deadline(op, draw(st.sampled_from([iso, iso[:7], iso[:4], f"-{iso[4:]}", f"-{iso[4:7]}"])))


def ranks() -> SearchStrategy[Rank]:
    """前N名 and 第N名."""
    op: SearchStrategy[Literal["<=", "="]] = st.sampled_from(("<=", "="))
    return st.builds(Rank, op, st.integers(min_value=1, max_value=9999))


def qualities() -> SearchStrategy[Qualitative]:
    """Requirements in words."""
    return st.sampled_from(QUALITIES).map(Qualitative)


def comparators(*, units: Sequence[str | None] | None = None) -> SearchStrategy[Comparator]:
    """Comparators of every kind; ``str`` of each reads back to an equal one."""
    return st.one_of(bounds(units=units), ranges(units=units), changes(units=units), deadlines(), ranks(), qualities())


@st.composite
def wordings(draw: st.DrawFn, *, most: int = 3) -> Wording:
    """Wordings of one to ``most`` requirements, as people write them, each with the reading that it must have."""
    pairs = draw(st.lists(_phrases(), min_size=1, max_size=most))
    numbered = len(pairs) > 1 and draw(st.booleans())
    marks = [f"{place}. " if numbered else "" for place in range(1, len(pairs) + 1)]
    text = draw(st.sampled_from(_SEPARATORS)).join(mark + phrase for mark, (phrase, _) in zip(marks, pairs, strict=True))
    return Wording(text, tuple(comparator for _, comparator in pairs))


@cache
def _phrases() -> SearchStrategy[tuple[str, Comparator]]:
    """One requirement: an operator word, a number in one of its writings, and a unit; or canonical wording."""
    counted = quantities(units=("家", "人次", "万元", "%", "平方米", "工作日"), most=10**7)
    return st.one_of(comparators().map(lambda comparator: (str(comparator), comparator)), _written(st.sampled_from(_OPERATORS), counted))


@st.composite
def _written(draw: st.DrawFn, operators: SearchStrategy[_Operator], counted: SearchStrategy[Quantity]) -> tuple[str, Comparator]:
    before, after, kind = draw(operators)
    quantity = draw(counted)
    unit = quantity.unit or ""
    number = draw(st.sampled_from([plain(quantity.value), f"{quantity.value:,f}"]))
    meant = Quantity(quantity.value * 10000, "元") if unit == "万元" else quantity
    space = draw(st.sampled_from(["", " "]))
    if before == "达到" and not quantity.value:  # READING: 达到0家 asks for none
        kind = Exactly
    return f"{before}{space}{number}{space}{'个' if unit == '工作日' else ''}{unit}{after}", kind(meant)


def targets(*, most: int = 3) -> SearchStrategy[Target]:
    """Targets as :func:`perfrules.parse` reads them."""
    return wordings(most=most).map(lambda wording: parse(wording.text))


def _names() -> SearchStrategy[str]:
    return st.sampled_from(["培训人数", "设备验收合格率", "项目完成时间", "服务对象满意度", "企业数量", "成本控制"])


def indicators() -> SearchStrategy[Indicator]:
    """Indicators with a name, a category, a target and a weight."""
    weights = st.integers(min_value=1, max_value=50).map(Decimal)
    return st.builds(Indicator, name=_names(), category=st.sampled_from(Category), target=targets(), weight=weights)


def projects(*, most: int = 4) -> SearchStrategy[Project]:
    """Projects of one to ``most`` indicators."""
    rows = st.lists(indicators(), min_size=1, max_size=most).map(tuple)
    return st.builds(Project, name=st.sampled_from(["培训项目", "设备购置", "基础设施维修"]), year=st.integers(2018, 2030), indicators=rows)


def departments(*, most: int = 3) -> SearchStrategy[Department]:
    """Departments of one to ``most`` projects, amounts in 万元."""
    rows = st.lists(projects(), min_size=1, max_size=most).map(tuple)
    return st.builds(Department, name=st.just("某局"), unit=st.just("万元"), projects=rows)
