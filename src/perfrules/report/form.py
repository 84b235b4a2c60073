"""The official 项目支出绩效自评表, filled: a sheet a project in the national layout, and a first sheet that sums them up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from perfrules.findings import Finding
from perfrules.model import Amount, Amounts, Category, Department, Funding, Indicator, Project
from perfrules.report.form_sheet import FormSheet
from perfrules.report.words import reach
from perfrules.report.workbooks import saved, workbook
from perfrules.scoring.results.explanations import phrase
from perfrules.scoring.results.outcomes import Score
from perfrules.scoring.rounding import rounded
from perfrules.text import visible

if TYPE_CHECKING:
    from perfrules.scoring.results.parts import IndicatorScore
    from perfrules.scoring.results.scores import DepartmentScore, ProjectScore

_SOURCES = (
    ("total", "年度资金总额"),
    ("appropriation", "其中：当年财政拨款"),
    ("special_account", "财政专户管理资金"),
    ("carry_over", "上年结转资金"),
    ("other", "其他资金"),
)
_ORDER = (Category.DECISION, Category.PROCESS, Category.COST, Category.OUTPUT, Category.BENEFIT, Category.SATISFACTION, None)
_COLUMNS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
_WIDTHS = (6, 12, 20, 30, 20, 18, 9, 15, 32)
_SUMMARY = ["序号", "项目名称", "得分", "等级", "可评判比重", "汇总权重", "工作表"]
_TITLES = 3
"""The rows that every page of a project repeats: the title, the year, the project."""


def xlsx_form(department: Department, score: DepartmentScore) -> bytes:
    """The workbook's bytes. Sheets are named by number, never by data; a cell with a finding has a note that says it.

    Points that are not settled are written as the interval they can still reach. Totals are formulas, so that they follow where
    somebody puts a number in its place; the labels of a long form stand on each of its pages.
    """
    book = workbook()
    summary = FormSheet(book.active, "汇总", (6, 44, 16, 10, 14, 16, 12))
    sheets, totals = [summary], []
    for index, (project, result) in enumerate(zip(department.projects, score.projects, strict=True), 1):
        sheets.append(FormSheet(book.create_sheet(), f"项目{index:02d}", _WIDTHS))
        totals.append(_project(sheets[-1], department, project, result, score.year))
    own = None
    if score.own is not None:
        project = Project(name=department.name or "部门整体", funding=department.funding, objective=department.objective,
                          objective_actual=department.objective_actual, indicators=department.indicators)  # fmt: skip
        sheets.append(FormSheet(book.create_sheet(), "部门整体", _WIDTHS))
        own = _project(sheets[-1], department, project, score.own, score.year, whole=True)
    _summary(summary, department, score, totals, own)
    return saved(book, "score", [sheet.formulas for sheet in sheets])


def _summary(sheet: FormSheet, department: Department, score: DepartmentScore, totals: Sequence[str], own: str | None) -> None:
    """The first sheet; ``totals`` are the cells of the projects' totals and ``own`` that of the department's own table."""
    sheet.line([(1, 7, f"{department.name or '部门'}项目支出绩效自评汇总表")], title=True)
    sheet.line([(1, 7, f"评分办法：{score.rules.title}（{score.policy}）")])
    sheet.line([(column, column, text) for column, text in enumerate(_SUMMARY, 1)], head=True)
    first = sheet.row
    weights = score.weights if len(score.weights) == len(score.projects) else (None,) * len(score.projects)
    for index, (project, total, weight) in enumerate(zip(score.projects, totals, weights, strict=True), 1):
        sheet.line([(2, 2, project.name or "")])
        for column, text in ((1, str(index)), (4, project.grade_label), (5, _percent(project.judged)), (7, f"项目{index:02d}")):
            sheet.text(column, text)
        _score_cell(sheet, 3, project)
        sheet.formula(3, total)
        if weight is not None:
            sheet.number(6, weight, "#,##0.00")
    last = sheet.row - 1
    sheet.line([(1, 2, "部门"), (4, 4, score.grade_label), (5, 5, _percent(score.judged))], head=True)
    _score_cell(sheet, 3, score)
    if own is not None:
        sheet.formula(3, own)
    elif _is_mean(score):
        mean = f"ROUND(SUMPRODUCT(C{first}:C{last},F{first}:F{last})/SUM(F{first}:F{last}),{score.rules.rounding.total})"
        sheet.formula(3, _where_all_are_numbers(f"C{first}:C{last}", len(totals), mean, score))
    sheet.note(1, _remarks(score.findings))
    sheet.fit_page(head=3)


def _is_mean(score: DepartmentScore) -> bool:
    """Whether the total is the mean of the projects as the sheet shows them, by the weights that it shows."""
    weights = [Fraction(weight) for weight in score.weights if weight is not None]
    if not weights or len(weights) != len(score.projects) or not any(weights):
        return False
    places = score.rules.rounding.total
    ends = [
        (Fraction(rounded(Fraction(item.interval.low), 2)), Fraction(rounded(Fraction(item.interval.high), 2))) for item in score.projects
    ]
    whole = sum(weights, Fraction(0))
    low, high = (sum((end[side] * weight for end, weight in zip(ends, weights, strict=True)), Fraction(0)) / whole for side in (0, 1))
    return (rounded(low, places), rounded(high, places)) == (score.interval.low, score.interval.high)


def _where_all_are_numbers(cells: str, count: int, formula: str, score: Score) -> str:
    """The formula; where points are open, only once numbers stand in the place of all intervals."""
    return formula if score.is_settled else f'IF(COUNT({cells})={count},{formula},"{reach(score)}")'


def _project(
    sheet: FormSheet, department: Department, project: Project, result: ProjectScore, year: int | None, *, whole: bool = False
) -> str:
    """Write the form of a project, or with ``whole`` that of the department itself; return the cell of its total for a formula.

    ``year`` is that of a project that prints none.
    """
    year = project.year or year
    sheet.line([(1, 9, "部门整体支出绩效自评表" if whole else "项目支出绩效自评表")], title=True)
    sheet.line([(1, 9, f"（{year or '    '}年度）")], title=True)
    sheet.line([(1, 2, "部门名称" if whole else "项目名称"), (3, 9, project.name)], labels=(1,))
    sheet.note(3, _remarks(result.findings))
    if not whole:
        above = project.department or department.name or ""
        sheet.line([(1, 2, "主管部门"), (3, 5, above), (6, 7, "实施单位"), (8, 9, project.implementing_unit or "")], labels=(1, 6))
    execution = _funds(sheet, project.funding, result, department.unit)
    start = sheet.row
    sheet.line([(2, 5, "预期目标"), (6, 9, "实际完成情况")], head=True)
    sheet.line([(2, 5, project.objective or ""), (6, 9, project.objective_actual or "")])
    sheet.block(start, 1, "年度总体目标")
    start = sheet.row
    sheet.line([(column, column, text) for column, text in enumerate(_COLUMNS, 2)], head=True)
    _indicators(sheet, list(zip(project.indicators, result.indicators, strict=True)))
    sheet.block(start, 1, "绩效指标")
    total = _total(sheet, result, execution, start + 1)
    sheet.line(
        [(1, 9, "；".join([f"注：评分办法为{result.rules.title}（{result.policy}）", f"等级：{result.grade_label}", *_assigned(result)]))]
    )
    sheet.fit_pages(titles=_TITLES, whole=start + 2)
    return total


def _assigned(result: ProjectScore) -> Iterator[str]:
    """How weights were assigned that the table does not give."""
    for note in result.notes:
        if note.key.startswith(("weights-", "missing-")) and note.key != "weights-given":
            yield visible(phrase(note.key, "zh", note.values))


def _total(sheet: FormSheet, result: ProjectScore, execution: int, first: int) -> str:
    """The row of the total, which adds up what stands above where it is that sum; return its cell."""
    last = sheet.row - 1
    sheet.line([(1, 6, "总分")], head=True)
    sheet.number(7, result.maximum)
    _score_cell(sheet, 8, result)
    below = f",{{column}}{first}:{{column}}{last}" if result.indicators else ""
    weights, earned = f"G{execution}{below.format(column='G')}", f"I{execution}{below.format(column='H')}"
    if result.maximum == sum(part.maximum for part in result.parts):
        sheet.formula(7, f"SUM({weights})")
    ends = [[rounded(Fraction(end), 2) for end in (part.interval.low, part.interval.high)] for part in result.parts]
    if (sum(low for low, _ in ends), sum(high for _, high in ends)) == (result.interval.low, result.interval.high):
        sheet.formula(8, _where_all_are_numbers(earned, len(ends), f"ROUND(SUM({earned}),2)", result))
    return f"'{sheet.sheet.title}'!H{last + 1}"


def _funds(sheet: FormSheet, funding: Funding, result: ProjectScore, unit: str | None) -> int:
    """Write the block of funds; return the row of the total amount, in which the budget execution is scored."""
    start = sheet.row
    head = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
    sheet.line([(3, 3, ""), *((column, column, text) for column, text in enumerate(head, 4))], head=True)
    for source, title in _SOURCES:
        sheet.line([(3, 3, title)], labels=(3,))
        amounts = _amounts(getattr(funding, source))
        if source == "total":
            amounts = _spent(sheet, result, amounts)
        else:
            for column in (7, 8, 9):
                sheet.text(column, "—")
        for column, amount in enumerate(amounts, 4):
            if amount is not None:
                sheet.number(column, amount, "#,##0.00")
    sheet.block(start, 1, f"项目资金（{unit}）" if unit else "项目资金", columns=2)
    return start + 1


def _spent(sheet: FormSheet, result: ProjectScore, amounts: _Three) -> _Three:
    """Write what the execution earns into the row of the total amount; return its amounts, those that were scored before others."""
    execution = result.execution
    first, second, third = amounts
    if result.rules.execution.denominator == "initial":
        first = execution.budget if execution.budget is not None else first
    else:
        second = execution.budget if execution.budget is not None else second
    third = execution.executed if execution.executed is not None else third
    row = sheet.row - 1
    sheet.number(7, execution.maximum)
    if execution.attainment is not None:
        rate = rounded(execution.attainment, 4)
        sheet.number(8, rate, "0.00%")
        if second and third is not None and rounded(Fraction(third) / Fraction(second), 4) == rate:
            sheet.formula(8, f"ROUND(F{row}/E{row},4)")
    _score_cell(sheet, 9, execution)
    reason = [f"偏差原因：{execution.deviation_reason}"] if execution.deviation_reason else []
    sheet.note(9, [*reason, *_remarks(execution.findings)])
    return first, second, third


_Three: TypeAlias = "tuple[Decimal | None, Decimal | None, Decimal | None]"


def _amounts(amount: Amount | Amounts | None) -> _Three:
    """年初预算数, 全年预算数 and 全年执行数 of a source; a plain amount is the first of them."""
    if isinstance(amount, Amounts):
        return amount.initial, amount.adjusted, amount.executed
    return amount, None, None


def _indicators(sheet: FormSheet, pairs: Sequence[tuple[Indicator, IndicatorScore]]) -> None:
    """The indicators by category and then by subcategory, each in the order of the table; equal labels are merged."""
    pairs = sorted(pairs, key=lambda pair: _ORDER.index(pair[0].category))
    for category, group in groupby(pairs, key=lambda pair: pair[0].category):
        first = sheet.row
        for subcategory, rows in groupby(group, key=lambda pair: pair[0].subcategory):
            second = sheet.row
            for indicator, score in rows:
                _indicator(sheet, indicator, score)
            sheet.block(second, 3, subcategory.label if subcategory else "")
        sheet.block(first, 2, category.label if category else "")


def _indicator(sheet: FormSheet, indicator: Indicator, score: IndicatorScore) -> None:
    texts = {4: indicator.name, 5: indicator.target.text, 6: score.actual or "", 9: score.deviation_reason or ""}
    sheet.line([(column, column, text) for column, text in texts.items()])
    sheet.number(7, score.maximum)
    _score_cell(sheet, 8, score)
    sheet.note(5, _remarks(indicator.target.findings))
    sheet.note(8, _remarks(score.findings))


def _score_cell(sheet: FormSheet, column: int, score: Score) -> None:
    """Settled points as a number; else the interval they can still reach."""
    if score.is_settled:
        sheet.number(column, rounded(Fraction(score.points), 2))
    else:
        sheet.text(column, reach(score))


def _percent(share: Fraction) -> str:
    return f"{rounded(share * 100, 1)}%"


def _remarks(findings: Iterable[Finding]) -> Iterator[str]:
    return (visible(f"{found.code} {found.message}") for found in findings)
