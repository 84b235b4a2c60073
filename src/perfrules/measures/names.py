"""What an indicator's name says is measured: the last measure word of the name decides."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from perfrules.deferring import deferred
from perfrules.resources import tables_of

_TAIL = deferred(r"[（(][^（）()]*[）)]\s*$|[\s。；;，,：:]+$|达到(?:目标|预计|预期|计划)值?$")


def _vocabulary() -> dict[str, list[str]]:
    return tables_of("measures/names.toml")


@cache
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    words = {word for kind in kinds for word in _vocabulary()[kind]}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@cache
def _endings(kind: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """The words of that kind, and their lengths from the longest."""
    words = frozenset(_vocabulary()[kind])
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


@cache
def _without_measure() -> tuple[str, ...]:
    return tuple(_vocabulary()["no_measure"])


_ASKED = deferred(r"(?<=度|率)(?:调查|测评|评价|情况|结果)+$")


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """The name without a trailing parenthesis, closing punctuation and 达到目标值.

    >>> bare("满意度（%）。")
    '满意度'
    """
    while name and (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    return name


@lru_cache(maxsize=4096)
def mentions(kind: str, text: str) -> str | None:
    """The last word of that kind in the text, or None.

    >>> mentions("incident", "培训人数"), mentions("cost", "购置成本控制")
    (None, '成本')
    """
    found = _pattern((kind,)).findall(text) if text else ()
    return found[-1] if found else None


@lru_cache(maxsize=4096)
def ends_in(kind: str, name: str) -> str | None:
    """The word of that kind with which the name ends, or None.

    >>> ends_in("share", "培训满意度（%）"), ends_in("share", "满意度调查次数")
    ('满意度', None)
    """
    core = bare(name)
    if not core:
        return None
    if kind == "share":
        core = _ASKED.sub("", core)
    if kind == "measure" and core.endswith(_without_measure()):
        return None
    words, lengths = _endings(kind)
    return next((core[-length:] for length in lengths if core[-length:] in words), None)
