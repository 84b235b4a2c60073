"""Labels: the words of headers and captions, compared without spaces, width, marks and closing colons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from perfrules.tables.grid import Cell, Row, own

_WIDTH = str.maketrans("（）：，．／％＊", "():,./%*") | {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_MARKS = "★☆▲△●○■□◆◇*※"


def squeezed(text: str) -> str:
    r"""``text`` without any white space, its brackets, colons, commas and digits in ASCII.

    >>> squeezed("年度\n指标值 （元）：")
    '年度指标值(元):'
    """
    return "".join(text.split()).translate(_WIDTH)


def label(text: str) -> str:
    """What a header says: squeezed, without emphasis marks, a trailing colon and a trailing remark in brackets.

    >>> label("★ 分值（90分）"), label("项目名称(资金使用单位)")
    ('分值', '项目名称')
    """
    words = squeezed(text).strip(_MARKS).rstrip(":")
    return re.sub(r"\([^()]*\)$", "", words) or words


def roles(row: Row, words: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each role the index of the cell in ``row`` that bears its first word, else its second, and so on."""
    places: dict[str, int] = {}
    for index, cell in enumerate(row):
        if cell.text and not (cell.origin and cell.origin[0] == cell.row):
            places.setdefault(label(cell.text), index)
    found = {role: next((places[word] for word in names if word in places), None) for role, names in words.items()}
    return {role: index for role, index in found.items() if index is not None}


def captioned(row: Row, names: Collection[str]) -> tuple[str, Cell] | None:
    """What stands behind one of ``names`` in a row: ``部门名称：某局`` in one cell, or the label and its value in two.

    Inside one cell the value ends at a wide gap, so ``部门名称：某局    单位：万元`` holds two captions.
    """
    cells = own(row)
    pattern = re.compile(
        rf"(?:^|[\s（(，,；;])(?:{'|'.join(map(re.escape, names))})\s*[:：][ \u3000]*(?P<value>\S(?:[^\n\t]*?\S)??)(?=\s{{2,}}|[\u3000\t\n]|$)"
    )
    for index, cell in enumerate(cells):
        match = pattern.search(cell.text.strip())
        if match:
            value = _balanced(match["value"])
            return None if re.match(r"\w{2,6}[:：]", value) else (value, cell)
        if label(cell.text) in names and index + 1 < len(cells):
            return cells[index + 1].text.strip(), cells[index + 1]
    return None


def _balanced(text: str) -> str:
    """Without the closing bracket of a remark that began before the label: （单位：万元）."""
    for left, right in ("（）", "()"):
        if text.endswith(right) and text.count(right) > text.count(left):
            text = text[:-1].rstrip()
    return text
