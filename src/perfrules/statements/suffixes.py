"""What stands after a number: how the reader of actual values takes it, and which spellings convert into a target's unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import prod

from perfrules import units
from perfrules.canonical import REWRITTEN
from perfrules.resources import tables_of

DIGITS = 15
"""A number has at most so many digits: a double then holds it, and no other number shares that double."""

MOST_BEFORE_UNIT = 10**9
"""The largest number before a unit: to the grammar longer ones may be telephone or identity numbers."""

MOST_BEFORE_DATED = 999
"""The largest before a counting word that may end a date: 1953.0起 is one, 12起 is not."""

PLAIN = ("", "%")
_BLANKS = " \u3000"
_SCALES = ("", "百", "千", "万", "百万", "千万", "亿", "百亿", "千亿", "万亿")
"""The scales that ``grammars/numbers.lark`` takes after a number."""


@dataclass(frozen=True, slots=True)
class Suffix:
    """What a suffix makes of the number before it: ``factor`` × the number, in ``unit``, written with ``scale``; it is ``most`` at the most."""

    text: str
    unit: str | None
    factor: Fraction
    scale: int
    most: int = MOST_BEFORE_UNIT

    @property
    def is_plain(self) -> bool:
        """Whether the number is read as it stands. One before a unit is read by the grammar, to which a sign or ten digits may be more."""
        return self.text in PLAIN


@cache
def _dated() -> frozenset[str]:
    return frozenset(tables_of("grammars/units.toml")["after_dates"])


@lru_cache(maxsize=8192)
def suffix_of(text: str, vocabulary: units.Units) -> Suffix | None:
    """How the reader of actual values takes a number before ``text``; None where that is no unit of the vocabulary, or a part of a date."""
    head, stroke, rate = text.strip(_BLANKS).partition("/")
    scale, unit = _parts(head, vocabulary)
    if unit is None:
        bare = not stroke and head in _SCALES and scale
        return Suffix(text, None, Fraction(bare), bare) if bare else None
    dated = unit.name in _dated()
    if dated and not vocabulary.counts(unit.name):
        return None
    most = MOST_BEFORE_DATED if dated else MOST_BEFORE_UNIT
    if stroke:
        every = [vocabulary.get(word) for word in rate.split("·")]
        by = [one.name for one in every if one is not None]
        return Suffix(text, f"{unit.name}/{'·'.join(by)}", Fraction(scale), scale, most) if len(by) == len(every) else None
    if scale > 1 and unit.name in units.RELATIVE:
        return None
    if unit.name == REWRITTEN:
        return Suffix(text, "%", Fraction(10 * scale), scale)  # as READING has it
    return Suffix(text, unit.name, Fraction(scale), scale, most)


def _parts(text: str, vocabulary: units.Units) -> tuple[int, units.Unit | None]:
    """The scale and the unit of a suffix; a word that begins as a scale does (千米, 百分点) is a word, and has no such scale before it."""
    for scale in _SCALES:
        word = text.removeprefix(scale)
        unit = vocabulary.get(word) if text.startswith(scale) and word[:1] != scale[-1:] else None
        if unit is not None:
            return _factor(scale), unit
    return _factor(text) if text in _SCALES else 0, None


def _factor(scale: str) -> int:
    return prod(units.SCALES[char] for char in scale)


def spellings(unit: str | None, vocabulary: units.Units) -> Sequence[str]:
    """Every suffix that may convert into ``unit``: none, and the words of its dimension with every scale."""
    known = None if unit is None else vocabulary.get(unit)
    if known is None:
        return PLAIN if unit is None else _scaled("", unit)
    words = (name for name in vocabulary.words() if (one := vocabulary.get(name)) is not None and one.dimension == known.dimension)
    return tuple(words) if known.name in units.RELATIVE else _scaled("", *words)


def _scaled(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{scale}{word}" for word in words for scale in _SCALES))
