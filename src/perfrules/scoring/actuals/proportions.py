"""A part of a whole as people write it beside a rate or instead of one: ``97.6%（122/125）``, ``122人/125人``, ``12/12``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from perfrules.text import visible
from perfrules.units import parts_of_whole
from perfrules.wording.characters import half_width

SHARES: Mapping[str, int] = parts_of_whole()
"""The units of a part of a whole, and how many of each make the whole."""

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?|\d{1,30}(?:\.\d{1,20})?)"
_UNIT = r"[^\W\d_]{0,5}"
_RATE = rf"(?P<rate>{_DIGITS})(?P<mark>[%‰‱])"
_BARE = rf"(?P<part>{_DIGITS})(?P<part_unit>{_UNIT})[/÷](?P<whole>{_DIGITS})(?P<whole_unit>{_UNIT})(?:[×*xX]100%)?"
_SAID = rf"[^\W\d_]{{0,8}}?{_BARE}".replace("[/÷]", r"[/÷][^\W\d_]{0,8}?")
_FORMS = tuple(
    re.compile(form) for form in (_BARE, rf"{_RATE}\({_SAID}\)", rf"\({_SAID}\){_RATE}", rf"{_RATE}[,，;；=]{_SAID}", rf"{_SAID}={_RATE}")
)
_MONTH = re.compile(r"(?:19|20)\d\d/(?:0?[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Proportion:
    """``part`` of ``whole``, the unit that is written with them, and the rate that stands beside, in ``mark`` (%)."""

    part: Decimal
    whole: Decimal
    unit: str | None = None
    rate: Decimal | None = None
    mark: str | None = None
    written: str = field(default="", compare=False)

    def __str__(self) -> str:
        return visible(self.written)

    def share(self, mark: str) -> Fraction | None:
        """The part in ``mark`` (%, ‰, ‱) of the whole, exact; None for a whole of nothing."""
        return Fraction(self.part) * SHARES[mark] / Fraction(self.whole) if self.whole else None

    @property
    def agrees(self) -> bool:
        """Whether the rate is what the part and the whole come to, rounded or cut at its last digit.

        >>> found = proportion_in("97.6%（122/125）"), proportion_in("97%（122/125）"), proportion_in("96%（122/125）")
        >>> [item.agrees for item in found]
        [True, True, False]
        """
        if self.rate is None:
            return True
        exact = self.share(self.mark or "%")
        exponent = self.rate.as_tuple().exponent
        digit = Fraction(10) ** (exponent if isinstance(exponent, int) else 0)
        return exact is not None and abs(exact - Fraction(self.rate)) < digit


def proportion_in(text: str) -> Proportion | None:
    """The part and the whole that ``text`` gives and nothing else, or None. A year and a month (2023/11) are none.

    >>> proportion_in("122人/125人")
    Proportion(part=Decimal('122'), whole=Decimal('125'), unit='人', rate=None, mark=None, written='122人/125人')
    """
    words = "".join(half_width(text).split()).rstrip("。.;；")
    match = next((found for form in _FORMS if (found := form.fullmatch(words))), None)
    if match is None or _MONTH.fullmatch(words):
        return None
    units = {unit for unit in (match["part_unit"], match["whole_unit"]) if unit}
    if len(units) > 1:
        return None
    rate = match.groupdict().get("rate")
    part, whole = (_number(match[name]) for name in ("part", "whole"))
    return Proportion(
        part, whole, units.pop() if units else None, _number(rate) if rate else None, match.groupdict().get("mark"), text.strip()
    )


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def without_total(text: str) -> str | None:
    """A value without the remark behind it that says how many there are in all (``100%（共12家）``), or None.

    >>> without_total("100%（共12家）"), without_total("60家（其中新增12家）")
    ('100%', None)
    """
    found = _total().fullmatch(half_width(text).strip())
    return found["value"].strip() if found else None


@cache
def _total() -> re.Pattern[str]:
    words = tomllib.loads((files("perfrules.scoring.actuals") / "answers.toml").read_text("utf-8"))["in_all"]
    said = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?P<value>[^()]+?)\s*\(\s*(?:{said})[:为]?\s*(?:{_DIGITS})\s*[^\W\d_]{{0,6}}\s*\)")
