"""The layers of the package: imports go down only, nothing takes the back door, nothing goes round."""

from pathlib import Path

import grimp
import pytest
from importlinter import cli

ROOT = Path(__file__).parents[1]
FRONT_DOOR = "perfrules"


def test_imports_go_down_only_and_never_in_a_circle(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("logging.config.dictConfig", lambda _: None)  # it would silence every logger that there is
    code = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_nobody_comes_in_by_the_front_door_but_for_the_version():
    graph = grimp.build_graph("perfrules", exclude_type_checking_imports=True, cache_dir=None)
    through = {
        (name, detail["line_contents"])
        for name in graph.find_modules_that_directly_import(FRONT_DOOR)
        for detail in graph.get_import_details(importer=name, imported=FRONT_DOOR)
    }
    assert {line for _, line in through} <= {"from perfrules import __version__"}, through
    assert graph.find_modules_directly_imported_by(FRONT_DOOR) == set()


def test_rooms_are_named_for_what_they_hold():
    nothing = {"utils", "util", "helpers", "common", "base", "core", "manager", "misc"}
    assert not {path for path in (ROOT / "src").rglob("*.py") if path.stem in nothing or path.parent.name in nothing}
