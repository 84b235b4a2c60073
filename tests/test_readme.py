"""The commands that the README shows print what it says they print; its Python runs as doctests."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def shown() -> list[tuple[str, str]]:
    """Each command of a console block, and the lines below it."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(r"^\$ perfrules (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), shown(), ids=[command for command, _ in shown()])
def test_a_command_prints_what_the_manual_shows(command: str, output: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, shlex.split(command)).stdout == output


def test_the_two_commands_are_there_once_for_each_system():
    for start, end in (("python3 -m venv .venv && ", "pytest -q"), ("py -m venv .venv; ", "pytest -q")):
        lines = [line for line in README.split("\n") if line.startswith(start)]
        assert len(lines) == 2
        assert lines[0].endswith("actuals.csv")
        assert lines[1].endswith(end)


def test_every_file_that_the_manual_links_to_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
