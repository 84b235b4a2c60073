"""Quantities that say which things, how long, when or except which are words, whatever else the clause asks for.

Pattern: 除 连续 a quantity, or an age, an amount or a date with the noun that it tells apart. READING, rule 8. Example: 70岁及以上老人免费乘车 → Q
"""

from __future__ import annotations

import re

from perfrules.units import SCALES
from perfrules.wording.parser.negations import denials
from perfrules.wording.parser.nodes import Phrase, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.values.operators import EXPLICIT
from perfrules.wording.words import (
    AGES,
    BULK_UNITS,
    CLASSES,
    CONTAINERS,
    DATING,
    FINISHING,
    PACKED_DIMENSIONS,
    SIZE_DIMENSIONS,
    SIZE_UNITS,
    SPELLS,
    TIMES,
)

_EXCEPTED = re.compile("[\u4e00-\u9fff]{0,8}?(?:以外|之外|外(?![\u4e00-\u9fff])|后(?![\u4e00-\u9fff]))|外|后|(?=全部|其余|其他|均|都)")
_DATED = re.compile(f"(?:{'|'.join(FINISHING + DATING)})的[\u4e00-\u9fff]")
_LONG_AGO = re.compile("(?:19[0-9]{2}|200[0-9]|201[0-5])年?底?(?:以前|之前|前)(?P<noun>[\u4e00-\u9fff])?")
"""Budgets have stated targets since 2015 (中华人民共和国预算法, as amended in 2014); no deadline is older."""
_WHOLE = re.compile("的?[\u4e00-\u9fff]{1,10}?(?:全覆盖|全达标|全部|全面|应(.)尽\\1)[\u4e00-\u9fff]{0,6}")
_OR = frozenset({"OR_MORE", "OR_LESS"})
_MONEY = frozenset({"元"})


def leave(case: Candidate) -> bool:
    """Leave a number as part of a noun, a date as the period of a quantity, what tells things apart as words."""
    if case.is_alone:
        return False
    left = (
        _is_period(case)
        or _dates_things(case)
        or _is_run(case)
        or _numbers_a_noun(case)
        or _is_excepted(case)
        or _is_of_all(case)
        or _is_spell(case)
        or _tells_apart(case)
        or _sizes(case)
        or _is_of_which(case)
        or _is_glossed(case)
    )
    return left and case.leave()


def _tells_apart(case: Candidate) -> bool:
    """70岁以上老人免费乘车, 补助5万元以下项目: an age or an amount with 以上 or 以下 before the noun of who or what is meant."""
    phrase, behind = case.phrase, case.behind
    bounded = phrase.form == "bare" and any(token.type in _OR for token in phrase.tail)
    if not bounded or not isinstance(behind, Words) or behind.start != phrase.end:
        return False
    units = _units(phrase)
    if units & AGES and not case.seen[: phrase.start].rstrip().endswith("龄"):
        return behind.row[0].type in ("WORD", "OTHER", "UNIT") and behind.row[0].text.isalpha()
    return units == _MONEY and case.seen.startswith(tuple(CLASSES), behind.start)


def _is_of_which(case: Candidate) -> bool:
    """占总数（500家）的20%: what a share is of, said in brackets."""
    closed, of, share = ([*case.pieces[case.place + 1 : case.place + 4], None, None, None])[:3]
    if not isinstance(closed, Token) or closed.type != "CLOSE" or not isinstance(of, Words) or not isinstance(share, Phrase):
        return False
    return case.phrase.form == "bare" and of.row[0].text == "的" and len(of.row) == 1


def _is_glossed(case: Candidate) -> bool:
    """适龄儿童（7-12岁）入学率99%, 大型（1000人以上）活动5场: which ones, said in brackets in the middle of a clause with a later quantity."""
    place, phrase = case.place, case.phrase
    if place < 2 or place + 3 >= len(case.pieces):
        return False
    noun, opened, closed, behind, later = (case.pieces[place + step] for step in (-2, -1, 1, 2, 3))
    if not isinstance(opened, Token) or not isinstance(closed, Token) or (opened.type, closed.type) != ("OPEN", "CLOSE"):
        return False
    if not isinstance(noun, Words) or not isinstance(behind, Words) or not isinstance(later, Phrase) or behind.start != closed.end:
        return False
    classed = phrase.form == "range" or any(token.type in _OR for token in phrase.tail) or bool(_units(phrase) & AGES)
    return (classed and not phrase.lead) or _LONG_AGO.match(case.seen, phrase.start) is not None


def _sizes(case: Candidate) -> bool:
    """500万像素摄像头200个, 5升食用油2000桶: how large one of the things is that are counted."""
    phrase, behind = case.phrase, case.behind
    later = case.pieces[case.place + 2] if case.place + 2 < len(case.pieces) else None
    if phrase.form != "bare" or phrase.tail or not isinstance(behind, Words) or behind.start != phrase.end or not isinstance(later, Phrase):
        return False
    unit, counted = (next(iter(_units(one)), "") for one in (phrase, later))
    known = case.units.get(unit)
    if known is None or later.form not in ("bare", "led") or not behind.row[0].text.isalnum():
        return False
    packed = known.dimension in PACKED_DIMENSIONS and unit not in BULK_UNITS and counted in CONTAINERS
    named = unit in _MONEY and SCALES.keys() >= {*phrase.amounts[0].number[0].text}  # 百亿元产业集群1个
    return packed or named or known.dimension in SIZE_DIMENSIONS or unit in SIZE_UNITS


def _units(phrase: Phrase) -> set[str]:
    return {amount.unit[-1].text.removeprefix("个") for amount in phrase.amounts if amount.unit}


def _numbers_a_noun(case: Candidate) -> bool:
    """Whether a bare number between a noun and an operator names the thing: 产品系列1≥99%."""
    phrase = case.phrase
    if phrase.form != "bare" or phrase.amounts[0].unit or phrase.tail or not case.place:
        return False
    before, after = case.pieces[case.place - 1], case.behind
    named = isinstance(before, Words) and before.end == phrase.start
    return named and isinstance(after, Phrase) and any(token.type in EXPLICIT for token in after.lead)


def _is_excepted(case: Candidate) -> bool:
    """除3家外全部达标, 除3家全部达标, 除3个贫困县外，其余达标: what is left out."""
    left_out = case.seen[: case.phrase.start].rstrip().endswith(("除", "除了"))
    return left_out and _EXCEPTED.match(case.seen, case.phrase.end) is not None


def _is_of_all(case: Candidate) -> bool:
    """县城30公里以内的村全覆盖: a class of things of which all are asked for."""
    bounded = not case.phrase.lead and any(token.type in _OR for token in case.phrase.tail)
    return bounded and isinstance(case.behind, Words) and _WHOLE.fullmatch(case.seen[case.phrase.end : case.behind.end]) is not None


def _dates_things(case: Candidate) -> bool:
    """2000年以前建成的老旧小区改造20个, 2000年以前老旧小区改造10个: a date that says which things are counted."""
    phrase, after = case.phrase, case.place + 2
    later = case.pieces[after] if after < len(case.pieces) else None
    dated = phrase.form == "date" and isinstance(case.behind, Words) and isinstance(later, Phrase)
    old = _LONG_AGO.match(case.seen, phrase.start)
    return dated and (_DATED.match(case.seen, phrase.end) is not None or (old is not None and old["noun"] is not None))


def _is_run(case: Candidate) -> bool:
    """连续3年，≥50人: how long something goes on, said before the quantity."""
    phrase, behind = case.phrase, case.behind
    if phrase.form != "bare" or phrase.tail or not isinstance(behind, Token) or behind.type != "COMMA":
        return False
    timed = [token.text.removeprefix("个") for token in phrase.amounts[0].unit[-1:]]
    goes_on = case.seen[: phrase.start].rstrip().endswith("连续") and any(unit in TIMES for unit in timed)
    return goes_on and any(isinstance(piece, Phrase) for piece in case.pieces[case.place + 1 :])


def _is_spell(case: Candidate) -> bool:
    """3年内不迁出, 最近2年内无事故: how long something must not come about."""
    phrase, behind = case.phrase, case.behind
    within = phrase.form == "bare" and [token.type for token in phrase.tail] == ["OR_LESS"] and isinstance(behind, Words)
    return within and bool(_units(phrase)) and _units(phrase) <= SPELLS and case.seen[phrase.end :].lstrip().startswith(denials())


def _is_period(case: Candidate) -> bool:
    """Whether a date or span of dates stands in parentheses behind a quantity: it is the period of that."""
    before = case.pieces[case.place - 1] if case.place else None
    dated = case.phrase.form in ("date", "dates") and any(isinstance(piece, Phrase) for piece in case.pieces[: case.place])
    return dated and isinstance(before, Token) and before.type == "OPEN"
