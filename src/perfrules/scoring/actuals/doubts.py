"""What makes it doubtful whether an actual value is what was reached: not done, not yet, not certain, or of something else.

The words are in ``doubts.toml``. Some doubt wherever they stand (计划50家); of most a kind is made up of parts, so that no list
needs to know them whole: a denial or what lies ahead before a verb of doing (未按期办结, 有望完成), an estimate before its number
(暂列50家), what is left or lacking as a word of its own (还差5家, not 出差5次), and what is said behind the number, in brackets or
in a clause of its own (50家（进行中）, 50家，均未开工).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from perfrules.comparators import Rank, Trend
from perfrules.resources import tables_of
from perfrules.scoring.actuals.absences import is_denied, is_of_funds
from perfrules.scoring.actuals.proportions import SHARES, Proportion
from perfrules.scoring.actuals.values import DateValue, Moved, NumberValue, RankValue, Stated
from perfrules.scoring.policies import load
from perfrules.scoring.policies.labels import folded as folded_label
from perfrules.wording.characters import half_width

_FALL = re.compile(rf"(?P<word>{tables_of('grammars/parts.toml')['falls']})了?\s*\d")
_FALLS = re.compile(tables_of("grammars/parts.toml")["falls"])
_DATED = re.compile(r"\d\s?[年月日号]|\d[-./]\d", re.ASCII)
_NUMBER = r"第?(?!一(?:步|批|般|定|律|致|体|次性|线))[\d一二两三四五六七八九十百千万]"
_BRACKET = re.compile(r"\(([^()]*)\)")
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z./]*$")
_CROSS = re.compile(r"\bX\b|MULTIPLICATION|CROSS MARK|SALTIRE|DIAGONAL CROSS|CROSS PRODUCT|NO ENTRY|LETTER (?:HA|CHI)$|NUMERAL TEN$")
"""The names of signs that cross out what they stand behind: ✗, ×, ❌, ⛔, and letters that look like one."""


def _words() -> Mapping[str, Any]:
    return tables_of("scoring/actuals/doubts.toml")


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
    words = _words()
    around = value.written if isinstance(value, Proportion) else value.around
    beside = value.beside if isinstance(value, NumberValue) else ()
    if not around and not beside:
        return None
    if isinstance(value, (DateValue, Stated)):
        around = _done().sub("", around)
    for word in words["sure"]:
        around = around.replace(word, "")
    found = [word for word in _listed(value, around) if word in around]
    found += _kinds(around, said, dated=isinstance(value, DateValue), missed=missed)
    if (getattr(value, "unit", None) or "元").endswith("元"):
        found += _foreign("".join(half_width(around).split()))
    found += [word for text in beside for word in aside(text, said, missed=missed)]
    found += _other_years((around, *beside), year)
    if getattr(value, "unit", None) in SHARES:
        found += [match[0] for match in _of_some().finditer("".join(half_width(around).split()))]
    if not level:
        found += _from_behind().findall(half_width(around))
    else:
        leading = words["doubtful_first"] + words["doubtful_capped"] if capped else words["doubtful_first"]
        found += [word for word in leading if around.startswith(word)]
        found += [*_falls(around, said), *(match["word"] for match in _short_of(saved=capped).finditer(half_width(around)))]
    spared = frozenset(words["stock"]["left"]) if any(word in said for word in words["stock"]["words"]) else frozenset()
    return next((word for word in sorted(found, key=lambda word: (-len(word), word)) if word not in said and word not in spared), None)


def _listed(value: object, around: str) -> Iterator[str]:
    """The words that doubt a value of its kind wherever they stand; a bound that is stated may be made with some of them."""
    words = _words()
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
    patterns = (_undone(), _ahead(), _before_numbers(), *((_before_dates(),) if dated else ()))
    for pattern in patterns:
        for match in pattern.finditer(text):
            named = match["head"] in said and (match["verb"] or "") in said
            if not (named or is_denied(text, match.start()) or is_of_funds(text, match.start(), said, beside=True)):
                yield match[0] if match["verb"] else match["head"]
    yield from (match[0] for match in _denials().finditer(text) if match["what"] in said)
    yield from _second_order().findall(text)
    yield from _remarks(text, said, missed=missed)


def _foreign(text: str) -> Iterator[str]:
    """The money of other countries, of a number that may be money: $5000000, USD 500万; CAD图纸50张 is none."""
    money = _words()["money"]
    yield from (sign for sign in text if unicodedata.category(sign) == "Sc" and sign not in money["ours"])
    yield from (word for word in re.findall("[A-Z]+", text) if word in money["others"])


def _remarks(text: str, said: str, *, missed: bool) -> Iterator[str]:
    """What is said behind the last number of a phrase, and in brackets."""
    for found in _BRACKET.finditer(text):
        yield from remark(found[1], said, missed=missed)
    *_, tail = re.split(r"\d", _BRACKET.sub("", text))
    yield from _crossed(tail, behind=1)
    yield from (found[0] for found in _under_way().finditer(tail) if not _goes_on(tail, found, said))


def remark(text: str, said: str = "", *, missed: bool = False) -> Iterator[str]:
    """What in a remark beside a number, without one of its own, says that the number is not what was reached.

    ``said`` and ``missed`` as in ``doubt``: what is said of money counts only where money is asked for (50家，资金未落实), what is
    under way only where it is not asked how far it is (工程进度85%，正在施工).

    >>> [next(remark(text), None) for text in ("因故取消", "均未开工", "估计数", "est.", "数据有误", "效果良好", "没有延期", "无未办结事项")]
    ['取消', '未开工', '估计', 'est', '有误', None, None, None]
    """
    words = _words()["remarks"]
    text = "".join(half_width(text).split()).strip("。.;；!,，()") or text
    core = next((text.removesuffix(end) for end in words["ends"] if text.endswith(end)), text)
    if core in words["whole"]:
        yield core
    if any(character.isdigit() for character in text) or (missed and words["why"] in text):
        return
    if not missed:
        yield from _answer(text)
    yield from _crossed(text)
    yield from (word for word in _words()["undone"] for found in re.finditer(word, text) if not is_denied(text, found.start()))
    for pattern in (_undone(), _ahead(), _under_way()):
        yield from (found[0] for found in pattern.finditer(text) if not _is_spared(text, found, said, missed=missed))
    for found in _void().finditer(text):
        asked = any(word in said for word in words["begun"])
        rest = found["word"].endswith(tuple(words["later"])) and (text.startswith(tuple(words["rest"])) or (missed and asked))
        told = (asked and found["word"] in words["going_on"]) or (missed and found["word"] in words["behind"])
        if not (rest or told or is_of_funds(text, found.start("word"), said)):
            yield found["word"]


def _is_spared(text: str, found: re.Match[str], said: str, *, missed: bool) -> bool:
    """Whether what was found in a remark says nothing against the number: it is denied, of money or of what goes on, or the number tells it."""
    words, verb = _words()["remarks"], found.groupdict().get("verb")
    told = (missed and verb in words["missed"]) or text[: found.start()].endswith(tuple(words["none_found"]))
    told |= verb in tables_of("grammars/words.toml")["finishing"] and any(word in said for word in words["begun"])
    return told or is_denied(text, found.start()) or is_of_funds(text, found.start(), said) or _goes_on(text, found, said)


def _goes_on(text: str, found: re.Match[str], said: str) -> bool:
    """Whether it is under way and nothing else is asked for, or what is under way comes after all is done: 正在办理结算."""
    words = _words()["remarks"]
    if found.re is not _under_way():
        return False
    afterwards = any(word in text[found.start() :] and word not in said for word in words["afterwards"])
    return afterwards or any(word in said for word in words["going_on"])


def is_part(text: str) -> bool:
    """Whether a clause or a remark in brackets counts a part of the number before it.

    >>> is_part("其中新增3家"), is_part("新增3家")
    (True, False)
    """
    return half_width(text).lstrip().startswith(tuple(_words()["remarks"]["parts"]))


def aside(text: str, said: str = "", *, missed: bool = False) -> Iterator[str]:
    """What a remark in brackets says: as any remark, or of a part that is counted in.

    >>> [next(aside(text), None) for text in ("其中20家在建", "其中新建20家")]
    ['在建', None]
    """
    yield from remark(text, said, missed=missed)
    part = "".join(half_width(text).split())
    if is_part(part) or part.startswith(tuple(_words()["remarks"]["some"])):
        yield from (word for word in _words()["remarks"]["unfinished"] if word in part and not is_denied(part, part.index(word)))
        for pattern in (_undone(), _ahead(), _under_way()):
            yield from (found[0] for found in pattern.finditer(part) if not is_denied(part, found.start()))


def _other_years(texts: Iterable[str], year: int | None) -> Iterator[str]:
    """The year that a value says it is of, where that is not the budget year: 2022年完成50家, 50家（2022年）."""
    for text in texts:
        found = _of_year().fullmatch("".join(half_width(text).split()))
        if found is not None and year is not None and int(found["year"]) != year:
            yield found[1]


def _answer(text: str) -> Iterator[str]:
    """A fixed answer in brackets that is anything else than that it is done: 50家（部分完成）, 50家（无）."""
    label = load().labels.by_word.get(folded_label(text))
    if text in _words()["remarks"]["answers"] or (label is not None and (label.level != "达成" or label.wide)):
        yield text


def _crossed(text: str, behind: int = 0) -> Iterator[str]:
    """A sign that crosses out, or a word of English that does, at the end of what stands behind a number: 50家x, 50家 (est.).

    Letters begin ``behind`` so many characters of a unit: those of 50 lx are the unit.
    """
    last = text.rstrip("。.;；!,，)）]】")[-1:]
    if last and not last.isascii() and _CROSS.search(unicodedata.name(last, "")):
        yield last
    found = _LETTERS.search(text)
    if found and found.start() >= behind and found[0].replace(".", "").lower() in _words()["remarks"]["foreign"]:
        yield found[0]


def against(value: NumberValue, trend: Trend) -> str | None:
    """The sign beside a number that says it moved the other way than the target asks for.

    >>> from perfrules.scoring.actuals.reading import read_actual
    >>> against(read_actual("↓5%"), Trend.INCREASE), against(read_actual("↓5%"), Trend.DECREASE)
    ('↓', None)
    """
    signs = {Trend.INCREASE: _words()["falling"], Trend.DECREASE: _words()["rising"]}.get(trend, ())
    return next((sign for sign in sorted(signs) if sign in value.around), None)


def beyond(value: NumberValue) -> str | None:
    """The word that says a number is by how much something was exceeded, or that it may be: 超额完成2家, 超概算1万元.

    >>> from perfrules.scoring.actuals.reading import read_actual
    >>> [beyond(read_actual(text)) for text in ("超额完成2家", "超概算1万元", "完成2家")]
    ['超额完成', '超概算', None]
    """
    found = _beyond().search("".join(half_width(value.around).split()))
    return None if found is None else found[1]


def _falls(around: str, said: str) -> list[str]:
    """The words of a fall beside a number, unless a fall is what is said of the target: 下降6起 for 减少5起."""
    if _FALLS.search(said):
        return []
    return [*(word for word in _words()["falling"] if word in around), *(fall["word"] for fall in _FALL.finditer(half_width(around)))]


def _from_last_date(text: str) -> str:
    """The clauses from the last one with a date on: what was done by it (2024年3月开工，2024年11月完工)."""
    clauses = re.split("[,，;；。]", text)
    dated = [place for place, clause in enumerate(clauses) if _DATED.search(half_width(clause))]
    return "，".join(clauses[dated[-1] :] if dated else clauses)


def _any(words: Iterable[str]) -> str:
    """The longest of some words that stands there."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _heads(table: Mapping[str, str]) -> str:
    """Words, each where none of the characters stands before it that make another word of it."""
    return "|".join(rf"(?<![{before}]){word}" if before else word for word, before in sorted(table.items(), key=lambda item: -len(item[0])))


@cache
def _verb() -> str:
    """A verb of doing, unless what follows makes a name of it: 完成, not 完成率; with what may stand between it and what governs it."""
    verbs = _words()["verbs"]
    works = {*verbs["works"], *tables_of("grammars/words.toml")["finishing"]}
    after = rf"(?:已|均|都|全部){_between()}(?:{_any(works)})(?:到位|完毕|完成)?(?:$|[,，;；。)])"  # 未达标企业已整改, 应发放对象全部发放
    return rf"(?P<verb>(?>{_any(works)}))(?!{_any(verbs['not_verbs'])})(?!(?:的|[^,，;；。()但而却仍还]{{2,8}}?){after})"


@cache
def _between() -> str:
    verbs, later = _words()["verbs"], _words()["remarks"]["later"]
    when = rf"(?:20\d\d年|{_any(later)}|年[底末]|\d{{1,2}}月份?[底末初]?前?|[一二三四]季度|[上下]半年|[本下]月)"
    return rf"(?:{_any(verbs['between'])}|{when}){{0,4}}"


@cache
def _undone() -> re.Pattern[str]:
    """A denial before a verb of doing or a word for what is in order: 未按期办结, 无法完成, 不合格."""
    denials = dict(_words()["not_done"])
    plain = denials.pop("不")
    states = _any(_words()["verbs"]["states"])
    verb = _verb().replace("(?P<verb>(?>", f"(?P<verb>(?>{states}|")
    short = rf"(?:{_any(_words()['verbs']['short'])})(?={_NUMBER})"
    return re.compile(rf"(?P<head>{_heads(denials)}|(?<![{plain}])不(?={states}|达)){_between()}(?:{verb}|{short})")


@cache
def _ahead() -> re.Pattern[str]:
    """What lies ahead before a verb of doing: 将完成, 有望于年底达到, 待审核; what only can be, before one of reaching: 可完成.

    将 that only takes its object ahead of the verb is none: 将办理时限压缩至3天.
    """
    able = _any(_words()["verbs"]["reaching"])
    own, nouns = re.escape(_words()["verbs"]["able_own"]), _words()["verbs"]["able_nouns"]
    can = rf"(?:(?<![许认只不干])(?:可以|可|能够|预|(?<![{nouns}])能)|(?:^|(?<=[{own}]))会)(?=(?:{able})(?:$|{_NUMBER}))"
    parts = tables_of("grammars/parts.toml")
    taking = rf"(?!(?<=将)[^,，;；。、]{{2,20}}?(?:{parts['rises']}|{parts['falls']}|控制)[至到在为])"
    return re.compile(rf"(?P<head>{_heads(_words()['ahead'])}|{can}){taking}{_between()}{_verb()}")


@cache
def _under_way() -> re.Pattern[str]:
    """What is under way: 进行中, 仍在推进."""
    verbs = _words()["verbs"]
    doing = _any({*verbs["works"], *verbs["processes"], *_words()["stages"]})
    return re.compile(rf"(?:{doing})(?:过程|阶段)?之?中$|(?:正在|仍在|还在|尚在){_between()}(?:{doing})")


@cache
def _before_numbers() -> re.Pattern[str]:
    """An estimate, a wish or what is left, right before its number: 暂列50家, 力争50家, 目前仅剩50家; 剩菜回收50家 is none."""
    first = _any(_words()["first_before_numbers"]["words"])
    parts = tables_of("grammars/parts.toml")
    moves = _any(_words()["verbs"]["moves"])
    return re.compile(
        rf"(?P<head>{_heads(_words()['before_numbers'])}|^(?:{first}))(?:{moves}|{parts['rises']}|{parts['falls']}){{0,3}}(?P<verb>)(?={_NUMBER})"
    )


@cache
def _before_dates() -> re.Pattern[str]:
    return re.compile(rf"(?P<head>{_any(_words()['before_dates']['words'])})(?P<verb>)(?={_NUMBER})")


@cache
def _void() -> re.Pattern[str]:
    """What came to nothing or is wrong, at the end: 数据有误; what was put off to later: 结转至下年."""
    words = _words()["remarks"]
    carried = rf"(?:{_any(words['carried'])})[到至]?(?:{_any(words['later'])})"
    return re.compile(rf"^[^无未没零]*?(?P<word>(?:{_any(words['void'])})$|{carried})")


@lru_cache(maxsize=2)
def _short_of(*, saved: bool) -> re.Pattern[str]:
    """What is lacking, as a word of its own right before its number: 还差5家, 少完成5家; 出差5次, 差旅5次 are none."""
    words = _words()["short_of"]
    done = _any({*words["done"], *_words()["verbs"]["works"], *tables_of("grammars/words.toml")["finishing"]})
    lacking = "".join((*words["words"], *(words["saved"] if saved else ())))
    return re.compile(rf"(?:^|(?<=[{re.escape(words['own'])}]))(?P<word>[{lacking}])(?:{done})?了?\s*(?={_NUMBER})")


@cache
def _denials() -> re.Pattern[str]:
    """What is denied of the very thing that is asked: 不满意98% for 满意度."""
    return re.compile(r"[不未非](?P<what>[一-龥]{2})")


@cache
def _second_order() -> re.Pattern[str]:
    """By how much a rate of change itself changed: 增幅回落6个百分点, 降幅收窄6%."""
    parts = tables_of("grammars/parts.toml")
    return re.compile(rf"(?:[增降涨跌]幅|[增降]速)(?:{parts['rises']}|{parts['falls']})(?=了?\d)")


@cache
def _of_some() -> re.Pattern[str]:
    """A rate that is said of some alone, or of all but some: 部分企业100%, 除2家外100%."""
    return re.compile(rf"^(?:{_any(_words()['of_some']['words'])})(?!民族)|除(?!此)[^,，;；]{{1,12}}外")


@cache
def _from_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_words()['from_behind']['words'])})(?=\d+[名位])")


@cache
def _of_year() -> re.Pattern[str]:
    reached = _any(_words()["verbs"]["reaching"])
    return re.compile(rf"((?P<year>20\d\d)年)度?:?(?:数|数据|值|(?:全年)?(?:共|累计|实际)*(?:{reached})?了?[\d,.]+\D*)?")


@cache
def _beyond() -> re.Pattern[str]:
    words = _words()["beyond"]
    return re.compile(rf"({_any(words['words'])}|超[过出]?(?:{_any(words['over'])}))了?(?={_NUMBER})")


@cache
def _done() -> re.Pattern[str]:
    """What stands beside a date says that it came about: 2024年11月完成年度目标."""
    not_yet, reached, aims = ("|".join(sorted(_words()[key])) for key in ("not_yet", "reached", "aims"))
    return re.compile(f"(?<!{not_yet})(?:{reached})[一-鿿]{{0,4}}?(?:{aims})+")
