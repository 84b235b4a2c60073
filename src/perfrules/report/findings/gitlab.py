"""GitLab's Code Quality report (a Code Climate subset)."""

from __future__ import annotations

import hashlib
from collections import Counter

from perfrules.findings import Severity
from perfrules.lint import Inspection
from perfrules.report.escapes import json_text

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(inspection: Inspection, lang: str) -> str:
    """One array; fingerprints are unique, as GitLab drops a second one."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in inspection.findings:
        place = finding.location
        key = f"{place.file}\x1f{finding.fingerprint}"
        seen[key] += 1
        identity = hashlib.sha256(f"{key}\x1f{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        where = str(place)
        issues.append(
            {
                "description": f"{where} {finding.say(lang)}".strip(),
                "check_name": f"{finding.code}/{finding.name}",
                "fingerprint": identity,
                "severity": _LEVELS[finding.severity],
                "location": {"path": place.file or "-", "lines": {"begin": place.row or 1}},
            }
        )
    return json_text(issues, indent=2) + "\n"
