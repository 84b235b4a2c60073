"""The tests have the tree of the source: a module's tests stand at its place, or a line says which tests cover it."""

import ast
import tomllib
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "perfrules"
COVERED: dict[str, list[str]] = tomllib.loads((TESTS / "covered.toml").read_text("utf-8"))
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if "generated" not in path.parts]
MODULES = [path.relative_to(SOURCE).with_suffix("") for path in FILES if not path.name.startswith("__")]
LONGEST = 400
"""Lines of a file at the most."""


def _has_own_tests(module: Path) -> bool:
    return (TESTS / module.with_name(f"test_{module.name}.py")).is_file()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_tests_at_its_place_or_a_line(module: Path):
    lines = [line for line in COVERED if fnmatch(module.as_posix(), line)]
    assert lines or _has_own_tests(module)
    assert not (module.as_posix() in COVERED and _has_own_tests(module)), "its line is not needed any more"


@pytest.mark.parametrize("line", COVERED)
def test_a_line_names_modules_and_tests_that_are_there(line: str):
    assert any(fnmatch(module.as_posix(), line) for module in MODULES)
    assert all((TESTS / name).is_file() for name in COVERED[line])


@pytest.mark.parametrize("package", sorted({module.parts[0] for module in MODULES if len(module.parts) > 1}))
def test_no_class_name_stands_twice_in_a_package(package: str):
    found: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        if path.relative_to(SOURCE).parts[0] == package:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    found[node.name].append(path.name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_file_is_longer_than_one_reads_at_once(path: Path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST
