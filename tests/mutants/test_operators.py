"""The mutants that a sample is drawn from."""

import pytest
from tests.mutants.__main__ import modules, sample
from tests.mutants.operators import mutants
from tests.mutants.trials import ROOT, answering

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


def test_a_seed_gives_one_sample():
    assert [str(one) for one in sample(5, 1)] == [str(one) for one in sample(5, 1)]
