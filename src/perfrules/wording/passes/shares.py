"""A level that is reached of something bounds the share of it.

Pattern: 达到 实现 完成, words with 的, a share. READING, rule 1. Example: 达到设计能力的80% → >=80 %
"""

from __future__ import annotations

from perfrules.units import parts_of_whole
from perfrules.wording.parser.nodes import Words
from perfrules.wording.passes.candidates import Candidate
from perfrules.wording.values.operators import LEVELS

_SHARES = parts_of_whole().keys() | {"倍"}


def _reach_behind_note(case: Candidate) -> None:
    """Let 达到 of 达到（不含税）300万元 bound the number behind the parenthesis."""
    before = case.pieces[case.place - 1] if case.place else None
    row = before.row[-2:] if isinstance(before, Words) and _adjoins(case, before) and not case.lead else []
    if len(row) == 2 and row[0].type in LEVELS and row[1].type == "ASIDE" and row[0].end == row[1].start:
        case.lead = row[:1]


def _adjoins(case: Candidate, before: Words) -> bool:
    """Whether nothing but blanks stands between words and the phrase."""
    return not case.seen[before.end : case.phrase.start].strip()


def reach(case: Candidate) -> bool:
    """Let 达到 of 达到设计能力的80% bound the share."""
    if case.kinds.isdisjoint(LEVELS):
        return False
    _reach_behind_note(case)
    unit = case.phrase.amounts[0].unit if case.phrase.form == "bare" else ()
    before = case.pieces[case.place - 1] if case.place else None
    if case.lead or len(unit) != 1 or unit[0].text not in _SHARES or not isinstance(before, Words) or not _adjoins(case, before):
        return False
    row = before.row
    place = next((index for index in range(len(row) - 1, -1, -1) if row[index].type in LEVELS), len(row))
    between = row[place + 1 :]
    if between and between[-1].text.endswith("的"):
        case.lead = [row[place]]
    return False
