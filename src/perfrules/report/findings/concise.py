"""One line a finding: place, severity, code, indicator and message; what repeats in a project on one line."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.findings import Finding
from perfrules.lint import Inspection
from perfrules.report.listing import errors_first, groups
from perfrules.text import clip, visible

PLACES = 3
"""Of a group so many further places are named."""


def line(finding: Finding, lang: str) -> str:
    """``表.xlsx:绩效目标!D5:3-7: 警告 VG001 “质量”：…``."""
    place = str(finding.location)
    return visible(f"{place + ': ' if place else ''}{finding.severity.say(lang)} {finding.code} {said(finding, lang)}")


def said(finding: Finding, lang: str) -> str:
    """The message, with the indicator's name before it where the message does not hold it."""
    message = finding.say(lang)
    name = finding.location.indicator
    if not name or name[:12] in message:
        return message
    return f"{clip(name, 30)}: {message}" if lang == "en" else f"“{clip(name, 30)}”：{message}"


def _grouped(findings: Sequence[Finding], lang: str) -> str:
    first, *others = findings
    if not others:
        return line(first, lang)
    names = "、".join(dict.fromkeys(f"“{clip(name, 20)}”" for item in others[:PLACES] if (name := item.location.indicator)))
    more = "…" if len(others) > PLACES else ""
    if lang == "en":
        return line(first, lang) + visible(f" ({len(others)} more{': ' + names + more if names else ''})")
    return line(first, lang) + visible(f"（同类另有 {len(others)} 处{'：' + names + more if names else ''}）")


def render(inspection: Inspection, lang: str) -> str:
    """A line a group, errors first."""
    return "".join(f"{_grouped(group, lang)}\n" for group in groups(errors_first(inspection.findings)))
