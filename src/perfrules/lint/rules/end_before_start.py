"""DT002: 2023年12月至2023年3月."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.deferring import deferred
from perfrules.findings import Rule, Severity
from perfrules.lint.remarks import Remark, remark
from perfrules.wording import Target

RULE = Rule(
    code="DT002",
    name="end-before-start",
    title="结束早于开始",
    title_en="The end is before the start",
    severity=Severity.ERROR,
    message="“{words}”的结束时间早于开始时间。",
    message_en="“{words}” ends before it starts.",
    why="这样的时段不存在，多半是年份写错。",
    why_en="There is no such period; mostly the year is wrong.",
    help="核对起止时间。",
    help_en="Check both dates.",
    bad=("2023年6月至2023年3月", "2023年3月1日—2022年12月31日完成"),
    good=("2023年3月至2023年6月", "2023年10月至2024年2月"),
)
_DAY = r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*(?:[月./-]\s*(?:(\d{1,2})\s*日?)?)?"
_SHORTEST = len("2024.1-2023.1")
_SPAN = deferred(rf"(?<!\d){_DAY}\s*(?:至|到|[—–~～-]{{1,2}})\s*{_DAY}")


def on_wording(target: Target, _name: str | None) -> Iterator[Remark]:
    """Each span of dates whose end is earlier than its start."""
    for found in _SPAN.finditer(target.text) if len(target.text) >= _SHORTEST else ():
        start, end = ([int(part) for part in parts if part] for parts in (found.groups()[:3], found.groups()[3:]))
        if end < start[: len(end)]:
            yield remark(span=found.span(), words=found[0])
