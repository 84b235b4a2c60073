"""CP007: A、B不少于2次 — together, or each?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.lists import measured_items
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import is_size, is_whole, sizes, unit_of
from perfrules.measures import bare
from perfrules.units import standard
from perfrules.wording import Criterion, Target

NEEDS = "measured"
RULE = Rule(
    code="CP007",
    name="joint-or-each",
    title="合计还是各自不明",
    title_en="Together, or each?",
    severity=Severity.INFO,
    message="“{words}”是合计{value}，还是各{value}，没有写明。",
    message_en="Whether {value} holds for “{words}” together or for each is not said.",
    why="两项合计2次与各2次相差一倍。",
    why_en="Two together and two each differ by a factor of two.",
    help="写明“合计”或“各”，如“A、B各不少于2次”。",
    help_en="Write 合计 (together) or 各 (each).",
    bad=("对接活动、宣讲活动不少于2次", "举办主论坛和平行论坛数量≥10场", {"name": "开展组训、点验活动的次数", "target": "1次"}),
    good=(
        "对接活动、宣讲活动各不少于2次",
        "对接活动、宣讲活动合计不少于2次",
        "参会人员和家属满意度≥90%",
        "园区行、训练营等活动≥50场",
        {"name": "合作社、村集体组织人数", "target": "≥1102人"},
    ),
)
_SETTLED = deferred(r"[各均每共]|分别|合计|总[计数量共]|累计|等|以及其他")
_PAIR = deferred(r"(\S{2,}?)(?:和|及|与|以及)(\S{2,})")
_MARK = deferred(r"^(?:[★☆*＊\s]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|指标\d+[:：.]?)+")
_ASIDE = deferred(r"[（(][^（）()]*[）)]")
_PEOPLE = deferred(r"人(?:口|员)?(?:总)?数量?$|户数$")
"""People of several kinds are one crowd."""
_COUNT = deferred(r"的?(?:数量|次数|场次|场数|人次|期数|总?数|量)$")


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each number directly after things joined by 、 or 和; in the name, where the target is that number alone."""
    alone = len(sizes(target)) == 1 and len(target.criteria) == 1
    for criterion in target.criteria:
        counted = name if name and alone and _COUNT.search(bare(name)) and not _PEOPLE.search(bare(name)) else ""
        words = _plain(criterion.subject or counted)
        if words and _open(criterion, words, target.text) and len(measured_items(words)) == 1:
            yield remark(span=criterion.span, words=words, value=str(criterion.comparator).lstrip("=≥≤<>约"))


def _plain(words: str) -> str:
    """The words without list marks, stars and asides."""
    return _ASIDE.sub("", _MARK.sub("", bare(words))) if words else ""


def _open(criterion: Criterion, words: str, text: str) -> bool:
    unit = standard().get(unit_of(criterion) or "")
    counts = is_size(criterion) and not is_whole(criterion) and not criterion.each and unit is not None and unit.counts
    between = text[criterion.span.start : criterion.span.end]
    if not counts or _SETTLED.search(words) or _SETTLED.search(between) or re.search(r"[，,]\s*\S{0,4}\d", between):
        return False
    core = _COUNT.sub("", words)
    pair = _PAIR.search(core.split("、")[-1] if "、" not in core else "")
    return "、" in core or (pair is not None and pair[1][-2:] == pair[2][-2:])
