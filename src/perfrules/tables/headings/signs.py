"""Columns of signs beside the target: comparator words, the codes of systems in use, and marks of direction or kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from perfrules.comparators import Exactly
from perfrules.tables.headings.labels import label, squeezed
from perfrules.tables.headings.vocabulary import headings
from perfrules.wording import Target, parse

CODES = {"1": "≥", "2": ">", "3": "=", "4": "<", "5": "≤", "6": "定性", "9": "定量"}
"""The sign codes of a budget system in use; 6 is a target in words, 9 any other number."""
_HEADING = re.compile(r"符|运算|比较|关系|性质|sign|operator|comparator", re.IGNORECASE)
_CODED = re.compile(r"([1-69])[.、:：\-—]*(.*)")
_WORDS = headings("signs")
_MARKS = {word: mark for mark in ("qualitative", "quantitative", "ascending", "descending", "other") for word in _WORDS[mark]}
_PLAIN = re.compile(r"[^\w\s]+|.*[于於不].*|[大小][=＝]|至[少多]|最[少多]|超过|以[上下内]")
_KINDS = {"qualitative": "定性", "quantitative": "定量", "other": ""}
_LIMITS = {"ascending": "≥", "descending": "≤"}
"""What a bare number is under a mark of direction: the least that is asked of it, or the most."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a cell of a column of signs says.

    ``written`` goes in front of the value or behind it (以上), ``limit`` only before a bare number. ``mark`` says the kind or
    the direction (定性, 反向): it is handed on beside the target and never part of its wording.
    """

    written: str = ""
    limit: str = ""
    mark: str = ""
    is_comparator: bool = False
    is_behind: bool = False


def speaks_of_signs(heading: str) -> bool:
    """Return whether a heading says that signs stand below it.

    >>> speaks_of_signs("计算符号（≥≤）"), speaks_of_signs("序号")
    (True, False)
    """
    return bool(_HEADING.search(heading))


@lru_cache(maxsize=1024)
def sign_of(text: str, *, coded: bool) -> Sign | None:
    """Return what a cell of signs says, None where it is no sign. ``coded``: its heading speaks of signs, so a digit is a code.

    >>> sign_of("大于等于", coded=False).written, sign_of("5", coded=True).written, sign_of("5", coded=False)
    ('大于等于', '≤', None)
    """
    words = squeezed(text)
    if not words or words in _WORDS["nothing"]:
        return Sign()
    code = _CODED.fullmatch(words) if coded else None
    if code and code[1] in CODES and (not code[2] or sign_of(code[2], coded=False) == sign_of(CODES[code[1]], coded=False)):
        return sign_of(CODES[code[1]], coded=False)
    for candidate in (text.strip(), label(text), words.strip("()[]")):
        if is_comparator(candidate):
            return Sign(candidate, is_comparator=True)
    if is_comparator(words, behind=True):
        return Sign(words, is_comparator=True, is_behind=True)
    mark = _MARKS.get(label(text))
    if mark is None:
        return None
    return Sign(limit=_LIMITS.get(mark, ""), mark=_KINDS.get(mark, text.strip()))


@lru_cache(maxsize=1024)
def is_comparator(text: str, *, behind: bool = False) -> bool:
    """Return whether a text is a comparator word and nothing else, as the language of targets knows them.

    ``behind``: one that stands behind its number (以上).

    >>> is_comparator("不低于"), is_comparator("场"), is_comparator("≥5")
    (True, False, False)
    """
    if not text or len(text) > 12 or any(char.isdecimal() for char in text):
        return False
    target = parse(f"7{text}" if behind else f"{text} 7")
    (criterion,) = target.criteria if len(target.criteria) == 1 else (None,)
    return bool(criterion and criterion.operator and not target.findings and squeezed(criterion.operator) == squeezed(text))


@lru_cache(maxsize=1024)
def is_unit(text: str) -> bool:
    """Return whether a text is a unit and nothing else.

    >>> is_unit("%"), is_unit("万元"), is_unit("市科技局")
    (True, True, False)
    """
    if not text or len(text) > 12 or any(char.isdecimal() for char in text):
        return False
    target = parse(f"≥7{text}")
    (criterion,) = target.criteria if len(target.criteria) == 1 else (None,)
    return bool(criterion and criterion.written and criterion.written[1] == text.strip() and not target.findings and not criterion.subject)


def is_plain(sign: str) -> bool:
    """Return whether a comparator word is a sign or compares (大于, 不超过, 至少), and tells no result (达到).

    >>> is_plain("≥"), is_plain("不低于"), is_plain("达到")
    (True, True, False)
    """
    return bool(_PLAIN.fullmatch(sign))


def is_measured(value: str) -> bool:
    """Return whether a text begins with a number that has a unit, or with an operator before it.

    >>> is_measured("≥50部"), is_measured("2人"), is_measured("13800000000"), is_measured("某市第3中学")
    (True, True, False, False)
    """
    return any(item.written and item.written[1] and (item.operator or value.startswith(item.written[0])) for item in parse(value).criteria)


def is_bare(target: Target) -> bool:
    """Return whether a target is one number without any comparator word."""
    return len(target.criteria) == 1 and isinstance(target.criteria[0].comparator, Exactly) and not target.criteria[0].operator


def lacks_unit(value: str) -> bool:
    """Return whether a text is one number without a unit, with or without an operator.

    >>> lacks_unit("≥5"), lacks_unit("5"), lacks_unit("≥5场"), lacks_unit("提升")
    (True, True, False, False)
    """
    criteria = parse(value).criteria
    return len(criteria) == 1 and criteria[0].written is not None and not criteria[0].written[1]


def is_number(value: str) -> bool:
    """Return whether a text is one number without any comparator word, with or without a unit.

    >>> is_number("5场"), is_number("≥5"), is_number("")
    (True, False, False)
    """
    return bool(value) and is_bare(parse(value))
