"""One JSON object: the findings, the number of targets and how they came out."""

from __future__ import annotations

from perfrules.lint import Inspection
from perfrules.report.escapes import json_text


def render(inspection: Inspection, lang: str) -> str:
    """Both languages are in every finding; ``lang`` changes nothing."""
    del lang
    findings = [finding.to_dict() for finding in inspection.findings]
    return json_text({"targets": inspection.targets, "outcomes": inspection.outcomes, "findings": findings}, indent=2) + "\n"
