"""Findings of reading, told on standard error so that they never mix with the output."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.cli.language import aside
from perfrules.findings import Finding, Severity
from perfrules.report.findings.concise import line


def tell(findings: Iterable[Finding], lang: str, *, least: Severity = Severity.WARNING) -> None:
    """One line a finding from the severity ``least`` on."""
    for finding in findings:
        if finding.severity.rank >= least.rank:
            aside(line(finding, lang))
