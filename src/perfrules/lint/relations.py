"""How indicators hang together by what they measure: rates with their base and their result, and rates of each project's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from perfrules.deferring import deferred
from perfrules.resources import tables_of

_RATE = deferred(r"(?:比例|比率|占比|率)$")
_COUNT = deferred(r"(?:数量|总数|数|量|人数|人次|家数|户数|件数|批次|次数|面积|金额)$")


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tables_of("lint/relations.toml")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A family of rates: the words of the rate, of what it is taken of, and of what comes out."""

    rates: tuple[str, ...]
    bases: tuple[str, ...]
    results: tuple[str, ...]

    def rate(self, words: str) -> bool:
        """Whether the words name such a rate (结案率)."""
        return _RATE.search(words) is not None and _RATE.sub("", words).endswith(self.rates)

    def base(self, words: str) -> bool:
        """Whether the words name a number that the rate is taken of (受理案件数)."""
        return _names(words, self.bases)

    def result(self, words: str) -> bool:
        """Whether the words name the number that comes out (办结案件数)."""
        return _names(words, self.results)

    def is_plain(self, words: str) -> bool:
        """Whether the words name such a number and nothing else (结案数): it is that of whatever base there is."""
        return _COUNT.sub("", words) in (*self.bases, *self.results)


def head_of(rate: str) -> str:
    """What a rate counts, as the two characters before 率; empty where the words are no rate or say no more than that.

    >>> head_of("志愿者录取率"), head_of("录取人数")
    ('录取', '')
    """
    core = _RATE.sub("", rate)
    return core[-2:] if core != rate and len(core) > 1 else ""


def counts(words: str, head: str) -> bool:
    """Whether the words name the number of things that a rate with this head counts (录取人数, 考生录取数)."""
    return _names(words, (head,))


def _names(words: str, kinds: tuple[str, ...]) -> bool:
    core = _COUNT.sub("", words)
    return _RATE.search(words) is None and (core.startswith(kinds) or core.endswith(kinds))


@cache
def ratios() -> tuple[Ratio, ...]:
    """Every family of the vocabulary."""
    return tuple(Ratio(*(tuple(entry[key].split()) for key in ("rate", "base", "result"))) for entry in _vocabulary()["ratio"])


@cache
def _own() -> re.Pattern[str]:
    words = sorted(_vocabulary()["own"]["words"].split(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def is_own(rate: str) -> bool:
    """Whether a rate is each project's own whatever its name: nothing is left but words that every project has.

    >>> is_own("设备验收合格率"), is_own("城市污水处理率")
    (True, False)
    """
    return len(_own().sub("", _RATE.sub("", rate))) < 2
