"""The scores as CSV: one row a budget execution or indicator, for a spreadsheet program (BOM, CRLF, no live formula)."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.filetypes import SCORES_HEAD
from perfrules.quantities import plain
from perfrules.report.delimited import csv_lines
from perfrules.report.digest import Place, Report, parts
from perfrules.report.words import EXECUTION, OUTCOMES, category, phrase, said
from perfrules.scoring.results.outcomes import ratio_text
from perfrules.scoring.results.parts import ExecutionScore
from perfrules.scoring.results.scores import SCHEMA
from perfrules.text import visible

HEAD = (
    *SCORES_HEAD,
    ("项目编号", "project_key"),
    ("项目", "project"),
    ("编号", "key"),
    ("序号", "number"),
    ("类别", "category"),
    ("指标", "indicator"),
    ("指标值", "target"),
    ("实际完成值", "actual"),
    ("判定结果", "outcome"),
    ("分值", "maximum"),
    ("得分", "points"),
    ("最低", "low"),
    ("最高", "high"),
    ("完成率", "attainment"),
    ("偏差原因", "deviation_reason"),
    ("发现", "findings"),
)


def _given(place: Place, lang: str) -> list[str]:
    part = place.part
    if isinstance(part, ExecutionScore):
        amounts = ("" if amount is None else plain(amount) for amount in (part.budget, part.executed))
        return ["", said(EXECUTION, lang), said(EXECUTION, lang), *amounts]
    return [part.number or "", category(part.category, lang), part.name or "", part.target.text, part.actual or ""]


def _row(place: Place, lang: str) -> list[str]:
    project, part = place.project, place.part
    return [
        str(SCHEMA),
        project.policy,
        project.key,
        project.name or "",
        part.key,
        *_given(place, lang),
        said(OUTCOMES[part.outcome], lang),
        *(plain(value) for value in (part.maximum, part.points, part.interval.low, part.interval.high)),
        ratio_text(part.attainment) or "",
        part.deviation_reason or "",
        said(("；", "; "), lang).join(f"{finding.code} {phrase(finding.say(lang))}" for finding in part.findings),
    ]


def pieces(report: Report) -> Iterator[str]:
    """A heading, then a row each part; English headings are stable names. Findings of the readers have no row here."""
    head = [said(title, report.lang) for title in HEAD]
    rows = ([visible(cell) for cell in _row(place, report.lang)] for place in parts(report.score))
    return csv_lines(head, rows)
