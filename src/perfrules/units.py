"""The vocabulary of units: what a unit is, what it converts into, and what it never does.

The vocabulary itself is ``grammars/units.toml``; this module reads it and does the exact arithmetic of factors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from perfrules.errors import VocabularyError
from perfrules.resources import tables_of

SCALES: Mapping[str, int] = MappingProxyType({"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8})
"""Scale characters and their factor; a scale is never part of a unit's name."""

RELATIVE = frozenset({"%", "‰", "‱", "倍", "百分点", "千分点", "基点"})
"""Units that measure a share or a change, and never take a denominator from 每…."""

_NOTHING: Mapping[str, tuple[str, str]] = MappingProxyType({})


class Unit(NamedTuple):
    """A unit: its dimension, and the exact factor to the dimension's base unit. A counting word is its own dimension."""

    name: str
    dimension: str
    factor: Fraction = Fraction(1)
    counts: bool = False


@dataclass(frozen=True, eq=False)
class Units:
    """A vocabulary of units. :func:`standard` is the shipped one; :meth:`extended` adds to it."""

    units: Mapping[str, Unit]
    spelling: Mapping[str, str]
    takes_ge: frozenset[str]
    not_before: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, str] = field(default_factory=dict)

    def extended(self, extra: Mapping[str, tuple[str, Fraction | str]] = _NOTHING, counting: Iterable[str] = ()) -> Units:
        """The vocabulary with more units: ``extra`` maps a name to (a known unit, ratio), ``counting`` adds counting words.

        Raises :class:`VocabularyError` for a unit that is not known and for a ratio that is no positive number.

        >>> standard().extended({"公引": ("米", "100")}).factor("公引", "米")
        Fraction(100, 1)
        """
        more = dict(self.units)
        for name, (known, ratio) in extra.items():
            unit = more.get(self.spelling.get(known, known))
            if unit is None:
                raise VocabularyError(
                    f"未知单位“{known}”，不能据此定义“{name}”。", f"Unknown unit “{known}” in the definition of “{name}”."
                )
            more[name] = Unit(name, unit.dimension, unit.factor * _ratio(name, ratio))
        more.update((name, Unit(name, name, counts=True)) for name in counting)
        return Units(more, self.spelling, self.takes_ge, self.not_before, self.below)

    def words(self) -> tuple[str, ...]:
        """Every spelling of every unit, longest first."""
        return tuple(sorted({*self.units, *self.spelling}, key=lambda word: (-len(word), word)))

    def get(self, name: str) -> Unit | None:
        """The unit of that name, or None."""
        return self.units.get(self.spelling.get(name, name))

    def suggestion(self, name: str) -> str | None:
        """The known unit whose spelling is nearest, or None."""
        import difflib

        alike = [word for word in self.units if not frozenset(word).isdisjoint(name)]  # without a common character nothing is near
        found = difflib.get_close_matches(name, alike, n=1, cutoff=0.6)
        return found[0] if found else None

    def factor(self, source: str | None, target: str | None) -> Fraction | None:
        """The exact factor from ``source`` to ``target``, or None where they do not convert.

        Compound units (``元/人·月``) convert part by part, their denominators in any order.

        >>> standard().factor("亩", "平方米"), standard().factor("人", "人次"), standard().factor("元/月·人", "元/人·年")
        (Fraction(2000, 3), None, Fraction(12, 1))
        """
        if source == target:
            return Fraction(1)
        if source is None or target is None:
            return None
        return self._factor(source, target)

    def _factor(self, source: str, target: str) -> Fraction | None:
        heads = [unit.partition("/") for unit in (source, target)]
        tails = [sorted(map(self._below, tail.split("·")), key=self._dimension) if tail else [] for _, _, tail in heads]
        if len(tails[0]) != len(tails[1]):
            return None
        result = self._simple(heads[0][0], heads[1][0])
        for one, other in zip(*tails, strict=True):
            below = self._simple(one, other)
            result = result / below if result is not None and below is not None else None
        return result

    def _below(self, name: str) -> str:
        """A denominator as it converts: 次/季 counts quarters, though a 季 of its own is no length of time."""
        return self.below.get(name, name)

    def _dimension(self, name: str) -> str:
        unit = self.get(name)
        return unit.dimension if unit else name

    def _simple(self, source: str, target: str) -> Fraction | None:
        if source == target:
            return Fraction(1)
        one, other = self.get(source), self.get(target)
        return one.factor / other.factor if one and other and one.dimension == other.dimension else None

    def counts(self, name: str | None) -> bool:
        """Whether the unit is a plain counting word (or none is written), which a policy may let match another."""
        unit = self.get(name) if name else None
        return name is None or (unit is not None and unit.counts)


@cache
def standard() -> Units:
    """The shipped vocabulary, ``grammars/units.toml``."""
    data = tables_of("grammars/units.toml")
    units: dict[str, Unit] = {}
    for dimension, entry in data["dimension"].items():
        units.update(
            (name, Unit(name, dimension, Fraction(int(ratio) if ratio.isdecimal() else ratio))) for name, ratio in entry["units"].items()
        )
    for words in data["count"].values():
        units.update((word, Unit(word, word, counts=True)) for word in words if word not in units)
    return Units(
        MappingProxyType(units), MappingProxyType(data["spelling"]), frozenset(data["takes_ge"]), data["not_before"], data["below"]
    )


@cache
def parts_of_whole() -> Mapping[str, int]:
    """Return how many of each unit of a share make a whole: 100 of %, 1000 of ‰, 10000 of ‱.

    >>> parts_of_whole()["‰"]
    1000
    """
    shares = [unit for unit in standard().units.values() if unit.dimension == "share"]
    return MappingProxyType({unit.name: int(100 / unit.factor) for unit in shares})


_IN_USE: ContextVar[Units | None] = ContextVar("perfrules-units", default=None)


def in_use() -> Units:
    """The vocabulary by which quantities convert: the shipped one, or the one of :func:`using`."""
    return _IN_USE.get() or standard()


def are_extended() -> bool:
    """Whether another vocabulary than the shipped one is in use here."""
    return _IN_USE.get() is not None


@contextmanager
def using(vocabulary: Units | None) -> Iterator[None]:
    """Let quantities convert by ``vocabulary``, for None by the shipped one, inside the ``with`` block, in this thread or task only."""
    token = _IN_USE.set(vocabulary)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def factor(source: str | None, target: str | None) -> Fraction | None:
    """:meth:`Units.factor` of the vocabulary in use."""
    return _factor(in_use(), source, target)


@lru_cache(maxsize=4096)
def _factor(vocabulary: Units, source: str | None, target: str | None) -> Fraction | None:
    return vocabulary.factor(source, target)


def _ratio(name: str, ratio: Fraction | str) -> Fraction:
    try:
        value = Fraction(ratio)
    except (ValueError, ZeroDivisionError, TypeError):
        value = Fraction(0)
    if value <= 0:
        raise VocabularyError(
            f'“{name}”的换算率“{ratio}”不是正数，应如 "100" 或 "2000/3"。', f"The ratio “{ratio}” of “{name}” is no positive number."
        )
    return value
