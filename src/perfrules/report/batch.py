"""The summary of many departments, a line each: text, HTML, csv, JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfrules.batch.scoring import BatchResult
from perfrules.findings import Severity
from perfrules.quantities import plain
from perfrules.report import words
from perfrules.report.columns import columns
from perfrules.report.delimited import csv_bytes
from perfrules.report.escapes import json_text, markup
from perfrules.report.scores.html import page, table
from perfrules.report.sections import Section
from perfrules.report.words import said
from perfrules.scoring.results.explanations import percent
from perfrules.scoring.results.outcomes import ratio_text
from perfrules.text import visible

FORMS = ("text", "html", "csv", "json")
HEAD = (
    ("文件", "file"),
    ("部门", "department"),
    ("年度", "year"),
    ("项目数", "projects"),
    ("得分", "points"),
    ("最低", "low"),
    ("最高", "high"),
    ("等级", "grade"),
    ("已判定", "judged"),
    ("资金", "funds"),
    ("单位", "unit"),
    ("项目等级", "project_grades"),
    ("错误", "errors"),
    ("警告", "warnings"),
    ("实际完成值", "actuals"),
    ("问题", "problem"),
)
"""The columns of the csv; English headings are stable names."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One department in the summary, by the stable names of :data:`HEAD`; a table that failed has a ``problem`` and no numbers."""

    file: str
    department: str = ""
    year: int | None = None
    projects: int = 0
    points: str = ""
    low: str = ""
    high: str = ""
    grade: str = ""
    judged: str = ""
    funds: str = ""
    unit: str = ""
    grades: Mapping[str, int] = field(default_factory=dict)
    errors: int = 0
    warnings: int = 0
    own_values: bool = False
    problem: tuple[str, str] | None = None


def summary_line(result: BatchResult) -> SummaryLine:
    """Return what the summary keeps of a result: nothing of it need be held any longer."""
    score, error = result.score, result.error
    if score is None:
        assert error is not None
        return SummaryLine(result.name, problem=(error.zh, error.en))
    funds = score.funding_stated if score.funding_stated is not None else score.funding_summed
    return SummaryLine(
        file=result.name,
        department=score.name or "",
        year=score.year,
        projects=len(score.projects),
        points=plain(score.points),
        low=plain(score.interval.low),
        high=plain(score.interval.high),
        grade=score.grade_label,
        judged=ratio_text(score.judged) or "",
        funds="" if funds is None else plain(funds),
        unit=score.unit or "",
        grades=Counter(project.grade_label for project in score.projects),
        errors=result.count(Severity.ERROR),
        warnings=result.count(Severity.WARNING),
        own_values=result.own_values,
    )


def render_summary(form: str, lines: Iterable[SummaryLine], policy: str, lang: str = "zh", *, width: int | None = None) -> str:
    """Return the summary in one of :data:`FORMS`; ``policy`` is the id by which all were scored, ``width`` that of a terminal."""
    every = list(lines)
    match form:
        case "csv":
            return csv_bytes([said(title, lang) for title in HEAD], map(list, _rows(every, lang))).decode("utf-8")
        case "json":
            return json_text({"summary": 1, "policy": policy, "tables": [_dict(line) for line in every]}, indent=2) + "\n"
        case "html":
            return _html(every, policy, lang)
        case _:
            return _text(every, policy, lang, width)


def _rows(lines: Iterable[SummaryLine], lang: str) -> Iterator[list[str]]:
    for line in lines:
        given = said(("表中所填", "in the table") if line.own_values else ("另表", "a sheet"), lang) if line.problem is None else ""
        yield [
            visible(text)
            for text in (
                line.file, line.department, str(line.year or ""), str(line.projects) if line.problem is None else "", line.points,
                line.low, line.high, words.grade(line.grade, lang) if line.grade else "", line.judged, line.funds, line.unit,
                _grades(line.grades, lang), str(line.errors), str(line.warnings), given, said(line.problem, lang) if line.problem else "",
            )
        ]  # fmt: skip


def _grades(grades: Mapping[str, int], lang: str) -> str:
    return said(("、", ", "), lang).join(f"{words.grade(name, lang)} {count}" for name, count in grades.items())


def _dict(line: SummaryLine) -> dict[str, Any]:
    problem = None if line.problem is None else {"message": line.problem[0], "message_en": line.problem[1]}
    told = {name: getattr(line, name) or None for name in ("points", "low", "high", "grade", "judged", "funds", "unit", "department")}
    counts = {"projects": line.projects, "errors": line.errors, "warnings": line.warnings, "own_values": line.own_values}
    return {"file": line.file, "year": line.year} | told | counts | {"project_grades": dict(line.grades), "problem": problem}


def _totals(lines: list[SummaryLine], policy: str, lang: str) -> str:
    failed = sum(line.problem is not None for line in lines)
    grades = sum((Counter(line.grades) for line in lines), Counter[str]())
    projects = sum(line.projects for line in lines)
    zh = f"评分办法 {policy}：{len(lines)} 张表，评出 {len(lines) - failed}，未能评分 {failed}；项目 {projects} 个"
    en = f"Policy {policy}: {len(lines)} tables, {len(lines) - failed} scored, {failed} not; {projects} projects"
    shown = _grades(grades, lang)
    return said((zh, en), lang) + (said((f"（{shown}）。", f" ({shown})."), lang) if shown else said(("。", "."), lang))


def _section(lines: Iterable[SummaryLine], lang: str) -> Section:
    zh = ("文件", "部门", "项目数", "得分", "可能得分", "等级", "已判定", "项目等级", "错误", "警告")
    en = ("File", "Department", "Projects", "Points", "Possible", "Grade", "Judged", "Project grades", "Errors", "Warnings")
    rows = []
    for line in lines:
        reach = line.low if line.low == line.high else f"{line.low}～{line.high}"
        judged = percent(Fraction(line.judged))
        grade, counts = words.grade(line.grade, lang), (str(line.errors), str(line.warnings))
        rows.append(
            (line.file, line.department, str(line.projects), line.points, reach, grade, judged, _grades(line.grades, lang), *counts)
        )
    return Section("departments", said(("各部门", "Departments"), lang), rows, said((zh, en), lang), right=(2, 3, 4, 6, 8, 9))


def _problems(lines: Iterable[SummaryLine], lang: str) -> Section:
    rows = [(line.file, said(line.problem, lang)) for line in lines if line.problem is not None]
    title = said((f"未能评分（{len(rows)}）", f"Not scored ({len(rows)})"), lang)
    return Section("problems", title, rows, said((("文件", "原因"), ("File", "Why")), lang))


def _sections(lines: list[SummaryLine], lang: str) -> list[Section]:
    found = [_section([line for line in lines if line.problem is None], lang), _problems(lines, lang)]
    return [section for section in found if section.rows]


def _text(lines: list[SummaryLine], policy: str, lang: str, width: int | None) -> str:
    blocks = [visible(_totals(lines, policy, lang))]
    for section in _sections(lines, lang):
        rows = [[visible(cell) for cell in row] for row in section.rows]
        shown = columns(section.head, rows, section.right, most=width, spare=(7, 6, 9, 8) if section.key == "departments" else ())
        blocks.append("\n".join((section.title, *shown)))
    return "\n\n".join(blocks) + "\n"


def _html(lines: list[SummaryLine], policy: str, lang: str) -> str:
    title = said(("绩效自评汇总", "Performance self-evaluation: summary"), lang)
    body = [f"<h1>{markup(title)}</h1>", f'<p class="policy">{markup(_totals(lines, policy, lang))}</p>']
    for section in _sections(lines, lang):
        body += [f"<h2>{markup(section.title)}</h2>", table(section)]
    return page(title, "\n".join(body), lang)
