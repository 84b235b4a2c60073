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


def covers(said: str, asked: str) -> bool:
    """Return whether what is ``said`` not to have happened takes in what is ``asked`` about: 安全事故 a 重大安全事故, not the other way."""
    return not said or said in "".join(asked.split())
