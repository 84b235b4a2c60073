"""Ctrl-C in the middle of every verb that writes: exit code 130, one sentence, nothing half-written, the old file as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes
TABLE = "项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,》=3场\n"
PROGRAM = """
import sys
from perfrules.cli import main
from perfrules.report import writing
real = writing._replace
def replace(target, pieces, mode):
    def broken():
        yield b"half"
        raise KeyboardInterrupt
    real(target, broken(), mode)
writing._replace = replace
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "表.csv", "-o", "out.html", "--force"],
        ["convert", "表.csv", "-o", "out.json", "--force"],
        ["template", "表.csv", "-o", "out.csv", "--force"],
        ["check", "表.csv", "--fix"],
        ["check", "表.csv", "--update-baseline", "--baseline", "out.json", "--force"],
    ],
)
def test_nothing_is_half_written(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(TABLE, "utf-8")
    for name in ("out.html", "out.json", "out.csv"):
        (tmp_path / name).write_bytes(b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ended = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 130
    assert ended.stderr.decode().strip().split("\n")[-1] == "已中止。"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "表.csv", "-o", "out.html", "--force"],
        ["convert", "表.csv", "-o", "out.json", "--force"],
        ["template", "表.csv", "-o", "out.csv", "--force"],
        ["check", "表.csv", "--fix"],
        ["check", "表.csv", "--update-baseline", "--baseline", "out.json", "--force"],
    ],
)
def test_a_full_disk_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(TABLE, "utf-8")
    for name in ("out.html", "out.json", "out.csv"):
        (tmp_path / name).write_bytes(b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    program = PROGRAM.replace("raise KeyboardInterrupt", 'raise OSError(28, "No space left on device")')
    ended = subprocess.run([sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 2
    assert "磁盘空间不足。原有文件没有改动；请排除后再写，或写到别处。" in ended.stderr.decode().strip().split("\n")[-1]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_memory_that_runs_out_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(TABLE, "utf-8")
    program = PROGRAM.replace("raise KeyboardInterrupt", "raise MemoryError")
    command = [sys.executable, "-c", program, "convert", "表.csv", "-o", "out.json"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode().strip().split("\n")[-1].startswith("错误：内存不够")
    assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]
