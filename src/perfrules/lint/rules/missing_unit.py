"""UN001: 30 — thirty of what?"""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.comparators import Change
from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.lint.sizes import is_size, measured, unit_of, values_of
from perfrules.measures import bare, ends_in, mentions
from perfrules.wording import Target

RULE = Rule(
    code="UN001",
    name="missing-unit",
    title="数值没有单位",
    title_en="A number without a unit",
    severity=Severity.WARNING,
    message="“{words}”没有单位，名称里也没有。",
    message_en="“{words}” has no unit, and neither has the name.",
    why="没有单位，实际完成值填“30”还是“30篇”“0.003万篇”无法核对。",
    why_en="Without a unit nobody can tell whether the actual value counts the same thing.",
    help="写上单位，如“≥30篇”“≥200亿元”，或在名称末尾用括号写明。",
    help_en="Write the unit after the number, or in parentheses at the end of the name.",
    basis="指标值应包含数值和计量单位（财预〔2020〕10号附表）。",
    bad=("≥30", "融资额≥200亿", {"name": "印刷数量", "target": "1000"}),
    good=(
        "≥30篇",
        {"name": "培训次数（次）", "target": "≥4"},
        {"name": "参训人数", "target": "≥400"},
        {"name": "拥堵指数", "target": "≤1.5"},
        "0",
        "前3名",
        {"name": "培训满意度", "target": "≥0.9"},
    ),
)
_COUNTED = deferred(r"(?:(?<!用)[人次户家场期天个件篇份册台例起批届轮栋]数|人次|场次|批次|户次|学时|课时|学分)$")


def on_wording(target: Target, name: str | None) -> Iterator[Remark]:
    """Each quantity without a unit, but for 0, indices and names such as 参训人数 that say what is counted; a share
    of at most 1 is PC003's.
    """
    for criterion in target.criteria:
        words = measured(criterion, name)
        if not is_size(criterion) or isinstance(criterion.comparator, Change) or unit_of(criterion) is not None:
            continue
        values = values_of(criterion)
        fraction = ends_in("share", words) and all(value <= 1 for value in values)
        if any(values) and not fraction and not mentions("index", words) and not (words and _COUNTED.search(bare(words))):
            yield remark(span=criterion.span, words=criterion.text)
