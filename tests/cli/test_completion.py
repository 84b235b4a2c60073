from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from perfrules.cli import main


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_asks_the_program(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert "_PERFRULES_COMPLETE" in result.stdout
    assert f"{shell}_complete" in result.stdout
    assert "perfrules" in result.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_takes_the_script() -> None:
    script = CliRunner().invoke(main, ["completion", "bash"]).stdout
    assert subprocess.run(["bash", "-n"], input=script.encode(), check=False).returncode == 0


def _asked(shell: str, words: str, at: str) -> str:
    asked = {"_PERFRULES_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": at}
    program = "import sys; sys.argv[0] = 'perfrules'; from perfrules.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ | asked).stdout


@pytest.mark.processes
@pytest.mark.parametrize(
    ("shell", "words", "at", "offers"),
    [
        ("bash", "perfrules sco", "1", "plain,score\n"),
        ("powershell", "perfrules sco", "sco", "plain\tscore\t"),
        ("powershell", "perfrules ", "", "plain\tparse\t"),
        ("powershell", "perfrules score --form", "--form", "plain\t--format\t"),
        ("bash", "perfrules completion ", "2", "plain,powershell\n"),
        ("bash", "perfrules parse --format js", "3", "plain,jsonl\n"),
    ],
)
def test_what_is_offered(shell: str, words: str, at: str, offers: str) -> None:
    assert offers in _asked(shell, words, at)


@pytest.mark.processes
def test_behind_a_word_that_is_no_verb_nothing_is_offered_and_nothing_breaks() -> None:
    assert _asked("bash", "perfrules nope --x", "2").strip() == ""


def test_names_of_files_are_left_to_the_shell():
    from click.shell_completion import ShellComplete

    from perfrules.cli import main

    found = ShellComplete(main, {}, "perfrules", "_PERFRULES_COMPLETE").get_completions(["check", "--previous"], "上年")
    assert [(item.type, item.value) for item in found] == [("file", "上年")]
