"""What stands after a number: how the reader of actual values takes it, and which spellings convert into a target's unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from perfrules import units
from perfrules.scoring.actuals.reading import doubt, read_actual
from perfrules.scoring.actuals.values import NumberValue

DIGITS = 15
"""A number has at most so many digits: a double then holds it, and no other number shares that double."""

DIGITS_BEFORE_UNIT = 9
"""A number before a unit has at most so many digits: longer ones may be telephone or identity numbers to the grammar."""

PLAIN = ("", "%")
_SAMPLES = ("0", "1", "2", "7", "12", "38", "100", "365", "1999", "2023", "0.5", "1.5", "1.10", "3.14", "8.6", "99.99", "2023.5", "1000000", "20231231")  # fmt: skip
_SCALES = ("", "百", "千", "万", "百万", "千万", "亿")


@dataclass(frozen=True, slots=True)
class Suffix:
    """What a suffix makes of the number before it: ``factor`` × the number, in ``unit``, written with ``scale``."""

    text: str
    unit: str | None
    factor: Fraction
    scale: int

    @property
    def is_plain(self) -> bool:
        """Whether the number is read as it stands. One before a unit is read by the grammar, to which a sign or ten digits may be more."""
        return self.text in PLAIN

    @property
    def digits(self) -> int:
        """How many digits the number may have."""
        return DIGITS if self.is_plain else DIGITS_BEFORE_UNIT


@lru_cache(maxsize=8192)
def suffix_of(text: str, vocabulary: units.Units) -> Suffix | None:
    """How the reader of actual values takes a number before ``text``; None where that is no unit of the vocabulary, or hangs on the number."""
    bare = text.lstrip("".join(units.SCALES))
    if text not in PLAIN and vocabulary.get(text) is None and bare and vocabulary.get(bare) is None:
        return None
    found = {_taken(text, sample) for sample in _SAMPLES}
    return found.pop() if len(found) == 1 else None


def _taken(text: str, sample: str) -> Suffix | None:
    value = read_actual(f"{sample}{text}")
    if not isinstance(value, NumberValue) or doubt(value, "") is not None:
        return None
    if sample == "0":
        value = read_actual(f"1{text}")
        assert isinstance(value, NumberValue)
        sample = "1"
    return Suffix(text, value.unit, Fraction(value.value) / Fraction(sample), value.scale)


def spellings(unit: str | None, vocabulary: units.Units) -> Sequence[str]:
    """Every suffix that may convert into ``unit``: none, and the words of its dimension with every scale."""
    known = None if unit is None else vocabulary.get(unit)
    if known is None:
        return PLAIN if unit is None else _scaled("", unit)
    words = (name for name in vocabulary.words() if (one := vocabulary.get(name)) is not None and one.dimension == known.dimension)
    return tuple(words) if known.name in units.RELATIVE else _scaled("", *words)


def _scaled(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{scale}{word}" for word in words for scale in _SCALES))
