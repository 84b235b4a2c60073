"""Lists inside a name or a target: what is one item, and what stands between two."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from perfrules.deferring import deferred
from perfrules.measures import ends_in
from perfrules.wording import Target
from perfrules.wording.lists import numbered

_STRONG = deferred(r"[；;\n]+")
_WEAK = deferred(r"[、，,]|(?<=率|数|量|次|额)[及和]")


def marked_items(name: str) -> list[str]:
    """The items of a name that is plainly a list: numbered, or parted by ；.

    >>> marked_items("1. 印刷材料；2. 开展培训次数（次）"), marked_items("组训、点验活动")
    (['印刷材料', '开展培训次数（次）'], ['组训、点验活动'])
    """
    parts = numbered(name) or _STRONG.split(name)
    return [item for part in parts if (item := part.strip(" 　。；;，,、"))]


def measured_items(name: str) -> list[str]:
    """The items of a name that lists several measures (申报数量及通过率), else the name alone. What has no measure of its own
    belongs to the next.

    >>> measured_items("申报数量及通过率"), measured_items("主论坛和平行论坛数量")
    (['申报数量', '通过率'], ['主论坛和平行论坛数量'])
    >>> measured_items("日常监督、专项监督人次及线索办理率")
    ['日常监督、专项监督人次', '线索办理率']
    """
    return list(_measured(name))


@lru_cache(maxsize=4096)
def _measured(name: str) -> tuple[str, ...]:
    marked = marked_items(name)
    if len(marked) > 1:
        return tuple(marked)
    text, items, start = name.strip(), [], 0
    for gap in [*_WEAK.finditer(text), None]:
        part = text[start : gap.start() if gap else len(text)]
        if ends_in("measure", part) is not None:
            items.append(part)
            start = gap.end() if gap else len(text)
    return tuple(items) if len(items) > 1 else (name,)


def gaps(target: Target) -> list[tuple[int, int]]:
    """What stands between one criterion and the next, as spans of the target's text."""
    ends = [criterion.span for criterion in target.criteria]
    return [(one.end, other.start) for one, other in pairwise(ends) if one.end < other.start]
