"""The commands that the README shows print what it says they print; its Python runs as doctests."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfrules import Outcome, Vocabulary, evaluate, parse
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
    told = CliRunner().invoke(main, shlex.split(command)).stdout
    start = output.removesuffix("…\n")
    assert told == output or (start != output and told.startswith(start))


def test_the_two_commands_are_there_once_for_each_system():
    for start in ("python3 -m venv .venv && ", "py -m venv .venv; "):
        lines = [line for line in README.split("\n") if line.startswith(start)]
        assert len(lines) == 2
        assert lines[0].endswith("actuals.csv")
        assert lines[1].endswith("pytest -q -n auto")


def test_the_files_that_the_manual_shows_can_be_read(tmp_path: Path):
    policy, words = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for name, text in (("policy.toml", policy), ("words.toml", words)):
        (tmp_path / name).write_text(text, "utf-8")
    assert evaluate("约100人", "94人", policy=tmp_path / "policy.toml").outcome is Outcome.UNMET
    assert str(parse("不逊于3公引", vocabulary=Vocabulary.read(tmp_path / "words.toml")).criteria[0].comparator) == "≥3公引"


def test_the_headings_that_the_manual_names_are_there():
    headings = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"^## (.*)$", README, re.MULTILINE)}
    named = set(re.findall(r"\]\(#([^)]*)\)", README))
    assert len(named) > 10
    assert named <= headings


def test_every_file_that_the_manual_links_to_is_there():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
