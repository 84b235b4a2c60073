"""Other words and numbers of the same shape, and what stays: headings, comparator words, units, signs, list marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random

from perfrules.scoring.policies import load, shipped
from perfrules.tables.headings.labels import label
from perfrules.tables.headings.vocabulary import every_heading
from perfrules.tables.indicators.joined import known_category
from perfrules.units import standard
from perfrules.wording.parser.negations import fills, operator_words, words_behind

_POOL = "松柏竹梅兰菊荷枫桐榕樟杉槐桂桃杏枣栗莲藕芦苇茶棉麻"
"""Characters of which no comparator word, unit, number, date or heading is made."""
_PARTS = re.compile(r"((?:[:：()（）\[\]【】；;。\n\t\r、]|[，,](?!\d{3}(?!\d)))+)")
_MARK = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})")
_LATIN = {False: "abcdefghijklmnopqrstuvwxyz", True: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _levels() -> frozenset[str]:
    """The labels of a level (达成, 部分达成) that one of the shipped policies knows."""
    return frozenset(word for name in shipped() for group in (*load(name).labels.known, *load(name).labels.added) for word in group.words)


@cache
def _pattern() -> re.Pattern[str]:
    """What a text is cut into: a list mark in front, a date's figures, a quantity with its signs, words that stay, the rest."""
    stays = {*tomllib.loads((files("perfrules.report.blanking") / "kept.toml").read_text("utf-8"))["words"]}
    headings = {word for word in every_heading() if len(word) >= 4}
    unit = f"[十百千万亿]*(?:{_either(standard().words())})"
    negated = fills()
    before = f"{_either(operator_words())}|(?:{negated['«not»']})(?:{negated['«link»']})*(?:{negated['«above»']}|{negated['«below»']})"
    return re.compile(
        r"(?P<mark>\A\s*\d{1,2}(?=[.．](?!\d)))"
        rf"|(?P<year>(?:19|20)\d\d(?=\s*[年—\-./~～至]))|(?P<month>\d{{1,2}}(?=\s*月))|(?P<day>\d{{1,2}}(?=\s*日))"
        rf"|(?P<before>(?:{before})\s*)?(?P<number>\d+(?:[,，]\d{{3}})*(?:[.．]\d+)?)"
        rf"(?P<after>\s*(?:{unit}|[十百千万亿]+)?\s*(?:{_either(words_behind())})?)"
        rf"|(?P<stays>{_either(stays | headings)}|\A\s*{unit}\s*\Z|(?<=\d)\s*[年月日号][底末初前内]?|[年月日表](?=\s|\Z))"
        r"|(?P<letters>[A-Za-z])|(?P<han>[^\W\d_])"
    )


class Blank:
    """Replaces characters and numbers; the same one always by the same other, within one copy."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._known: dict[tuple[str, str], str] = {}

    def text(self, text: str) -> str:
        """Return a text of the same shape; headings, signs with their units, list marks and punctuation stay.

        >>> blank = Blank(Random(1))
        >>> blank.text("年度指标值："), blank.text("单位：万元"), blank.text("部分达成")
        ('年度指标值：', '单位：万元', '部分达成')
        >>> changed = blank.text("黄埔区科技局，不少于50家")
        >>> len(changed), changed[6:10], changed[-1]
        (13, '，不少于', '家')
        """
        parts = _PARTS.split(text)
        following = [*parts[1:], " "]
        return "".join(
            part if at % 2 or (_MARK.fullmatch(part) and following[at][0] in "、)）") else self._part(part) for at, part in enumerate(parts)
        )

    def _part(self, part: str) -> str:
        if not part.strip() or label(part) in every_heading() or known_category(part) != (None, None) or part.strip() in _levels():
            return part
        return _pattern().sub(self._replaced, part)

    def _replaced(self, found: re.Match[str]) -> str:
        kind = found.lastgroup
        if found["number"] is not None:
            number, after = found["number"], found["after"]
            whole = (len(number) == 1 and not int(number)) or (number == "100" and after.strip().startswith("%"))
            return (found["before"] or "") + (number if whole else self._other("number", number, self._figures)) + after
        text = found.group()
        match kind:
            case "year":
                return self._other("year", text, lambda _: str(self._chance.randint(2010, 2029)))
            case "month":
                return self._other("month", text, lambda old: str(self._chance.randint(*((1, 9) if len(old) == 1 else (10, 12)))))
            case "day":
                return self._other("day", text, lambda old: str(self._chance.randint(*((1, 9) if len(old) == 1 else (10, 28)))))
            case "han":
                return self._other("han", text, lambda _: self._chance.choice(_POOL)) if text.isalpha() else text
            case "letters":
                return self._other("letters", text, lambda old: self._chance.choice(_LATIN[old.isupper()]))
            case _:
                return text

    def _figures(self, number: str) -> str:
        """As many digits, none in front a nought that was none; each in the script that it was in."""

        def figure(found: re.Match[str]) -> str:
            old, first = found.group(), found.start() == 0
            zero = ord(old) - int(old)
            return chr(zero + (0 if first and int(old) == 0 else self._chance.randint(int(first), 9)))

        return re.sub(r"\d", figure, number)

    def _other(self, kind: str, old: str, make: Callable[[str], str]) -> str:
        """What stands for ``old`` in this copy: never itself."""
        if (kind, old) not in self._known:
            new = make(old)
            while new == old:
                new = make(old)
            self._known[kind, old] = new
        return self._known[kind, old]

    def number(self, value: float, *, share: bool = False) -> float:
        """Return a number of as many digits with the same sign and point; 0, and a share of 1, stay."""
        if value == 0 or (share and value == 1):
            return value
        written = format(abs(Decimal(str(value))), "f")
        other = Decimal(self._other("number", written, self._figures)) * (-1 if value < 0 else 1)
        return int(other) if isinstance(value, int) else float(other)

    def day(self, value: date | time) -> date | time:
        """Return another day or time of day, of the same type."""
        chance = self._chance
        if isinstance(value, time):
            return time(chance.randint(0, 23), chance.randint(0, 59))
        day = date(chance.randint(2010, 2029), chance.randint(1, 12), chance.randint(1, 28))
        return datetime(day.year, day.month, day.day) if isinstance(value, datetime) else day  # noqa: DTZ001 (a cell has no zone)
