"""Many departments: every table scored by its own sheet, a bad one said and passed over, one summary; what a new policy changes."""

import csv
import io
import json

import pytest

from perfrules import Department, Indicator, Project, Reading
from perfrules.batch import find_jobs, score_all
from perfrules.batch.replacing import replace_policy
from perfrules.batch.tables import is_many
from perfrules.cli import main
from perfrules.cli.many import progressing
from perfrules.errors import ActualsError, PolicyError, SettingsError
from perfrules.model import Funding
from perfrules.report.ownership import is_ours

TABLE = """部门名称：{name}

单位：万元

项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
{name}\t5.00\t5.00\t\t\t\t
甲\t5.00\t5.00\t\t\t目标。\t1、产出指标：企业数，年度指标值：≥10家。2、效益指标：产值增长，年度指标值：≥10家。3、满意度指标：满意度，年度指标值：≥10家。
"""
SHEET = "编号,实际完成值,全年预算数,全年执行数\nP01I1,{done}家,,\nP01I2,10家,,\nP01I3,10家,,\nP01X,,100,100\n"


def run(capsys, *words: str):
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


@pytest.fixture
def year(tmp_path):
    """A folder of a year's tables, two of them in a folder below, one that is no table; and the folder of their sheets."""
    tables, sheets = tmp_path / "表", tmp_path / "实绩"
    (tables / "区").mkdir(parents=True)
    (sheets / "区").mkdir(parents=True)
    for place, done in (("民政局", 10), ("区/教育局", 7), ("区/民政局", 5)):
        name = place.rpartition("/")[2]
        (tables / f"{place}.csv").write_text("x", "utf-8")
        (tables / f"{place}.csv").unlink()
        (tables / f"{place}.html").write_text(html(TABLE.format(name=name)), "utf-8")
        (sheets / f"{place}.csv").write_text(SHEET.format(done=done), "utf-8-sig")
    (tables / "坏表.xlsx").write_bytes(b"no table")
    return tables, sheets


def html(text: str) -> str:
    """The lines of a text as an html page: those with tabs as a table."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr>" for line in text.splitlines() if "\t" in line)
    return f"<html><body><p>{text.splitlines()[0]}</p><p>单位：万元</p><table>{rows}</table></body></html>"


def test_every_table_of_a_year_is_scored_and_a_bad_one_is_said(year, capsys):
    tables, sheets = year
    code, out, err = run(capsys, "score", str(tables), "--actuals", str(sheets))
    assert code == 2
    assert out.startswith("评分办法 mof-2020-10：4 张表，评出 3，未能评分 1；项目 3 个（")
    assert "坏表.xlsx" in out
    assert [line.split("] ")[1] for line in err.splitlines() if line.startswith("[")] == ["区/教育局.html", "区/民政局.html", "坏表.xlsx", "民政局.html"]  # fmt: skip


def test_each_table_has_the_sheet_of_its_own_place(year, capsys):
    tables, sheets = year
    _, out, _ = run(capsys, "score", str(tables), "--actuals", str(sheets), "--format", "csv", "--lang", "en")
    rows = {row["file"]: row for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))}
    assert {name: row["points"] for name, row in rows.items()} == {
        "民政局.html": "100", "区/教育局.html": "85", "区/民政局.html": "75", "坏表.xlsx": "",
    }  # fmt: skip
    assert rows["坏表.xlsx"]["problem"]
    assert rows["区/教育局.html"]["project_grades"] == "good 1"
    told = json.loads(run(capsys, "score", str(tables), "--actuals", str(sheets), "--format", "json")[1])
    assert [(line["file"], line["grade"]) for line in told["tables"] if line["problem"] is None] == [
        ("区/教育局.html", "良"), ("区/民政局.html", "中"), ("民政局.html", "优"),
    ]  # fmt: skip


def test_a_summary_is_written_to_a_page_and_again(year, tmp_path, capsys):
    tables, sheets = year
    for name in ("汇总.html", "汇总.csv", "汇总.json"):
        file = tmp_path / name
        for _ in range(2):
            code, _, err = run(capsys, "score", str(tables), "--actuals", str(sheets), "-o", str(file))
            assert code == 2, err
        with file.open("rb") as stream:
            assert is_ours(stream, "score")
    page = (tmp_path / "汇总.html").read_text("utf-8")
    assert "<script" not in page
    assert "区/教育局.html" in page
    assert "未能评分（1）" in page


def test_a_pattern_and_the_values_of_the_tables_themselves(year, capsys):
    tables, _ = year
    code, out, _ = run(capsys, "score", str(tables / "**" / "民政*.html"), "--policy", "hubei-2020")
    assert code == 0
    assert "评分办法 hubei-2020：2 张表" in out
    told = json.loads(run(capsys, "score", str(tables / "**" / "民政*.html"), "--format", "json")[1])
    assert all(line["own_values"] for line in told["tables"])
    assert "2 tables, 2 scored" in run(capsys, "score", str(tables / "**" / "民政*.html"), "--lang", "en")[1]


def test_a_sheet_whose_name_begins_with_the_table(tmp_path):
    tables, sheets = tmp_path / "t", tmp_path / "t" / "a"
    sheets.mkdir(parents=True)
    for name in ("民政.html", "民政局.html"):
        (tables / name).write_text("x", "utf-8")
    for name in ("民政-实绩.csv", "民政局（填报）.xlsx", "民政局.txt", "民政局填报.csv"):
        (sheets / name).write_text("x", "utf-8")
    found = {job.name: [sheet.name for sheet in job.actuals] for job in find_jobs(tables, sheets)}
    assert found == {"民政.html": ["民政-实绩.csv"], "民政局.html": ["民政局（填报）.xlsx"]}
    (sheets / "民政局_2.csv").write_text("x", "utf-8")
    with pytest.raises(ActualsError, match="请只留一张"):
        find_jobs(tables, sheets)[1].sheet()
    [result] = score_all(find_jobs(tables, sheets)[1:])
    assert result.error is not None


def test_which_words_mean_many(tmp_path):
    assert is_many(tmp_path)
    assert is_many(str(tmp_path / "*.html"))
    (tmp_path / "a[1].html").write_text("x", "utf-8")
    assert not is_many(str(tmp_path / "a[1].html"))
    assert not is_many("-")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--explain", "P01"), "--explain 用于一张表"),
        (("--as-of", "2023-06-30"), "--as-of 用于一张表"),
        (("--format", "xlsx"), "xlsx 用于一张表"),
        (("--policy", "nope"), "没有名为“nope”"),
        (("--actuals", "没有"), "--actuals 应为文件夹"),
    ],
)
def test_misuse_is_one_sentence(year, more, says, capsys):
    code, _, err = run(capsys, "score", str(year[0]), *more)
    assert code == 2
    assert says in err


def test_a_folder_of_sheets_alone(year, capsys):
    code, _, err = run(capsys, "score", str(year[1]), "--actuals", str(year[1]))
    assert code == 2
    assert "没有可评分的表" in err


def department(name, actual="7家"):
    rows = [
        Indicator(name=f"指标{at}", category=kind, target="≥10家", actual=actual)
        for at, kind in enumerate(("output", "benefit", "satisfaction"))
    ]
    return Department(name=name, projects=[Project(name="项目", indicators=rows, funding={"total": 100})], unit="万元")


def test_departments_in_python():
    found = list(score_all([department("甲"), Reading(department=department("乙"))], actuals={"乙": {"P01I1": "10家"}}))
    assert [(one.name, str(one.score and one.score.points), one.own_values) for one in found] == [
        ("甲", "63.00", True),
        ("乙", "78.00", False),
    ]
    with pytest.raises(PolicyError):
        score_all([], policy="nope")
    [wrong] = score_all([department("甲")], actuals={"甲": 5})  # type: ignore[dict-item]
    assert isinstance(wrong.error, ActualsError)
    assert wrong.is_partial
    assert next(iter(score_all([Department()]))).name == ""


def test_what_a_new_policy_changes():
    tables = [department("甲", actual="6家"), department("乙", actual="10家"), department("丙", actual="9家")]
    found = replace_policy("vendor-generic", "vendor-80-70-60", tables)
    assert (found.tables, found.projects) == (3, 3)
    changes = {(change.table, change.key): (change.points, change.grades) for change in found.changes}
    assert all(points[0] == points[1] for points, _ in changes.values())
    strict = replace_policy("mof-2020-10", "mof-2021-101", tables)
    told = {(change.table, change.key): change.points for change in strict.changes}
    assert told["甲", "P01"] == ("54～64/100", "0～10/100")
    assert ("乙", "P01") not in told


def test_what_changes_in_a_folder_is_told_with_points_grades_and_money(year, capsys):
    tables, sheets = year
    words = ("policies", "--diff", "mof-2020-10", "mof-2021-101", str(tables), "--actuals", str(sheets))
    code, out, err = run(capsys, *words)
    assert code == 2
    assert "3 张表、3 个项目：得分变化 3 个，等级变化 2 个（涉及资金 10.00万元）。" in out
    assert "区/教育局.html  P01   甲    85/100 → 59.5～62.5/100  良 → 待定  5.00万元" in out
    assert "坏表.xlsx：" in out
    assert "[1/4]" in err
    told = json.loads(run(capsys, *words, "--format", "json")[1])["replacement"]
    assert (told["regraded"], told["regraded_funds"]) == (2, {"万元": "10"})
    assert [error["file"] for error in told["errors"]] == ["坏表.xlsx"]
    same = run(capsys, "policies", "--diff", "mof-2020-10", "mof-2020-10", str(tables / "民政*.html"), "--lang", "en")
    assert (same[0], "1 tables, 1 projects: points of 0 change" in same[1]) == (0, True)


def test_find_jobs_says_where_there_is_nothing(tmp_path):
    with pytest.raises(SettingsError):
        find_jobs(tmp_path / "*.html")


def test_a_terminal_has_one_line_that_wipes_itself_away(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert list(progressing([1, 2], ["甲", "乙\n"])) == [1, 2]
    assert capsys.readouterr().err == "\r\x1b[K[1/2] 甲\r\x1b[K[2/2] 乙\\x0a\r\x1b[K"


def test_a_project_without_funds_adds_no_money():
    poor = department("丁").model_copy(
        update={"projects": tuple(one.model_copy(update={"funding": Funding()}) for one in department("丁").projects)}
    )
    found = replace_policy("mof-2020-10", "mof-2021-101", [poor, department("甲")])
    assert found.money(found.changes) == {"万元": 100}
