"""What is no regular file, in the place of every input and output: refused in one sentence, waited for by none, read without end by none."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
TABLE = "target,项目名称,一级指标,三级指标,指标值\n≥3,甲,产出指标,场次,≥3场\n"
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


def listened(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as found:
        found.bind(path.name)  # its whole path is too long for one


def circle(path: Path) -> None:
    path.symlink_to("other")
    path.with_name("other").symlink_to(path.name)


def to_a_folder(path: Path) -> None:
    path.with_name("other").mkdir()
    path.symlink_to("other")


def to_itself(path: Path) -> None:
    path.mkdir()
    (path / "p").symlink_to(path)


KINDS: dict[str, Callable[[Path], None]] = {
    "a link to nothing": lambda path: path.symlink_to("nowhere/nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "two links in a circle": circle,
    "a folder": Path.mkdir,
    "a link to a folder": to_a_folder,
    "a folder that leads to itself": to_itself,
    "a socket": listened,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a device that is empty": lambda path: path.symlink_to("/dev/null"),
    "a device that is full": lambda path: path.symlink_to("/dev/full"),
    "the memory of a process": lambda path: path.symlink_to("/proc/self/mem"),
}
NAMES = ("表.csv/p", "nowhere/p", "长" * 300)
"""Names at which nothing can stand: below a file, in no folder, too long."""


def refused(line: str, why: str, folder: Path) -> None:
    told = CliRunner().invoke(main, line.split())
    assert told.exception is None or isinstance(told.exception, SystemExit), (why, told.exception)
    assert told.exit_code == 2, (why, told.output)
    assert 1 <= len(told.stderr.strip().split("\n")) <= 2, (why, told.stderr)
    assert (folder / "表.csv").read_text("utf-8") == TABLE
    assert not [path for path in folder.iterdir() if path.name.startswith((".perfrules", "out"))]


@pytest.mark.parametrize("line", [*LINES, "check p.csv --diff", "check p.csv --fix", "policies new x --extends ./p.toml"])
def test_nothing_else_is_an_input(line: str, folder: Path) -> None:
    name = next(word for word in line.replace("./", "").split() if word.startswith("p."))
    for kind, make in KINDS.items():
        if "--readings" in line and kind == "a link to nothing":  # it is written
            continue
        make(folder / name)
        refused(line, kind, folder)
        emptied(folder)
    refused_by_name(line, name, folder)


WRITING = (
    "check 表.csv --update-baseline --baseline p.json",
    "score 表.csv -o p.html",
    "score 表.csv -o p.xlsx",
    "score 表.csv --columns target=指标值,actual=指标值 -o p.csv",
    "score 表*.csv -o p.json",
    "template 表.csv -o p.csv",
    "template 表.csv -o p.xlsx",
    "convert 表.csv -o p.json",
    "report-form 表.csv -o p.csv",
    "sql --dialect mysql --targets 表.csv -o p.sql",
    "policies new x -o p.toml",
)


@pytest.mark.parametrize("line", WRITING)
def test_nothing_else_is_an_output_but_a_device(line: str, folder: Path) -> None:
    name = next(word for word in line.split() if word.startswith("p."))
    for kind, make in KINDS.items():
        make(folder / name)
        if kind in ("a device without end", "a device that is empty") and "--columns" not in line:
            assert CliRunner().invoke(main, line.split()).exit_code in (0, 1), kind
            assert (folder / name).is_symlink()
        else:
            refused(line, kind, folder)
        emptied(folder)
    refused_by_name(line, name, folder)


def refused_by_name(line: str, name: str, folder: Path) -> None:
    for named in NAMES:
        refused(line.replace(name, f"{named}{Path(name).suffix}"), named, folder)


def emptied(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "表.csv":
            cleared(path)


def cleared(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        (path / "p").unlink(missing_ok=True)
        path.rmdir()
    else:
        path.unlink()


def test_a_device_is_no_table(folder: Path) -> None:
    for line in ("check /dev/zero", "parse --format jsonl /dev/zero", "sql --dialect mysql --targets /dev/zero"):
        told = CliRunner().invoke(main, line.split())
        assert told.exit_code == 2, told.output
        assert "普通文件" in told.stderr or "没有" in told.stderr
