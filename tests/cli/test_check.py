"""``perfrules check`` as its users run it."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from perfrules.cli import main
from perfrules.tables.limits import Limits

TABLE = "项目名称,一级指标,指标名称,年度指标值\n甲,产出指标,合格率,》=95%\n甲,效益指标,效果,效果明显\n甲,满意度指标,满意度,≥90%\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("PERFRULES_LANG", raising=False)


@pytest.fixture
def run(capsys):
    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as done:
            main(["check", *args])
        out, err = capsys.readouterr()
        return int(str(done.value.code)), out, err

    return call


@pytest.fixture
def table():
    Path("表.csv").write_text(TABLE, encoding="utf-8")
    return "表.csv"


def test_the_exit_code_says_clean_found_or_failed(run, table):
    assert run("--text", "≥50家")[0] == 0
    assert run("--text", "效果明显")[0] == 0
    assert run("--text", "效果明显", "--fail-on", "warning")[0] == 1
    assert run("--text", "不低80%")[0] == 1
    assert run("--text", "不低80%", "--exit-zero")[0] == 0
    assert run("none.csv")[0] == 2
    assert run(table)[0] == 0
    assert run("none.csv", table)[0] == 2


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, table):
    code, out, err = run("none.csv", table)
    assert code == 2
    assert "表.csv" in out
    assert "none.csv" in err
    assert out.splitlines()[0].startswith("none.csv: 错误 IN090")
    assert "：错误 1，" in out.splitlines()[-1]
    assert "Traceback" not in err


def test_the_summary_adds_up(run):
    _, out, _ = run("--text", "不低80%", "--text", "效果明显", "--text", ">60项", "--text", "≥5家")
    assert out.splitlines()[-1] == "4 个指标值：1 个有错误，1 个有警告，1 个仅有提示，1 个无发现；共 3 条发现：错误 1，警告 1，提示 1。"
    _, out, _ = run("--text", "≥5家", "--lang", "en")
    assert out == "1 targets: 0 with errors, 0 with warnings, 0 with notes only, 1 clean; 0 findings: error 0, warning 0, info 0.\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "请给出文件"),
        (("x*.csv",), "没有对应的文件"),
        (("--text", "x", "--select", "OP0O1"), "是否指“OP001”"),
        (("--text", "x", "--severity", "OP001"), "规则=程度"),
        (("--text", "x", "--format", "gihub"), "--format"),
        (("--text", "x", "--unsafe-fixes"), "--fix"),
        (("--text", "x", "--update-baseline"), "--baseline"),
        (("--text", "x", "--baseline", "none.json"), "--update-baseline"),
        (("--text", "x", "--foo"), "--foo"),
    ],
)
def test_a_command_line_that_cannot_be_followed_is_one_sentence(run, args, told):
    code, _, err = run(*args)
    assert code == 2
    assert told in err
    assert "Traceback" not in err


def test_select_ignore_and_severity(run):
    assert "VG001" not in run("--text", "效果明显", "--ignore", "VG")[1]
    assert "VG001" not in run("--text", "效果明显", "--select", "OP,UN")[1]
    assert run("--text", "效果明显", "--severity", "vague-level=error")[0] == 1


def test_settings_of_the_folder_hold_and_can_be_left_out(run):
    Path("perfrules.toml").write_text('ignore = ["VG"]\nfail-on = "info"\nformat = "full"\n[severity]\nOP004 = "info"\n', encoding="utf-8")
    assert run("--text", "效果明显")[0] == 0
    assert run("--text", ">60项")[0] == 1
    assert run("--text", ">60项", "--fail-on", "error")[0] == 0
    assert "VG001" in run("--text", "效果明显", "--isolated")[1]
    shown = json.loads(run("--show-settings")[1])
    assert (shown["fail-on"], shown["ignore"], shown["format"]) == ("info", ["VG"], "full")
    assert shown["file"].endswith("perfrules.toml")
    assert json.loads(run("--show-settings", "--isolated")[1])["file"] is None
    Path("perfrules.toml").write_text('format = "gihub"\n', encoding="utf-8")
    assert run("--text", "≥5家")[0] == 2


def test_suppressions_of_the_settings(run, table):
    Path("perfrules.toml").write_text(
        '[[suppress]]\nrules = ["VG001"]\nreason = "原文如此"\n[[suppress]]\nrules = ["CP"]\nreason = "无"\n', encoding="utf-8"
    )
    _, out, _ = run(table)
    assert "VG001" not in out
    assert "SU001" in out
    assert "另有 1 条已豁免" in out
    assert "\nperfrules.toml: 警告 SU001" in out
    assert "SU001" not in run("--text", "≥5家")[1]


def test_a_baseline_lets_only_new_findings_through(run, table):
    code, _, err = run(table, "--baseline", "b.json", "--update-baseline")
    assert code == 0
    assert "b.json" in err
    code, out, _ = run(table, "--baseline", "b.json", "--fail-on", "info")
    assert code == 0
    assert "基线" in out
    Path(table).write_text(TABLE.replace("效果明显", "≥5项").replace("≥90%", "约90%"), encoding="utf-8")
    code, out, _ = run(table, "--baseline", "b.json", "--fail-on", "warning")
    assert code == 1
    assert "OP005" in out
    assert "SU004" in out


def test_fixes_are_shown_and_then_made(run, table):
    before = Path(table).read_bytes()
    code, out, _ = run(table, "--diff")
    assert code == 1
    assert "-》=95%\n+≥95%" in out
    assert Path(table).read_bytes() == before
    code, out, _ = run(table, "--fix")
    assert "改写了 1 处" in out
    assert Path(table).read_text(encoding="utf-8") == TABLE.replace("》=95%", "≥95%")
    assert run(table, "--diff")[0] == 0
    assert run(table, "--diff", "--exit-zero")[0] == 0


def test_unsafe_fixes_of_a_text_are_shown(run):
    code, out, _ = run("--text", "5家", "--diff", "--unsafe-fixes")
    assert code == 1
    assert "-5家\n+≥5家" in out
    assert run("--text", "5家", "--diff")[0] == 0


def test_a_file_that_cannot_be_read_is_no_file_without_rewrites(run):
    for asked in ("--diff", "--fix"):
        code, _, err = run("没有.csv", asked, "--exit-zero")
        assert (code, "找不到文件“没有.csv”" in err) == (2, True)


def test_standard_input_is_read_within_the_limit_of_a_file(run, monkeypatch):
    monkeypatch.setattr("perfrules.tables.limits.LIMITS", Limits(file_bytes=10))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("不少于50家\n".encode())))
    code, _, err = run("-")
    assert code == 2
    assert "超过上限 10" in err


def test_a_fix_that_cannot_be_made_in_place_is_told(run):
    Path("表.html").write_text(
        "<table><tr><th>项目名称</th><th>一级指标</th><th>指标名称</th><th>年度指标值</th></tr>"
        "<tr><td>甲</td><td>产出指标</td><td>合格率</td><td>》=95%</td></tr></table>",
        encoding="utf-8",
    )
    code, _, err = run("表.html", "--fix")
    assert code == 0
    assert "未改" in err


def test_standard_input_is_a_table_or_a_wording_a_line(run, monkeypatch, table):
    def stdin(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    stdin("≥50家\n\n效果明显\n".encode())
    code, out, _ = run("-")
    assert code == 0
    assert out.startswith("3:1-4: 警告 VG001")
    stdin(Path(table).read_bytes())
    _, out, _ = run("-", "--stdin-filename", "dir/表.csv")
    assert "dir/表.csv:" in out
    stdin("甲".encode("gb18030"))
    assert run("-")[0] == 2
    stdin(b"no table")
    assert run("-", "--stdin-filename", "x.csv")[0] == 2


def test_folders_and_patterns(run, table):
    Path("sub").mkdir()
    Path("sub/二.csv").write_text(TABLE, encoding="utf-8")
    assert "sub/二.csv" in run(".")[1]
    assert "sub/二.csv" not in run("*.csv")[1]
    assert "6 个指标值" in run(".", "*.csv")[1]


def test_what_a_note_answers_is_counted(run):
    Path("表.csv").write_text(
        TABLE.replace("指标值\n", "指标值,备注\n").replace("明显", "明显,perfrules: ignore[VG001] 原文"), encoding="utf-8"
    )
    _, out, _ = run("表.csv")
    assert "VG001" not in out
    assert "另有 1 条已豁免" in out


def test_last_years_table(run, table):
    Path("上年.csv").write_text(TABLE.replace("≥90%", "≥95%"), encoding="utf-8")
    assert run(table, "--previous", "上年.csv")[0] == 0
    assert run(table, "--previous", "none.csv")[0] == 2


@pytest.mark.parametrize(("points", "code", "level"), [("60", 1, "错误"), ("25", 0, ""), ("20", 0, "提示"), ("25.5", 1, "错误")])
def test_printed_points_are_held_against_a_policy(run, points, code, level):
    Path("表.csv").write_text(
        "项目名称,一级指标,指标名称,年度指标值,实际完成值,分值,得分,偏差原因\n"
        f"甲,产出指标,场次,≥10场,5场,50,{points},疫情\n甲,效益指标,增收,≥80元,80元,30,,\n甲,满意度指标,满意度,≥90%,95%,10,,\n",
        encoding="utf-8",
    )
    found, out, _ = run("表.csv", "--select", "SC001")
    assert found == code
    assert ("应得25分" in out) is bool(level)
    assert ("mof-2020-10" in out) is bool(level)
    assert level in out
    found, _, err = run("表.csv", "--policy", "none")
    assert found == 2
    assert "none" in err


@pytest.mark.parametrize("points", ["1.4", "1"])
def test_points_in_tenths_or_whole_points_are_a_remark(run, points):
    Path("表.csv").write_text(
        "项目名称,一级指标,指标名称,年度指标值,实际完成值,分值,得分,偏差原因\n"
        f"甲,产出指标,场次,≥70场,2场,50,{points},疫情\n甲,效益指标,增收,≥80元,80元,30,,\n甲,满意度指标,满意度,≥90%,95%,10,,\n",
        encoding="utf-8",
    )
    found, out, _ = run("表.csv", "--select", "SC001")
    assert found == 0
    assert "提示 SC001" in out
    assert "应得1.43分" in out


def test_statistics_and_quiet(run):
    _, out, _ = run("--text", "效果明显", "--text", "作用明显", "--text", "约5人", "--statistics")
    assert out.splitlines()[0].split() == ["2", "警告", "VG001", "vague-level", "程度词不可衡量"]
    assert run("--text", "不低80%", "--quiet") == (1, "", "")


def test_formats_for_machines_are_alone_on_standard_output(run):
    _, out, err = run("--text", "效果明显", "--format", "json")
    assert json.loads(out)["outcomes"] == {"error": 0, "warning": 1, "info": 0, "clean": 0}
    assert "1 个指标值" in err


def test_github_gets_a_job_summary(run, monkeypatch, tmp_path):
    run("--text", "效果明显", "--format", "github")
    assert not (tmp_path / "summary.md").exists()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    run("--text", "效果明显", "--format", "github")
    assert "VG001" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_job_summary_keeps_to_what_github_takes(run, monkeypatch, tmp_path):
    monkeypatch.setattr("perfrules.cli.check.SUMMARY_LIMIT", 800)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    run(*(word for number in range(20) for word in ("--text", f"约{number + 2}人")), "--format", "github")
    text = (tmp_path / "summary.md").read_bytes()
    rows, rest = re.findall(rb"OP005", text), re.search("还有 (\\d+) 条".encode(), text)
    assert rest is not None
    assert len(rows) + int(rest[1]) == 20
    assert len(text) < 900


def test_many_files_show_a_bar_on_a_terminal_only(run, monkeypatch, table):
    for index in range(25):
        Path(f"{index}.csv").write_text(TABLE, encoding="utf-8")
    assert "检查" not in run(".", "--statistics")[2]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert run(".", "--statistics")[0] == 0


FILLED = (
    "项目名称,一级指标,指标名称,年度指标值,实际完成值,分值,得分\n"
    "甲,产出指标,场次,≥10场,5场,50,50\n甲,效益指标,效果,效果明显,达成（90%）,30,27\n甲,满意度指标,满意度,≥90%,95%,20,20\n"
)


def test_what_is_checked_follows_what_the_table_holds(run, table):
    Path("填.csv").write_text(FILLED, encoding="utf-8")
    _, out, _ = run("填.csv")
    assert "SC001" in out
    assert "VG001" not in out
    assert "VG001" in run("填.csv", "--profile", "all")[1]
    assert "VG001" in run("填.csv", "--profile", "targets")[1]
    assert "SC001" not in run("填.csv", "--profile", "targets")[1]
    assert "VG001" in run(table)[1]
    assert {item["code"] for item in json.loads(run("填.csv", "--format", "json")[1])["findings"]} >= {"SC001", "VG001"}
    assert "VG001" in run("填.csv", "--select", "VG001")[1]
    Path("perfrules.toml").write_text('profile = "targets"\n', encoding="utf-8")
    assert "SC001" not in run("填.csv")[1]


def test_notes_are_counted_and_listed_when_asked_for(run, table):
    Path("注.csv").write_bytes(TABLE.encode("gb18030"))
    _, out, _ = run("注.csv")
    assert "IN001" not in out
    assert "2 条提示未列出，用 --show-info 列出" in out.splitlines()[-1]
    _, out, _ = run("注.csv", "--show-info")
    assert "IN001" in out
    assert "未列出" not in out
    assert "notes not listed (--show-info)" in run("注.csv", "--lang", "en")[1]


def test_what_repeats_in_a_project_is_one_line_and_errors_come_first(run):
    rows = "".join(f"甲,产出指标,{name},效果明显\n" for name in ("修路", "种树", "清淤", "路灯", "公厕"))
    Path("表.csv").write_text("项目名称,一级指标,指标名称,年度指标值\n" + rows + "甲,产出指标,合格率,不低80%\n", encoding="utf-8")
    _, out, _ = run("表.csv", "--select", "VG001,OP012")
    first, second, last = out.splitlines()
    assert "错误 OP012 “合格率”：" in first
    assert "“修路”：" in second
    assert second.endswith("（同类另有 4 处：“种树”、“清淤”、“路灯”…）")
    assert last.endswith("共 6 条发现：错误 1，警告 5，提示 0。")
    assert "(4 more: “种树”" in run("表.csv", "--select", "VG001", "--lang", "en")[1]
    assert len(json.loads(run("表.csv", "--select", "VG001", "--format", "json")[1])["findings"]) == 5


@pytest.mark.parametrize(
    ("target", "fails"),
    [
        ("≥500人", 0),
        ("≥600人", 0),
        ("≥400人", 1),
        ("≤500人", 1),
        ("≥500户", 1),
        ("接种工作平稳有序开展", 1),
    ],
)
def test_a_gate_against_last_years_table(run, target, fails):
    head = "项目名称,一级指标,指标名称,年度指标值\n"
    Path("上年.csv").write_text(head + "甲,产出指标,接种人数,≥500人\n甲,效益指标,秩序,接种工作平稳有序开展\n", encoding="utf-8")
    name = "秩序" if fails and "工作" in target else "接种人数"
    Path("今年.csv").write_text(
        head + f"甲,产出指标,{name},{target}\n" + ("" if name == "秩序" else "甲,效益指标,秩序,群众排队不超过半小时\n"), encoding="utf-8"
    )
    assert run("今年.csv", "--previous", "上年.csv", "--fail-on", "easier")[0] == fails


def test_the_gate_against_last_year_needs_last_year(run, table):
    code, _, err = run(table, "--fail-on", "easier")
    assert code == 2
    assert "--previous" in err
