"""``perfrules score --columns``: what is never replaced, and what is wrong with files and options in one sentence."""

from __future__ import annotations

import os
import pickle
import re
import sys
from importlib import import_module
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result
from tests.cli.test_overwriting import on_a_terminal

from perfrules.cli import main

COLUMNS = "--columns target=指标值,actual=实际"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("行.csv").write_text("指标值,实际\n≥3场,4场\n≤5%,6%\n", "utf-8")
    Path("表.csv").write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n", "utf-8")
    Path("国标.csv").write_text("指标值,实际\n≥3场,4场\n", "gb18030")
    Path("坏.parquet").write_bytes(b"PAR1xx")
    run("template 表.csv -o 填.csv")
    return tmp_path


def run(words: str) -> Result:
    return CliRunner().invoke(main, words.split())


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (f"score 没有.csv {COLUMNS} -o 出.csv", "找不到文件“没有.csv”"),
        (f"score *.txt {COLUMNS} -o 出.csv", "“*.txt”没有对应的文件"),
        (f"score 行.csv {COLUMNS} -o 行.csv", "就是输入文件"),
        (f"score 行.csv {COLUMNS} -o 填.csv", "“填.csv”已存在"),
        (f"score 行.csv {COLUMNS} -o 坏.parquet", "“坏.parquet”已存在"),
        (f"score 行.csv {COLUMNS} -o 没有/出.csv", "没有文件夹“没有”"),
        (f"score 行.csv {COLUMNS} -o 出.csv --spill 没有", "没有文件夹“没有”"),
        (f"score 行.csv {COLUMNS} -o 出.csv --memory 许多", "内存上限应写作数字加单位"),
        (f"score 行.csv {COLUMNS} -o 出.xlsx", "只能给 parquet 或 csv 文件计分"),
        (f"score 坏.parquet {COLUMNS} -o 出.csv", "文件不是可读的 parquet 或 csv"),
        (f"score 坏.parquet {COLUMNS} -o 出.parquet --engine polars", "文件不是可读的 parquet"),
        (f"score 行.csv {COLUMNS} -o 出.csv --readings 坏.parquet", "不是解读表"),
        ("score 行.csv --columns target=没有,actual=实际 -o 出.csv", "表中没有列 没有"),
        ("score 坏.parquet", "按列计分：请用 --columns"),
        ("score 坏.PARQUET -o 出.parquet", "按列计分：请用 --columns"),
        (f"score 行.csv {COLUMNS} -o 出.csv --totals 合计.csv", "请在 --columns 里写明 by="),
        (f"score 行.csv {COLUMNS},by=实际 -o 出.csv --totals 没有/合计.csv", "没有文件夹“没有”"),
        (f"score 行.csv {COLUMNS},by=实际 -o 出.csv --totals 行.csv", "就是输入文件"),
        (f"score 行.csv {COLUMNS},by=实际 -o 出.csv --totals 出.csv", "就是输入文件"),
        (f"score 行.csv {COLUMNS},by=实际 -o 出.csv --totals 填.csv", "“填.csv”已存在"),
        (f"score 行.csv {COLUMNS},by=实际 -o 出.csv --totals 合计.xlsx", "--totals 写的是 csv"),
        (f"score 行.csv {COLUMNS},by=实际+没有 -o 出.csv", "表中没有列 没有"),
        (f"score 行.csv {COLUMNS},by=实际+实际+实际 -o 出.csv", "by 应为项目列"),
        (f"score 坏.parquet {COLUMNS},by=实际 -o 出.csv", "文件不是可读的 parquet"),
        (f"score 国标.csv {COLUMNS} -o 出.csv", "“国标.csv”不是 UTF-8 的 csv"),
        (f"score 国*.csv {COLUMNS} -o 出.parquet", "“国标.csv”不是 UTF-8 的 csv"),
        ("score 表.csv --totals 合计.csv", "须与 --columns 一起使用"),
    ],
)
def test_a_mistake_is_told_in_one_sentence_and_nothing_is_lost(command: str, says: str, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = run(command)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert says in result.stderr
    assert not re.search(r"\b(?:Error|File|Invalid|must)\b", result.stderr)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["出.csv", "出.parquet"])
def test_what_was_written_is_written_again(name: str) -> None:
    for _ in range(2):
        assert run(f"score 行.csv {COLUMNS} -o {name}").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="no hard links without rights")
def test_an_input_by_another_name_is_an_input() -> None:
    Path("同.csv").hardlink_to("行.csv")
    assert "就是输入文件" in run(f"score 行.csv {COLUMNS} -o 同.csv").stderr


def test_a_reading_table_that_cannot_be_written_stays_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(f"score 行.csv {COLUMNS} -o 出.csv --readings 读.parquet").exit_code == 0
    before = (folder / "读.parquet").read_bytes()
    Path("行.csv").write_text("指标值,实际\n≥4场,4场\n", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("perfrules.report.writing._replace", full)
    result = run(f"score 行.csv {COLUMNS} -o 出.csv --readings 读.parquet")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "无法写入“读.parquet”：磁盘空间不足。" in result.stderr
    assert (folder / "读.parquet").read_bytes() == before


def test_what_the_engine_quotes_of_the_system_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk as each engine says it: DuckDB in the words of its error, polars in those of an OSError."""

    def full(*_: object, **__: object) -> None:
        raise duckdb.IOException('{"exception_message":"Could not write file \\"出.csv\\": No space left on device","errno":"28"}')

    monkeypatch.setattr("perfrules.frames.files._written", full)
    assert run(f"score 行.csv {COLUMNS} -o 出.csv").stderr == "错误：不能给 行.csv 计分：磁盘空间不足。\n"

    def full_too(*_: object, **__: object) -> None:
        raise OSError("No space left on device (os error 28)")

    pl.read_csv("行.csv").write_parquet("行.parquet")
    monkeypatch.setattr(pl.LazyFrame, "sink_csv", full_too)
    told = run(f"score 行.parquet {COLUMNS} -o 出.csv --engine polars").stderr
    assert told == "错误：不能给 行.parquet 计分：磁盘空间不足。\n"
    assert not [path for path in folder.iterdir() if path.name.startswith((".", "出"))]


def test_a_row_that_is_none_is_told_without_words_of_the_engine() -> None:
    Path("行.csv").write_text("指标值,实际\n≥3场,4场\n≤5%,6%,7%\n", "utf-8")
    result = run(f"score 行.csv {COLUMNS} -o 出.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, "第 3 行与其他行的列数不同，或引号不配对，未计分。")


def test_a_row_in_another_encoding_is_told_as_such() -> None:
    rows = "指标值,实际\n" + "≥3场,4场\n" * 9000
    Path("行.csv").write_bytes(rows.encode() + "≥3场,4场\n".encode("gb18030"))
    result = run(f"score 行.csv {COLUMNS} -o 出.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, "第 9002 行不是 UTF-8 文字，未计分。")


@pytest.mark.parametrize("name", ["出.csv", "出.parquet"])
def test_a_table_without_rows_is_written_without_rows(name: str) -> None:
    Path("行.csv").write_text("t,a\n", "utf-8")
    result = run(f"score 行.csv --columns target=t,actual=a -o {name}")
    assert (result.exit_code, result.stderr) == (0, f"已写入 {name}：0 行，其中 0 行按列计分。\n")


def _table_of_departments() -> None:
    Path("行.csv").write_text("部门,项目,指标值,实际\n甲,一,≥3场,4场\n甲,二,≤5%,6%\n乙,三,≥3场,3场\n", "utf-8")


def test_totals_go_to_a_file_that_a_spreadsheet_opens_and_is_written_again() -> None:
    _table_of_departments()
    for _ in range(2):
        result = run(f"score 行.csv {COLUMNS},by=部门+项目 -o 出.csv --totals 合计.csv")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "已写入 合计.csv" in result.stderr
    totals = pl.read_csv("合计.csv")
    assert totals.select("部门", "项目", "level").rows() == [
        ("甲", "一", "project"),
        ("甲", "二", "project"),
        ("甲", None, "department"),
        ("乙", "三", "project"),
        ("乙", None, "department"),
    ]
    assert Path("合计.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_terminal_shows_departments_and_how_many_projects_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _table_of_departments()
    whole = run(f"score 行.csv {COLUMNS},by=部门+项目 -o 出.csv").stdout.splitlines()
    terminal = on_a_terminal(monkeypatch)
    main(f"score 行.csv {COLUMNS},by=部门+项目 -o 出.csv".split(), standalone_mode=False)
    assert terminal.getvalue().decode().splitlines() == [whole[0], *(line for line in whole if ",department," in line)]
    assert len(whole) == 6
    assert "另有 3 个项目的合计没有列出：加 --totals" in capsys.readouterr().err


def test_a_library_that_is_missing_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("perfrules.frames", "perfrules.cli.rows"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    result = run(f"score 行.csv {COLUMNS} -o 出.csv")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("错误：数据列（perfrules.frames）需要 narwhals，请先安装：pip install")
    with pytest.raises(ImportError) as told:
        import_module("perfrules.frames")
    assert "[frames]" in str(told.value)
    again = pickle.loads(pickle.dumps(told.value))
    assert (str(again), again.name) == (str(told.value), "narwhals")
