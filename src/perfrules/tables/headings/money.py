"""Units of money: by their names behind amounts, in captions and in headings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfrules.tables.grid import Cell
from perfrules.tables.headings.labels import squeezed

MONEY = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}
"""Units of money, each with its power of ten; a table's amounts stand in one of them."""
_SHORT = {"万": "万元", "亿": "亿元", "人民币元": "元", "人民币万元": "万元"}
UNITS = "|".join(sorted((*MONEY, *_SHORT), key=len, reverse=True))
"""The names of the units, for a pattern."""
_REMARK = re.compile(rf"\((?:(?:金额)?单位:?)?({UNITS})\)|:({UNITS})$")


def money_unit(name: str) -> str | None:
    """Return the unit that a name stands for, None for no unit of money.

    >>> money_unit("万"), money_unit("人民币元"), money_unit("个")
    ('万元', '元', None)
    """
    unit = _SHORT.get(name, name)
    return unit if unit in MONEY else None


def unit_of(cells: Iterable[Cell]) -> str | None:
    """Return the unit that a label such as 项目资金（万元） names; None where none does.

    >>> from perfrules.tables.grid import Source
    >>> unit_of([Cell("项目资金（单位：万元）", Source("a"), 1, 1)])
    '万元'
    """
    labels = (squeezed(cell.text) for cell in cells if len(cell.text) < 40)
    found = next((match for text in labels if not text[:1].isdecimal() and (match := _REMARK.search(text))), None)
    return money_unit(found[1] or found[2]) if found else None
