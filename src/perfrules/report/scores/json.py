"""The scores as JSON: the form of ``DepartmentScore.to_dict`` and, under ``data_findings``, what readers said of the data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from perfrules.findings import Finding
from perfrules.scoring.scores import DepartmentScore


def render(score: DepartmentScore, findings: Sequence[Finding], lang: str) -> str:
    """Indented JSON, valid against ``score.schema.json``; it is the same in every language."""
    del lang
    data = score.to_dict() | {"data_findings": [finding.to_dict() for finding in findings]}
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
