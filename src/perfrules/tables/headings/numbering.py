"""Rows below a header that number its columns (1 2 3, 甲 乙 1 2, （A） （B） （B/A））, as forms are printed with them."""

from __future__ import annotations

import re

from perfrules.tables.grid import Row, own
from perfrules.tables.headings.labels import squeezed
from perfrules.tables.headings.vocabulary import either

_SERIES = (
    tuple(map(str, range(1, 100))),
    *map(tuple, ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "甲乙丙丁戊己庚辛壬癸", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")),
)
_MARKS = frozenset(mark for series in _SERIES for mark in series)
_COMPUTED = r"[A-Z\d()]{1,6}(?:[=/÷×*+\-][A-Z\d()%]{1,6}){1,6}"
_BESIDE = re.compile(rf"{either('rows', 'numbering')}|{_COMPUTED}|\([^()]{{1,12}}\)")
"""What stands beside the numbers of columns: what they are called, how one is computed of others, and a remark."""


def is_numbering(row: Row) -> bool:
    """Return whether a row holds nothing but the numbers of its columns, each counted from its first.

    They are three at least, or two in brackets: 1 and 2 may be a count and a weight.

    >>> from perfrules.tables.grid import Cell, Source
    >>> rows = ["栏次 1 2 3", "甲 乙 1 2", "（名称） （A） （B） （B/A×100%）", "1 2", "1 3 5", "2 3 4", "道路 1 2 3"]
    >>> [is_numbering([Cell(text, Source("a"), 2, place) for place, text in enumerate(said.split())]) for said in rows]
    [True, True, True, False, False, False, False]
    """
    texts = []
    for cell in own(row):
        text = squeezed(cell.text).upper()
        if text.strip("()") not in _MARKS and not _BESIDE.fullmatch(text):
            return False
        texts.append(text)
    places = [[series.index(bare) for text in texts if (bare := text.strip("()")) in series] for series in _SERIES]
    least = 2 if all(text.startswith("(") for text in texts) else 3
    return sum(map(len, places)) >= least and all(found == list(range(len(found))) for found in places)
