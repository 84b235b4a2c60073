"""``perfrules score``: from the files to the report, and what is said where they do not fit."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perfrules.cli import main
from perfrules.report.scores import formats

TABLE = """项目支出绩效目标表（含转移支付项目）

部门名称：某市科学技术局

单位：万元

项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
某市科学技术局\t300.00\t300.00\t\t\t\t
科普活动经费\t100.00\t100.00\t\t\t普及科学。\t1、产出指标：活动场次，年度指标值：不少于10场。2、效益指标：公众科学素质，年度指标值：进一步提高。
办公设备购置\t200.00\t200.00\t\t\t保障办公。\t1、产出指标：购置数量，年度指标值：≥50台。2、效益指标：投诉率，年度指标值：≤3%。
"""
ACTUALS = """编号,实际完成值,全年预算数,全年执行数,偏差原因
P01X,,100,100,
P01I1,8场,,,雨季改期
P01I2,达成（95%）,,,
P02X,,200,180,资金结转
P02I1,52台,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def actuals(tmp_path: Path) -> Path:
    path = tmp_path / "actuals.csv"
    path.write_text(ACTUALS, "utf-8")
    return path


def run(*args: object, **kwargs: object) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, args)], **kwargs)  # type: ignore[arg-type]


def test_the_report_is_printed(table: Path, actuals: Path):
    result = run(table, "--actuals", actuals)
    assert result.exit_code == 0
    assert result.stdout.startswith("某市科学技术局\n  部门已定得分")
    assert "（mof-2020-10）" in result.stdout
    assert "P02I2" in result.stdout
    assert "未填报" in result.stdout


def test_each_format_and_its_file(table: Path, actuals: Path, tmp_path: Path):
    for form in formats():
        printed = run(table, "--actuals", actuals, "--format", form)
        target = tmp_path / f"out.{form.replace('text', 'txt')}"
        written = run(table, "--actuals", actuals, "-o", target)
        assert printed.exit_code == written.exit_code == 0
        assert target.read_bytes() == printed.stdout_bytes
        assert written.stdout == ""
        assert f"已写入 {target}。" in written.stderr


def test_the_official_form_is_filled(table: Path, actuals: Path, tmp_path: Path):
    target = tmp_path / "自评表.xlsx"
    assert run(table, "--actuals", actuals, "-o", target).exit_code == 0
    book = openpyxl.load_workbook(target)
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert "8场" in cells
    assert "雨季改期" in cells


def test_the_format_wins_over_the_extension_and_text_is_the_default(table: Path, actuals: Path, tmp_path: Path):
    target = tmp_path / "out"
    run(table, "--actuals", actuals, "-o", target)
    assert target.read_text("utf-8").startswith("某市科学技术局\n")
    run(table, "--actuals", actuals, "-o", tmp_path / "out.txt", "--format", "json")
    assert json.loads((tmp_path / "out.txt").read_text("utf-8"))["name"] == "某市科学技术局"


def test_another_policy_gives_other_points(table: Path, actuals: Path):
    told = [
        json.loads(run(table, "--actuals", actuals, "--format", "json", "--policy", name).stdout)
        for name in ("mof-2020-10", "vendor-generic")
    ]
    assert [item["policy"] for item in told] == ["mof-2020-10", "vendor-generic"]
    assert told[0]["points"] != told[1]["points"]


@pytest.mark.parametrize(("key", "word"), [("P01I1", "完成率"), ("p02x", "执行"), (" P01 ", "科普活动经费")])
def test_one_score_explained(table: Path, actuals: Path, key: str, word: str):
    result = run(table, "--actuals", actuals, "--explain", key)
    assert result.exit_code == 0
    assert result.stdout.startswith(key.strip().upper() if word != "科普活动经费" else "")
    assert word in result.stdout


def test_explanation_in_english(table: Path, actuals: Path):
    assert "not met" in run(table, "--actuals", actuals, "--explain", "P01I1", "--lang", "en").stdout


def test_without_actual_values_everything_stays_open(table: Path):
    data = json.loads(run(table, "--format", "json").stdout)
    assert data["points"] == "0"
    assert data["grade"] is None
    assert data["counts"] == {"met": 0, "unmet": 0, "cannot_judge": 4, "not_applicable": 0}


def test_the_state_at_a_date(table: Path, actuals: Path):
    data = json.loads(run(table, "--actuals", actuals, "--as-of", "2023-06-30", "--format", "json").stdout)
    told = {item["key"]: item for item in data["monitoring"]}
    assert told["P01I1"] == {
        "key": "P01I1",
        "name": "活动场次",
        "kind": "cumulative",
        "expected": "0.49589",
        "reached": "0.8",
        "lamp": "green",
    }
    assert told["P02I2"]["lamp"] == "grey"
    assert run(table, "--as-of", "June").exit_code == 2


def test_monitoring_says_which_year_it_takes_where_none_is_known(table: Path):
    unknown, known = run(table, "--as-of", "2023-06-30"), run(table, "--as-of", "2024-06-30", "--year", "2024")
    assert "年中监控按 2023 年计" in unknown.stderr
    assert "预算年度" not in unknown.stdout
    assert "年中监控按" not in known.stderr
    assert "预算年度      2024" in known.stdout
    assert "年中监控（截至 2024-06-30）" in known.stdout
    assert "早于预算年度 2024 年" in run(table, "--as-of", "2023-06-30", "--year", "2024").stderr
    assert run(table, "--year", "23").exit_code == 2


def test_a_deadline_without_a_year_is_judged_in_the_year_given(tmp_path: Path):
    path, actuals = tmp_path / "表.txt", tmp_path / "actuals.csv"
    path.write_text(TABLE.replace("不少于10场", "6月30日前完成"), "utf-8")
    actuals.write_text("编号,实际完成值\nP01I1,6月20日\n", "utf-8")
    lines = [run(path, "--actuals", actuals, "--explain", "P01I1", *more).stdout.split("\n")[0] for more in ((), ("--year", "2023"))]
    assert [line.rpartition("，")[2] for line in lines] == ["无法判断", "达到"]


def test_bad_rows_are_told_and_stop_nothing(table: Path, tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_text(ACTUALS + "P09I9,3,,,\n,7,,,\nP01I1,9场,,,\n", "utf-8")
    result = run(table, "--actuals", path)
    assert result.exit_code == 0
    assert "IN040" in result.stderr
    for code in ("AC029", "AC030"):
        assert code in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--policy", "mof-1999"], "没有名为“mof-1999”的评分办法"),
        (["--actuals", "nowhere.csv"], "nowhere.csv"),
        (["--explain", "P77\x1b"], "没有编号“P77\\x1b”"),
        (["-o", "out.pdf"], "不能按“out.pdf”的扩展名确定格式"),
        (["-o", "nowhere/out.html"], "无法写入"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_two(table: Path, args: list[str], message: str):
    result = run(table, *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    last = result.stderr.strip().split("\n")[-1]
    assert last.startswith("错误：")
    assert message in last


def test_a_table_that_is_missing_or_none(tmp_path: Path):
    assert run(tmp_path / "none.txt").exit_code == 2
    path = tmp_path / "letter.txt"
    path.write_text("你好", "utf-8")
    result = run(path)
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：")


def test_several_derivations_and_all_that_lost(table: Path, actuals: Path):
    told = run(table, "--actuals", actuals, "--explain", "p01i2", "--explain", "P01I1").stdout
    assert told.index("P01I2") < told.index("P01I1 ")
    lost = run(table, "--actuals", actuals, "--explain", "lost")
    assert [line.split()[0] for line in lost.stdout.splitlines() if line.startswith("P")] == ["P01I1", "P01I2", "P02X"]


def test_what_if(table: Path, actuals: Path):
    plain = json.loads(run(table, "--actuals", actuals, "--format", "json").stdout)
    other = json.loads(run(table, "--actuals", actuals, "--format", "json", "--set", "P01I1=10场", "--set", "p02i2=2%").stdout)
    assert plain["projects"][0]["indicators"][0]["outcome"] == "unmet"
    assert other["projects"][0]["indicators"][0]["outcome"] == other["projects"][1]["indicators"][1]["outcome"] == "met"


def test_another_roll_up(table: Path, actuals: Path, tmp_path: Path):
    weights = {".toml": 'P01 = 1\n"办公设备购置" = 3\n', ".csv": "P01,1\n\n办公设备购置,3\n"}
    for suffix, text in weights.items():
        file = tmp_path / f"权重{suffix}"
        file.write_text(text, "utf-8")
        told = json.loads(run(table, "--actuals", actuals, "--format", "json", "--rollup", file).stdout)
        assert told["method"] == "given_weights"
    assert json.loads(run(table, "--actuals", actuals, "--format", "json", "--rollup", "mean").stdout)["method"] == "mean"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--rollup", "median"], "--rollup 应为"),
        (["--set", "P01I1"], "编号=实际完成值"),
        (["--set", "P99I1=5"], "没有编号“P99I1”"),
        (["--rollup", "{bad}.toml"], "bad.toml："),
        (["--rollup", "{bad}.csv"], "汇总权重应"),
        (["--rollup", "{binary}.toml"], "binary.toml："),
    ],
)
def test_what_cannot_be_asked(table: Path, actuals: Path, tmp_path: Path, options: list[str], says: str):
    (tmp_path / "bad.toml").write_text("[", "utf-8")
    (tmp_path / "bad.csv").write_text("P01\n", "utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    asked = [option.format(bad=tmp_path / "bad", binary=tmp_path / "binary") for option in options]
    result = run(table, "--actuals", actuals, *asked)
    assert result.exit_code == 2
    assert says in result.stderr


def test_only_what_lags_is_listed(table: Path, actuals: Path):
    every = run(table, "--actuals", actuals, "--as-of", "2023-12-31", "--set", "P01I1=5场", "--format", "json")
    lagging = run(table, "--actuals", actuals, "--as-of", "2023-12-31", "--set", "P01I1=5场", "--format", "json", "--lagging")
    lamps = [[item["lamp"] for item in json.loads(told.stdout)["monitoring"]] for told in (every, lagging)]
    assert lamps[1] == [lamp for lamp in lamps[0] if lamp in ("yellow", "red")]
    assert 0 < len(lamps[1]) < len(lamps[0])
    told = run(table, "--actuals", actuals, "--as-of", "2023-12-31", "--set", "P01I1=5场", "--lagging")
    assert "● 正常 3、▲ 偏慢 1、■ 滞后 1、○ 未定 1" in told.stdout
    assert "不到 80% 为滞后" in run(table, "--actuals", actuals, "--as-of", "2023-12-31", "--explain", "P01I1").stdout


def test_a_long_report_is_an_index_and_a_page_a_project(tmp_path: Path):
    path, out = tmp_path / "表.csv", tmp_path / "报 告.html"
    rows = "".join(f"第{project}项目,产出指标,指标{index},≥{index + 1}家\n" for project in (1, 2, 3) for index in range(200))
    path.write_text("项目名称,一级指标,三级指标,指标值\n" + rows, "utf-8")
    for _ in range(2):
        result = run(path, "-o", out)
        assert result.exit_code == 0, result.stderr
    assert "各项目另有 3 个网页" in result.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(["表.csv", out.name, *(f"报 告-P0{key}.html" for key in (1, 2, 3))])
    index = out.read_text("utf-8")
    for name in re.findall(r'href="([^#"]+)', index):
        assert (tmp_path / unquote(name)).is_file()
    assert 'id="P02I7"' in (tmp_path / "报 告-P02.html").read_text("utf-8")
    (tmp_path / "报 告-P02.html").write_text("mine", "utf-8")
    out.unlink()
    assert run(path, "-o", out).exit_code == 2
    assert not out.exists()
    assert (tmp_path / "报 告-P02.html").read_text("utf-8") == "mine"
    assert run(path, "--format", "html").stdout.count("<html") == 1
