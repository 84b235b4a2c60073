"""GitHub workflow commands. A step shows ten annotations of a level; the rest is counted, never dropped in silence."""

from __future__ import annotations

from perfrules.findings import Finding, Severity
from perfrules.lint import Inspection
from perfrules.report.escapes import workflow

LIMIT = 10
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(inspection: Inspection, lang: str) -> str:
    """Errors first, then warnings, then notes; ten a level, the last of them the count of what is left out."""
    lines: list[str] = []
    for severity, level in _LEVELS.items():
        found = [finding for finding in inspection.findings if finding.severity is severity]
        shown = found if len(found) <= LIMIT else found[: LIMIT - 1]
        lines += [_command(level, finding, lang) for finding in shown]
        if len(shown) < len(found):
            rest = len(found) - len(shown)
            told = f"{rest} more, see the job summary or the log" if lang == "en" else f"还有 {rest} 条，见作业摘要或日志"
            lines.append(f"::{level} title=perfrules::{workflow(told)}")
    return "".join(line + "\n" for line in lines)


def _command(level: str, finding: Finding, lang: str) -> str:
    place = finding.location
    title = f"{finding.code} {finding.rule.title_en if lang == 'en' else finding.rule.title}"
    values = {"file": place.file, "line": str(place.row) if place.row and not place.sheet else None, "title": title}
    properties = ",".join(f"{key}={workflow(value, value=True)}" for key, value in values.items() if value)
    where = "" if place.row and not place.sheet and place.span is None else str(place)
    message = f"{where} {finding.say(lang)}" if where else finding.say(lang)
    return f"::{level} {properties}::{workflow(message)}"
