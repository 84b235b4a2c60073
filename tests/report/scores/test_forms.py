"""The forms of a department's scores, and what each owes to its reader."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from importlib.resources import files

import jsonschema
import pytest

from perfrules import rollup
from perfrules.findings import Finding, finding
from perfrules.model import Actual, Department, Funding, Project
from perfrules.report.charts import Bar, bars
from perfrules.report.digest import Place, Report
from perfrules.report.scores import formats, render
from perfrules.report.sections import headline, sections
from perfrules.report.words import said
from perfrules.scoring.monitoring import monitor
from perfrules.scoring.results.outcomes import Range
from perfrules.scoring.results.scores import DepartmentScore
from perfrules.text import width


@pytest.mark.parametrize("form", formats())
def test_every_form_is_the_same_each_time_and_hides_no_control_character(form: str, score: DepartmentScore, findings: list[Finding]):
    first, again = render(form, score, findings), render(form, score, findings)
    assert first == again
    assert first.endswith("\n")
    assert "\x1b" not in first


@pytest.mark.parametrize("form", sorted(set(formats()) - {"json"}))
def test_every_form_for_people_is_in_the_language_asked_for(form: str, score: DepartmentScore, findings: list[Finding]):
    assert "未达到" in render(form, score, findings, "zh")
    english = render(form, score, findings, "en")
    assert "not met" in english
    assert "未达到" not in english


def test_text_columns_align_for_wide_characters(score: DepartmentScore):
    lines = render("text", score, width=120, verbose=True).split("\n")
    start = lines.index("项目") + 1
    head, rule, *rows = lines[start : start + 4]
    assert [width(line) for line in rows] == [width(rule)] * 2
    edge = width(head[: head.index("得分") + 2])
    for line in rows:
        cut = next(index for index in range(len(line)) if width(line[:index]) >= edge)
        assert re.search(r"\d\.\d\d$", line[:cut])


def test_headline_has_the_total_the_interval_the_grade_the_counts_and_the_policy(score: DepartmentScore):
    told = {row[0]: row[1] for row in headline(score, "zh").rows}
    assert told["部门已定得分"] == "42.50 / 100.00"
    assert told["可能得分"] == "42.50～91.25"
    assert told["等级"] == "待定"
    assert told["判定结果"] == "达到 1　未达到 2　无法判断 2　不适用 1"
    assert told["已判定分值"] == "66.67%"
    assert told["评分办法"].endswith("（mof-2020-10）")
    assert told["资金"] == "各项目合计 476,904.30，部门总计 476,904.29，相差 0.01 万元"


def test_what_cost_most_comes_first_and_open_judgements_say_why(score: DepartmentScore):
    told = {section.key: section for section in sections(Report(score))}
    assert [row[0] for row in told["lost"].rows] == ["P02I1", "P01I1"]
    assert told["lost"].rows[1][3:] == ("≥150", "105亿元", "15.00", "未达到；完成70%")
    assert [row[0] for row in told["open"].rows] == ["P01I2", "P02X"]
    assert told["open"].rows[0][4:] == ("未填报", "40.00", "“≥”后面没有数值，不能判断")
    assert told["open"].rows[1][4] == "— / —"


def test_points_of_the_categories_add_up(score: DepartmentScore):
    told = {section.key: section for section in sections(Report(score))}["categories"]
    assert [row[0] for row in told.rows] == ["预算执行", "产出指标", "效益指标", "未分类"]
    for row in told.rows:
        weight, *pieces = map(Decimal, row[1:])
        assert weight == sum(pieces)


def test_the_same_remark_is_told_once_with_its_key(score: DepartmentScore, findings: list[Finding]):
    told = {section.key: section for section in sections(Report(score, [*findings, *findings]))}["findings"]
    assert [row[1:4] for row in told.rows] == [("OP009", "", "表.txt:3:7:1"), ("OP009", "P01I2", "")]


def test_a_brief_report_counts_remarks_by_code_and_names_their_places(score: DepartmentScore, findings: list[Finding]):
    more = [finding("CP015").at(file="表.txt", row=row) for row in range(1, 9)]
    told = {section.key: section for section in sections(Report(score, [*findings, *more]), brief=True)}["findings"]
    places = " ".join(f"表.txt:{row}" for row in range(1, 7))
    assert told.rows == [("错误", "CP015", "8", "指标值为空", f"{places} …"), ("错误", "OP009", "2", "数值丢失", "表.txt:3:7:1 P01I2")]


def test_text_cuts_a_long_list_of_open_judgements_and_says_so(score: DepartmentScore):
    project = replace(score.projects[0], indicators=(score.projects[0].indicators[1],) * 45)
    text = render("text", replace(score, projects=(project,)), verbose=True)
    assert "得分待定的指标 (45)" in text
    assert "另有 5 项" in text
    assert text.count("“≥”后面没有数值，不能判断") == 40


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_of_text_is_wider_than_the_terminal(
    lang: str, columns: int, verbose: bool, score: DepartmentScore, findings: list[Finding]
):
    many = replace(score.projects[0], indicators=(*score.projects[0].indicators, *(score.projects[0].indicators[1],) * 45))
    for one in (score, replace(score, projects=(many, score.projects[1]))):
        text = render("text", one, findings, lang, width=columns, verbose=verbose)
        widest = max(text.split("\n"), key=width)
        assert width(widest) <= columns, widest


def test_the_summary_comes_first_and_the_tables_are_asked_for(score: DepartmentScore, findings: list[Finding]):
    brief, whole = render("text", score, findings), render("text", score, findings, verbose=True)
    assert brief.split("\n")[1].startswith("  部门已定得分  42.50 / 100.00")
    for title in ("分类（各项目分值合计）", "评分依据"):
        assert f"\n{title}\n" not in brief
        assert f"\n{title}\n" in whole
    assert "-v 另列" in brief
    assert "-v 另列" not in whole
    assert "P02I1  失 " in brief
    assert "“≥”后面没有数值，不能判断" in brief


def test_many_open_judgements_are_told_by_their_reason(score: DepartmentScore):
    project = replace(score.projects[0], indicators=(score.projects[0].indicators[1],) * 45)
    text = render("text", replace(score, projects=(project,)))
    assert "  数值丢失 45 项：P01I2 P01I2 P01I2 P01I2 P01I2 P01I2 …" in text
    bare = replace(score.projects[0].indicators[1], findings=())
    assert "无法判断 45 项" in render("text", replace(score, projects=(replace(project, indicators=(bare,) * 45),)))


def test_colours_stand_beside_words(score: DepartmentScore, findings: list[Finding]):
    plain, coloured = render("text", score, findings), render("text", score, findings, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[33m  等级          待定\x1b[0m" in coloured
    assert "\x1b[31m错误\x1b[0m OP009" in coloured
    assert re.sub("\x1b\\[\\d+m", "", coloured) == plain


def test_nothing_said_is_no_block(score: DepartmentScore):
    quiet = replace(score, findings=(), projects=(replace(score.projects[1], indicators=(), findings=()),), notes=())
    assert "发现（" not in render("text", replace(quiet, projects=()), ())


def test_a_reason_that_is_missing_is_said_where_points_are_lost(score: DepartmentScore):
    part = replace(score.projects[0].indicators[0], reason_required=True)
    place = Place(score.projects[0], part)
    assert place.why("zh") == "未达到；完成70%；没有偏差原因"
    assert Place(score.projects[0], replace(part, deviation_reason="雨季")).why("en") == "not met; reached 70%; reason given: 雨季"


def test_the_sources_of_the_policy_name_every_rule_once_in_words(score: DepartmentScore):
    told = {section.key: section for section in sections(Report(score))}["sources"]
    titles = [title for row in told.rows for title in row[2].split("；")]
    assert len(titles) == len(set(titles)) == len(score.rules.rules())
    assert not any(title.isascii() for title in titles)


def test_the_state_at_a_date_has_its_lamps(score: DepartmentScore):
    progress = monitor(score, date(2023, 6, 30), year=2023)
    for form in ("text", "html", "md"):
        told = render(form, score, progress=progress)
        assert "年中监控" in told
        assert "○ 未定" in told
    data = json.loads(render("json", score, progress=progress))
    assert [item["key"] for item in data["monitoring"]] == ["P01X", "P01I1", "P01I2", "P02X", "P02I1", "P02I2"]
    assert "\n年中监控\n" not in render("text", score)


class _Page(HTMLParser):
    """Tags that are open at the end, addresses that the page would load, anchors and the links to them."""

    void = ("meta",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.void:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href") and not (value or "").startswith("#"):
                self.loads.append(value or "")
            if name == "href":
                self.links.add((value or "").removeprefix("#"))
            if name == "id":
                self.anchors.add(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        assert self.open.pop() == tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(score: DepartmentScore, findings: list[Finding]):
    text = render("html", score, findings)
    page = _Page(text)
    assert page.open == []
    assert page.loads == []
    assert "script" not in page.tags
    assert "svg" in page.tags
    assert "&lt;script&gt;" in text
    assert page.links <= page.anchors
    assert {"P01", "P02", "P01I1", "P02X"} <= page.links
    assert set(re.findall(r"url\([^)]*\)", text)) == {"url(#hatch)", "url(#hatch-narrow)"}


def test_the_page_shows_what_asks_for_something_and_folds_the_notes(score: DepartmentScore, findings: list[Finding]):
    notes = [finding("IN005").at(file="表.txt", row=row) for row in (19, 30)]
    page = render("html", score, [*notes, *findings])
    told = page[page.index("<h2>发现（4 条）</h2>") : page.index("<h2>计分推导</h2>")]
    shown, folded = told.split("<details><summary>提示（2 条）</summary>")
    assert shown.count(">OP009<") == 2
    assert '<td><a href="#P01I2">P01I2</a></td>' in shown
    assert "IN005" not in shown
    assert folded.count(">IN005<") == 2
    assert "<details><summary>" not in render("html", score, findings)
    quiet = replace(score, projects=(), findings=())
    told = render("html", quiet, notes)
    assert "<h2>发现（2 条）</h2>\n<details>" in told


def test_errors_come_first_in_a_list_of_findings(score: DepartmentScore, findings: list[Finding]):
    listed = {section.key: section for section in sections(Report(score, [finding("IN005"), *findings]))}["findings"]
    assert [row[0] for row in listed.rows] == ["错误", "错误", "提示"]


def test_a_settled_total_is_the_departments_and_an_open_one_is_settled_so_far(score: DepartmentScore):
    settled = replace(score, interval=Range(score.points, score.points))
    assert headline(settled, "zh").rows[0][0] == "部门得分"
    assert headline(score, "en").rows[0][0] == "Department, settled"
    assert ("预算年度", "2023") in headline(replace(score, year=2023), "zh").rows


def test_sentences_in_one_cell_of_csv_are_phrases(score: DepartmentScore):
    part = score.projects[0].indicators[1]
    part = replace(part, findings=(*part.findings, *part.findings))
    project = replace(score.projects[0], indicators=(part,))
    rows = list(csv.DictReader(io.StringIO(render("csv", replace(score, projects=(project,))).removeprefix("\ufeff"))))
    assert rows[1]["发现"] == "OP009 “≥”后面没有数值，不能判断；OP009 “≥”后面没有数值，不能判断"


def test_derivations_tell_how_the_totals_came_about_and_the_policy_once():
    department = Department(
        name="某局", projects=(Project(name="甲", funding=Funding(total="1")), Project(name="乙", funding=Funding(total="3")))
    )
    scored = rollup.score(department, {"P01X": Actual(budget="10", executed="10"), "P02X": Actual(budget="10", executed="5")})
    page = render("html", scored)
    told = page[page.index("计分推导") :]
    assert "2 个项目得分按资金总计（合 4）加权平均：6.25，取为 6.25 分" in told
    assert "预算执行 5＋指标 0＝5 分" in told
    assert "评分办法：" not in told


def test_bars_are_as_long_as_their_points():
    chart = bars([Bar("甲", Decimal(45), Decimal(40), Decimal(15), "45")], Decimal(100), title="项目", marks=[("优", Decimal(90))])
    sizes = re.findall(r'class="(\w+)" x="[\d.]+" y="\d+" width="([\d.]+)"', chart)
    assert [kind for kind, _ in sizes] == ["earned", "open", "lost"]
    assert sum(Decimal(size) for _, size in sizes) == Decimal("480.0")
    assert ">优</text>" in chart


def test_an_empty_chart_is_a_chart():
    assert bars([], Decimal(0), title="项目").startswith("<svg")


def test_csv_opens_in_a_spreadsheet_program_without_running_anything(score: DepartmentScore):
    text = render("csv", score)
    assert text.startswith("\ufeff版式,评分办法,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["编号"] for row in rows] == ["P01X", "P01I1", "P01I2", "P02X", "P02I1", "P02I2"]
    assert {row["版式"] for row in rows} == {"1"}
    assert rows[0]["实际完成值"] == "26000"
    assert rows[4]["实际完成值"] == "'-3家"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_json_is_valid_against_the_published_schema(score: DepartmentScore, findings: list[Finding]):
    schema = json.loads((files("perfrules.report") / "score.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(render("json", score, findings))
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
    assert data["points"] == "42.5"
    assert [finding["code"] for finding in data["data_findings"]] == ["OP009"]


def test_markdown_cells_cannot_break_the_table(score: DepartmentScore):
    text = render("md", score)
    row = next(line for line in text.split("\n") if "alert" in line)
    assert r"\<script\>alert(1)\</script\>\|\*x\*" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 8


def test_said_takes_the_language():
    assert (said(("是", "yes"), "zh"), said(("是", "yes"), "en")) == ("是", "yes")
