"""The patterns of what makes an actual value doubtful, made up of the words of ``doubts.toml``: a denial, a verb of doing, a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from perfrules.resources import tables_of

_ONE = "|".join(tables_of("scoring/actuals/doubts.toml")["one_of_a_word"])
_NUMBER = rf"第?(?!一(?:{_ONE}))[\d一二两三四五六七八九十百千万]"


def words_of_doubt() -> Mapping[str, Any]:
    """The words, by what they say."""
    return tables_of("scoring/actuals/doubts.toml")


def _any(words: Iterable[str]) -> str:
    """The longest of some words that stands there."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _heads(table: Mapping[str, str]) -> str:
    """Words, each where none of the characters stands before it that make another word of it."""
    return "|".join(rf"(?<![{before}]){word}" if before else word for word, before in sorted(table.items(), key=lambda item: -len(item[0])))


@cache
def _verb() -> str:
    """A verb of doing, unless what follows makes a name of it: 完成, not 完成率; with what may stand between it and what governs it."""
    verbs = words_of_doubt()["verbs"]
    works = {*verbs["works"], *tables_of("grammars/words.toml")["finishing"]}
    after = rf"(?:已|均|都|全部){_between()}(?:{_any(works)})(?:到位|完毕|完成)?(?:$|[,，;；。)])"  # 未达标企业已整改, 应发放对象全部发放
    return rf"(?P<verb>(?>{_any(works)}))(?!{_any(verbs['not_verbs'])})(?!(?:的|[^,，;；。()但而却仍还]{{2,8}}?){after})"


@cache
def _between() -> str:
    verbs, later = words_of_doubt()["verbs"], words_of_doubt()["remarks"]["later"]
    when = rf"(?:20\d\d年|{_any(later)}|年[底末]|\d{{1,2}}月份?[底末初]?前?|[一二三四]季度|[上下]半年|[本下]月)"
    return rf"(?:{_any(verbs['between'])}|{when}){{0,4}}"


@cache
def undone() -> re.Pattern[str]:
    """A denial before a verb of doing or a word for what is in order: 未按期办结, 无法完成, 不合格."""
    denials = dict(words_of_doubt()["not_done"])
    plain = denials.pop("不")
    states = _any(words_of_doubt()["verbs"]["states"])
    verb = _verb().replace("(?P<verb>(?>", f"(?P<verb>(?>{states}|")
    short = rf"(?:{_any(words_of_doubt()['verbs']['short'])})(?={_NUMBER})"
    return re.compile(rf"(?P<head>{_heads(denials)}|(?<![{plain}])不(?={states}|达)){_between()}(?:{verb}|{short})")


@cache
def ahead() -> re.Pattern[str]:
    """What lies ahead before a verb of doing: 将完成, 有望于年底达到, 待审核; what only can be, before one of reaching: 可完成.

    将 that only takes its object ahead of the verb is none: 将办理时限压缩至3天.
    """
    verbs = words_of_doubt()["verbs"]
    able = _any(verbs["reaching"])
    own, nouns = re.escape(verbs["able_own"]), verbs["able_nouns"]
    can = rf"(?:(?<![许认只不干])(?:可以|可|能够|预|(?<![{nouns}])能)|(?:^|(?<=[{own}]))会)(?=(?:{able})(?:$|{_NUMBER}))"
    parts = tables_of("grammars/parts.toml")
    taking = rf"(?!(?<=将)[^,，;；。、]{{2,20}}?(?:{parts['rises']}|{parts['falls']}|控制)[至到在为])"
    return re.compile(rf"(?P<head>{_heads(words_of_doubt()['ahead'])}|{can}){taking}{_between()}{_verb()}")


@cache
def under_way() -> re.Pattern[str]:
    """What is under way: 进行中, 仍在推进."""
    verbs = words_of_doubt()["verbs"]
    doing = _any({*verbs["works"], *verbs["processes"], *words_of_doubt()["stages"]})
    return re.compile(rf"(?:{doing})(?:过程|阶段)?之?中$|(?:{_any(verbs['still'])}){_between()}(?:{doing})")


@cache
def before_numbers() -> re.Pattern[str]:
    """An estimate, a wish or what is left, right before its number: 暂列50家, 力争50家, 目前仅剩50家; 剩菜回收50家 is none."""
    first = _any(words_of_doubt()["first_before_numbers"]["words"])
    parts = tables_of("grammars/parts.toml")
    moves = _any(words_of_doubt()["verbs"]["moves"])
    return re.compile(
        rf"(?P<head>{_heads(words_of_doubt()['before_numbers'])}|^(?:{first}))(?:{moves}|{parts['rises']}|{parts['falls']}){{0,3}}(?P<verb>)(?={_NUMBER})"
    )


@cache
def before_dates() -> re.Pattern[str]:
    return re.compile(rf"(?P<head>{_any(words_of_doubt()['before_dates']['words'])})(?P<verb>)(?={_NUMBER})")


@cache
def void() -> re.Pattern[str]:
    """What came to nothing or is wrong, at the end: 数据有误; what was put off to later: 结转至下年."""
    words = words_of_doubt()["remarks"]
    carried = rf"(?:{_any(words['carried'])})[到至]?(?:{_any(words['later'])})"
    return re.compile(rf"^[^无未没零]*?(?P<word>(?:{_any(words['void'])})$|{carried})")


@lru_cache(maxsize=2)
def short_of(*, saved: bool) -> re.Pattern[str]:
    """What is lacking, as a word of its own right before its number: 还差5家, 少完成5家; 出差5次, 差旅5次 are none."""
    words = words_of_doubt()["short_of"]
    done = _any({*words["done"], *words_of_doubt()["verbs"]["works"], *tables_of("grammars/words.toml")["finishing"]})
    lacking = "".join((*words["words"], *(words["saved"] if saved else ())))
    return re.compile(rf"(?:^|(?<=[{re.escape(words['own'])}]))(?P<word>[{lacking}])(?:{done})?了?\s*(?={_NUMBER})")


@cache
def denials() -> re.Pattern[str]:
    """What is denied of the very thing that is asked: 不满意98% for 满意度."""
    return re.compile(r"[不未非](?P<what>[一-龥]{2})")


@cache
def second_order() -> re.Pattern[str]:
    """By how much a rate of change itself changed: 增幅回落6个百分点, 降幅收窄6%."""
    parts = tables_of("grammars/parts.toml")
    return re.compile(rf"(?:{_any(words_of_doubt()['rates_of_change'])})(?:{parts['rises']}|{parts['falls']})(?=了?\d)")


@cache
def of_some() -> re.Pattern[str]:
    """A rate that is said of some alone, or of all but some: 部分企业100%, 除2家外100%."""
    return re.compile(rf"^(?:{_any(words_of_doubt()['of_some']['words'])})(?!民族)|除(?!此)[^,，;；]{{1,12}}外")


@cache
def from_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words_of_doubt()['from_behind']['words'])})(?=\d+[名位])")


@cache
def of_year() -> re.Pattern[str]:
    reached = _any(words_of_doubt()["verbs"]["reaching"])
    return re.compile(rf"((?P<year>20\d\d)年)度?:?(?:数|数据|值|(?:全年)?(?:共|累计|实际)*(?:{reached})?了?[\d,.]+\D*)?")


@cache
def beyond() -> re.Pattern[str]:
    words = words_of_doubt()["beyond"]
    return re.compile(rf"({_any(words['words'])}|超[过出]?(?:{_any(words['over'])}))了?(?={_NUMBER})")


@cache
def done() -> re.Pattern[str]:
    """What stands beside a date says that it came about: 2024年11月完成年度目标."""
    not_yet, reached, aims = ("|".join(sorted(words_of_doubt()[key])) for key in ("not_yet", "reached", "aims"))
    return re.compile(f"(?<!{not_yet})(?:{reached})[一-鿿]{{0,4}}?(?:{aims})+")
