"""The mark in front of an indicator's name (指标1：), told apart from a number with which the name itself begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfrules.model import Category, Subcategory
from perfrules.tables.indicators.joined import known_category

_STARS = r"\s*[★☆▲△●◆*※]*\s*"
_MARKED = re.compile(rf"{_STARS}(?:三级)?指标\s*(?P<number>\d{{1,3}})\s*(?:[:：、]|[.．](?!\d)|\s)\s*{_STARS}")
_GLUED = re.compile(rf"{_STARS}(?:三级)?指标\s*(?P<digits>\d+)(?P<mark>[.．]?)")
_LISTED = re.compile(rf"{_STARS}(?P<number>\d{{1,2}})(?:[、]|[.．](?!\d))\s*{_STARS}(?=\D)")
_LISTED_AGAIN = re.compile(r"(?:^|[\s；;。])\d{1,2}[.．、]", re.MULTILINE)
_STARRED = re.compile(rf"^{_STARS}")


CLASSES = re.compile(r"[【\[](?P<classes>[^【】\[\]]{2,40}?)[】\]]\s*[:：]?")
"""Classes in brackets in front of an indicator."""


class Classed(NamedTuple):
    """The classes that stand in brackets in front of a name, where any are known, and what follows them."""

    category: Category | None
    subcategory: Subcategory | None
    name: str


def without_classes(text: str) -> Classed:
    """Return a text without the classes in brackets in front of it.

    >>> without_classes("【产出指标-数量指标】设备数量"), without_classes("[2023]号文")
    (Classed(category=<Category.OUTPUT: 'output'>, subcategory=<Subcategory.QUANTITY: 'quantity'>, name='设备数量'), Classed(category=None, subcategory=None, name='[2023]号文'))
    """
    head = CLASSES.match(text)
    category, subcategory = known_category("".join(head["classes"].split())) if head else (None, None)
    return Classed(category, subcategory, text[head.end() :].strip()) if head and category else Classed(None, None, text)


class Numbered(NamedTuple):
    """The number of an indicator, where one stands in front of its name, and the name."""

    number: str | None
    name: str


def without_mark(text: str, before: int = 0) -> Numbered:
    """Return the name of an indicator without its mark, and the number of the mark.

    Where nothing stands between the two, the digits are parted so that the name does not begin with a nought and the
    number goes on after ``before``, that of the indicator above, or begins again with 1.

    >>> without_mark("指标1：场次"), without_mark("指标12024年12月底前完成验收"), without_mark("指标1010米以上河道保洁率")
    (Numbered(number='1', name='场次'), Numbered(number='1', name='2024年12月底前完成验收'), Numbered(number='10', name='10米以上河道保洁率'))
    """
    marked = _MARKED.match(text)
    if marked:
        return Numbered(marked["number"], text[marked.end() :].strip())
    glued = _GLUED.match(text)
    listed = _LISTED.match(text)
    if listed and not _LISTED_AGAIN.search(text, listed.end()):
        return Numbered(listed["number"], text[listed.end() :].strip())
    if glued is None:
        return Numbered(None, _STARRED.sub("", text, count=1).strip())
    digits, rest = glued["digits"], text[glued.end("digits") :]
    splits = [
        (digits[:end], digits[end:]) for end in (2, 1) if end <= len(digits) and int(digits[:end]) and not digits[end:].startswith("0")
    ]
    if glued["mark"] and len(digits) < 3:
        return Numbered(digits, rest[1:].strip())
    if not splits:
        return Numbered(None, text.strip())
    expected = (str(before + 1), "1")
    number, more = next((split for wanted in expected for split in splits if split[0] == wanted), splits[0])
    return Numbered(number, (more + rest).strip())
