"""The scores as one self-contained page: inline SVG with real text, no script, nothing loaded, printable."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

from perfrules.findings import Severity
from perfrules.report import digest, words
from perfrules.report.charts import Bar, bars
from perfrules.report.digest import Report, Share
from perfrules.report.escapes import markup
from perfrules.report.marks import text_mark
from perfrules.report.sections import Section, headline, sections
from perfrules.report.words import points, said
from perfrules.scoring.results.explanations import Step
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore

_PARTS = frozenset(("execution", "indicator", "project", "project-open", "policy"))
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def _cell(tag: str, text: str, *, number: bool) -> str:
    kind = ' class="number"' if number else ""
    return f"<{tag}{kind}>{markup(text)}</{tag}>"


def table(section: Section, keys: frozenset[str] = frozenset()) -> str:
    """A section as a table; a cell that is one of ``keys`` links to its derivation."""
    head = "".join(_cell("th", text, number=index in section.right) for index, text in enumerate(section.head))
    lines = []
    for row in section.rows:
        cells = [
            f'<td><a href="#{markup(text)}">{markup(text)}</a></td>' if text in keys else _cell("td", text, number=index in section.right)
            for index, text in enumerate(row)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table class="{section.key}"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _figures(section: Section) -> str:
    """The headline: the first four values large, the others as notes."""
    large = "".join(f"<div><dt>{markup(label)}</dt><dd>{markup(value)}</dd></div>" for label, value in section.rows[:3])
    small = "".join(f'<div><dt>{markup(label)}</dt><dd class="small">{markup(value)}</dd></div>' for label, value in section.rows[3:])
    return f'<dl class="figures">{large}</dl><dl class="figures">{small}</dl>'


def _legend(lang: str) -> str:
    words = said((("实心为已得分", "斜纹为待定", "空心为失分"), ("solid: earned", "hatched: open", "hollow: lost")), lang)
    return f'<p class="note">{markup(said(("；", "; "), lang).join(words))}</p>'


def _project_chart(score: DepartmentScore, lang: str) -> str:
    rows = [_project_bar(project, lang) for project in score.every_project]
    marks = [mark for mark in score.rules.grade_edges().items() if mark[1] > 0]
    largest = max((project.maximum for project in score.every_project), default=Decimal(100))
    return bars(rows, largest, title=said(("各项目得分", "Points of the projects"), lang), marks=marks)


def _project_bar(project: ProjectScore, lang: str) -> Bar:
    value = f"{words.reach(project)}  {words.grade(project.grade_label, lang)}"
    label = f"{project.key} {project.name or ''}"
    return Bar(label, project.interval.low, project.open, project.lost, value, project.key)


def _category_bar(share: Share) -> Bar:
    return Bar(share.label, share.earned, share.open, share.lost, f"{points(share.earned)} / {points(share.maximum)}")


def _category_chart(score: DepartmentScore, lang: str) -> str:
    shares = digest.categories(score, lang)
    largest = max((share.maximum for share in shares), default=Decimal(1))
    return bars([_category_bar(share) for share in shares], largest, title=said(("各类指标得分", "Points by category"), lang))


def _own(derivation: Step, lang: str) -> str:
    """The steps of a total that are its own."""
    return "".join(step.to_html(lang) for step in derivation.children if step.kind not in _PARTS)


def _derivations(score: DepartmentScore, lang: str) -> str:
    """How the department's total came about, and every project's, closed until somebody opens it: its total, then its parts."""
    zh = "点开一个项目，即见其每项得分的推导；打印时只印出已点开的项目。"
    note = said((zh, "Open a project for the derivation of each of its scores; a print has those that are open."), lang)
    blocks = [f'<p class="note">{markup(note)}</p>', _own(score.explanation, lang)]
    for project in score.every_project:
        parts = "".join(f'<div id="{markup(part.key)}">{part.derivation().to_html(lang)}</div>' for part in project.parts)
        title = f"{project.key} {project.name or ''}  {points(project.points)} / {points(project.maximum)}"
        blocks.append(
            f'<details id="{markup(project.key)}"><summary>{markup(title)}</summary>{_own(project.derivation(), lang)}{parts}</details>'
        )
    return "".join(blocks)


def _told(section: Section, report: Report, keys: frozenset[str]) -> str:
    """What asks for something as a table; notes, which ask for nothing, closed below it."""
    notes = Severity.INFO.say(report.lang)
    asking = [row for row in section.rows if row[0] != notes]
    quiet = [row for row in section.rows if row[0] == notes]
    shown = table(replace(section, rows=asking), keys) if asking else ""
    if not quiet:
        return shown
    title = said((f"{notes}（{len(quiet)} 条）", f"{notes} ({len(quiet)})"), report.lang)
    return f"{shown}<details><summary>{markup(title)}</summary>{table(replace(section, rows=quiet), keys)}</details>"


def render(report: Report) -> str:
    """Headline, projects, categories, what cost most, what is open, sources, findings, and every derivation."""
    score, lang = report.score, report.lang
    keys = frozenset(item.key for project in score.every_project for item in (project, *project.parts))
    first = headline(score, lang)
    charts = {"projects": _project_chart, "categories": _category_chart}
    subtitle = said(("绩效自评报告", "Performance self-evaluation"), lang)
    body = [f"<h1>{markup(first.title)}</h1>", f'<p class="policy">{markup(subtitle)}</p>', _figures(first)]
    for section in sections(report)[1:]:
        body.append(f"<h2>{markup(section.title)}</h2>")
        if section.key in charts:
            body += [charts[section.key](score, lang), _legend(lang)]
        body.append(_told(section, report, keys) if section.key == "findings" else table(section, keys))
    body += [f"<h2>{markup(said(('计分推导', 'Derivations'), lang))}</h2>", _derivations(score, lang)]
    return page(first.title, "\n".join(body), lang)


def page(title: str, body: str, lang: str) -> str:
    """A self-contained page with the style of reports."""
    style = (files("perfrules.report") / "report.css").read_text("utf-8")
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{text_mark('score')}{meta}{view}<title>{markup(title)}</title><style>{style}</style>"
    return f'<!DOCTYPE html>\n<html lang="{said(("zh-CN", "en"), lang)}"><head>{head}</head>\n<body>{body}</body></html>\n'
