"""What is expected in the cell of an actual value, as the sheet to fill in says it: the unit and scale of the target, a date, a label."""

from __future__ import annotations

from itertools import takewhile
from typing import assert_never

from perfrules.comparators import (
    About,
    AtLeast,
    AtMost,
    Between,
    Change,
    Deadline,
    Exactly,
    LessThan,
    MoreThan,
    Qualitative,
    Rank,
    Trend,
)
from perfrules.scoring.actuals.reading import numeral_scale, read_actual, scale_of
from perfrules.scoring.actuals.values import Said
from perfrules.units import SCALES
from perfrules.wording import Criterion

_CHANGES = {Trend.INCREASE: ("增长", "a rise"), Trend.DECREASE: ("下降", "a fall"), Trend.EITHER: ("变化", "a change")}


def expected_answer(criterion: Criterion) -> tuple[str, str]:
    """Return what answers a criterion, in Chinese and English: ``万册``, ``日期``, ``增长…%``.

    >>> from perfrules import parse
    >>> [expected_answer(parse(text).criteria[0])[0] for text in ("不少于3万册", "≥95%", "同比增长5%以上", "12月底前", "效果明显")]
    ['万册', '%', '增长…%，或数值和基期值', '日期', '达成、部分达成或未达成，附比例']
    """
    comparator = criterion.comparator
    match comparator:
        case Between() | AtLeast() | MoreThan() | AtMost() | LessThan() | Exactly() | About():
            unit = _unit(criterion, comparator.unit)
            return (unit, unit) if unit else ("数值", "a number")
        case Change():
            zh, en = _CHANGES[comparator.trend]
            unit = comparator.unit or ""
            return f"{zh}…{unit}，或数值和基期值", f"{en} in {unit or 'numbers'} ({zh}…{unit}), or a value and its base"
        case Deadline():
            return "日期", "a date"
        case Rank():
            return "名次（第…名）", "a rank (第…名)"
        case Qualitative():
            asked = read_actual(comparator.text)
            if isinstance(asked, Said) and asked.yes is not None:
                return "是或否", "是 (yes) or 否 (no)"
            return "达成、部分达成或未达成，附比例", "达成, 部分达成 or 未达成, with a share"
        case _:
            assert_never(comparator)


def _unit(criterion: Criterion, unit: str | None) -> str:
    """The unit as the target writes it, with its scale: 万册."""
    written = criterion.written[1] if criterion.written is not None else unit or ""
    scale = "".join(takewhile(SCALES.__contains__, written))
    if written.removeprefix(scale)[:1].isdecimal():  # ≥1亿2000万元 is answered in 亿元
        return f"{scale}{unit or ''}"
    if mark := numeral_scale(criterion):
        return f"{mark}{unit or written}"
    return written if written and scale_of(criterion) > 1 else unit or written
