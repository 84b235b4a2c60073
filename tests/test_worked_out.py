"""What was worked out ahead and what is worked out now are the same, whichever of the two this tree has."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from perfrules import findings, resources
from perfrules.lint import rulebook
from perfrules.units import standard
from perfrules.wording.parser import loading


def test_both_ways_give_the_same(worked_out: Mapping[str, str], monkeypatch: pytest.MonkeyPatch):
    def made(name: str) -> ModuleType | None:
        if name not in worked_out:
            return None
        module = ModuleType(name)
        exec(compile(worked_out[name], name, "exec"), module.__dict__)
        return module

    found = []
    for way in (made, lambda _: None):
        for module in (findings, resources, rulebook, loading):
            monkeypatch.setattr(module, "snapshot", way)
        found.append(
            (
                resources.tables_of.__wrapped__("grammars/units.toml"),
                resources.tables_of.__wrapped__("measures/names.toml"),
                resources.tables_in.__wrapped__("catalogue"),
                findings.emitted_codes.__wrapped__(),
                rulebook.index.__wrapped__(),
                loading.load(standard()),
            )
        )
    assert found[0] == found[1]


def test_what_lies_beside_the_source_is_what_is_worked_out_and_nothing_else(worked_out: Mapping[str, str]):
    folder = Path(findings.__file__).parent / "generated"
    for path in folder.glob("[!_]*.py"):  # there are none in a tree that was not installed
        assert path.stem in worked_out
        assert import_module(f"perfrules.generated.{path.stem}").__name__.endswith(path.stem)
