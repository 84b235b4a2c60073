"""Lists in a name or a cell: the marks that its items begin with. Those of a target are in ``grammars/marks.lark``."""

from __future__ import annotations

from perfrules.deferring import deferred
from perfrules.wording.characters import enclosed

BEHIND = "[.．、)）]"
"""Signs that make a list mark of the number before them."""

MARK = rf"(?:[（(]?\d{{1,2}}\s*{BEHIND}|[（(]\d{{1,2}}[）)]|[{enclosed()}])"
"""The pattern of a mark: 1. 2、 3) （4） ⑤."""

_STARTS = deferred(
    rf"(?:^|(?<=[\s；;。，,]))\s*(?!\d{{1,2}}\s*{BEHIND}\d(?!\d{{3}}\s?年)){MARK}\s*|\s*(?:[（(]\d{{1,2}}[）)]|[{enclosed()}])\s*"
)
_EDGES = " \t\r\n　;；。,，、"


def numbered(name: str) -> list[str]:
    """The items of a name that is a list of at least two numbered ones; empty for any other.

    >>> numbered("1. 印刷材料；2. 开展培训次数（次）"), numbered("①甲 ②乙"), numbered("1. 印刷材料")
    (['印刷材料', '开展培训次数（次）'], ['甲', '乙'], [])
    >>> numbered("1.2023年培训 2.2023年走访"), numbered("1.5米 2.5米")
    (['2023年培训', '2023年走访'], [])
    """
    parts = _STARTS.split(name)[1:]
    return [part.strip(_EDGES) for part in parts] if len(parts) > 1 else []
