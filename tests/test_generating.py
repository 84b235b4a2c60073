"""What the build writes ahead: the same bytes each time, and equal to what is worked out without it."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from perfrules import generating
from perfrules.generating import PACKAGE, TREE, index, write
from perfrules.lint.rulebook import checks
from perfrules.units import standard
from perfrules.wording.parser import grammar, tabulating
from perfrules.wording.parser.loading import NAME
from perfrules.wording.parser.table import Table
from perfrules.wording.parser.tabulating import table_of

Run: TypeAlias = Callable[[str], dict[str, object]]


@pytest.fixture
def run(worked_out: Mapping[str, str]) -> Run:
    """What a module that the build has written holds."""

    def held(name: str) -> dict[str, object]:
        found: dict[str, object] = {}
        exec(compile(worked_out[name], name, "exec"), found)
        return found

    return held


def test_the_table_is_what_lark_builds_now_state_by_state(run: Run):
    lark = grammar.build(standard())
    table = Table(*run(NAME)["TABLE"])  # type: ignore[misc]
    assert table == table_of(lark)
    made = lark.parser.parser._parse_table
    waiting, number = [*made.start_states.values()], dict.fromkeys(made.start_states.values(), table.start)
    for state in waiting:
        row = made.states[state]
        own = {} if number[state] == table.final else table.actions(number[state])
        assert row.keys() == own.keys()
        for name, (_, target) in row.items():
            action = own[name]
            if action >= 0:
                if target not in number:
                    number[target] = action
                    waiting.append(target)
                assert number[target] == action
            else:
                assert table.rules[-1 - action][:2] == (len(target.expansion), target.origin.name)
    assert len(set(number.values())) == len(number) == len(made.states) == len(table.rows)


def test_no_hole_is_hidden_behind_the_usual_action(run: Run):
    rows = Table(*run(NAME)["TABLE"]).rows  # type: ignore[misc]
    assert tabulating._row({"A": -1}, ("A", "B")) == (None, "A -1")
    assert tabulating._row({"A": -1, "B": -1}, ("A", "B")) == (-1, "")
    assert any(usual is not None for usual, _ in rows)


def test_the_vocabularies_and_the_catalogue_are_what_their_files_hold(run: Run):
    for name, path in (("grammars_units", "grammars/units.toml"), ("measures_names", f"{PACKAGE}/measures/names.toml")):
        assert run(name)["TABLES"] == tomllib.loads((TREE / path).read_text("utf-8"))
    files = {path.name: tomllib.loads(path.read_text("utf-8")) for path in (TREE / PACKAGE / "catalogue").glob("*.toml")}
    assert run("catalogue")["TABLES"] == files


def test_the_index_of_rules_is_the_rules_that_are_found(run: Run):
    found = tuple((check.run.__module__.rpartition(".")[2], check.scope, check.rule.code) for check in checks())
    assert run("rules")["RULES"] == index(TREE / generating.RULES) == found


def test_a_file_that_holds_no_rule_is_not_in_the_index(tmp_path: Path):
    (tmp_path / "one.py").write_text("RULE = Rule(title='x', code='ZZ001')\nother = 1\ndef on_wording(): ...\ndef help(): ...\n")
    (tmp_path / "two.py").write_text("RULE = 1\n")
    assert index(tmp_path) == (("one", "wording", "ZZ001"),)


@pytest.mark.processes
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_sources_give_the_same_bytes(tmp_path: Path, seed: str, worked_out: Mapping[str, str]):
    command = [sys.executable, "-m", "perfrules.generating", str(tmp_path)]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, check=True)
    assert {path.stem: path.read_text("utf-8") for path in tmp_path.iterdir()} == worked_out


def test_what_is_no_more_is_taken_away(tmp_path: Path):
    write(tmp_path, {"a": "x = 1\n", "b": "y = 2\n"})
    write(tmp_path, {"a": "x = 2\n"})
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"a.py": "x = 2\n"}
