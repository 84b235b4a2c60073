"""What a numeral is worth: Arabic with thousands separators and scales, Chinese everyday and financial forms.

Strict: a form that is no well-made numeral is worth nothing (None), never something near.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from perfrules.quantities import EXACT, Exact, exact, times
from perfrules.units import SCALES

ValueOf = Callable[[str], Exact | None]
MAX_DIGITS = 40
MAX_DECIMALS = 20

_PART = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? *([" + "".join(SCALES) + r"]*) *")
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇两", "一二三四五六七八九十百千零二")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")}
_SECTION = re.compile(
    r"(?:([一二三四五六七八九])千)?(零)?(?:([一二三四五六七八九])百)?(零)?(?:([一二三四五六七八九]?)(十|廿|卅))?(零)?([一二三四五六七八九])?"
)
_SHARE = re.compile(r"(.+)分之(.+)")
PER = {"百": "%", "千": "‰", "万": "‱"}


class TooLongError(ValueError):
    """More digits or decimals than the limits of READING (40 and 20)."""


def arabic(text: str) -> Decimal | None:
    """The value of digits with scales: ``3,870``, ``5万``, ``1亿2000万``; scales must descend.

    >>> arabic("1亿2000万"), arabic("3,870"), arabic("1,23")
    (Decimal('120000000'), Decimal('3870'), None)
    """
    total = Decimal(0)
    place = 0
    last: int | None = None
    fractional = False
    while place < len(text):
        found = _PART.match(text, place)
        if found is None or last == 1 or fractional:
            return None
        whole, fraction, marks = found.group(1).replace(",", ""), found.group(2) or "", found.group(3)
        if len(whole) + max(len(fraction) - 1, 0) > MAX_DIGITS or len(fraction) > MAX_DECIMALS + 1:
            raise TooLongError(text)
        fractional = bool(fraction)
        scale = 1
        for mark in marks:
            scale *= SCALES[mark]
        if last is not None and (scale >= last or (scale == 1 and 10 ** len(whole) != last)):
            return None
        total = EXACT.add(total, EXACT.multiply(Decimal(whole + fraction), Decimal(scale)))
        last, place = scale, found.end()
    return total


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None for digit lists (二三) and other half-said numbers.

    >>> chinese("两千五百万"), chinese("壹佰贰拾"), chinese("十二点五"), chinese("一百二"), chinese("两三")
    (Decimal('25000000'), Decimal('120'), Decimal('12.5'), Decimal('120'), None)
    """
    text = "".join(text.split())
    negative = text.startswith("负")
    whole, point, decimals = text.removeprefix("负").translate(_FINANCIAL).partition("点")
    scale = 1
    while decimals and decimals[-1] in SCALES:
        scale, decimals = scale * SCALES[decimals[-1]], decimals[:-1]
    if whole == "半" and not point:
        return Decimal("0.5")
    value = _whole(whole)
    if value is None or (point and not decimals):
        return None
    number = Decimal(str(value) + (f".{''.join(str(_DIGIT[char]) for char in decimals)}" if decimals else ""))
    number = EXACT.multiply(number, Decimal(scale))
    return number.copy_negate() if negative else number


def _whole(text: str) -> int | None:
    if len(text) == 1 and text in SCALES:
        return SCALES[text]
    for mark in ("亿", "万"):
        left, found, right = text.rpartition(mark)
        if found:
            high = _whole(left) if left else None
            low = _whole(right.removeprefix("零")) if right else 0
            scale = SCALES[mark]
            if high is None or low is None or low >= scale or high >= scale or right in SCALES:  # 一亿万
                return None
            if len(right) == 1 and right in _DIGIT:
                low *= scale // 10
            return high * scale + low
    return _section(text)


def _section(text: str) -> int | None:
    """A numeral below 10,000."""
    if text == "零":
        return 0
    found = _SECTION.fullmatch(text)
    if not text or found is None:
        return 1000 if text == "千" else None
    thousands, zero_h, hundreds, zero_t, tens, ten, zero_u, units = found.groups()
    if text.endswith("零"):
        return None
    ten_value = {"廿": 20, "卅": 30, None: 0}.get(ten, 10 * (_DIGIT[tens] if tens else 1))
    last = _DIGIT.get(units or "零", 0)
    if units and not ten and (thousands or hundreds) and not (zero_h or zero_t or zero_u):
        last *= 10 if hundreds else 100  # 一百二 is 120, 一千二 is 1200
    return 1000 * _DIGIT.get(thousands or "零", 0) + 100 * _DIGIT.get(hundreds or "零", 0) + ten_value + last


def ordinal(text: str) -> Decimal | None:
    """The value of 第二, 第 3."""
    digits = text.lstrip("第 ")
    return Decimal(digits) if digits.isdecimal() else chinese(digits)


def share(text: str) -> tuple[Exact, str | None] | None:
    """Return the value and unit of 百分之九十, 千分之五, 九成五, 四分之三; without unit where no finite decimal holds it (三分之二).

    >>> share("百分之九十"), share("九成五"), share("四分之三"), share("三分之二")
    ((Decimal('90'), '%'), (Decimal('95'), '%'), (Decimal('75.00'), '%'), (Fraction(2, 3), None))
    """
    text = "".join(text.split())
    if text.endswith("百分百"):
        return Decimal(100), "%"
    tenths, tenth, half = text.partition("成")
    if tenth:
        return Decimal(10 * _DIGIT[tenths] + (5 if half == "半" else _DIGIT[half])), "%"
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    below, above = found.groups()
    value = arabic(above) if above[0].isdigit() else chinese(above)
    if value is None:
        return None
    if below in PER:
        return value, PER[below]
    whole = arabic(below) if below[0].isdigit() else chinese(below)
    if not whole:
        return None
    part = exact(Fraction(value) / Fraction(whole))
    return (part, None) if isinstance(part, Fraction) else (times(part, 100), "%")


def ratio(text: str) -> Exact | None:
    """Return what 1:16 or 2/3 is worth; None for a part of nothing.

    >>> ratio("1:16"), ratio("15:1"), ratio("2/3"), ratio("1:0")
    (Decimal('0.0625'), Decimal('15'), Fraction(2, 3), None)
    """
    above, _, below = "".join(text.split()).replace(":", "/").replace("比", "/").partition("/")
    return exact(Fraction(above) / Fraction(below)) if Fraction(below) else None
