"""Rows below a header that number its columns (1 2 3, 甲 乙 1 2, （A） （B） （B/A））, as forms are printed with them."""

from __future__ import annotations

import re

from perfrules.tables.grid import Row, own
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.vocabulary import headings

_NUMBERS = tuple(map(str, range(1, 100)))
_SERIES = (_NUMBERS, *map(tuple, ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "甲乙丙丁戊己庚辛壬癸", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")))
_COMPUTED = re.compile(r"[A-Z\d()]{1,6}(?:[=/÷×*+\-][A-Z\d()%]{1,6}){1,6}")
_REMARK = re.compile(r"\([^()]{1,12}\)")
_LABELS = headings("rows")["numbering"]


def is_numbering(row: Row) -> bool:
    """Return whether a row holds nothing but the numbers of its columns, each counted from its first.

    Two letters are such a row, of numbers only three: 1 and 2 may be a count and a weight.

    >>> from perfrules.tables.grid import Cell, Source
    >>> rows = ["栏次 1 2 3", "甲 乙 1 2", "（名称） （A） （B） （B/A×100%）", "1 2", "1 3 5", "2 3 4", "道路 1 2 3"]
    >>> [is_numbering([Cell(text, Source("a"), 2, place) for place, text in enumerate(said.split())]) for said in rows]
    [True, True, True, False, False, False, False]
    """
    texts = [squeezed(cell.text).upper() for cell in own(row)]
    if texts and label(texts[0]) in _LABELS:
        texts = texts[1:]
    places = [[series.index(bare) for text in texts if (bare := text.strip("()")) in series] for series in _SERIES]
    rest = [text for text in texts if not any(text.strip("()") in series for series in _SERIES)]
    numbers, *letters = map(len, places)
    return (
        (sum(letters) > 1 or numbers > 2)
        and all(found == list(range(len(found))) for found in places)
        and all(_COMPUTED.fullmatch(text) or _REMARK.fullmatch(text) for text in rest)
    )
