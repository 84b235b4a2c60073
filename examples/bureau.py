"""一个虚构的文化局一年的表：年初各单位交的目标表，年中的填报表，年末的自评表。A made-up bureau's year, as the files that its offices hand in.

    python examples/bureau.py 文件夹

Each office hands in its own kind of file: a workbook with merged cells, a Word document, a web page, a csv.
"""

from __future__ import annotations

import csv
import html
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

YEAR = 2024
BUREAU = "某市文化局"


@dataclass(frozen=True)
class Row:
    """An indicator: its target, its points, its value at mid-year and at the end, and why it fell short."""

    category: str
    name: str
    target: str
    points: int
    half: str
    whole: str
    reason: str = ""


@dataclass(frozen=True)
class Project:
    """A project of an office with its budget and what was spent of it by mid-year and by the end."""

    name: str
    budget: str
    spent: tuple[str, str]
    rows: tuple[Row, ...]


OUTPUT, COST, BENEFIT, CONTENT = "产出指标", "成本指标", "效益指标", "满意度指标"
OFFICES = {
    "图书馆.xlsx": (
        Project("全民阅读推广", "180", ("96", "178.2"), (
            Row(OUTPUT, "阅读推广活动场次", "≥120场", 20, "66场", "131场"),
            Row(OUTPUT, "新增馆藏图书", "不少于3万册", 20, "0.9万册", "2.4万册", "中标书商供货延迟"),
            Row(COST, "单场活动平均成本", "≤0.6万元", 10, "0.55万元", "0.58万元"),
            Row(BENEFIT, "外借图书册次增长率", "较上年增长5%", 20, "", "增长6.3%"),
            Row(CONTENT, "读者满意度", "≥90%", 20, "", "93.5%"))),
        Project("古籍保护", "60", ("12", "41"), (
            Row(OUTPUT, "修复古籍叶数", "8000叶", 40, "2100叶", "6900叶", "修复师离职一人，年底补齐"),
            Row(OUTPUT, "古籍数字化完成时间", "2024年10月底前", 20, "", "2024年11月15日", "设备到货推迟"),
            Row(BENEFIT, "古籍保护水平", "进一步提高", 20, "", "部分达成（75%）", "数字化尚未上线"),
            Row(CONTENT, "研究者满意度", "≥85%", 10, "", "90%"))),
    ),
    "文化馆.docx": (
        Project("群众文化活动", "240", ("118", "236"), (
            Row(OUTPUT, "下乡演出场次", "200场以上", 30, "108场", "214场"),
            Row(OUTPUT, "培训文艺骨干", "≥500人次", 20, "260人次", "505人次"),
            Row(COST, "人均培训成本", "200元", 10, "185元", "192元"),
            Row(BENEFIT, "惠及群众", "≥15万人次", 20, "7.4万人次", "16.2万人次"),
            Row(CONTENT, "群众满意度", "95%以上", 10, "", "94%", "偏远乡镇场次少"))),
    ),
    "博物馆.html": (
        Project("免费开放", "320", ("150", "316"), (
            Row(OUTPUT, "举办展览", "≥12个", 30, "6个", "13个"),
            Row(OUTPUT, "文物安全事故", "0起", 20, "0起", "0起"),
            Row(OUTPUT, "讲解服务投诉率", "≤1‰", 10, "0.6‰", "0.8‰"),
            Row(BENEFIT, "接待观众", "≥60万人次", 20, "27万人次", "66.5万人次"),
            Row(CONTENT, "观众满意度", "≥90%", 10, "", "0.96"))),  # 是 96% 还是 0.96%？不能判断，得分待定
    ),
    "执法队.csv": (
        Project("文化市场执法", "90", ("40", "88"), (
            Row(OUTPUT, "出动检查人次", "≥1500人次", 30, "820人次", "1640人次"),
            Row(OUTPUT, "案件按期办结率", "100%", 20, "100%", "98%", "一案当事人失联"),
            Row(BENEFIT, "重大舆情事件", "不发生", 30, "达成", "达成（100%）"),
            Row(CONTENT, "经营者满意度", "≥80%", 10, "", "86%"))),
    ),
}  # fmt: skip
"""The offices by the file that they hand in; the budget execution bears 10 points of every project."""

HEAD = ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析")
Cells = list[tuple[str, int]]
"""A row: texts, each with the columns that it covers. An empty text below another is a part of its cell."""


def form(office: str, project: Project, *, filled: bool) -> Iterator[Cells]:
    """The self-assessment form of a project, row by row, seven columns wide; without ``filled`` it holds the targets alone."""
    yield [("项目支出绩效自评表" if filled else "项目支出绩效目标表", 7)]
    yield [(f"（{YEAR}年度）", 7)]
    yield [("项目名称", 1), (project.name, 6)]
    yield [("主管部门", 1), (BUREAU, 2), ("实施单位", 1), (office, 3)]
    yield [("项目资金（万元）", 1), *((text, 1) for text in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"))]
    yield [("年度资金总额", 1), *((text, 1) for text in (project.budget, project.budget, project.spent[1] if filled else "", "10", "", ""))]
    yield [(text, 1) for text in HEAD]
    before = ""
    for row in project.rows:
        actual, reason = (row.whole, row.reason) if filled else ("", "")
        category = "" if row.category == before else row.category
        yield [(text, 1) for text in (category, row.name, row.target, actual, str(row.points), "", reason)]
        before = row.category


def workbook(path: Path, forms: list[list[Cells]]) -> None:
    """A sheet a project, its categories merged over their indicators."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(forms, 1):
        sheet = book.create_sheet(f"项目{number}")
        top = 0
        for at, cells in enumerate(rows, 1):
            column = 1
            for text, columns in cells:
                sheet.cell(at, column, text or None)
                if columns > 1:
                    sheet.merge_cells(start_row=at, end_row=at, start_column=column, end_column=column + columns - 1)
                column += columns
            if cells[0][0]:
                top = at
            elif at == len(rows) or rows[at][0][0]:  # the last of a category
                sheet.merge_cells(start_row=top, end_row=at, start_column=1, end_column=1)
    book.save(path)


def document(path: Path, forms: list[list[Cells]]) -> None:
    """A Word document with a table a project."""
    import docx

    paper = docx.Document()
    for rows in forms:
        table = paper.add_table(len(rows), 7)
        for at, cells in enumerate(rows):
            column = 0
            for text, columns in cells:
                cell = table.cell(at, column)
                cell.text = text
                cell.merge(table.cell(at, column + columns - 1))
                column += columns
        paper.add_paragraph()
    paper.save(str(path))


def page(path: Path, forms: list[list[Cells]]) -> None:
    """A web page with a table a project."""
    tables = (
        "".join(
            "<tr>" + "".join(f'<td colspan="{columns}">{html.escape(text)}</td>' for text, columns in cells) + "</tr>" for cells in rows
        )
        for rows in forms
    )
    path.write_text('<!doctype html><meta charset="utf-8">' + "".join(f"<table>{table}</table>" for table in tables), "utf-8")


def plain(path: Path, forms: list[list[Cells]]) -> None:
    """A csv as spreadsheet programs in China save it: GB 18030."""
    with path.open("w", encoding="gb18030", newline="") as stream:
        for rows in forms:
            csv.writer(stream).writerows([text for cell in cells for text in (cell[0], *[""] * (cell[1] - 1))] for cells in rows)


WRITERS = {".xlsx": workbook, ".docx": document, ".html": page, ".csv": plain}


def write(folder: str | Path) -> None:
    """Write the year: ``目标表`` of January, ``年中填报`` of 30 June, ``自评表`` of December."""
    from perfrules import read
    from perfrules.report.template import COLUMNS, rows

    at = Path(folder)
    for name in ("目标表", "年中填报", "自评表"):
        (at / name).mkdir(parents=True, exist_ok=True)
    for name, projects in OFFICES.items():
        path, office = Path(name), f"市{Path(name).stem}"
        for place, filled in (("目标表", False), ("自评表", True)):
            WRITERS[path.suffix](at / place / name, [list(form(office, project, filled=filled)) for project in projects])
        halves = {(project.name, row.name): row.half for project in projects for row in project.rows}
        spent = {project.name: project.spent[0] for project in projects}
        with (at / "年中填报" / f"{path.stem}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            sheet = csv.writer(stream)
            sheet.writerow(COLUMNS[field] for field in ("project", "indicator", "target", "actual", "budget", "executed", "key"))
            for row in rows(read(at / "目标表" / name).department):  # as perfrules template writes them
                executed = spent[row.project] if row.key.endswith("X") else ""
                actual = halves.get((row.project, row.indicator), "")
                sheet.writerow((row.project, row.indicator, row.target, actual, row.budget if executed else "", executed, row.key))


if __name__ == "__main__":
    write(sys.argv[1])
