"""A Markdown table, for a pull request, an issue or a job summary."""

from __future__ import annotations

from perfrules.lint import Inspection
from perfrules.report.escapes import markdown, markdown_row
from perfrules.report.severities import summary
from perfrules.text import clip

_HEAD = (("程度", "规则", "位置", "项目", "指标", "说明"), ("severity", "rule", "place", "project", "indicator", "message"))


def render(inspection: Inspection, lang: str) -> str:
    """The summary, and a row each."""
    lines = [f"**perfrules** {markdown(summary(inspection, lang))}", ""]
    if inspection.findings:
        head = _HEAD[lang == "en"]
        lines += [markdown_row(head), markdown_row(["---"] * len(head))]
    for finding in inspection.findings:
        place = finding.location
        cells = (
            finding.severity.say(lang),
            f"{finding.code} {finding.name}",
            str(place),
            clip(place.project or "", 40),
            clip(place.indicator or "", 40),
            finding.say(lang),
        )
        lines.append(markdown_row(cells))
    return "\n".join(lines) + "\n"
