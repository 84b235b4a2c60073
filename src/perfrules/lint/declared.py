"""The unit that an indicator's name declares in its last parentheses: 完成投资（亿元）."""

from __future__ import annotations

import re
from decimal import Decimal

from perfrules.deferring import deferred
from perfrules.units import SCALES, standard

_LAST = deferred(r"[（(]([^（）()]*)[）)]\s*[。；;，,]?\s*$")
_SIGN = deferred(r"^(?:[≥≤><=＞＜＝]|不少于|不低于|不超过|不高于|单位[:：])?\s*[*＊_]*\s*")
_SCALE = deferred("[" + "".join(SCALES) + "]*")


def declared_unit(name: str) -> str | None:
    """The unit as the name writes it, its scale included, or None.

    >>> declared_unit("落户以来完成累计固定资产投资（亿元）"), declared_unit("创造就业岗位（含劳务外包）")
    ('亿元', None)
    """
    found = _LAST.search(name)
    if found is None:
        return None
    word = _SIGN.sub("", found[1]).strip()
    core = word[len(_SCALE.match(word)[0]) :] if word not in standard().units else word  # type: ignore[index]  # matches always
    return word if core and all(standard().get(part) is not None for part in re.split(r"[/·]", core)) else None


def scale_and_unit(word: str) -> tuple[Decimal, str]:
    """A unit as written, as its factor and the unit without it: 亿元 is 10⁸ 元.

    >>> scale_and_unit("亿元"), scale_and_unit("千米"), scale_and_unit("元/人*月")
    ((Decimal('100000000'), '元'), (Decimal('1'), '千米'), (Decimal('1'), '元/人·月'))
    """
    factor = Decimal(1)
    head, mark, rest = word.partition("/")
    word = head + mark + re.sub(r"[*＊/、]", "·", rest)
    while word and standard().get(word) is None and word[0] in SCALES:
        factor *= SCALES[word[0]]
        word = word[1:]
    return factor, standard().spelling.get(word, word)
