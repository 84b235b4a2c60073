"""A project or a department as a small HTML table, which a notebook shows: offline, without script, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfrules.displays import html_rows
from perfrules.quantities import plain
from perfrules.scoring.results.explanations import percent
from perfrules.scoring.results.outcomes import Score, Total

_GIVEN = ("指标值", "实际完成值")
_HEAD = ("编号", "名称", "得分", "分值", "可能得分", "结论")


def reach(score: Score) -> str:
    """What the points can still become: one number where they are settled."""
    low, high = plain(score.interval.low), plain(score.interval.high)
    return low if low == high else f"{low}～{high}"


def html_table(whole: Total, name: str | None, parts: Iterable[tuple[str, str, Score, str]], more: Sequence[Sequence[str]] = ()) -> str:
    """A caption with the total, then a row each part: key, name, points, maximum, what it can still become, grade or outcome.

    ``more`` gives target and actual value of each part, where parts have such.
    """
    caption = f"{name or ''} {plain(whole.points)} / {plain(whole.maximum)}（{reach(whole)}），{whole.grade_label}，已判定 {percent(whole.judged)}"
    rows = [(key, title, plain(part.points), plain(part.maximum), reach(part), said) for key, title, part, said in parts]
    if not more:
        return html_rows(_HEAD, rows, caption)
    return html_rows(
        (*_HEAD[:2], *_GIVEN, *_HEAD[2:]), [(*row[:2], *given, *row[2:]) for row, given in zip(rows, more, strict=True)], caption
    )
