"""Actual values (实际完成值) as people write them, typed. Nothing is guessed: what is no value stays what was written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from math import isfinite, isnan
from types import MappingProxyType
from typing import Any, TypeAlias

from perfrules.canonical import as_read
from perfrules.comparators import AtLeast, AtMost, Change, Deadline, Exactly, Qualitative, Rank, Trend
from perfrules.quantities import decimal, exact, plain
from perfrules.scoring.actuals.absences import absent_in
from perfrules.scoring.actuals.proportions import SHARES, proportion_in, without_total
from perfrules.scoring.actuals.values import (
    Absent,
    ActualValue,
    DateValue,
    Excluded,
    Listed,
    Moved,
    NotHappened,
    NoValue,
    NumberValue,
    ProseValue,
    RankValue,
    Said,
    Single,
    Stated,
)
from perfrules.scoring.policies import load
from perfrules.scoring.policies.labels import Label, Labels
from perfrules.scoring.policies.labels import folded as folded_label
from perfrules.units import SCALES
from perfrules.wording import Criterion, OperatorKind, parse
from perfrules.wording.characters import folded, half_width
from perfrules.wording.words import TIME_NAMES

MAX_DIGITS = 40
_Labels: TypeAlias = Mapping[str, Label]
_EXACTLY = (OperatorKind.NONE, OperatorKind.EQUAL)
_REACHED = (OperatorKind.REACH, OperatorKind.RAISE_TO, OperatorKind.FALL_TO, OperatorKind.KEEP)
"""完成50家 as an actual value is 50 家, not at least 50."""


_NUMBER = re.compile(r"([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(%?)", re.ASCII)
_OR_MORE = re.compile(r"\d[^\d\s+]?\+(?!\s*\d)")
_SHARE = re.compile(r"(\D+?)\s*\(?\s*(\d+(?:\.\d+)?)\s*%\s*\)?", re.ASCII)
_ACCOUNTED = re.compile(r"\(\s*[¥$]?\s*\d[\d,]*(?:\.\d+)?%?\s*\)", re.ASCII)
"""(6.00): a number in brackets alone is one below nought, as accounts write it, or a remark; which of them is not said."""
_BRACKETED = re.compile(r"[^\d()]+\((\d+(?:\.\d+)?)%\)", re.ASCII)
_ASKING = str.maketrans("⁇❓❔", "???")
_LAST_YEAR = "the year before"
_YEAR = re.compile(r"((?:19|20)\d\d)年?", re.ASCII)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_DASHED = re.compile(r"[-\u2010-\u2015\u2212]\s+\d.*")
"""- 52: below nought, as accounts write it, or an item of a list; which of them is not said."""
_BASE = re.compile(r"\(\s*基期值?[为是:]?\s*([^()]+?)\s*\)|[,，;；]\s*基期值?[为是:]?\s*([^,，;；]+)$")


@cache
def _answers() -> Mapping[str, Any]:
    data = tomllib.loads((files("perfrules.scoring.actuals") / "answers.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            key: frozenset(data[key])
            for key in (
                "absent",
                "not_applicable",
                "no_value",
                "yes",
                "no",
                "last_year",
                "other_bases",
                "of_the_target",
            )
        }
    )


def written(value: object) -> str | None:
    """An actual value as it is shown: text as it stands, a number without exponent, a date in ISO form."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return plain(number) if number.is_finite() else str(number)
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def read_actual(value: object, labels: Labels | None = None, *, timed: bool = False) -> ActualValue:
    """The typed reading of an actual value: text, a number, a date or None. A float is taken by its ``repr``, never as binary.

    ``labels`` are the labels of a level that are known, those of the default policy if None. ``timed``: the target asks for a
    time, so that 2025.11, 202511 and 20251130 are dates, as they are under the name of a time (READING, rule 9).

    >>> str(read_actual("４５１２")), read_actual("达成（90%）").share, read_actual(float("nan"))
    ('4512', Fraction(9, 10), NoValue(text='NaN'))
    >>> str(read_actual("2025.11", timed=True)), str(read_actual("2025.11"))
    ('2025年11月', '2025.11')
    """
    if timed and (found := _time(value)):
        return found
    if value is None:
        return Absent()
    if isinstance(value, bool):
        return NoValue(str(value).upper())
    if isinstance(value, (int, float, Decimal)):
        return _numeric(value)
    if isinstance(value, date):
        return DateValue(value.year, value.month, value.day)
    if isinstance(value, str):
        return _text(value, (labels or load().labels).by_word)
    return NoValue(str(value))


def _time(value: object) -> DateValue | None:
    """The date that a number is where a time is asked for. October has lost its zero in the number 2025.1, which may be January too."""
    text = half_width(written(value) or "").strip()
    if not _NUMBER.fullmatch(text) or (not isinstance(value, str) and text.endswith(".1")):
        return None
    comparators = [criterion.comparator for criterion in parse(text, name=TIME_NAMES[0]).criteria]
    return next((DateValue(*asked.parts) for asked in comparators if isinstance(asked, Deadline)), None)


def _numeric(value: float | Decimal) -> NumberValue | NoValue:
    if not (value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or isfinite(value)):
        return NoValue("NaN" if (value.is_nan() if isinstance(value, Decimal) else isnan(value)) else str(value))
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    digits = number.as_tuple()
    if len(digits.digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        return NoValue(f"{str(number)[:MAX_DIGITS]}…")
    return NumberValue(decimal(number), signed=number < 0)


def _text(text: str, labels: _Labels) -> ActualValue:
    plain_text = half_width(text).strip()
    found = _NUMBER.fullmatch(plain_text)
    if found:
        sign, digits, mark = found.groups()
        if len(digits) > MAX_DIGITS:
            return NoValue(text)
        return NumberValue(decimal(sign + digits.replace(",", "")), mark or None, signed=bool(sign))
    if _ACCOUNTED.fullmatch(plain_text):
        return NoValue(text.strip())
    if _DASHED.fullmatch(plain_text):
        return ProseValue(text)
    words = "".join(plain_text.split()).rstrip("。.;；")
    if "?" in words.translate(_ASKING) and words.strip("?"):  # 50家？, 50（？）家: who wrote it is not sure
        return ProseValue(text)
    return _word(words, text, labels) or proportion_in(text) or _read(without_total(text) or text, labels)


def _word(words: str, text: str, labels: _Labels) -> Single | None:
    """A fixed answer, or None; ``text`` as written, ``words`` without blanks."""
    known = _answers()
    if words in known["absent"]:
        return Absent()
    if words in known["not_applicable"]:
        return Excluded()
    if words.lower() in known["no_value"]:
        return NoValue(words)
    if words in known["yes"] or words in known["no"]:
        yes = words in known["yes"]
        return Said("达成" if yes else "未达成", None, yes, text.strip())
    found = _SHARE.fullmatch(words)
    label = labels.get(folded_label(found[1].rstrip("(") if found else words))
    if label is None:
        absent = absent_in(words)
        return None if absent is None else NotHappened(absent, text.strip())
    return Said(label.level, Fraction(found[2]) / 100 if found else None, word=text.strip(), wide=label.wide, label=label)


@lru_cache(maxsize=64)  # each of a thousand criteria in one cell asks it of the same text
def labelled_share(text: str) -> Fraction | None:
    """The share that stands in brackets behind words, whatever they are: 较好完成（85%） is 17/20, 提升20% says how much it rose."""
    found = _BRACKETED.fullmatch("".join(half_width(text).split()).rstrip("。.;；"))
    return None if found is None else Fraction(found[1]) / 100


def _read(text: str, labels: _Labels) -> ActualValue:
    criteria = parse(text).criteria
    items = tuple((criterion.number, _value(criterion, labels)) for criterion in criteria)
    if not items:
        return ProseValue(text)
    if len(items) > 1:
        return Listed(items)
    only = items[0][1]
    return replace(only, beside=_beside(text, only.around)) if isinstance(only, NumberValue) else only


def _beside(text: str, around: str) -> tuple[str, ...]:
    """What stands in brackets beside a phrase, and is no part of it: 其中20家在建 of 50家（其中20家在建）."""
    phrase = half_width(around)
    return tuple(found for found in _IN_BRACKETS.findall(half_width(text)) if found not in phrase)


def _value(criterion: Criterion, labels: _Labels) -> Single:
    comparator = criterion.comparator
    exactly = criterion.operator_kind in _EXACTLY
    if isinstance(comparator, Qualitative):
        words = "".join(half_width(criterion.text).split()).rstrip("。.;；")
        return _word(words, criterion.text, labels) or ProseValue(criterion.text)
    reached = isinstance(comparator, (AtLeast, AtMost)) and criterion.operator_kind in _REACHED
    if isinstance(comparator, (AtLeast, AtMost, Exactly)) and (reached or exactly):
        if _OR_MORE.search(half_width(criterion.text)):  # 60+ is no exact number
            with as_read():
                return Stated(AtLeast(comparator.quantity), scale_of(criterion), criterion.text)
        value = comparator.quantity.value
        signed = value < 0 or half_width(criterion.text).startswith("+")
        return NumberValue(value, comparator.unit, scale_of(criterion), signed=signed, around=criterion.text)
    if isinstance(comparator, Change) and comparator.trend is not Trend.EITHER and isinstance(comparator.of, Exactly):
        size = comparator.of.quantity.value
        base = comparator.base or ""
        signed_size = exact(-Fraction(size)) if comparator.trend is Trend.DECREASE else size
        return Moved(signed_size, comparator.unit, base, criterion.text.replace(base, ""))
    if isinstance(comparator, Deadline):
        year, month, day = comparator.parts
        if comparator.op == "<":
            last = comparator.last_day(year or 2023)
            return DateValue(last.year if year else None, last.month, last.day, until=True, around=criterion.text)
        return DateValue(year, month, day, until=not exactly, around=criterion.text)
    if isinstance(comparator, Rank) and comparator.op == "=":
        return RankValue(comparator.value, criterion.text)
    return Stated(comparator, scale_of(criterion), criterion.text)


def scale_of(criterion: Criterion) -> int:
    """The factor of the scale that a criterion's number is written with: 10000 for 5万家, and for 5万2千家, 1 for 50家.

    It is what a bare actual value is multiplied by: "2650" against ≥2600亿元 is 2650 亿元, "310" against 三百万元 is 310 万元.
    """
    if criterion.written is None:
        return 1
    unit = getattr(criterion.comparator, "unit", None) or ""
    factor = 1
    if mark := numeral_scale(criterion):
        return SCALES[mark]
    for char in folded(criterion.written[1].removesuffix(unit)):
        if char.isdecimal():  # 1亿2000万元 is no multiple of 1 that a number without unit could be counted in
            return factor
        if char not in SCALES:
            return _ratio_scale(criterion)
        factor *= SCALES[char]
    return factor


def numeral_scale(criterion: Criterion) -> str:
    """The scale that a number in Chinese ends in: 万 for 三百万元 and 三至五万元, none for 三万五千家, which no bare 3.5 is held against."""
    numeral = folded((criterion.written or ("", ""))[0])
    return numeral[-1] if numeral.endswith(("万", "亿")) else ""


def _ratio_scale(criterion: Criterion) -> int:
    """The scale by comparing the number as written with the number as read; 1 where the unit itself was respelt."""
    quantity = getattr(criterion.comparator, "quantity", None)
    number = _NUMBER.fullmatch(half_width((criterion.written or ("", ""))[0]))
    if quantity is None or not number or not quantity.value:
        return 1
    ratio = Fraction(quantity.value) / Fraction(number[2].replace(",", ""))  # as written it is 0 only where it is
    return abs(ratio.numerator) if ratio.denominator == 1 else 1


def is_of_the_target(value: NumberValue) -> bool:
    """Whether a share says how much of the target was reached, and is no item of its own.

    >>> [is_of_the_target(item) for _, item in read_actual("完成52家，完成率104%").items]
    [False, True]
    """
    return value.unit in SHARES and any(word in value.around for word in _answers()["of_the_target"])


def says_only_the_rate(value: NumberValue) -> bool:
    """Whether nothing else is said of a share of the target that is reached: 完成率60%, not 预算完成率60%.

    >>> [says_only_the_rate(read_actual(text)) for text in ("完成率60%", "预算完成率60%")]
    [True, False]
    """
    return value.around.startswith(tuple(_answers()["of_the_target"]))


def starts_elsewhere(base: str, other: str, year: int | None) -> bool:
    """Whether two changes are measured from different things: 环比 and 上年; of the budget year ``year``, 上年 is the year before.

    >>> starts_elsewhere("上年", "环比", None), starts_elsewhere("同比", "去年同期", None), starts_elsewhere("上年", "2022年", 2024)
    (True, False, True)
    """
    one, two = _base_kind(base), _base_kind(other)
    if not one or not two or one == two:
        return False
    years = {one, two} - {_LAST_YEAR}
    return len(years) == 2 or not next(iter(years)).isdecimal() or (year is not None and years != {str(year - 1)})


def is_other_base(base: str, said: str) -> bool:
    """Whether a change is measured from a thing that nobody asked about: 比计划增长6%, 环比增长6%.

    >>> is_other_base("计划", "增长5%"), is_other_base("上年", "增长5%"), is_other_base("环比", "环比增幅")
    (True, False, False)
    """
    kind = _base_kind(base)
    return kind in _answers()["other_bases"] and kind not in said


def _base_kind(base: str) -> str:
    """What a change is measured from: one name for every word of the year before (上年, 同比), a year, another known base; empty for anything else."""
    words = _answers()
    said = "".join(half_width(base).split())
    if any(said.startswith(word) for word in words["last_year"]):
        return _LAST_YEAR
    found = _YEAR.match(said)
    return found[1] if found else next((word for word in words["other_bases"] if word in said), "")


def inline_base(text: str) -> tuple[str, str | None]:
    """A value that names its base: ``112（基期值100）`` is ("112", "100"); without one the text as it is and None.

    >>> inline_base("112万元（基期值：100万元）")
    ('112万元', '100万元')
    """
    found = _BASE.search(half_width(text))
    if found is None:
        return text, None
    return text[: found.start()].strip() + text[found.end() :].strip(), found[1] or found[2]
