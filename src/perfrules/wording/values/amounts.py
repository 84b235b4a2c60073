"""Numbers with their units as read from tokens: exact value, unit as READING writes it, and what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from sys import intern

from perfrules.canonical import REWRITTEN
from perfrules.quantities import Exact, exact, times
from perfrules.units import RELATIVE, SCALES, Units
from perfrules.wording.characters import folded
from perfrules.wording.parser.nodes import Amount, Token
from perfrules.wording.remarks import Remark, UnreadableError
from perfrules.wording.values import numerals
from perfrules.wording.words import INVERSE_RATIOS, SEVERAL

_DIGITS = re.compile(r"[\d,.]+")
_MONEY = "元"
_JOINED = re.compile(r"[/*·.×、]")


@dataclass(slots=True)
class Figure:
    """An amount as read; ``scale`` is what its scale word multiplied it by."""

    value: Exact
    unit: str | None
    written: tuple[str, str]
    scale: int = 1


def read(amount: Amount, direct: Sequence[Token], text: str, units: Units) -> Figure:
    """The number and unit of an amount; ``direct`` holds the signs, ¥ and 每… words right before it.

    Raises :class:`UnreadableError` for a numeral that is none, is too long, or has two units.
    """
    numeral = amount.number[0]
    value, own_unit, digits, marks = _numeral(numeral, text)
    scale = _scale(marks) if numeral.type != "NUMERAL" else max(SCALES[mark] if mark in numeral.text else 1 for mark in "万亿")
    for token in amount.number[1:]:
        if token.text == SEVERAL:
            raise UnreadableError(None)
        if token.type == "MAG":
            scale *= _scale(token.text)
            value = times(value, _scale(token.text))
    unit: str | None = None
    if amount.unit:
        unit = spelled_unit(amount.unit, units)
        place = amount.unit[0].start
        for token in amount.unit:
            between = text[place : token.start]
            marks += ("" if between.strip() else between) + text[token.start : token.end]  # 30人左右/期
            place = token.end
    if numeral.type == "PERCENT_WORDS" and unit is not None:
        value, unit = _measured(numeral, value, own_unit, unit, units)
    unit = unit or own_unit
    if unit is None and any(token.type == "CURRENCY" for token in direct):
        unit, marks = _MONEY, marks + _MONEY
    for token in direct:
        if token.type == "MINUS":
            digits = token.text + digits
            value = value if token.text == "+" else times(value, -1)
        elif token.type == "EVERY" and unit not in RELATIVE:
            unit = rated(unit, token, units)
    value, unit = in_shares(value, unit)
    return Figure(value, unit, (digits, marks), scale)


def _measured(numeral: Token, value: Exact, own: str | None, unit: str, units: Units) -> tuple[Exact, str | None]:
    """The value and unit of a fraction in words before a unit: 四分之三公里 is 0.75 公里, 五分之四村 a share of the villages, 百分之一千米 is neither."""
    known = units.get(unit)
    if own is not None and (known is None or known.counts):
        return value, own
    if own is not None and numeral.text[0] in numerals.PER:
        raise UnreadableError(unreadable(numeral, numeral.text))
    return value if own is None else exact(Fraction(value) / 100), unit


def in_shares(value: Exact, unit: str | None) -> tuple[Exact, str | None]:
    """The value and the unit of 3成, which is 30 %, whether the unit stands behind the number or in its name."""
    return (times(value, 10), "%") if unit == REWRITTEN else (value, unit)


def _numeral(token: Token, text: str) -> tuple[Exact, str | None, str, str]:
    """Value, unit of its own, digits as written, scale as written."""
    if token.type in ("NUMBER", "PLAIN"):
        if token.text.isdecimal() and len(token.text) <= numerals.MAX_DIGITS:
            return Decimal(token.text), None, token.text, ""
        digits = _DIGITS.match(token.text)
        head = digits[0] if digits else ""
        return _checked(token, numerals.arabic), None, head, token.text[len(head) :].strip()
    written = text[token.start : token.end]
    if token.type == "RATIO":
        if any(name in folded(text[: token.start]) for name in INVERSE_RATIOS):  # 投入产出比≥1:3 asks for at most a third
            raise UnreadableError(either_way_round(written, (token.start, token.end)))
        return _checked(token, numerals.ratio), None, written, ""
    if token.type == "PERCENT_WORDS":
        share = numerals.share(token.text)
        if share is None:
            raise UnreadableError(unreadable(token, text))
        return share[0], share[1], written, ""
    return _checked(token, numerals.ordinal if token.type == "ORDINAL" else numerals.chinese), None, written, ""


def _checked(token: Token, value_of: numerals.ValueOf) -> Exact:
    try:
        value = value_of(token.text)
    except numerals.TooLongError:
        raise UnreadableError(too_long(token)) from None
    if value is None:
        raise UnreadableError(unreadable(token, token.text))
    return value


def unreadable(token: Token, text: str) -> Remark:
    """The remark on a numeral that is none."""
    written = text[token.start : token.end] if len(text) >= token.end else token.text
    return Remark("CP010", (token.start, token.end), {"written": written})


def either_way_round(written: str, span: tuple[int, int]) -> Remark:
    """The remark on a ratio that one compares as it is and another the other way round: 投入产出比≥1:3."""
    ends = [end.strip() for end in re.split("[:：/比]", written)]
    return Remark("CP027", span, {"written": written, "one": ":".join(ends), "other": ":".join(ends[::-1])})


def too_long(token: Token) -> Remark:
    """The remark on a numeral beyond the limits."""
    limit = f"{numerals.MAX_DIGITS} 位数字、{numerals.MAX_DECIMALS} 位小数"
    return Remark("CP016", (token.start, token.end), {"what": "数字长度", "limit": limit})


def spelled_unit(tokens: Sequence[Token], units: Units) -> str:
    """The unit as READING writes it: numerator/denominator, further denominators joined by ·."""
    unit = ""
    for token in tokens:
        if token.type == "EVERY":
            unit = rated(unit, token, units)
        elif token.type == "PER":
            parts = _JOINED.split(token.text.strip("/ ()").removeprefix("每个").removeprefix("每"))
            unit += "/" + "·".join(spelled(part.strip(), units) for part in parts)
        elif token.type != "MORE":
            unit += spelled(token.text, units)
    return unit


def beside(low: Exact, high: Exact, scale: int | Fraction) -> bool:
    """Whether the lower end of a range cannot be said in the scale of the higher one, and stands near it as it is: 5000-1万元, not 12-3万元."""
    one, other = Fraction(low), Fraction(high)
    return scale > 1 and one * scale > other >= one >= other / 10


def rated(unit: str | None, every: Token, units: Units) -> str:
    """The unit with a further denominator: 每亩300元 is 元/亩, 每人每年1200元 is 元/人·年."""
    below = spelled(every.text.removeprefix("每").strip().removeprefix("一"), units)
    if unit and below in unit.partition("/")[2].split("·"):
        return unit  # 每亩200元/亩 says it twice
    return f"{unit or ''}{'·' if unit and '/' in unit else '/'}{below}"


def spelled(word: str, units: Units) -> str:
    """One unit word without spaces, without 个 where it drops, in its usual spelling; 人·次 as the word that it is."""
    if len(word) > 1:
        word = "".join(word.split()).strip("()")
        bare = word.removeprefix("个")
        word = bare if bare in units.takes_ge else word
        joined = word.replace("·", "")
        word = joined if not joined.isascii() and units.get(joined) else word  # m·s are no ms
    return units.spelling.get(word) or intern(word)


def _scale(marks: str) -> int:
    scale = 1
    for mark in marks:
        scale *= SCALES.get(mark, 1)
    return scale


def plain(text: str, unit: str, token: Token, units: Units) -> Figure:
    """A number inside brackets: digits with an optional sign, and the rest as scale and unit."""
    scale, rest = 1, unit.strip()
    while rest and rest[0] in SCALES and units.get(rest) is None:
        scale, rest = scale * SCALES[rest[0]], rest[1:]
    value = _checked(Token("NUMBER", text.removeprefix("-"), token.start, token.end), numerals.arabic)
    value = times(value, -scale if text.startswith("-") else scale)
    return Figure(value, spelled(rest, units) or None, (text, unit.strip()), scale)
