"""JUnit XML: a suite a file, a case a finding. Errors and warnings fail, notes pass with their words."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from perfrules.findings import Finding, Severity
from perfrules.lint import Inspection
from perfrules.report.escapes import xml


def render(inspection: Inspection, lang: str) -> str:
    """The document; without findings it holds one passing case."""
    suites = ET.Element("testsuites", name="perfrules")
    for file, found in groupby(inspection.findings, key=lambda finding: finding.location.file or "perfrules"):
        _suite(suites, file, list(found), lang)
    if not inspection.findings:
        _counted(ET.SubElement(suites, "testsuite", name="perfrules"), 1, 0)
        ET.SubElement(suites[0], "testcase", classname="perfrules", name="check")
    failures = sum(finding.severity is not Severity.INFO for finding in inspection.findings)
    _counted(suites, max(1, len(inspection.findings)), failures)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(suites: ET.Element, file: str, found: list[Finding], lang: str) -> None:
    suite = ET.SubElement(suites, "testsuite", name=xml(file))
    _counted(suite, len(found), sum(finding.severity is not Severity.INFO for finding in found))
    for finding in found:
        place = finding.location
        owner = ".".join(part for part in (place.project, place.indicator) if part) or file
        case = ET.SubElement(suite, "testcase", classname=xml(owner), name=xml(f"{finding.code} {finding.name} {place}".strip()))
        message = xml(finding.say(lang))
        if finding.severity is Severity.INFO:
            ET.SubElement(case, "system-out").text = message
        else:
            failure = ET.SubElement(case, "failure", type=finding.severity.value, message=message)
            failure.text = xml(finding.location.text or "")


def _counted(element: ET.Element, tests: int, failures: int) -> None:
    element.set("tests", str(tests))
    element.set("failures", str(failures))
    element.set("errors", "0")
