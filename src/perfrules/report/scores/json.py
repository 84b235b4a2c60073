"""The scores as JSON: the form of ``DepartmentScore.to_dict``, what readers said of the data, and the state at a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from perfrules.report.digest import Report
from perfrules.report.escapes import json_text
from perfrules.scoring.monitoring import LAGGING


def pieces(report: Report) -> Iterator[str]:
    """Indented JSON, valid against ``score.schema.json``; it is the same in every language. The projects follow one by one."""
    data = replace(report.score, projects=()).to_dict()
    data["data_findings"] = [finding.to_dict() for finding in report.findings]
    data["monitoring"] = [item.to_dict() for item in report.progress if not report.lagging or item.lamp in LAGGING]
    data["seal"] = report.seal.to_dict() if report.seal else None
    mark = "{"
    for key, value in data.items():
        yield f'{mark}\n  "{key}": '
        if key == "projects" and report.score.projects:
            for place, project in enumerate(report.score.projects):
                yield f"{',' if place else '['}\n    {_indented(project.to_dict(), 4)}"
            yield "\n  ]"
        else:
            yield _indented(value, 2)
        mark = ","
    yield "\n}\n"


def _indented(value: Any, columns: int) -> str:
    return json_text(value, indent=2).replace("\n", f"\n{' ' * columns}")
