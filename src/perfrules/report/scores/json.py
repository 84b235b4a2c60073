"""The scores as JSON: the form of ``DepartmentScore.to_dict``, what readers said of the data, and the state at a date."""

from __future__ import annotations

from perfrules.report.digest import Report
from perfrules.report.escapes import json_text
from perfrules.scoring.monitoring import LAGGING


def render(report: Report) -> str:
    """Indented JSON, valid against ``score.schema.json``; it is the same in every language."""
    data = report.score.to_dict()
    data["data_findings"] = [finding.to_dict() for finding in report.findings]
    data["monitoring"] = [item.to_dict() for item in report.progress if not report.lagging or item.lamp in LAGGING]
    data["seal"] = report.seal.to_dict() if report.seal else None
    return json_text(data, indent=2) + "\n"
