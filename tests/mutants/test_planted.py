"""Twenty planted mutants of what decides: the tests of their own room must notice every one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.mutants.trials import ROOT, copied, tried

PLANTED = tomllib.loads(Path(__file__).with_name("planted.toml").read_text("utf-8"))["mutant"]
NAMES = [f"{at}-{one['file']}" for at, one in enumerate(PLANTED, 1)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("copy"))


def source(one: dict[str, Any]) -> str:
    return (ROOT / "src" / "perfrules" / one["file"]).read_text("utf-8")


def test_there_are_twenty():
    assert len(PLANTED) == 20


@pytest.mark.parametrize("one", PLANTED, ids=NAMES)
def test_what_is_changed_stands_there_once(one: dict[str, Any]):
    assert source(one).count(one["old"]) == 1
    assert all((ROOT / test).exists() for test in one["tests"])


@pytest.mark.mutants
@pytest.mark.parametrize("one", PLANTED, ids=NAMES)
def test_a_planted_mutant_is_noticed(one: dict[str, Any], copy: Path):
    trial = tried(copy, one["file"], source(one).replace(one["old"], one["new"]), one["tests"])
    assert trial.noticed, trial.said
    assert trial.said.startswith("FAILED"), trial.said


@pytest.mark.mutants
def test_the_source_as_it_is_passes(copy: Path):
    trial = tried(copy, "intervals.py", source({"file": "intervals.py"}), ["tests/test_intervals.py"])
    assert not trial.noticed, trial.said
