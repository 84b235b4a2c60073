"""What says that something did not happen: 未发生, 无投诉, 安全事故零发生."""

from __future__ import annotations

import re
from functools import cache

from perfrules.resources import tables_of

_LONGEST = 40


def absent_in(text: str, *, asked: bool = False) -> str | None:
    """Return what a text says did not happen, empty where it leaves that to the name; None where it says no such thing.

    ``asked``: it is a target, which may ask for it in words that state nothing (杜绝).

    >>> absent_in("未发生"), absent_in("无安全事故发生"), absent_in("有责投诉零发生。"), absent_in("未发生变化")
    ('', '安全事故', '有责投诉', None)
    >>> absent_in("杜绝安全事故"), absent_in("杜绝安全事故", asked=True)
    (None, '安全事故')
    """
    words = "".join(text.split()).rstrip("。.;；")
    found = _pattern(asked=asked).fullmatch(words) if len(words) <= _LONGEST else None
    return None if found is None else found["behind"] or found["front"] or found["nought"] or ""


@cache
def _pattern(*, asked: bool) -> re.Pattern[str]:
    lists = tables_of("grammars/negations.toml")["absence"]
    said = "|".join(map(re.escape, sorted((*lists["words"], *(lists["demands"] if asked else ())), key=lambda word: -len(word))))
    events = "|".join(map(re.escape, lists["events"]))
    what = rf"[^，。；,;\d]{{0,20}}?(?:{events})"
    kind = r"(?:的?(?:情况|现象|问题|行为))?"
    return re.compile(
        rf"(?:全年|本年度?)?(?:均?(?:{said})(?:任何)?(?P<behind>{what})?{kind}(?:发生|出现)?"
        rf"|(?P<front>{what}){kind}均?(?:{said}|[未无零](?:发生|出现)?)"
        rf"|零(?P<nought>{what})(?:发生|出现)?)"
    )


def is_denied(text: str, place: int) -> bool:
    """Return whether what stands at ``place`` of a text is said not to have come about.

    >>> is_denied("没有延期", 2), is_denied("未因故取消", 3), is_denied("因故取消", 2)
    (True, True, False)
    """
    return _denying().search(text, 0, place) is not None


@cache
def _denying() -> re.Pattern[str]:
    """What ends before such a word: 没有, 未因故, 零, 避免任何; the words of absence without what they say does not happen."""
    lists = tables_of("grammars/negations.toml")
    absence, none = lists["absence"], lists["none"]
    between = sorted(absence["between"], key=lambda word: -len(word))
    words = {*lists["single"], *absence["words"], *absence["demands"]}
    heads = sorted(
        {word.removesuffix(next((end for end in between if word.endswith(end)), "")) for word in words}, key=lambda word: -len(word)
    )
    return re.compile(
        rf"(?:{'|'.join(heads)})(?:{'|'.join(lists['links'])})?(?:{'|'.join(between)})?(?:(?:{'|'.join(none['of'])})[一-龥]?)?$"
    )


def is_of_funds(text: str, place: int, said: str, *, beside: bool = False) -> bool:
    """Return whether what stands at ``place`` of a text, in brackets if ``beside``, is said of money, where ``said`` asks for none.

    >>> is_of_funds("资金未落实", 2, "企业数"), is_of_funds("资金未落实", 2, "资金到位率"), is_of_funds("补助企业未开工", 4, "企业数")
    (True, False, False)
    """
    asked = any(word in said for word in tables_of("scoring/actuals/doubts.toml")["remarks"]["money"])
    outside = beside and text.rfind("(", 0, place) <= text.rfind(")", 0, place)
    return not asked and not outside and _of_funds().search(text, 0, place) is not None


@cache
def _of_funds() -> re.Pattern[str]:
    """What is said of money, up to what is denied of it: 资金, 资金支付, 尾款均."""
    words = tables_of("scoring/actuals/doubts.toml")
    between = {word for key in ("between", "works", "short") for word in words["verbs"][key]}
    return re.compile(rf"(?:{'|'.join(words['remarks']['funds'])})(?:{'|'.join(sorted(between, key=lambda word: (-len(word), word)))})*$")


def covers(said: str, asked: str) -> bool:
    """Return whether what is ``said`` not to have happened takes in what is ``asked`` about: 安全事故 a 重大安全事故, not the other way."""
    return not said or said in "".join(asked.split())
