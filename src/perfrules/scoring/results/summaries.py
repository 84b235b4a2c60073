"""A project or a department as a small HTML table, which a notebook shows: offline, without script, every value escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable

from perfrules.quantities import plain
from perfrules.scoring.results.explanations import percent
from perfrules.scoring.results.outcomes import Score, Total
from perfrules.text import visible

_HEAD = ("编号", "名称", "得分", "分值", "可能得分", "结论")


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<{tag} style="text-align:left">{html.escape(visible(text))}</{tag}>' for text in texts) + "</tr>"


def reach(score: Score) -> str:
    """What the points can still become: one number where they are settled."""
    low, high = plain(score.interval.low), plain(score.interval.high)
    return low if low == high else f"{low}～{high}"


def html_table(whole: Total, name: str | None, parts: Iterable[tuple[str, str, Score, str]]) -> str:
    """A caption with the total, then a row each part: key, name, points, maximum, what it can still become, grade or outcome."""
    caption = f"{name or ''} {plain(whole.points)} / {plain(whole.maximum)}（{reach(whole)}），{whole.grade_label}，已判定 {percent(whole.judged)}"
    rows = "".join(
        _cells("td", (key, title, plain(part.points), plain(part.maximum), reach(part), said)) for key, title, part, said in parts
    )
    head = f'<caption style="text-align:left">{html.escape(visible(caption.strip()))}</caption><thead>{_cells("th", _HEAD)}</thead>'
    return f'<table lang="zh-CN">{head}<tbody>{rows}</tbody></table>'
