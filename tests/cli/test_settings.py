"""Every verb that reads a table takes the headings of the same settings file."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.tables.written import csv

from perfrules.cli import main

VERBS = (["convert", "表.csv", "-o", "-"], ["template", "表.csv"], ["score", "表.csv"], ["check", "表.csv", "--exit-zero"])
SETTINGS = {"perfrules.toml": "", "pyproject.toml": "tool.perfrules."}


@pytest.mark.parametrize("file", SETTINGS)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_headings_of_the_settings(verb: list[str], file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "表.csv").write_bytes(csv([["评审要点", "线"], ["甲", "≥3次"]]))
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, verb).exit_code == 2
    (tmp_path / file).write_text(f'[{SETTINGS[file]}columns]\nname = "评审要点"\ntarget = ["线"]\n', "utf-8")
    found = CliRunner().invoke(main, verb)
    assert found.exit_code == 0, found.output
    (tmp_path / file).write_text(f'[{SETTINGS[file]}columns]\nnom = "评审要点"\n', "utf-8")
    assert CliRunner().invoke(main, verb).exit_code == 2
    (tmp_path / file).write_text("[", "utf-8")
    assert CliRunner().invoke(main, verb).exit_code == 2
