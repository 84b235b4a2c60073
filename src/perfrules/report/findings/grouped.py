"""For people: the findings under their file, project and indicator."""

from __future__ import annotations

from itertools import groupby

from perfrules.findings import Finding
from perfrules.lint import Inspection
from perfrules.report.listing import errors_first
from perfrules.text import clip, visible

_TABLE = ("整表", "the table")
_PROJECT = ("项目整体", "the project")


def render(inspection: Inspection, lang: str) -> str:
    """Headings, and a line each below them."""
    english = lang == "en"
    lines: list[str] = []
    for file, of_file in groupby(inspection.findings, key=lambda finding: finding.location.file):
        if file:
            lines.append(visible(file))
        for project, of_project in groupby(of_file, key=lambda finding: finding.location.project):
            remarks = list(of_project)
            if project or not all(map(_indicator, remarks)):
                lines.append("  " + (visible(clip(project, 76)) if project else _TABLE[english]))
            for indicator, found in groupby(remarks, key=_indicator):
                if indicator or project:
                    lines.append("    " + (visible(clip(indicator, 74)) if indicator else _PROJECT[english]))
                lines.extend(f"      {_line(finding, lang)}" for finding in errors_first(found))
    return "".join(line + "\n" for line in lines)


def _indicator(finding: Finding) -> str | None:
    return finding.location.indicator


def _line(finding: Finding, lang: str) -> str:
    return f"{finding.severity.say(lang)} {finding.code} {finding.say(lang)}"
