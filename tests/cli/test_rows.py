"""``perfrules score --columns``: what is never replaced, and what is wrong with files and options in one sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from perfrules.cli import main

COLUMNS = "--columns target=指标值,actual=实际"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("行.csv").write_text("指标值,实际\n≥3场,4场\n≤5%,6%\n", "utf-8")
    Path("表.csv").write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n", "utf-8")
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


def test_a_row_that_is_none_is_told_without_words_of_the_engine() -> None:
    Path("行.csv").write_text("指标值,实际\n≥3场,4场\n≤5%,6%,7%\n", "utf-8")
    result = run(f"score 行.csv {COLUMNS} -o 出.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, "第 3 行与其他行的列数不同，或引号不配对，未计分。")
