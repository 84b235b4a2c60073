"""One line a finding: place, severity, code and name, message."""

from __future__ import annotations

from perfrules.findings import Finding
from perfrules.lint import Inspection
from perfrules.text import spoken


def line(finding: Finding, lang: str) -> str:
    """``表.xlsx:绩效目标!D5:3-7: 警告 VG001 …``."""
    place = str(finding.location)
    return spoken(f"{place + ': ' if place else ''}{finding.severity.say(lang)} {finding.code} {finding.say(lang)}")


def render(inspection: Inspection, lang: str) -> str:
    """A line each."""
    return "".join(f"{line(finding, lang)}\n" for finding in inspection.findings)
