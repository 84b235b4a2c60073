"""One JSON object a line, a finding each."""

from __future__ import annotations

from perfrules.lint import Inspection
from perfrules.report.escapes import json_text


def render(inspection: Inspection, lang: str) -> str:
    """Both languages are in every finding; ``lang`` changes nothing."""
    del lang
    return "".join(f"{json_text(finding.to_dict())}\n" for finding in inspection.findings)
