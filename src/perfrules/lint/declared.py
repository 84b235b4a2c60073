"""The unit that an indicator's name declares, as the reader takes it for a value without one: 完成投资（亿元）."""

from __future__ import annotations

from perfrules.wording.languages import standard


def declared_unit(name: str) -> str | None:
    """The unit as the name writes it, its scale included, or None.

    >>> declared_unit("落户以来完成累计固定资产投资（亿元）"), declared_unit("创造就业岗位（含劳务外包）")
    ('亿元', None)
    """
    slot = standard().slot(name)
    return slot.written if slot is not None else None


def scale_and_unit(word: str) -> tuple[int, str]:
    """A unit as written, as its factor and the unit without it: 亿元 is 10⁸ 元.

    >>> scale_and_unit("亿元"), scale_and_unit("千米"), scale_and_unit("元/人*月")
    ((100000000, '元'), (1, '千米'), (1, '元/人·月'))
    """
    slot = standard().unit(word)
    return (slot.scale, slot.unit) if slot is not None else (1, word)
