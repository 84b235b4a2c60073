"""What Windows does otherwise, simulated: a console of code page 936, lines that end in CR and LF, and files of GB18030."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import perfrules

TABLE = "项目名称,绩效指标,年度指标值,分值\n甲,培训人数,≥50人,50\n甲,满意度（%）,≥90,40\n"


def run(*arguments: str, encoding: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    env = os.environ | {"PYTHONIOENCODING": encoding}
    return subprocess.run([sys.executable, "-m", "perfrules", *arguments], check=False, capture_output=True, env=env, cwd=folder)


@pytest.mark.processes
@pytest.mark.parametrize("encoding", ["cp936", "cp1252"])
def test_a_console_of_another_code_page(encoding: str, tmp_path: Path):
    told = run("parse", "≥50家𠮷", encoding=encoding, folder=tmp_path)
    assert told.returncode in (0, 1)
    assert b"Traceback" not in told.stderr
    assert "50" in told.stdout.decode(encoding)
    missing = run("check", "没有这个文件.csv", encoding=encoding, folder=tmp_path)
    assert missing.returncode == 2
    assert b"Traceback" not in missing.stderr


@pytest.mark.processes
def test_a_console_of_code_page_936_shows_chinese(tmp_path: Path):
    told = run("check", "没有这个文件.csv", encoding="cp936", folder=tmp_path)
    assert "没有这个文件.csv" in told.stderr.decode("cp936")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_reads_alike_whatever_its_lines_end_in(end: str, encoding: str):
    plain = perfrules.read(TABLE.encode(), name="表.csv")
    read = perfrules.read(TABLE.replace("\n", end).encode(encoding), name="表.csv")
    assert read.department == plain.department


@pytest.mark.processes
def test_a_name_with_a_drive_and_backslashes_is_a_name(tmp_path: Path):
    name = "C:\\用户\\表.csv"
    (tmp_path / name).write_text(TABLE, "utf-8")
    told = run("check", name, encoding="utf-8", folder=tmp_path)
    assert b"Traceback" not in told.stderr
    assert told.returncode in (0, 1)


@pytest.mark.processes
def test_a_report_for_people_is_written_in_the_encoding_that_was_asked_for(tmp_path: Path):
    (tmp_path / "表.csv").write_text("项目名称,绩效指标,年度指标值,实际完成值\n甲,培训人数,≥50人,60人\n", "utf-8")
    told = run("score", "表.csv", encoding="gbk", folder=tmp_path)
    assert "判定结果" in told.stdout.decode("gbk")
    page = run("score", "表.csv", "--format", "html", encoding="gbk", folder=tmp_path)
    assert "判定结果" in page.stdout.decode("utf-8")  # as it says of itself
