"""Standard streams that are closed or full, under every verb: one sentence and exit code 2, or the work is done; never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from perfrules.cli import VERBS

pytestmark = [pytest.mark.processes, pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")]
FILES = {
    "表.csv": "项目名称,一级指标,三级指标,指标值\n甲,产出指标,场次,》=3场\n",
    "填.csv": "项目名称,一级指标,三级指标,指标值,实际完成值\n甲,产出指标,场次,≥3场,4场\n",
    "词.txt": "≥5家\n",
    "夹/填.csv": "项目名称,一级指标,三级指标,指标值,实际完成值\n甲,产出指标,场次,≥3场,4场\n",
}
SPEAKING = [
    "check 表.csv", "check 表.csv --format json", "score 填.csv", "score 夹", "template 表.csv", "convert 填.csv", "parse 5家", "rules OP001",
    "sql --dialect mysql --targets 词.txt", "policies mof-2020-10", "verify 报.json 填.csv", "report-form 表.csv", "completion bash", "--help",
]  # fmt: skip
WRITING = [
    "check 表.csv --update-baseline --baseline 出.json",
    "score 填.csv -o 出.html",
    "score 夹 -o 出.csv",
    "policies new own -o 出.toml --force",
]
MISTAKEN = ["", "nope", "parse --nope", "score 没有.csv"]
CLOSED, FULL = "closed", "/dev/full"
SITUATIONS = [("", CLOSED, ""), ("", FULL, ""), ("", "", CLOSED), ("", "", FULL), (CLOSED, CLOSED, CLOSED)]
"""What the three streams are; nothing for what they were, but for standard error a file."""

PROGRAM = """
import json, os, sys
from perfrules.cli import main
lines, situations, streams = json.loads(sys.argv[1]), json.loads(sys.argv[2]), ("stdin", "stdout", "stderr")
for line in lines:  # once with everything open: all that is needed is loaded
    try:
        main(line.split(), standalone_mode=False)
    except BaseException:
        pass
told = []
for situation in situations:
    for line in lines:
        child = os.fork()
        if not child:
            for number, kind in enumerate(situation):
                if kind == "closed":  # as Python begins where a shell has closed it
                    setattr(sys, streams[number], None)
                    os.close(number)
                elif kind or number == 2:
                    os.dup2(os.open(kind or "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            main(line.split())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.append([code, open("said.txt").read() if not situation[2] else ""])
json.dump(told, open("told.json", "w"))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[tuple[str, ...], str], tuple[int, str]]:
    """The exit code of every line in every situation, and what it said."""
    folder = tmp_path_factory.mktemp("streams")
    (folder / "夹").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    lines = ["score 填.csv -o 报.json", *SPEAKING, *WRITING, *MISTAKEN]
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM, json.dumps(lines), json.dumps(SITUATIONS)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    nothing = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, env=env, check=True, stdin=nothing, stdout=nothing, stderr=nothing)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    every = iter(json.loads((folder / "told.json").read_text("utf-8")))
    return {(situation, line): tuple(next(every)) for situation in SITUATIONS for line in lines}


Told = Mapping[tuple[tuple[str, ...], str], tuple[int, str]]


def test_every_verb_is_tried():
    assert {line.split()[0] for line in SPEAKING if line[0] != "-"} == set(VERBS)


@pytest.mark.parametrize(("output", "why"), [(CLOSED, "输出已关闭"), (FULL, "磁盘空间不足")])
def test_an_output_that_takes_nothing_is_one_sentence(output: str, why: str, told: Told):
    situation = ("", output, "")
    assert {line: told[situation, line][0] for line in (*SPEAKING, *MISTAKEN)} == dict.fromkeys((*SPEAKING, *MISTAKEN), 2)
    assert {line: told[situation, line][0] for line in WRITING} == dict.fromkeys(WRITING, 0)
    for line in SPEAKING:
        assert told[situation, line][1].splitlines()[-1] == f"错误：写标准输出出错：{why}。", line


@pytest.mark.parametrize("situation", SITUATIONS[2:], ids=", ".join)
def test_where_nothing_can_be_said_the_work_is_done_and_the_exit_code_tells(situation: tuple[str, ...], told: Told):
    expected = dict.fromkeys(SPEAKING, 2 if situation[1] else 0) | dict.fromkeys(WRITING, 0) | dict.fromkeys(MISTAKEN, 2)
    assert {line: told[situation, line][0] for line in expected} == expected
