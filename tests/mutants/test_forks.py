"""Mutants on trial in forks."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.mutants import forks
from tests.mutants.__main__ import Record, named
from tests.mutants.operators import Mutant

MODULE = "intervals.py"
SOURCE = (forks.PACKAGE / MODULE).read_text("utf-8")
MUTANTS = named(MODULE, SOURCE)


def changed(old: str, new: str) -> Mutant:
    return next(one for one in MUTANTS.values() if (one.old, one.new) == (old, new))


def test_what_holds_a_mutant():
    assert forks.holder(changed("one[1] and other[1]", "(one[1] or other[1])")) == "_tighter"
    assert {forks.holder(one) for one in MUTANTS.values()} > {"Interval.__contains__"}


@pytest.mark.mutants
def test_a_change_is_noticed_and_the_source_as_it_is_is_not(tmp_path: Path):
    one = changed("one[1] and other[1]", "(one[1] or other[1])")
    waiting = {"changed": one, "as it is": replace(one, text=SOURCE)}
    record = Record(tmp_path / "record")
    forks.tried(2, waiting, {MODULE: ["tests/test_intervals.py"]}, partial(record.add, waiting))
    assert record.read() == {"changed": True, "as it is": False}
