"""The mutants that a sample is drawn from."""

from pathlib import Path

import pytest
from tests.mutants.__main__ import EQUIVALENTS, PACKAGE, Record, modules, named, sample
from tests.mutants.operators import mutants
from tests.mutants.trials import ROOT, Trial, answering

SOURCE = '''
"""Words."""
Alias: TypeAlias = "int"

def judged(value: "int" = 3) -> bool:
    """Words."""
    if not value:
        raise ValueError(f"{value}" + "no")
    return max(value, 5) >= 4 and -value in (True, "x")
'''


def test_what_is_changed():
    changes = [(one.old, one.new) for one in mutants("module.py", SOURCE)]
    assert sorted(changes) == sorted(
        [
            ("3", "(4)"),
            ("not value", "(value)"),
            ('max(value, 5) >= 4 and -value in (True, "x")', "(max(value, 5) >= 4 or -value in (True, 'x'))"),
            ("max(value, 5) >= 4", "(max(value, 5) > 4)"),
            ("max(value, 5)", "(min(value, 5))"),
            ("5", "(6)"),
            ("4", "(5)"),
            ('-value in (True, "x")', "(-value not in (True, 'x'))"),
            ("-value", "(value)"),
            ("True", "(False)"),
            ('"x"', "('x?')"),
        ]
    )  # fmt: skip


def test_a_change_stands_where_it_says():
    for one in mutants("module.py", SOURCE):
        assert one.text.replace(one.new, one.old, 1) == SOURCE
        assert one.new in one.text.splitlines()[one.line - 1]


@pytest.mark.parametrize("module", modules())
def test_every_module_that_decides_has_tests(module: str):
    assert all((ROOT / test).exists() for test in answering(module))


def test_an_assertion_of_zip_is_none_of_them():
    assert [one.new for one in mutants("module.py", "found = dict(zip('a', 'b', strict=True))")] == ["('a?')", "('b?')"]


def test_a_seed_gives_one_sample():
    assert [*sample(5, 1)] == [*sample(5, 1)]
    assert [*sample(5, 1)] != [*sample(5, 2)]


def test_a_mutant_keeps_its_name_while_its_line_stays():
    before = named("module.py", SOURCE)
    after = named("module.py", f"other = 1\n{SOURCE}".replace(">= 4", ">= 6"))
    kept = {before[name].old for name in before.keys() & after.keys()}
    assert kept == {"3", "not value"}
    assert len(before) == 11


def test_a_record_tells_the_last_trial_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    record = Record(tmp_path / "record")
    assert record.read() == {}
    tried = named("module.py", SOURCE)
    first, second, *_ = tried
    for name, noticed in ((first, False), (second, False), (first, True)):
        record.add(tried, name, Trial(noticed, "said"))
    assert record.read() == {first: True, second: False}
    assert capsys.readouterr().out.splitlines()[-1].startswith("noticed  module.py:5: ")


def test_every_mutant_that_changes_nothing_is_one():
    """Where a line is written anew, what is said of the old one is looked at again."""
    found = {
        (one.module, source.splitlines()[one.line - 1].strip(), one.new)
        for module in {file for file, _, _ in EQUIVALENTS}
        for source in [(PACKAGE / module).read_text("utf-8")]
        for one in mutants(module, source)
    }
    assert EQUIVALENTS - found == set()
