"""Numerals without unit and operator, scales without a figure and dates that are no end count nothing: they are prose.

Pattern: a bare numeral, 万元, or a date among words. READING, rules 4, 6 and 9. Example: 三类人群全覆盖 → Q
"""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.units import SCALES
from perfrules.wording.parser.nodes import Phrase, Token, Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.values.dates import ending
from perfrules.wording.words import ADVERBS, FINISHING, KINDS, STARTING_POINTS, TIME_NAMES

_SCALE_WORDS = frozenset(SCALES) - {"十"}
_PART_OF_YEAR = frozenset("月季日半")
_WORK = 10
"""How long the words may be for what is finished."""


def leave(case: Candidate) -> bool:
    """Leave what is prose as words."""
    return (_says_nothing(case) or _labels(case) or _frames(case)) and case.leave()


def _says_nothing(case: Candidate) -> bool:
    """A numeral without unit and operator inside prose, and a date that is neither an end nor the whole item."""
    phrase = case.phrase
    if phrase.form in ("date", "dates"):
        return not (ending(phrase.core[-1].text) or _is_whole(case) or _is_finish(case) or _is_asked_for(case))
    if phrase.form not in ("bare", "led"):
        return False
    number, bare = phrase.amounts[0].number, phrase.form == "bare"
    if bare and len(number) == 1 and number[0].text in _SCALE_WORDS:
        return not phrase.tail  # 万元GDP, 千人计划, 万元 ≤ 100: a scale with no figure; 万亩以上 is 10000 亩
    if number[0].type != "NUMERAL":
        return False
    if phrase.amounts[0].unit:
        return bare and not phrase.tail and _is_kind(phrase) and not _is_whole(case) and _has_noun(case)  # 三类人群全覆盖
    return not _is_whole(case) if bare else bool(phrase.lead) and phrase.lead[-1].end != number[0].start


def _is_whole(case: Candidate) -> bool:
    """Whether the phrase is the whole item, punctuation around it and 从 or 由 before it left out."""
    led = case.place == 1 == len(case.pieces) - 1 and case.seen[: case.phrase.start].strip() in STARTING_POINTS
    return led or all(piece is case.phrase or isinstance(piece, Token) for piece in case.pieces)


def _has_noun(case: Candidate) -> bool:
    after = case.behind
    return isinstance(after, Words) and after.start == case.phrase.end and after.row[0].type in ("WORD", "OTHER", "IDIOM")


def _is_kind(phrase: Phrase) -> bool:
    unit = phrase.amounts[0].unit
    return len(unit) == 1 and unit[0].text in KINDS


def _is_asked_for(case: Candidate) -> bool:
    """Whether the name of a time stands before a date that ends its clause: 完成时间：2023年12月31日."""
    ends = case.behind is None or (isinstance(case.behind, Token) and case.behind.type != "OPEN")
    return ends and case.seen[: case.phrase.start].rstrip(" :为是").endswith(TIME_NAMES)


def _is_finish(case: Candidate) -> bool:
    """Whether a verb of finishing behind a date ends the clause and no quantity stands beside: 2022年8月竣工, 第二季度建成."""
    after, pieces = case.behind, case.pieces
    if not isinstance(after, Words) or not case.ends_behind():
        return False
    said = "".join(case.seen[after.start : after.end].split()).removeprefix("内").removeprefix("份")
    for word in ADVERBS:
        said = said.removeprefix(word)
    if _finishes_work(case.phrase, after.row):
        said = ""
    start = next((index for index in range(case.place - 1, -1, -1) if isinstance(pieces[index], Token)), -1)
    while said and (word := next((verb for verb in FINISHING if said.startswith(verb)), "")):
        said = said.removeprefix(word).removeprefix("并")
    return not said and not any(isinstance(piece, Phrase) for piece in pieces[start + 1 : case.place])


def _finishes_work(date: Phrase, row: Sequence[Token]) -> bool:
    """第3季度完成招标, 9月完成主体工程施工: what is finished by a month, a quarter or a day stands behind the verb."""
    exact = date.form == "date" and not _PART_OF_YEAR.isdisjoint(date.core[-1].text)
    work = row[1:]
    named = work and work[-1].end - work[0].start <= _WORK and all(token.type in ("WORD", "OTHER", "UNIT") for token in work)
    return exact and row[0].text == "完成" and bool(named)


def _labels(case: Candidate) -> bool:
    """一类1000元/户: a kind right before what is asked of it."""
    phrase = case.phrase
    numbered = phrase.form == "bare" and not phrase.tail and phrase.amounts[0].number[0].type == "NUMERAL"
    return numbered and _is_kind(phrase) and isinstance(case.behind, Phrase) and case.behind.start == phrase.end


def _frames(case: Candidate) -> bool:
    """Whether a start such as 自2023年起 only introduces what is asked for behind it."""
    started = case.phrase.form == "unsayable" and case.phrase.core[-1].text.endswith(("起", "以后", "之后"))
    return started and any(isinstance(later, Phrase) for later in case.pieces[case.place + 1 :])
