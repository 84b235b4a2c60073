"""A pipe that nobody writes is refused by every verb that is given it; none waits for it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
TABLE = "项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,≥3场\n"
LINES = [
    *(f"check p{suffix}" for suffix in (".csv", ".xlsx", ".xls", ".docx", ".pdf", ".html", ".json", ".txt")),
    "check 表.csv --baseline p.json",
    "check 表.csv --previous p.csv",
    "score p.csv",
    "score 表.csv --actuals p.csv",
    "score 表.csv --policy ./p.toml",
    "score 表.csv --rollup p.toml",
    "score 表.csv --rollup p.csv",
    "score p.csv --columns target=a,actual=b -o out.csv",
    "score p.parquet --columns target=a,actual=b -o out.csv",
    "score 表.csv --columns target=指标值,actual=指标值 -o p.csv",
    "template p.csv",
    "convert p.csv",
    "report-form p.csv",
    "verify p.json 表.csv",
    "verify p.html 表.csv",
    "sql --dialect mysql --targets p.csv",
    "sql --dialect mysql --targets p.txt",
    "sql --dialect mysql --targets p.parquet",
    "parse --format jsonl p.jsonl",
    "policies ./p.toml",
    "policies test mof-2020-10 p.csv",
    "policies --diff ./p.toml mof-2020-10",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "表.csv").write_text(TABLE, "utf-8")

    def waited(_number: int, _frame: object) -> None:
        pytest.fail("waited for a pipe")

    before = signal.signal(signal.SIGALRM, waited)
    signal.alarm(60)
    yield tmp_path
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("line", LINES)
def test_a_pipe_without_a_writer_is_refused(line: str, folder: Path) -> None:
    name = next(word for word in line.replace("./", "").split() if word.startswith("p."))
    os.mkfifo(folder / name)
    told = CliRunner().invoke(main, line.split())
    assert told.exit_code == 2, told.output
    assert len(told.stderr.strip().split("\n")) == 1, told.stderr
    assert told.exception is None or isinstance(told.exception, SystemExit)
    assert not [path for path in folder.iterdir() if path.name.startswith((".perfrules", "out"))]


def test_a_device_is_no_table(folder: Path) -> None:
    for line in ("check /dev/zero", "parse --format jsonl /dev/zero", "sql --dialect mysql --targets /dev/zero"):
        told = CliRunner().invoke(main, line.split())
        assert told.exit_code == 2, told.output
        assert "普通文件" in told.stderr or "没有" in told.stderr
