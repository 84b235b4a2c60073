"""What makes it doubtful whether an actual value is what was reached: not done, not yet, not certain, or of something else.

The words are in ``doubts.toml``. Some doubt wherever they stand (计划50家); of most a kind is made up of parts, so that no list
needs to know them whole: a denial or what lies ahead before a verb of doing (未按期办结, 有望完成), an estimate before its number
(暂列50家), what is left or lacking as a word of its own (还差5家, not 出差5次), and what is said behind the number, in brackets or
in a clause of its own (50家（进行中）, 50家，均未开工).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from perfrules.comparators import Rank, Trend
from perfrules.resources import tables_of
from perfrules.scoring.actuals import doubt_patterns as patterns
from perfrules.scoring.actuals.absences import is_denied, is_of_funds
from perfrules.scoring.actuals.doubt_patterns import words_of_doubt
from perfrules.scoring.actuals.proportions import SHARES, Proportion
from perfrules.scoring.actuals.values import DateValue, Moved, NumberValue, RankValue, Stated
from perfrules.scoring.policies import load
from perfrules.scoring.policies.labels import folded as folded_label
from perfrules.wording.characters import half_width

_FALL = re.compile(rf"(?P<word>{tables_of('grammars/parts.toml')['falls']})了?\s*\d")
_FALLS = re.compile(tables_of("grammars/parts.toml")["falls"])
_DATED = re.compile(r"\d\s?[年月日号]|\d[-./]\d", re.ASCII)
_BRACKET = re.compile(r"\(([^()]*)\)")
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z./]*$")
_CROSS = re.compile(r"\bX\b|MULTIPLICATION|CROSS MARK|SALTIRE|DIAGONAL CROSS|CROSS PRODUCT|NO ENTRY|LETTER (?:HA|CHI)$|NUMERAL TEN$")
"""The names of signs that cross out what they stand behind: ✗, ×, ❌, ⛔, and letters that look like one."""


def doubt(
    value: NumberValue | Moved | DateValue | RankValue | Stated | Proportion,
    said: str,
    *,
    capped: bool = False,
    level: bool = True,
    year: int | None = None,
    missed: bool = False,
) -> str | None:
    """The word that makes it doubtful whether a value is what was reached (没有50家, 差5家), unless ``said`` has it too.

    ``capped``: the target is a ceiling, of which what was saved (节约1万元) is not what was spent. ``level``: it asks for a level,
    which no fall is (下降5家) and no delay. ``year``: the budget year, where it is known. ``missed``: the number itself says that the
    target is missed, so that a remark that it is (45家（部分完成）) says nothing else.

    >>> from perfrules.scoring.actuals.reading import read_actual
    >>> doubt(read_actual("计划50家"), "计划数"), doubt(read_actual("计划50家"), "企业数")
    (None, '计划')
    >>> doubt(read_actual("缩短3天"), "办理时间"), doubt(read_actual("2024年12月底前未完成"), "", level=False)
    ('缩短', '未完成')
    >>> [doubt(read_actual(text), "") for text in ("暂列50家", "将完成50家", "50家（进行中）", "50家x", "出差50次")]
    ['暂列', '将完成', '进行中', 'x', None]
    """
    words = words_of_doubt()
    around = value.written if isinstance(value, Proportion) else value.around
    beside = value.beside if isinstance(value, NumberValue) else ()
    if not around and not beside:
        return None
    if isinstance(value, (DateValue, Stated)):
        around = patterns.done().sub("", around)
    for word in words["sure"]:
        around = around.replace(word, "")
    found = [word for word in _listed(value, around) if word in around]
    found += _kinds(around, said, dated=isinstance(value, DateValue), missed=missed)
    if (getattr(value, "unit", None) or "元").endswith("元"):
        found += _foreign("".join(half_width(around).split()))
    found += [word for text in beside for word in aside(text, said, missed=missed)]
    found += _other_years((around, *beside), year)
    if getattr(value, "unit", None) in SHARES:
        found += [match[0] for match in patterns.of_some().finditer("".join(half_width(around).split()))]
    if not level:
        found += patterns.from_behind().findall(half_width(around))
    else:
        leading = words["doubtful_first"] + words["doubtful_capped"] if capped else words["doubtful_first"]
        found += [word for word in leading if around.startswith(word)]
        found += [*_falls(around, said), *(match["word"] for match in patterns.short_of(saved=capped).finditer(half_width(around)))]
    spared = frozenset(words["stock"]["left"]) if any(word in said for word in words["stock"]["words"]) else frozenset()
    return next((word for word in sorted(found, key=lambda word: (-len(word), word)) if word not in said and word not in spared), None)


def _listed(value: object, around: str) -> Iterator[str]:
    """The words that doubt a value of its kind wherever they stand; a bound that is stated may be made with some of them."""
    words = words_of_doubt()
    ranked = isinstance(value, RankValue) or (isinstance(value, Stated) and isinstance(value.comparator, Rank))
    bound = words["bounding"] if isinstance(value, Stated) and not ranked else ()
    multiplied = isinstance(value, Proportion)
    yield from (word for word in words["doubtful"] if word not in bound and not (multiplied and word == "×"))
    if isinstance(value, DateValue):
        stage = _from_last_date(around)
        yield from (word for word in (*words["stages"], *words["parts_of_works"]) if word in stage)
    if ranked:
        yield from words["no_place"]


def _kinds(around: str, said: str, *, dated: bool, missed: bool) -> Iterator[str]:
    """What is not done, not yet or not certain by its kind, in a phrase with a number and behind the number."""
    text = "".join(half_width(around).split())
    kinds = (patterns.undone(), patterns.ahead(), patterns.before_numbers(), *((patterns.before_dates(),) if dated else ()))
    for pattern in kinds:
        for match in pattern.finditer(text):
            named = match["head"] in said and (match["verb"] or "") in said
            if not (named or is_denied(text, match.start()) or is_of_funds(text, match.start(), said, beside=True)):
                yield match[0] if match["verb"] else match["head"]
    yield from (match[0] for match in patterns.denials().finditer(text) if match["what"] in said)
    yield from patterns.second_order().findall(text)
    yield from _remarks(text, said, missed=missed)


def _foreign(text: str) -> Iterator[str]:
    """The money of other countries, of a number that may be money: $5000000, USD 500万; CAD图纸50张 is none."""
    money = words_of_doubt()["money"]
    yield from (sign for sign in text if unicodedata.category(sign) == "Sc" and sign not in money["ours"])
    yield from (word for word in re.findall("[A-Z]+", text) if word in money["others"])


def _remarks(text: str, said: str, *, missed: bool) -> Iterator[str]:
    """What is said behind the last number of a phrase, and in brackets."""
    for found in _BRACKET.finditer(text):
        yield from remark(found[1], said, missed=missed)
    *_, tail = re.split(r"\d", _BRACKET.sub("", text))
    yield from _crossed(tail, behind=1)
    yield from (found[0] for found in patterns.under_way().finditer(tail) if not _goes_on(tail, found, said))


def remark(text: str, said: str = "", *, missed: bool = False) -> Iterator[str]:
    """What in a remark beside a number, without one of its own, says that the number is not what was reached.

    ``said`` and ``missed`` as in ``doubt``: what is said of money counts only where money is asked for (50家，资金未落实), what is
    under way only where it is not asked how far it is (工程进度85%，正在施工).

    >>> [next(remark(text), None) for text in ("因故取消", "均未开工", "估计数", "est.", "数据有误", "效果良好", "没有延期", "无未办结事项")]
    ['取消', '未开工', '估计', 'est', '有误', None, None, None]
    """
    words = words_of_doubt()["remarks"]
    text = "".join(half_width(text).split()).strip("。.;；!,，()") or text
    core = next((text.removesuffix(end) for end in words["ends"] if text.endswith(end)), text)
    if core in words["whole"]:
        yield core
    if any(character.isdigit() for character in text) or (missed and words["why"] in text):
        return
    if not missed:
        yield from _answer(text)
    yield from _crossed(text)
    yield from (word for word in words_of_doubt()["undone"] for found in re.finditer(word, text) if not is_denied(text, found.start()))
    for pattern in (patterns.undone(), patterns.ahead(), patterns.under_way()):
        yield from (found[0] for found in pattern.finditer(text) if not _is_spared(text, found, said, missed=missed))
    for found in patterns.void().finditer(text):
        asked = any(word in said for word in words["begun"])
        rest = found["word"].endswith(tuple(words["later"])) and (text.startswith(tuple(words["rest"])) or (missed and asked))
        told = (asked and found["word"] in words["going_on"]) or (missed and found["word"] in words["behind"])
        if not (rest or told or is_of_funds(text, found.start("word"), said)):
            yield found["word"]


def _is_spared(text: str, found: re.Match[str], said: str, *, missed: bool) -> bool:
    """Whether what was found in a remark says nothing against the number: it is denied, of money or of what goes on, or the number tells it."""
    words, verb = words_of_doubt()["remarks"], found.groupdict().get("verb")
    told = (missed and verb in words["missed"]) or text[: found.start()].endswith(tuple(words["none_found"]))
    told |= verb in tables_of("grammars/words.toml")["finishing"] and any(word in said for word in words["begun"])
    return told or is_denied(text, found.start()) or is_of_funds(text, found.start(), said) or _goes_on(text, found, said)


def _goes_on(text: str, found: re.Match[str], said: str) -> bool:
    """Whether it is under way and nothing else is asked for, or what is under way comes after all is done: 正在办理结算."""
    words = words_of_doubt()["remarks"]
    if found.re is not patterns.under_way():
        return False
    afterwards = any(word in text[found.start() :] and word not in said for word in words["afterwards"])
    return afterwards or any(word in said for word in words["going_on"])


def is_part(text: str) -> bool:
    """Whether a clause or a remark in brackets counts a part of the number before it.

    >>> is_part("其中新增3家"), is_part("新增3家")
    (True, False)
    """
    return half_width(text).lstrip().startswith(tuple(words_of_doubt()["remarks"]["parts"]))


def aside(text: str, said: str = "", *, missed: bool = False) -> Iterator[str]:
    """What a remark in brackets says: as any remark, or of a part that is counted in.

    >>> [next(aside(text), None) for text in ("其中20家在建", "其中新建20家")]
    ['在建', None]
    """
    yield from remark(text, said, missed=missed)
    part = "".join(half_width(text).split())
    if is_part(part) or part.startswith(tuple(words_of_doubt()["remarks"]["some"])):
        yield from (word for word in words_of_doubt()["remarks"]["unfinished"] if word in part and not is_denied(part, part.index(word)))
        for pattern in (patterns.undone(), patterns.ahead(), patterns.under_way()):
            yield from (found[0] for found in pattern.finditer(part) if not is_denied(part, found.start()))


def _other_years(texts: Iterable[str], year: int | None) -> Iterator[str]:
    """The year that a value says it is of, where that is not the budget year: 2022年完成50家, 50家（2022年）."""
    for text in texts:
        found = patterns.of_year().fullmatch("".join(half_width(text).split()))
        if found is not None and year is not None and int(found["year"]) != year:
            yield found[1]


def _answer(text: str) -> Iterator[str]:
    """A fixed answer in brackets that is anything else than that it is done: 50家（部分完成）, 50家（无）."""
    label = load().labels.by_word.get(folded_label(text))
    if text in words_of_doubt()["remarks"]["answers"] or (label is not None and (label.level != "达成" or label.wide)):
        yield text


def _crossed(text: str, behind: int = 0) -> Iterator[str]:
    """A sign that crosses out, or a word of English that does, at the end of what stands behind a number: 50家x, 50家 (est.).

    Letters begin ``behind`` so many characters of a unit: those of 50 lx are the unit.
    """
    last = text.rstrip("。.;；!,，)）]】")[-1:]
    if last and not last.isascii() and _CROSS.search(unicodedata.name(last, "")):
        yield last
    found = _LETTERS.search(text)
    if found and found.start() >= behind and found[0].replace(".", "").lower() in words_of_doubt()["remarks"]["foreign"]:
        yield found[0]


def against(value: NumberValue, trend: Trend) -> str | None:
    """The sign beside a number that says it moved the other way than the target asks for.

    >>> from perfrules.scoring.actuals.reading import read_actual
    >>> against(read_actual("↓5%"), Trend.INCREASE), against(read_actual("↓5%"), Trend.DECREASE)
    ('↓', None)
    """
    signs = {Trend.INCREASE: words_of_doubt()["falling"], Trend.DECREASE: words_of_doubt()["rising"]}.get(trend, ())
    return next((sign for sign in sorted(signs) if sign in value.around), None)


def beyond(value: NumberValue) -> str | None:
    """The word that says a number is by how much something was exceeded, or that it may be: 超额完成2家, 超概算1万元.

    >>> from perfrules.scoring.actuals.reading import read_actual
    >>> [beyond(read_actual(text)) for text in ("超额完成2家", "超概算1万元", "完成2家")]
    ['超额完成', '超概算', None]
    """
    found = patterns.beyond().search("".join(half_width(value.around).split()))
    return None if found is None else found[1]


def _falls(around: str, said: str) -> list[str]:
    """The words of a fall beside a number, unless a fall is what is said of the target: 下降6起 for 减少5起."""
    if _FALLS.search(said):
        return []
    return [
        *(word for word in words_of_doubt()["falling"] if word in around),
        *(fall["word"] for fall in _FALL.finditer(half_width(around))),
    ]


def _from_last_date(text: str) -> str:
    """The clauses from the last one with a date on: what was done by it (2024年3月开工，2024年11月完工)."""
    clauses = re.split("[,，;；。]", text)
    dated = [place for place, clause in enumerate(clauses) if _DATED.search(half_width(clause))]
    return "，".join(clauses[dated[-1] :] if dated else clauses)
