"""The wheel: what is in it, and that the grammars are found from every form of the package."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from perfrules.generating import contents, write
from perfrules.snapshots import FOLDER

ROOT = Path(__file__).parents[1]


def _build(folder: Path, *options: str) -> Path:
    """A wheel built without network; by default by way of the source distribution."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *options, str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("tree"), "--wheel")


@pytest.fixture(scope="module")
def wheel_of_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("sdist"))


def _names(path: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(path).namelist() if ".dist-info/" not in name}


def _sources() -> set[str]:
    kept = (path for path in (ROOT / "src/perfrules").rglob("*") if path.is_file() and not {"__pycache__", FOLDER} & {*path.parts})
    package = {path.relative_to(ROOT / "src").as_posix() for path in kept}
    grammars = {f"perfrules/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "grammars").rglob("*") if path.is_file()}
    made = {f"perfrules/{FOLDER}/{name}.py" for name in contents()}
    return package | grammars | made | {"perfrules/testing/cases/wording.toml"}


@pytest.mark.processes
def test_the_wheel_holds_the_package_its_grammars_and_the_conformance_cases_and_nothing_else(wheel: Path):
    assert _names(wheel) == _sources()
    assert {"perfrules/py.typed", "perfrules/grammars/target.lark", "perfrules/grammars/units.toml"} <= _names(wheel)


@pytest.mark.processes
def test_the_wheel_of_the_source_distribution_is_the_same(wheel: Path, wheel_of_source: Path):
    assert _names(wheel_of_source) == _names(wheel)


@pytest.mark.processes
def test_the_licence_and_the_command_are_declared(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name.split(".dist-info/")[1]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert "MIT License" in inside["licenses/LICENSE"]
    assert "perfrules = perfrules.__main__:main" in inside["entry_points.txt"]
    assert "License-Expression: MIT" in inside["METADATA"]


def _reads(place: Path, *, without_lark: bool = True) -> None:
    script = (
        "import sys, perfrules; from perfrules.resources import grammar_text\n"
        "from perfrules.testing import conformance_cases\n"
        "assert grammar_text('target.lark') and perfrules.parse('不少于50家').criteria and conformance_cases()\n"
        f"assert {without_lark} == ('lark' not in sys.modules)\n"
        "print(perfrules.__file__)"
    )
    environment = os.environ | {"PYTHONPATH": str(place), "PYTHONUTF8": "1"}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False, text=True, encoding="utf-8")
    assert told.returncode == 0, told.stderr
    assert Path(told.stdout.strip()).is_relative_to(place)


@pytest.mark.processes
def test_an_installed_wheel_reads(wheel_of_source: Path, tmp_path: Path):
    zipfile.ZipFile(wheel_of_source).extractall(tmp_path)
    _reads(tmp_path)


@pytest.mark.processes
def test_a_zipped_wheel_reads(wheel: Path):
    _reads(wheel)


@pytest.mark.processes
def test_a_source_tree_reads(tmp_path: Path):
    _reads(_copied(tmp_path), without_lark=False)


@pytest.mark.processes
def test_a_source_tree_uses_what_was_generated_from_it_and_nothing_stale(tmp_path: Path):
    place = _copied(tmp_path)
    write(place / "perfrules" / FOLDER, contents(tmp_path))
    _reads(place)
    with (tmp_path / "grammars" / "target.lark").open("a") as grammar:
        grammar.write("// changed\n")
    _reads(place, without_lark=False)


def _copied(folder: Path) -> Path:
    """The source tree without what is generated."""
    shutil.copytree(ROOT / "grammars", folder / "grammars")
    shutil.copytree(ROOT / "tests/cases", folder / "tests/cases")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", FOLDER))
    return folder / "src"
