"""Spreadsheet number formats: the text that a program shows for a stored number or date. No locale is asked."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from perfrules.quantities import EXACT, decimal, plain

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP, Emin=-999999, Emax=999999, traps=[InvalidOperation])
_EPOCH_1904 = datetime.combine(date(1904, 1, 1), time())
_EPOCH_1900 = datetime.combine(date(1899, 12, 30), time())
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|_.|\*.')
_LONGEST = 60
"""More places than any program shows."""
_DIGITS = re.compile(r"([#0?][#0?,]*)(?:\.([#0?]*))?(,*)")
_PARTED = re.compile(r"[#0?,][^#0?,.]{1,60}[#0?,]{1,60}\.")
"""Text between digits in front of a decimal point."""
_GENERAL = re.compile(r"general|g/(?:通用格式|标准|標準|표준)?", re.IGNORECASE)
_BRACKETS = str.maketrans("", "", "()（） ")


def shown_number(value: Decimal, number_format: str) -> str:
    """The number as shown: ``0.95`` under ``0.00%`` is ``95.00%``; ``General`` shows it in full.

    >>> shown_number(Decimal("0.95"), "0.00%"), shown_number(Decimal("26000"), "#,##0.00"), shown_number(Decimal("1.50"), "General")
    ('95.00%', '26,000.00', '1.5')
    >>> shown_number(Decimal(52), 'G/通用格式"人"'), shown_number(Decimal(-6), "0.00_);[Red](0.00)")
    ('52人', '-6.00')
    >>> shown_number(Decimal(123456), '0!.0,"万"'), shown_number(Decimal(456), '0"."0,"万"'), shown_number(Decimal("-0.004"), "0;0")
    ('12.3万', '0.0万', '0')
    """
    section, absolute = _section(number_format, value)
    shown = _shown(absolute, section)
    if (
        value < 0 < absolute
        and re.search("[1-9]", shown)
        and shown.translate(_BRACKETS) == _shown(absolute, _split(number_format)[0]).translate(_BRACKETS)
    ):
        return re.sub(r"(?=\d)", "-", shown.translate(_BRACKETS), count=1)  # accounts write a minus in red or in brackets
    return shown


def _shown(value: Decimal, section: str) -> str:
    """The number as one section of a format shows it."""
    general = _GENERAL.search(_masked(section))
    if general:
        return _around(section, general.span(), plain(value))
    bare = _QUOTED.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or len(digits[0]) > _LONGEST or "/" in bare or re.search(r"E[+-]", bare) or _PARTED.search(_masked(section)):
        return plain(value) + ("%" if "%" in bare else "")
    if "%" in bare:
        value = EXACT.multiply(value, Decimal(100))
    spare = digits[1]
    value = value.scaleb(-3 * (len(spare) - len(spare.rstrip(",")) + len(digits[3])), _ROUNDING)
    places = digits[2] or ""
    least = len(places.rstrip("#"))
    rounded = value.quantize(Decimal(1).scaleb(-len(places), _ROUNDING), context=_ROUNDING)
    rounded = rounded or EXACT.abs(rounded)  # -0.004 is shown as 0
    if not digits[2] and (apart := _apart(section, f"{EXACT.abs(rounded):f}")) is not None:
        return ("-" if rounded < 0 else "") + apart
    text = f"{rounded:{',' if ',' in spare.rstrip(',') else ''}.{len(places)}f}"
    while places and len(text.partition(".")[2]) > least and text.endswith("0"):
        text = text[:-1].rstrip(".")
    match = _DIGITS.search(_masked(section))
    assert match is not None
    return _around(section, match.span(), text)


def _apart(section: str, number: str) -> str | None:
    """Digits between which the format writes something (0!.0,"万" shows 123456 as 12.3万): from the right one a place, the rest at the
    first; None for a format that writes nothing between them.
    """
    masked = _masked(section)
    places = [place for place, char in enumerate(masked) if char in "#0?"]
    if not re.search("[^#0?,]", masked[places[0] : places[-1]]):
        return None
    found, left = "", number
    for place, after in zip(reversed(places), [len(section), *reversed(places)], strict=False):
        behind = "".join(char for char, mask in zip(section[place + 1 : after], masked[place + 1 : after], strict=True) if mask != ",")
        taken = left if place == places[0] else left[-1:]
        left = left[: len(left) - len(taken)]
        found = (taken or ("0" if masked[place] == "0" else "")) + _literal(behind) + found
    return _literal(section[: places[0]]) + found


def _around(section: str, span: tuple[int, int], number: str) -> str:
    """The literal text of the format before and after the number."""
    left, right = section[: span[0]], section[span[1] :]
    return _literal(left) + number + _literal(right)


@lru_cache(maxsize=256)
def _masked(section: str) -> str:
    return _QUOTED.sub(lambda found: " " * len(found.group(0)), section)


def _literal(text: str) -> str:
    """What the format writes as it stands; colours, conditions and padding are nothing."""
    kept = _QUOTED.sub(lambda found: found.group(1) or found.group(2) or "", text)
    return kept.strip()


def _section(number_format: str, value: Decimal) -> tuple[str, Decimal]:
    """The section of the format that shows ``value``, and what it shows: the second one writes its own sign."""
    sections = _split(number_format)
    if value < 0 and len(sections) > 1:
        return sections[1], EXACT.abs(value)
    if value == 0 and len(sections) > 2 and _DIGITS.search(_masked(sections[2])):
        return sections[2], value
    return sections[0], value


def _split(number_format: str) -> list[str]:
    masked = _QUOTED.sub(lambda found: "\0" * len(found.group(0)), number_format)
    parts: list[str] = []
    start = 0
    for index, char in enumerate(masked):
        if char == ";":
            parts.append(number_format[start:index])
            start = index + 1
    return [*parts, number_format[start:]]


BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: "yyyy-m", 28: "m-d", 29: "m-d", 30: "yyyy-mm-dd", 31: "yyyy-m-d", 32: "h:mm", 33: "h:mm:ss",
    34: "h:mm", 35: "h:mm:ss", 36: "yyyy-m", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy-m", 51: "m-d", 52: "yyyy-m", 53: "m-d", 54: "m-d",
    55: "h:mm", 56: "h:mm:ss", 57: "yyyy-m", 58: "m-d",
}  # fmt: skip
"""The number formats that files name by number only; 27–36 and 50–58 as in Chinese editions (ECMA-376 part 1, 18.8.30)."""


def is_date_format(number_format: str) -> bool:
    """Whether a format shows a date or a time of day.

    >>> is_date_format('yyyy"年"m"月"'), is_date_format("0.00%"), is_date_format("G/通用格式")
    (True, False, False)
    """
    bare = _QUOTED.sub("", number_format.partition(";")[0]).lower()
    return bool(re.search(r"[ymdhs]", bare)) and not re.search(r"[0#?]|general|g/", bare.replace(".0", ""))


_OF_A_TIME = re.compile(r'"([^"]*)"|[\\!](.)|\[(h+|m+|s+)\]|\[[^\]]*\]|_.|\*.|(h+|m+|s+)|(.)', re.IGNORECASE | re.DOTALL)
_SECONDS = {"h": (3600, 24), "m": (60, 60), "s": (1, 60)}
"""The seconds of a part of a time, and how many of it the next larger one has."""


def shown_elapsed(value: Decimal, number_format: str) -> str | None:
    """A length of time as shown, its hours, minutes or seconds counted on (``[h]:mm``); None where the format is one of something else.

    >>> shown_elapsed(Decimal("1.25"), "[h]:mm:ss"), shown_elapsed(Decimal("1.25"), '[h]"小时"'), shown_elapsed(Decimal("0.5"), "h:mm")
    ('30:00:00', '30小时', None)
    """
    parts = [*_OF_A_TIME.finditer(number_format.partition(";")[0])]
    if value < 0 or not any(part[3] for part in parts):
        return None
    seconds = int(_ROUNDING.multiply(value, Decimal(86400)).to_integral_value(context=_ROUNDING))
    text = ""
    for part in parts:
        quoted, escaped, counted, within, other = part.groups()
        if counted or within:
            size, many = _SECONDS[(counted or within)[0].lower()]
            text += f"{seconds // size if counted else seconds // size % many:0{len(counted or within)}}"
        else:
            text += quoted or escaped or other or ""
    return text.strip()


def shown_date(moment: datetime, number_format: str) -> str:
    """A date with the parts that its format shows; the whole date is written as ISO 8601.

    >>> shown_date(datetime(2023, 11, 30), "m/d/yy"), shown_date(datetime(2023, 11, 1), 'yyyy"年"m"月"')
    ('2023-11-30', '2023年11月')
    """
    bare = re.sub("(?:am/pm|a/p|[^ymdhs])+", " ", _QUOTED.sub(" ", number_format.partition(";")[0]).lower())
    has_time = "h" in bare or "s" in bare
    year, day = "y" in bare, "d" in bare
    month = "m" in (re.sub("h+ *m+(?: *s+)?|m+ *s+", "", bare) if has_time else bare)
    if year and month and day:
        text = moment.date().isoformat()
    else:
        text = (f"{moment.year}年" if year else "") + (f"{moment.month}月" if month else "") + (f"{moment.day}日" if day else "")
    clock = f"{moment:%H:%M:%S}" if "s" in bare else f"{moment:%H:%M}"
    return " ".join(part for part in (text, clock if has_time else "") if part)


def moment_of(serial: Decimal, *, epoch_1904: bool) -> datetime | None:
    """The date of a serial number, None outside the calendar. Day 60 of the 1900 system, 29 February 1900, never was.

    >>> moment_of(Decimal(45260), epoch_1904=False)
    datetime.datetime(2023, 11, 30, 0, 0)
    """
    if not 0 <= serial < 2_958_466:
        return None
    start = _EPOCH_1904 if epoch_1904 else _EPOCH_1900 if serial >= 60 else _EPOCH_1900 + timedelta(days=1)
    return start + timedelta(seconds=int(_ROUNDING.multiply(serial, Decimal(86400)).to_integral_value(context=_ROUNDING)))


def stored(value: float | str) -> Decimal:
    """The exact decimal that a spreadsheet file stores, by its shortest digits; binary noise beyond 15 digits dropped.

    Raises ValueError for what no spreadsheet program can store: more than 308 digits, or no number.

    >>> stored(0.1 + 0.2), stored("26000")
    (Decimal('0.3'), Decimal('26000'))
    """
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > 308:
        raise ValueError(value)
    digits = number.as_tuple()
    if len(digits.digits) > 15 and isinstance(digits.exponent, int):
        number = number.quantize(Decimal(1).scaleb(digits.exponent + len(digits.digits) - 15, _ROUNDING), context=_ROUNDING)
    return decimal(number)
