"""Quantities that narrow what a later one in their clause counts are words of its subject, not requirements of their own.

Pattern: quantity, noun, quantity. READING, rule 8. Example: 12个部门共享率100% → =100 %

Each case is a function with the wording that forced it; the first that holds decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from perfrules.units import RELATIVE
from perfrules.wording.parser.nodes import Phrase, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.values.operators import EXPLICIT, LEVELS, TRENDS
from perfrules.wording.words import (
    AGES,
    BARE_VERBS,
    CLASSES,
    COUNTED_ONES,
    COUNTING,
    EFFECTS,
    INFANTS,
    JOINING,
    KINDS,
    LENGTHS,
    MEASURES,
    MOMENTS,
    RATE_ENDS,
    REACHES,
    STARTING_POINTS,
    TIMES,
    TO_WHOM,
)

_BOUNDING = EXPLICIT | LEVELS | TRENDS | {"KEEP_WITHIN", "BEYOND", "BELOW", "KEEP", "FULFIL"}
_NOUNS = frozenset({"WORD", "OTHER", "IDIOM", "DISTRACTOR", "QUOTED", "AND", "UNIT"})

_DATES = frozenset({"date", "dates", "latest"})
_EACH_TIME = frozenset({"EVERY"})
_HOPED = frozenset({"ASPIRE", "FILLER"})
_OR = frozenset({"OR_MORE", "OR_LESS"})
_PARTS = COUNTED_ONES - {"人", "名", "位", "户"} | RELATIVE
"""Units of how many of all; how many people a thing has says which."""
_PEOPLE = frozenset({"人", "户", "名"})
_EACH_OF = re.compile(
    "[\u4e00-\u9fff]{0,6}各(?![类项级地区部单方界行市县镇乡村种])|[\u4e00-\u9fff]{0,6}(?<![人户亩年月日生次班])均(?![值价等衡匀])"
)
_MADE_INTO = re.compile("[\u4e00-\u9fff]{0,4}(?:整合|合并|归并|撤并|精简|优化|调整|压缩)[为成]?")


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A quantity in the folded text, the words right behind it (if any) and the quantity after these in the same clause."""

    text: str
    phrase: Phrase
    words: Words | None
    later: Phrase

    @property
    def units(self) -> set[str]:
        """The units of the quantity, without 个 before them."""
        return _units(self.phrase)

    @property
    def later_units(self) -> set[str]:
        """The units of the later quantity."""
        return _units(self.later)

    @property
    def before(self) -> str:
        """What stands before the quantity in the whole text."""
        return self.text[: self.phrase.start].rstrip(" \t\u3000")

    @property
    def between(self) -> str:
        """The words from the quantity to the number of the later one, its operators left out."""
        return self.text[self.phrase.end : self.words.end].strip() if self.words else ""

    @property
    def is_plain(self) -> bool:
        """Whether no word bounds the quantity."""
        return not self.phrase.lead and not self.phrase.tail

    def later_has(self, kinds: frozenset[str]) -> bool:
        """Whether the later quantity stands under a word of one of ``kinds``."""
        return any(token.type in kinds for token in self.later.lead)

    def later_is_bounded(self) -> bool:
        """Whether the later quantity is a rate, or has a bounding word or a word of change."""
        unit = self.later.amounts[-1].unit if self.later.amounts else ()
        rate = bool(unit) and (unit[0].text in RELATIVE or len(unit) > 1)
        return rate or self.later_has(_BOUNDING) or any(token.type in ("OR_MORE", "OR_LESS") for token in self.later.tail)


def _units(phrase: Phrase) -> set[str]:
    return {amount.unit[-1].text.removeprefix("个") or "个" for amount in phrase.amounts if amount.unit}


def leave(case: Candidate) -> bool:
    """Leave a quantity as words of the subject of a later one."""
    return not case.is_alone and _narrows(case) and case.leave()


def _narrows(case: Candidate) -> bool:
    """Whether the phrase only narrows what a later quantity of its clause counts."""
    if case.phrase.form not in ("bare", "led", "range", "rank"):
        return False
    words = case.behind if isinstance(case.behind, Words) else None
    after = case.place + 1 + (words is not None)
    later = case.pieces[after] if after < len(case.pieces) else None
    if not isinstance(later, Phrase) or (
        words is not None
        and (
            all(token.type == "AND" or set(token.text) <= JOINING for token in words.row) or case.seen[words.start : words.end] in COUNTING
        )
    ):
        return False  # 5家和2家以上 asks for both, as does 30人以下含30人
    narrowed = _Narrowed(case.seen, case.phrase, words, later)
    if later.form in _DATES and narrowed.between.startswith("的") and narrowed.units and narrowed.units <= _PARTS:
        return False  # 95%以上的资金在6月底前拨付; 500万元以上的项目 and 20人以上的单位 are classes of things
    return any(holds(narrowed) for holds in _CASES)


def _of(case: _Narrowed) -> bool:
    """八万件以内之邮件满意度90%; 超过3天未办结的不超过1%; 以不高于5%的利率放贷2亿元 asks for both."""
    if case.between.endswith("的") and case.later_has(EXPLICIT):
        return True
    return case.text[case.phrase.end : case.phrase.end + 1] in ("之", "的") and not case.before.endswith(("以", "按", "按照"))


def _age(case: _Narrowed) -> bool:
    """65岁以上老人补贴发放率100%; 80至89岁每月50元; 6～35个月婴幼儿接种500剂."""
    if case.words is None:
        return bool(case.units & AGES) and case.later_has(_EACH_TIME)
    return bool(case.units & AGES) or (case.units == {"月"} and case.between.startswith(INFANTS))


def _class(case: _Narrowed) -> bool:
    """800人以上单位覆盖率100%: 以上 or 以下 before a noun names a class of things."""
    if case.words is None:
        return False
    if case.phrase.lead:  # 低于15平方米家庭保障率100%
        bounding = any(token.type in EXPLICIT for token in case.phrase.lead)
        return bounding and case.between.startswith(CLASSES) and case.between.endswith(RATE_ENDS)
    if any(token.type in _OR for token in case.phrase.tail):
        noun = case.words.row[0]  # 满意度95%以上和培训200人, 满意度95%以上/培训200人 ask for both
        return noun.type in _NOUNS - {"AND"} and noun.start == case.phrase.end and noun.text[0].isalnum() and noun.text[0] not in JOINING
    row = case.words.row
    bound = next((place for place, token in enumerate(row) if token.type in _OR), 0)
    return 0 < bound < len(row) - 1 and all(token.type in _NOUNS | _OR for token in row)  # 100张床位以上医院达标率100%


def _shared(case: _Narrowed) -> bool:
    """4个季度各开展1次, 3家企业各奖励10万元, 三所学校均招收200人, 10户户均3万元: each of them, or on the average of them."""
    if not case.is_plain or not case.units or _is_asked(case) or case.units == {"元"}:
        return False  # 三等奖1000元各1名
    return _is_doubled(case) or _EACH_OF.match(case.between) is not None


def _streak(case: _Narrowed) -> bool:
    """连续3年保持在90%以上."""
    return case.is_plain and bool(case.units & TIMES) and case.before.endswith("连续")


def _sized(case: _Narrowed) -> bool:
    """100M宽带覆盖率≥95%, 1.5T核磁共振2台: a size in letters names the thing."""
    unit = case.phrase.amounts[-1].unit if case.phrase.amounts else ()
    return case.is_plain and [token.type for token in unit] == ["LATIN"] and _has_noun(case)


def _measure_of(case: _Narrowed) -> bool:
    """3.5米宽道路5公里, 2米高围墙100米: how wide or high the thing is."""
    long = case.is_plain and any(unit.endswith(("米", "m")) for unit in case.units)
    return long and len(case.between) > 1 and case.between[0] in "宽高长厚深跨"


def _apart(case: _Narrowed) -> bool:
    """两项收入分别增长8%、9%; 两项均达到95%以上; 两项指标均95次."""
    each = any(token.type == "EACH" for token in case.later.lead) and not _is_asked(case)
    things = case.words is None or (
        bool(case.units) and case.units <= COUNTED_ONES and all(token.type in _NOUNS for token in case.words.row)
    )
    return any(token.text == "分别" for token in case.later.lead) or (each and things and case.is_plain and case.units != {"元"})


def _hours(case: _Narrowed) -> bool:
    """24小时火灾扑灭率≥95%."""
    timed = case.is_plain and case.words is not None and bool(case.units & TIMES)
    between = case.text[case.phrase.end : case.later.start].rstrip()
    if not timed or not between.endswith(RATE_ENDS):
        return False
    if case.later_has(EXPLICIT):
        return True
    first = not _clause(case.before) or case.units <= MOMENTS  # 城区警情5分钟到达率90%以上
    return first and case.later_is_bounded() and not _is_measure(between)


def _within(case: _Narrowed) -> bool:
    """公交站点500米覆盖率100%, 公交500米站点覆盖率100%: a length around something; 新建管网500米覆盖率100% asks for both."""
    around = case.is_plain and case.units <= LENGTHS | MOMENTS and case.later_is_bounded()
    measured = any(word in case.between for word in REACHES) and case.between.endswith(RATE_ENDS)
    return around and (case.between.startswith(REACHES) or (measured and not _clause(case.before).startswith(tuple(BARE_VERBS))))


def _named(case: _Narrowed) -> bool:
    """残疾人两项补贴发放率≥99%: a Chinese numeral in the name of a rate."""
    numeral = case.phrase.form == "bare" and case.phrase.amounts[0].number[0].type == "NUMERAL"
    return numeral and not case.phrase.tail and case.words is not None and case.later_is_bounded()


def _kind(case: _Narrowed) -> bool:
    """两类会议3次: kinds are counted by what they do."""
    return case.is_plain and bool(case.units) and case.units <= KINDS and _has_noun(case)


def _several(case: _Narrowed) -> bool:
    """9个部门信息共享率达到100%, 保障4个场馆开放不少于320天, 对30家企业满意度≥90%."""
    beneficiary = (
        [token.text for token in case.phrase.lead] in ([], ["为"], ["在"]) and not case.phrase.tail and len(case.phrase.amounts) == 1
    )
    if not beneficiary or not case.units or not case.later_is_bounded() or not _has_noun(case):
        return False
    if case.between.startswith(EFFECTS) or any(token.type == "EVERY" for token in case.later.lead):
        return False  # 改造小区20个惠及居民5000户以上; 支持20家企业每家不超过50万元: an amount of its own keeps it
    if case.units == {"个"}:
        return not _is_measure(case.between)
    return (
        case.units <= COUNTED_ONES
        and not _is_measure(case.between)
        and (not _clause(case.before) or case.before.endswith((*TO_WHOM, *BARE_VERBS)))
    )


def _among(case: _Narrowed) -> bool:
    """在全市13个县区中排名前3: among how many a rank is."""
    return case.later.form == "rank" and case.is_plain and "中" in case.between


def _prized(case: _Narrowed) -> bool:
    """奖励前3名各5000元, 对前10名学校奖励2万元: whom money is given to."""
    return case.phrase.form == "rank" and not case.phrase.tail and "元" in case.later_units


def _start(case: _Narrowed) -> bool:
    """从80%提高到90%, 92%提高到95%, 8家整合为5家, 由5家增加3家, 由第8名提升到第5名."""
    moved = case.words is None and case.is_plain and bool(case.later.lead) and case.later.lead[0].type in ("RAISE_TO", "FALL_TO")
    if moved and case.phrase.form == "bare" and (case.units == case.later_units or (bool(case.units) and case.units <= TIMES)):
        return True  # 培训5人提高到95% asks for both
    if case.is_plain and _MADE_INTO.fullmatch(case.between) and (case.between[-1] in "为成" or case.later_has(frozenset({"EQUAL"}))):
        return True
    same = case.later_units and (case.later_units == case.units or case.later_units <= RELATIVE | {"百分点"})
    ranked = case.phrase.form == case.later.form == "rank"
    reached = (
        ranked
        or case.later_has(LEVELS)
        or (same and case.later_has(TRENDS))
        or (case.words is not None and any(token.type in LEVELS for token in case.words.row))
    )
    return reached and (case.before.endswith(STARTING_POINTS) or _clause(case.before).startswith(STARTING_POINTS))


def _recurrence(case: _Narrowed) -> bool:
    """半年召开1次: how often is asked for, and the period only says in what time."""
    number = case.phrase.amounts[0].number[0].text if case.phrase.amounts else ""
    later = {token.text for amount in case.later.amounts for token in amount.unit}
    return case.is_plain and number in ("半", "一") and bool(case.units) and case.units <= TIMES and later == {"次"} and _has_noun(case)


def _one_of(case: _Narrowed) -> bool:
    """一户两人以上, 一次两小时, 四个100%: one of the things of which so many are asked for, or so many names."""
    number = case.phrase.amounts[0].number[0].text if case.phrase.amounts else ""
    glued = case.is_plain and case.words is None and not case.text[case.phrase.end : case.later.start].strip() and not _clause(case.before)
    return glued and (
        (number == "一" and bool(case.units - TIMES)) or (case.units == {"个"} and case.later_units <= RELATIVE and bool(case.later_units))
    )


def _latency(case: _Narrowed) -> bool:
    """3个工作日内办结率100%."""
    hoped = all(token.type in _HOPED for token in case.phrase.lead)  # 力争3年内达到95%
    return hoped and any(token.type == "OR_LESS" for token in case.phrase.tail) and bool(case.units & TIMES)


_CASES: tuple[Callable[[_Narrowed], bool], ...] = (
    _of,
    _age,
    _class,
    _shared,
    _streak,
    _sized,
    _measure_of,
    _apart,
    _hours,
    _within,
    _named,
    _kind,
    _several,
    _among,
    _prized,
    _start,
    _recurrence,
    _one_of,
    _latency,
)


def _is_asked(case: _Narrowed) -> bool:
    """培训100人均达到90分, 带动500户户均增收2000元 ask for both: what was done to people and households, and what each of them reaches."""
    done = bool(_clause(case.before)) and not case.before.endswith(TO_WHOM)
    if _is_doubled(case):
        return done and not case.units <= TIMES
    return case.units <= _PEOPLE and done and case.text[case.phrase.end : case.phrase.end + 1] == "均"


def _is_doubled(case: _Narrowed) -> bool:
    """500户户均, 3个月月均: the average over as many."""
    return case.between[1:2] == "均" and case.between[:1] in case.units


def _has_noun(case: _Narrowed) -> bool:
    return case.words is not None and case.words.start == case.phrase.end and case.words.row[0].type in _NOUNS


def _is_measure(words: str) -> bool:
    """Whether the words are the name of a measure and nothing else: 合格率, 验收合格率."""
    rest = words.removesuffix("率").removesuffix("度").removesuffix("比例")
    for measure in MEASURES:
        rest = rest.replace(measure, "")
    return not rest.strip()


def _clause(before: str) -> str:
    """What stands before a place since the last sign."""
    return before[max(before.rfind(sign) for sign in "，,;。、:\n(") + 1 :].strip()
