"""Labels: the words of headers and captions, compared without spaces, width, script, marks, remarks and closing colons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from perfrules.tables.grid import Cell, Row, own
from perfrules.wording.characters import folding

_FOLDED = {code: folded for code, folded in folding().items() if code != 0x3000}
"""A wide space is kept: it ends a caption."""
_MARKS = "★☆▲△●○■□◆◇*※"
_LISTED = re.compile(r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、](?!\d))+")
_MONTHS = re.compile(r"^(?:截至|1月?[-—~至])(?P<last>1[0-2]|[1-9])月(?:份|底|末)?(?=预算执行|执行|完成|实际|支出|累计)")
"""The months from the first that a heading of a monitoring table counts (1-7月执行数); a single month or a quarter is none."""
_ENGLISH = r"[A-Za-z][A-Za-z0-9 .,'&-]*"
_CHINESE = r"[^\sA-Za-z/]*[\u4e00-\u9fff][^A-Za-z/]*"
_BILINGUAL = re.compile(
    rf"(?P<zh>{_CHINESE}?)(?:\s+|\s*/\s*)(?P<en>{_ENGLISH})|(?P<en_>{_ENGLISH}?)(?:\s+|\s*/\s*)(?P<zh_>{_CHINESE})", re.DOTALL
)
_LONGEST = 60
"""Characters of a heading in two languages."""
_WORD = re.compile("[A-Za-z]?[a-z]{3,}")
_SIGNS = "≥≤><=≧≦"
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def squeezed(text: str) -> str:
    r"""Return ``text`` without any white space, its brackets, colons, commas, digits and Traditional characters folded.

    >>> squeezed("年度\n指標值 （元）：")
    '年度指标值(元):'
    """
    return "".join(text.split()).translate(folding()).replace("，", ",")


@lru_cache(maxsize=512)
def label(text: str) -> str:
    """Return what a header says: squeezed, without emphasis marks, list mark, closing colon and remarks in brackets.

    >>> label("★ 分值（90分）"), label("項目名稱(资金使用单位)"), label("（一）年度指标值（≥≤）：")
    ('分值', '项目名称', '年度指标值')
    >>> label("1-7月执行情况"), label("截至7月底完成情况")
    ('执行情况', '完成情况')
    >>> label("指标名称 Indicator"), label("Level 1 / 一级指标"), label("GDP 增速"), label("得分 Score（10）")
    ('指标名称', '一级指标', 'GDP增速', '得分')
    """
    words = squeezed(_chinese(text)).strip(_MARKS).rstrip(":")
    words = words.lower() if words.isascii() else words
    words = _MONTHS.sub("", words, count=1)
    words = _LISTED.sub("", words, count=1) if _LISTED.match(words) else words
    return _REMARK.sub("", words).rstrip(_SIGNS).strip(_MARKS).rstrip(":") or words


def _chinese(text: str) -> str:
    """A heading in two languages (指标名称 Indicator, Level 1 / 一级指标) without its English words; abbreviations are none."""
    found = (
        _BILINGUAL.fullmatch(_REMARK.sub("", text.translate(_FOLDED)).strip().rstrip(":"))
        if len(text) <= _LONGEST and _WORD.search(text)
        else None
    )
    if found is None or not _WORD.search(found["en"] or found["en_"]):
        return text
    return found["zh"] or found["zh_"]


def remarks(text: str) -> list[str]:
    """Return what a heading says in brackets, item by item, and the sign behind it.

    >>> remarks("目标值（≥，单位：%）"), remarks("指标值≥")
    (['≥', '%'], ['≥'])
    """
    words = squeezed(text)
    inside = [part.removeprefix("单位:") for found in _REMARK.findall(words) for part in re.split("[,、;/]", found[1:-1])]
    bare = _REMARK.sub("", words)
    return [part for part in (*inside, bare[len(bare.rstrip(_SIGNS)) :]) if part]


def unlisted(text: str) -> str:
    """Return a text without the list mark in front of it.

    >>> unlisted("一、路口改造项目"), unlisted("（三）候车亭更新"), unlisted("2.5公里管网")
    ('路口改造项目', '候车亭更新', '2.5公里管网')
    """
    said = text.strip()
    folded = said.translate(folding())
    mark = _LISTED.match(folded)
    return said[mark.end() :].strip() if mark and len(folded) == len(said) else said


def months_in(text: str) -> int:
    """Return the last month that a heading counts from the first on; 0 where it counts none.

    >>> months_in("1—7月执行情况"), months_in("7月完成值"), months_in("4-6月完成值")
    (7, 0, 0)
    """
    found = _MONTHS.match(squeezed(text))
    return int(found["last"]) if found else 0


def roles(row: Row, words: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each role the index of the cell in ``row`` that bears its first word, else its second, and so on.

    Of headings that differ in their months alone (1-6月执行数, 1-9月执行数) the last counts.
    """
    places: dict[str, int] = {}
    months: dict[str, int] = {}
    for index, cell in enumerate(row):
        if cell.text and not (cell.origin and cell.origin[0] == cell.row):
            said, until = label(cell.text), months_in(cell.text)
            if until > months.get(said, 0 if said in places else -1):
                places[said], months[said] = index, until
    found = {}
    for role, names in words.items():
        for word in names:
            if word in places:
                found[role] = places[word]
                break
    return found


def captioned(row: Row, names: Collection[str]) -> tuple[str, Cell] | None:
    """What stands behind one of ``names`` in a row: ``部门名称：某局`` in one cell, or the label and its value in two.

    Inside one cell the value ends at a wide gap, so ``部门名称：某局    单位：万元`` holds two captions.
    """
    cells = own(row)
    pattern = _caption_pattern(tuple(names))
    for index, cell in enumerate(cells):
        match = pattern.search(cell.text.strip().translate(_FOLDED))
        if match:
            value = _balanced(cell.text.strip()[slice(*match.span("value"))])
            return None if re.match(r"\w{2,6}[:：]", value) else (value, cell)
        parts = cell.text.split()
        if len(cells) == 1 and len(parts) == 2 and len(label(parts[0])) > 2 and label(parts[0]) in names:
            return parts[1], cell
        if label(cell.text) in names and index + 1 < len(cells):
            return cells[index + 1].text.strip(), cells[index + 1]
    return None


@lru_cache(maxsize=64)
def _caption_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(，,;])(?:{'|'.join(map(_remarked, names))})\s*(?:\([^()]*\))?\s*:[ \u3000]*(?P<value>\S(?:[^\n\t]*?\S)??)(?=\s{{2,}}|[\u3000\t\n]|$)"
    )


def _remarked(name: str) -> str:
    """A pattern for a label with a remark in brackets inside of it: 部门（单位）名称."""
    return r"(?:\([^()]{1,8}\))?".join(map(re.escape, name))


def _balanced(text: str) -> str:
    """Without the closing bracket of a remark that began before the label: （单位：万元）."""
    for left, right in ("（）", "()"):
        if text.endswith(right) and text.count(right) > text.count(left):
            text = text[:-1].rstrip()
    return text
