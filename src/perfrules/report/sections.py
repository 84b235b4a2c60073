"""The report of a department as titled tables of text, for the formats that print tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar, overload

from perfrules.findings import Severity
from perfrules.quantities import plain
from perfrules.report import digest, words
from perfrules.report.digest import Place, Remark, Report
from perfrules.report.words import money, points, said
from perfrules.scoring.monitoring import LAGGING, counts_of
from perfrules.scoring.results.explanations import percent
from perfrules.scoring.results.scores import DepartmentScore, ProjectScore

Row = Sequence[str]
_T = TypeVar("_T")
PLACES = 6
"""How many places a brief report names for one code."""


class Rows(Sequence[Row], Generic[_T]):
    """A row of each item, made when it is asked for and not kept."""

    __slots__ = ("items", "row")

    def __init__(self, items: Sequence[_T], row: Callable[[_T], Row]) -> None:
        self.items, self.row = items, row

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return Rows(self.items[index], self.row) if isinstance(index, slice) else self.row(self.items[index])


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table, ``key`` its stable name; ``right`` are the columns of numbers. Without ``head`` its rows are a label and a value.

    ``quiet``: how many rows, the last, ask for nothing.
    """

    key: str
    title: str
    rows: Sequence[Row]
    head: Row = ()
    right: Sequence[int] = ()
    quiet: int = 0


def sections(report: Report, *, brief: bool = False) -> list[Section]:
    """Totals, projects, categories, what cost most, what is open, the state at a date, the policy's sources, the findings.

    Empty ones are left out. ``brief`` counts the findings by code instead of listing them.
    """
    score, lang = report.score, report.lang
    found = digest.remarks(report)
    every = [
        headline(score, lang),
        _projects(score, lang),
        _categories(score, lang),
        _places(digest.costliest(score), "lost", ("失分最多的指标", "What cost most"), ("失分", "Lost"), lang),
        _places(digest.undecided(score), "open", ("得分待定的指标", "Still open"), ("待定", "Open"), lang),
        _monitoring(report),
        _sources(score, lang),
        _tallied(found, lang) if brief else _listed(found, lang),
    ]
    return [section for section in every if section.rows]


def headline(score: DepartmentScore, lang: str) -> Section:
    """The department's total, what it can still become, the grade, the counts, the method and the policy."""
    policy = score.rules
    title = said((policy.title, policy.title_en or policy.title), lang)
    rows = [
        (
            ("部门得分", "Department") if score.is_settled else ("部门已定得分", "Department, settled"),
            f"{points(score.points)} / {points(score.maximum)}",
        ),
        (("可能得分", "Possible"), words.reach(score)),
        (("等级", "Grade"), words.grade(score.grade_label, lang)),
        (("判定结果", "Outcomes"), words.counts(score.counts, lang)),
        (("已判定分值", "Weight judged"), percent(score.judged)),
        (("汇总方法", "Roll-up"), _named(said(words.METHODS[score.method], lang), score.method, lang)),
        (("评分办法", "Policy"), _named(title, policy.id, lang)),
        (("预算年度", "Budget year"), str(score.year or "")),
        (("资金", "Funds"), funds(score, lang)),
    ]
    name = score.name or said(("（部门名称未写明）", "(no name)"), lang)
    return Section("headline", name, [(said(label, lang), value) for label, value in rows if value])


def _named(title: str, name: str, lang: str) -> str:
    return title + said((f"（{name}）", f" ({name})"), lang)


def funds(score: DepartmentScore, lang: str) -> str:
    """Both figures and their difference where the projects do not add up to the department; nothing is altered."""
    if not score.funding_difference:
        return ""
    stated, summed = (money(amount or Decimal(0)) for amount in (score.funding_stated, score.funding_summed))
    difference = plain(score.funding_difference)
    zh = f"各项目合计 {summed}，部门总计 {stated}，相差 {difference} {score.unit or ''}"
    return said((zh, f"projects {summed}, stated {stated}, difference {difference} {score.unit or ''}"), lang).rstrip()


def _projects(score: DepartmentScore, lang: str) -> Section:
    zh = (
        "编号",
        "项目",
        f"资金({score.unit})" if score.unit else "资金",
        "得分",
        "可能得分",
        "等级",
        "达到",
        "未达到",
        "无法判断",
        "不适用",
        "已判定",
    )
    en = (
        "Key",
        "Project",
        f"Funds ({score.unit})" if score.unit else "Funds",
        "Points",
        "Possible",
        "Grade",
        "Met",
        "Not met",
        "Open",
        "N/A",
        "Judged",
    )
    rows = Rows(score.every_project, lambda project: _project(project, lang))
    return Section("projects", said(("项目", "Projects"), lang), rows, said((zh, en), lang), right=(2, 3, 4, 6, 7, 8, 9, 10))


def _project(project: ProjectScore, lang: str) -> Row:
    funding = "—" if project.funding is None else money(project.funding)
    told = (str(project.counts.get(outcome, 0)) for outcome in words.OUTCOMES)
    grade = words.grade(project.grade_label, lang)
    name = project.name or ""
    return (project.key, name, funding, points(project.points), words.reach(project), grade, *told, percent(project.judged, 1))


def _categories(score: DepartmentScore, lang: str) -> Section:
    head = said((("类别", "分值", "已得", "待定", "失分"), ("Category", "Weight", "Earned", "Open", "Lost")), lang)
    rows = [
        (item.label, points(item.maximum), points(item.earned), points(item.open), points(item.lost))
        for item in digest.categories(score, lang)
    ]
    return Section(
        "categories", said(("分类（各项目分值合计）", "Categories (weights of all projects)"), lang), rows, head, right=(1, 2, 3, 4)
    )


def _places(places: Sequence[Place], value: str, title: tuple[str, str], column: tuple[str, str], lang: str) -> Section:
    zh = ("编号", "项目", "指标", "指标值", "实际完成值", column[0], "原因")
    en = ("Key", "Project", "Indicator", "Target", "Actual", column[1], "Why")

    def row(place: Place) -> Row:
        part, project = place.part, place.project.name or ""
        told = (place.label(lang), place.target, place.actual(lang), points(getattr(part, value)), place.why(lang))
        return part.key, project, *told

    rows = Rows(places, row)
    return Section(value, f"{said(title, lang)} ({len(rows)})", rows, said((zh, en), lang), right=(5,))


def _monitoring(report: Report) -> Section:
    zh = ("编号", "指标", "类型", "应完成", "已完成", "状态")
    en = ("Key", "Indicator", "Kind", "Expected", "Reached", "State")
    rows = [
        (
            item.key,
            item.name,
            said(words.KINDS[item.kind], report.lang),
            _share(item.expected),
            _share(item.reached),
            said(words.LAMPS[item.lamp], report.lang),
        )
        for item in report.progress
        if not report.lagging or item.lamp in LAGGING
    ]
    day = said(("（截至 {}）", " ({})"), report.lang).format(report.as_of) if report.as_of else ""
    title = said(("年中监控", "Mid-year monitoring"), report.lang) + day + _standing(report)
    return Section("monitoring", title, rows, said((zh, en), report.lang), right=(3, 4))


def _standing(report: Report) -> str:
    """How many stand at each lamp, before the list."""
    told = [f"{said(words.LAMPS[lamp], report.lang)} {count}" for lamp, count in counts_of(report.progress).items() if count]
    return said(("：{}", ": {}"), report.lang).format(said(("、", ", "), report.lang).join(told)) if told else ""


def _share(value: Fraction | None) -> str:
    return "—" if value is None else percent(value, 1)


def _sources(score: DepartmentScore, lang: str) -> Section:
    head = said((("依据", "可靠程度", "规则"), ("Source", "Known", "Rules")), lang)
    between = said(("；", "; "), lang)
    rows = [(basis.source, basis.known(lang), between.join(basis.rules)) for basis in digest.sources(score.rules, lang)]
    return Section("sources", said(("评分依据", "Sources of the policy"), lang), rows, head)


def _listed(found: Sequence[Remark], lang: str) -> Section:
    """Every remark with its key and its place, errors first."""
    zh, en = ("级别", "代码", "编号", "位置", "说明"), ("Severity", "Code", "Key", "Place", "Message")

    def row(item: Remark) -> Row:
        finding = item.finding
        return item.severity.say(lang), item.code, item.key, str(finding.location), finding.say(lang)

    rows = Rows(sorted(found, key=lambda item: -item.severity.rank), row)
    title = said((f"发现（{len(found)} 条）", f"Findings ({len(found)})"), lang)
    return Section("findings", title, rows, said((zh, en), lang), quiet=sum(item.severity is Severity.INFO for item in found))


def _tallied(found: Sequence[Remark], lang: str) -> Section:
    """The remarks counted by code, with the first of their places."""
    zh, en = ("级别", "代码", "条数", "说明", "位置"), ("Severity", "Code", "Count", "Title", "Places")
    rows = [
        (
            item.finding.severity.say(lang),
            item.finding.code,
            str(item.count),
            said((item.finding.title, item.finding.rule.title_en), lang),
            " ".join(item.places[:PLACES]) + (" …" if len(item.places) > PLACES else ""),
        )
        for item in digest.tallies(found)
    ]
    return Section("findings", said((f"发现（{len(found)} 条）", f"Findings ({len(found)})"), lang), rows, said((zh, en), lang), right=(2,))
