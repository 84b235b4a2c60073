"""What an indicator's name says is measured: the last measure word of the name decides."""

from __future__ import annotations

import re
from functools import cache

from perfrules.resources import tables_of

_TAIL = re.compile(r"[（(][^（）()]*[）)]\s*$|[\s。；;，,：:]+$|达到(?:目标|预计|预期|计划)值?$")


def _vocabulary() -> dict[str, list[str]]:
    return tables_of("measures/names.toml")


@cache
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    words = {word for kind in kinds for word in _vocabulary()[kind]}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def bare(name: str) -> str:
    """The name without a trailing parenthesis, closing punctuation and 达到目标值.

    >>> bare("满意度（%）。")
    '满意度'
    """
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    return name


def mentions(kind: str, text: str) -> str | None:
    """The last word of that kind in the text, or None.

    >>> mentions("incident", "培训人数"), mentions("cost", "购置成本控制")
    (None, '成本')
    """
    found = _pattern((kind,)).findall(text)
    return found[-1] if found else None


def ends_in(kind: str, name: str) -> str | None:
    """The word of that kind with which the name ends, or None.

    >>> ends_in("share", "培训满意度（%）"), ends_in("share", "满意度调查次数")
    ('满意度', None)
    """
    core = bare(name)
    if kind == "share":
        core = re.sub(r"(?<=度|率)(?:调查|测评|评价|情况|结果)+$", "", core)
    if kind == "measure" and core.endswith(tuple(_vocabulary()["no_measure"])):
        return None
    return max((word for word in _vocabulary()[kind] if core.endswith(word)), key=len, default=None)
