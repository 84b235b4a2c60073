"""The scores as one self-contained page: inline SVG with real text, no script, nothing loaded, printable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import chain
from urllib.parse import quote

from perfrules.audit.seals import Seal
from perfrules.findings import Severity
from perfrules.report import digest, words
from perfrules.report.charts import Bar, drawn
from perfrules.report.digest import Place, Report, Share
from perfrules.report.escapes import markup
from perfrules.report.marks import text_mark
from perfrules.report.sections import Section, headline, sections
from perfrules.report.words import points, said
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


_SMALL = re.compile(r"(.*?)\s*[（(]([a-z0-9_-]+)[）)]")
_GRADES = {"优": "good", "良": "good", "excellent": "good", "good": "good", "中": "fair", "fair": "fair", "差": "poor", "poor": "poor",
           "待定": "pending", "open": "pending"}  # fmt: skip
_LONG = 5
"""A cell of more characters keeps a column's width."""


def _cell(tag: str, text: str, *, number: bool) -> str:
    classes = [*(["number"] if number else []), *(["long"] if len(text) > _LONG and not number and tag == "td" else [])]
    grade = _GRADES.get(text) if tag == "td" else None
    shown = f'<span class="{grade}">{markup(text)}</span>' if grade else markup(text)
    kind = f' class="{" ".join(classes)}"' if classes else ""
    return f"<{tag}{kind}>{shown}</{tag}>"


def table(section: Section, *, title: str = "") -> str:
    """A section as a table. ``title`` stands above on every printed page."""
    return "".join(_table(section, {}, title))


def _table(section: Section, links: Mapping[str, str], title: str = "") -> Iterator[str]:
    """A section as a table, row by row; a cell that is one of ``links`` leads to where its derivation stands."""
    head = "".join(_cell("th", text, number=index in section.right) for index, text in enumerate(section.head))
    above = f'<tr><th class="title" colspan="{len(section.head)}">{markup(title)}</th></tr>' if title else ""
    yield f'<div class="scroll"><table class="{section.key}"><thead>{above}<tr>{head}</tr></thead><tbody>'
    for row in section.rows:
        cells = [
            f'<td><a href="{markup(_link(links, text))}">{markup(text)}</a></td>'
            if text in links
            else _cell("td", text, number=index in section.right)
            for index, text in enumerate(row)
        ]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _link(links: Mapping[str, str], key: str) -> str:
    """Where the derivation of a key stands: a page, or the place of the key on a page, which ends with #."""
    page = links[key]
    return page + key if page.endswith("#") else page


def _figures(section: Section) -> str:
    """The headline: the first values large, the others as notes; what is a name in the program stands small behind its words."""
    large = "".join(f"<div><dt>{markup(label)}</dt><dd>{_value(value)}</dd></div>" for label, value in section.rows[:3])
    small = "".join(f'<div><dt>{markup(label)}</dt><dd class="small">{_value(value)}</dd></div>' for label, value in section.rows[3:])
    return f'<dl class="figures">{large}</dl><dl class="figures">{small}</dl>'


def _value(text: str) -> str:
    named = _SMALL.fullmatch(text)
    if named:
        return f"{markup(named[1])} <small>{markup(named[2])}</small>"
    grade = _GRADES.get(text)
    return f'<span class="{grade}">{markup(text)}</span>' if grade else markup(text)


def _legend(lang: str) -> str:
    keys = {"earned": ("已得分", "earned"), "open": ("待定", "open"), "lost": ("失分", "lost")}
    shown = (f'<span class="key"><span class="swatch {kind}"></span>{markup(said(words, lang))}</span>' for kind, words in keys.items())
    return f'<p class="note">{"".join(shown)}</p>'


def _project_chart(score: DepartmentScore, keys: Mapping[str, str], lang: str) -> Iterator[str]:
    rows = [_project_bar(project, keys) for project in score.every_project]
    edges = score.rules.grade_edges().items()
    marks = [(words.grade(name, lang), at) for name, at in edges if at > 0]
    largest = max((project.maximum for project in score.every_project), default=Decimal(100))
    return _charts(rows, largest, said(("各项目得分", "Points of the projects"), lang), marks)


def _charts(rows: Sequence[Bar], largest: Decimal, title: str, marks: Sequence[tuple[str, Decimal]] = ()) -> Iterator[str]:
    """A chart for wide pages and one for a phone, of which the style shows one."""
    for narrow in (False, True):
        yield from drawn(rows, largest, title=title, marks=marks, narrow=narrow)


def _project_bar(project: ProjectScore, keys: Mapping[str, str]) -> Bar:
    """A bar without figures: they stand in the table below it."""
    return Bar(f"{project.key} {project.name or ''}", project.interval.low, project.open, project.lost, "", _link(keys, project.key))


def _category_bar(share: Share, lang: str) -> Bar:
    told = [f"{points(share.earned)} / {points(share.maximum)}"]
    told += [said((f"待定 {points(share.open)}", f"open {points(share.open)}"), lang)] if share.open else []
    told += [said((f"失分 {points(share.lost)}", f"lost {points(share.lost)}"), lang)] if share.lost else []
    return Bar(share.label, share.earned, share.open, share.lost, said(("；", "; "), lang).join(told))


def _category_chart(score: DepartmentScore, lang: str) -> Iterator[str]:
    shares = digest.categories(score, lang)
    largest = max((share.maximum for share in shares), default=Decimal(1))
    return _charts([_category_bar(share, lang) for share in shares], largest, said(("各类指标得分", "Points by category"), lang))


def _own(score: DepartmentScore | ProjectScore, lang: str) -> str:
    """The steps of a total that are its own."""
    return "".join(step.to_html(lang) for step in score.own_steps())


def _scored(project: ProjectScore, lang: str) -> Section:
    """What every part of a project was to reach, has reached, earns, loses and leaves open, and why."""
    zh, en = (
        ("编号", "指标", "目标", "实际", "得分", "失分", "待定", "依据"),
        ("Key", "Indicator", "Target", "Actual", "Points", "Lost", "Open", "Why"),
    )
    rows = []
    for part in project.parts:
        place = Place(project, part)
        figures = (points(part.interval.low), points(part.lost), points(part.open))
        rows.append((part.key, place.label(lang), place.target, place.actual(lang), *figures, place.why(lang)))
    return Section("scored", "", rows, said((zh, en), lang), right=(4, 5, 6))


def _derivations(report: Report) -> Iterator[str]:
    """How the department's total came about, and every project's: its table of scores, then the steps of each."""
    score, lang = report.score, report.lang
    zh = "点开一个项目，即见其每项得分和推导；打印时只印出已点开的项目（score --print 写出全部点开的网页）。"
    en = "Open a project for its scores and their derivations; a print has those that are open (score --print opens them all)."
    yield "" if report.open else f'<p class="note">{markup(said((zh, en), lang))}</p>'
    yield _own(score, lang)
    yield from (_project_block(project, report) for project in score.every_project)


def _project_block(project: ProjectScore, report: Report) -> str:
    """A project's scores and their derivations, closed until somebody opens it."""
    state, title = " open" if report.open else "", _title(project)
    inside = f'<div id="{markup(project.key)}">{_project(project, report)}</div>'  # a link to what is inside opens what it is in
    return f'<details class="project"{state}><summary>{markup(title)}</summary>{inside}</details>'


def _title(project: ProjectScore) -> str:
    return f"{project.key} {project.name or ''}  {points(project.points)} / {points(project.maximum)}"


def _project(project: ProjectScore, report: Report) -> str:
    """The table of a project's scores, and the steps by which each came about."""
    state, lang = " open" if report.open else "", report.lang
    steps = "".join(f'<div id="{markup(part.key)}">{part.derivation().to_html(lang)}</div>' for part in project.parts)
    inside = table(_scored(project, lang), title=_title(project)) + _own(project, lang)
    label = markup(said(("推导步骤", "Steps"), lang))
    return f'{inside}<details class="steps"{state}><summary>{label}</summary>{steps}</details>'


def _told(section: Section, report: Report, keys: Mapping[str, str]) -> Iterator[str]:
    """What asks for something as a table; notes, which ask for nothing, closed below it."""
    notes, asking = Severity.INFO.say(report.lang), len(section.rows) - section.quiet
    if asking:
        yield from _table(replace(section, rows=section.rows[:asking]), keys)
    if section.quiet:
        title = said((f"{notes}（{section.quiet} 条）", f"{notes} ({section.quiet})"), report.lang)
        yield f"<details><summary>{markup(title)}</summary>"
        yield from _table(replace(section, rows=section.rows[asking:]), keys)
        yield "</details>"


MOST = 500
"""A page holds at most so many indicators; of more, each project has a page of its own."""


def pieces(report: Report) -> Iterator[str]:
    """Headline, projects, categories, what cost most, what is open, sources, findings, and every derivation."""
    keys = {item.key: "#" for project in report.score.every_project for item in (project, *project.parts)}
    return _whole(report, keys, _derivations(report))


def is_long(report: Report) -> bool:
    """Whether the report is better read as an index and a page a project (:func:`pages`)."""
    return sum(len(project.indicators) for project in report.score.every_project) > MOST


def page_names(report: Report, stem: str) -> list[str]:
    """The names of the pages of a long report: one a project, then the index, ``stem.html``."""
    return [*(f"{stem}-{project.key}.html" for project in report.score.every_project), f"{stem}.html"]


def pages(report: Report, stem: str) -> Iterator[Iterable[str]]:
    """The texts of :func:`page_names`, one after the other, each in pieces; the index, which leads to all of them, is the last."""
    lang, keys = report.lang, {}
    back = f'<p class="policy"><a href="{markup(quote(stem))}.html">{markup(report.score.name or stem)}</a></p>'
    for project, name in zip(report.score.every_project, page_names(report, stem), strict=False):
        keys[project.key] = quote(name)
        keys.update(dict.fromkeys((part.key for part in project.parts), f"{quote(name)}#"))
        body = f"<h1>{markup(project.name or project.key)}</h1>{back}{_project(project, replace(report, open=True))}{_signatures(lang)}"
        yield (page(project.name or project.key, body, lang, printed=report.printed),)
    links = (f'<li><a href="{markup(keys[one.key])}">{markup(_title(one))}</a></li>' for one in report.score.every_project)
    yield _whole(report, keys, chain((f"{_own(report.score, lang)}<ul>",), links, ("</ul>",)))


def _whole(report: Report, keys: Mapping[str, str], derivations: Iterable[str]) -> Iterator[str]:
    lang = report.lang
    first = headline(report.score, lang)
    subtitle = said(("绩效自评报告", "Performance self-evaluation"), lang)
    begin, end = _frame(first.title, lang, printed=report.printed, head=_seal_mark(report.seal))
    yield f'{begin}<h1>{markup(first.title)}</h1>\n<p class="policy">{markup(subtitle)}</p>\n{_figures(first)}'
    for section in sections(report)[1:]:
        yield f"\n<h2>{markup(section.title)}</h2>\n"
        yield from _shown(section, report, keys)
    yield f"\n<h2>{markup(said(('计分推导', 'Derivations'), lang))}</h2>\n"
    yield from derivations
    yield f"\n{_signatures(lang)}"
    if report.seal is not None:
        yield f"\n{_seal(report.seal, lang)}"
    yield end


def _seal_mark(seal: Seal | None) -> str:
    """The seal where ``perfrules verify`` finds it."""
    return "" if seal is None else f'<meta name="perfrules-seal" content="{markup(json.dumps(seal.to_dict(), ensure_ascii=True))}">'


def _seal(seal: Seal, lang: str) -> str:
    """The seal for people: the version of the program and the hashes, short enough to be read out."""
    labels = {
        "table": ("绩效目标表", "table"),
        "actuals": ("实际完成值表", "actual values"),
        "policy": ("评分办法", "policy"),
        "scores": ("得分", "scores"),
    }
    values = ((said(label, lang), value) for name, label in labels.items() if (value := getattr(seal, name)))
    hashes = said(("；", "; "), lang).join(f"{label} {value[:16]}" for label, value in values)
    told = said(
        (f"封印：perfrules {seal.version}；SHA-256 前 16 位：{hashes}", f"Seal: perfrules {seal.version}; SHA-256, first 16: {hashes}"),
        lang,
    )
    return f'<p class="note">{markup(told)}</p>'


def _shown(section: Section, report: Report, keys: Mapping[str, str]) -> Iterator[str]:
    """A section: projects as bars and a table of their figures, categories as bars that bear theirs, anything else as a table."""
    score, lang = report.score, report.lang
    if section.key in ("projects", "categories"):
        chart = _project_chart(score, keys, lang) if section.key == "projects" else _category_chart(score, lang)
        yield '<div class="scroll">'
        yield from chart
        yield f"</div>{_legend(lang)}"
    if section.key != "categories":
        yield from _told(section, report, keys) if section.key == "findings" else _table(section, keys)


def _signatures(lang: str) -> str:
    lines = said((("填报人：", "审核人：", "单位负责人：", "日期："), ("Prepared by:", "Checked by:", "Head:", "Date:")), lang)
    return f'<p class="signatures">{"".join(f"<span>{markup(line)}</span>" for line in lines)}</p>'


def _paper(printed: date | None) -> str:
    """The margins of paper: the number of the page, and the day it was written where that is given."""
    day = f'@top-right {{ content: "{printed.isoformat()}"; font-size: 8pt; }}' if printed else ""
    number = '@bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; }'
    return f"@page {{ size: A4; margin: 16mm 12mm; {number} {day} }}"


def page(title: str, body: str, lang: str, *, printed: date | None = None, head: str = "") -> str:
    """Return a self-contained page with the style of reports; ``printed`` is the day that it bears on paper, ``head`` more for its head."""
    begin, end = _frame(title, lang, printed=printed, head=head)
    return f"{begin}{body}{end}"


def _frame(title: str, lang: str, *, printed: date | None, head: str) -> tuple[str, str]:
    """What stands before and behind the body of a page."""
    style = (files("perfrules.report") / "report.css").read_text("utf-8") + _paper(printed)
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{text_mark('score')}{meta}{view}{head}<title>{markup(title)}</title><style>{style}</style>"
    return f'<!DOCTYPE html>\n<html lang="{said(("zh-CN", "en"), lang)}"><head>{head}</head>\n<body>', "</body></html>\n"
