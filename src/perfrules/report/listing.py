"""What people read of an inspection: errors first, one line for what repeats, notes that ask for nothing counted only."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.findings import Finding, Severity, emitted_rules
from perfrules.lint import Inspection
from perfrules.lint.rulebook import comparing_codes


def without_notes(inspection: Inspection) -> Inspection:
    """The inspection without what only says how something was read or scored."""
    return inspection.where(lambda finding: None if is_note(finding) else finding)


def is_note(finding: Finding) -> bool:
    """Whether it is an info of a reader or of scoring; one of a rule of wording, or of suppressions, asks for something."""
    return finding.severity is Severity.INFO and finding.code in emitted_rules() and not finding.code.startswith("SU")


def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the errors before the others, each in the order of the document."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule in one project together, an info of one rule in one table; each group where its first one stands.

    What holds one thing against another (two goals, two floors, this year and last) is one kind only where it says the same of
    both: the figures of the second are as much worth reading as those of the first. So are numbers that are taken in two ways.
    """
    found: dict[tuple[str | None, ...], list[Finding]] = {}
    for item in findings:
        project = None if item.severity is Severity.INFO else item.location.project
        said = (value for key, value in item.params.items() if (key != "name" and item.code in comparing_codes()) or key == "taken")
        found.setdefault((item.code, item.severity.value, item.location.file, project, *said), []).append(item)
    return list(found.values())
