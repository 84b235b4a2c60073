"""SARIF 2.1.0, for code scanning. Columns are code points; a place inside a workbook is a logical location."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from perfrules import __version__
from perfrules.findings import Finding, Rule, Severity
from perfrules.lint import Inspection
from perfrules.report.escapes import json_text
from perfrules.text import visible

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(inspection: Inspection, lang: str) -> str:
    """The log, with the rules that were broken and our own fingerprints."""
    rules = sorted({finding.rule.code: finding.rule for finding in inspection.findings}.values(), key=lambda rule: rule.code)
    order = {rule.code: index for index, rule in enumerate(rules)}
    driver = {"name": "perfrules", "version": __version__, "rules": [_rule(rule, lang) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, order, lang) for finding in inspection.findings],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    english = lang == "en"
    entry: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title_en if english else rule.title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    why, advice = (rule.why_en or rule.why, rule.help_en or rule.help) if english else (rule.why, rule.help)
    for key, text in (("fullDescription", why), ("help", advice)):
        if text:
            entry[key] = {"text": text}
    return entry


def _result(finding: Finding, order: dict[str, int], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.say(lang)},
        "partialFingerprints": {"perfrules/v1": finding.fingerprint},
    }
    location = _location(finding)
    return result | {"locations": [location]} if location else result


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.location
    location: dict[str, Any] = {}
    if place.file:
        artifact = {"uri": quote(place.file.encode("utf-8", "surrogatepass"), safe="/")}
        location["physicalLocation"] = {"artifactLocation": artifact}
        if place.row and not place.sheet:
            location["physicalLocation"]["region"] = {"startLine": place.row}
    names = [part for part in (place.project, place.indicator) if part]
    if names or str(place):
        logical = {"fullyQualifiedName": str(place) or visible("/".join(names))}
        location["logicalLocations"] = [logical | ({"name": visible(names[-1])} if names else {})]
    return location
