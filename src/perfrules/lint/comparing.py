"""Comparing words across cells: normal forms, and whether two names speak of one measure."""

from __future__ import annotations

from perfrules.deferring import deferred
from perfrules.measures import bare

_LOOSE = deferred(r"[\s\W_的]+")
_COUNT = deferred(r"(?:数量|总数|总量|数|量)$")
_SCOPE = deferred(r"全[市省县区州国]|我[市省县区]|本[市省县区]")


def normal(text: str) -> str:
    """The words without spaces, punctuation and 的.

    >>> normal("公务出行车辆保障的工作") == normal("公务出行车辆保障 工作")
    True
    """
    return _LOOSE.sub("", text)


def measure_key(words: str) -> str:
    """The normal form of what is measured, without a trailing 数量 and without the scope that may precede it.

    >>> measure_key("全市技术合同成交额"), measure_key("申报数量")
    ('技术合同成交额', '申报')
    """
    return _COUNT.sub("", _SCOPE.sub("", normal(bare(words))))


def scope_of(words: str) -> str | None:
    """The shared scope that the words name (全市 全省 …), or None."""
    found = _SCOPE.search(words)
    return found[0] if found else None


def same_measure(one: str, other: str) -> bool:
    """Whether two keys are one measure: equal, or the longer ends in the shorter of at least five characters.

    >>> same_measure("技术合同成交额", "合同成交额"), same_measure("满意度", "培训满意度")
    (True, False)
    """
    shorter, longer = sorted((one, other), key=len)
    return one == other if len(shorter) < 5 else longer.endswith(shorter)
