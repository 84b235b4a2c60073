"""A run that is killed, at any moment of writing: what stood in a file is whole, and the next run sweeps what was left and does the work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules.cli import main

pytestmark = [pytest.mark.processes, pytest.mark.skipif(os.name == "nt", reason="no fork here")]

TABLE = "项目名称,一级指标,三级指标,指标值,实际完成值\n甲,产出指标,场次,≥3场,4场\n"
COLUMNS = "--columns target=指标值,actual=实际完成值"
LINES = {
    "score 表.csv -o out.html --force": ["out.html"],
    "score 表.csv -o out.xlsx --force": ["out.xlsx"],
    "score 表*.csv -o out.json --force": ["out.json"],
    f"score 表.csv {COLUMNS} -o out.csv --force": ["out.csv"],
    f"score 表.csv {COLUMNS} -o out.parquet --force --readings readings.parquet": ["out.parquet", "readings.parquet"],
    "convert 表.csv -o out.json --force": ["out.json"],
    "convert 表.csv -o out.xlsx --force": ["out.xlsx"],
    "template 表.csv -o filled.csv": ["filled.csv", "filled.bak.csv"],
    "template 表.csv -o out.xlsx --force": ["out.xlsx"],
    "report-form 表.csv -o out.csv --force": ["out.csv"],
    "sql --dialect mysql --targets targets.txt -o out.sql --force": ["out.sql"],
    "policies new next -o out.toml --force": ["out.toml"],
    "check 目标.csv --fix": ["目标.csv"],
    "check 表.csv --update-baseline --baseline out.json --force": ["out.json"],
}
"""The verbs that write, and the files that they write."""
MOMENTS = ("half", "whole", "moved")
PROGRAM = """
import json, os, signal, sys
from perfrules.cli import main
from perfrules.report import writing

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def half(target, pieces, mode, write=writing._replace):
    def broken():
        yield b"half" * 100_000
        killed()
    write(target, broken(), mode)

def before(beside, target, mode):
    killed()

spare, asked = json.load(sys.stdin)
os.chdir(spare)
for line in dict.fromkeys(line for _, line, _ in asked if "--columns" not in line):  # once without a kill: what is needed is loaded
    try:
        main(line.split())
    except SystemExit:
        pass
codes = []
for folder, line, moment in asked:
    child = os.fork()
    if not child:
        os.chdir(folder)
        if moment == "half":
            writing._replace = half
        writing.__dict__["_settle" if moment == "moved" else "_move"] = killed
        main(line.split())
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
with open("codes.json", "w") as stream:
    json.dump(codes, stream)
"""


def filled(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "表.csv").write_text(TABLE, "utf-8")
    (folder / "目标.csv").write_text("项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,》=3场\n", "utf-8")
    (folder / "targets.txt").write_text("≥3家\n", "utf-8")
    (folder / "filled.csv").write_text("编号,项目,指标,指标值,实际完成值\nP01I1,甲,场次,≥2场,4场\n", "utf-8")
    for suffix in ("html", "xlsx", "json", "csv", "parquet", "sql", "toml"):
        (folder / f"out.{suffix}").write_bytes(b"old")


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".perfrules-")}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The folder in which every line was killed at every moment: one process is forked for all, so that Python begins once."""
    folders = {
        (line, moment): tmp_path_factory.mktemp("killed") / f"{place}{moment}" for place, line in enumerate(LINES) for moment in MOMENTS
    }
    spare = tmp_path_factory.mktemp("spare") / "all"
    for folder in (spare, *folders.values()):
        filled(folder)
    asked = json.dumps([str(spare), [[str(folder), line, moment] for (line, moment), folder in folders.items()]])
    subprocess.run([sys.executable, "-X", "utf8", "-c", PROGRAM], input=asked.encode(), stdout=subprocess.DEVNULL, check=True)
    codes = json.loads((spare / "codes.json").read_text())
    assert {key: code for key, code in zip(folders, codes, strict=True) if code != -9} == {}
    return folders


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("line", LINES)
def test_what_stood_is_whole_and_the_next_run_does_the_work(
    line: str, moment: str, killed: dict[tuple[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = killed[line, moment]
    filled(tmp_path / "before")
    before, after = held(tmp_path / "before"), held(folder)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    strays = [path for path in folder.iterdir() if path.name.startswith(".perfrules-")]
    if moment == "moved":
        assert len(changed) == 1
        assert not any(content.startswith(b"half") for content in after.values())
    else:
        assert changed == set()
        assert strays
    monkeypatch.chdir(folder)
    ended = CliRunner().invoke(main, line.split())
    assert ended.exit_code in (0, 1), ended.stderr
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []
    for name in LINES[line]:
        if moment != "moved" or name != "filled.bak.csv":
            assert (folder / name).read_bytes() != before.get(name), name
