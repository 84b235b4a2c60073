"""The versions that are promised: every Python this machine has runs a core set, and so do the lowest versions of all dependencies."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PYTHONS = [
    match[1]
    for line in PROJECT["classifiers"]
    if (match := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line)) and match[1] != "{}.{}".format(*sys.version_info[:2])
]
CORE = (
    "tests/wording/test_cases.py",
    "tests/wording/test_gold.py",
    "tests/scoring/test_cases.py",
    "tests/tables/test_guangzhou.py",
    "tests/tables/readers",
    "tests/cli/test_program.py",
    "tests/cli/test_score.py",
    "tests/frames/test_frames.py",
)
TOOLS = [line for line in EXTRAS["dev"] if Requirement(line).name in {"pandas", "polars", "pyarrow", "reportlab", "xlwt"}]

pytestmark = pytest.mark.versions


def python_of(version: str) -> str | None:
    """The interpreter of that version: on the path, or where pyenv keeps it."""
    found = shutil.which(f"python{version}")
    if found is not None and subprocess.run([found, "--version"], check=False, capture_output=True).returncode == 0:
        return found
    kept = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python{version}"))
    return str(kept[-1]) if kept else None


def lowest(line: str) -> str:
    """The requirement held to the release that its lower bound names: ``lark>=1.2,<2`` is ``lark==1.2.*``, fixes included."""
    wanted = Requirement(line)
    bound = next(one.version for one in wanted.specifier if one.operator == ">=")
    return f"{wanted.name}=={bound}.*"


def run_core(python: str, folder: Path, constraints: list[str]) -> subprocess.CompletedProcess[str]:
    """The core set in a fresh virtual environment of ``python``."""
    venv = folder / "venv"
    subprocess.run([python, "-m", "venv", venv], check=True)
    bin_ = venv / ("Scripts" if os.name == "nt" else "bin")
    pinned = folder / "constraints.txt"
    pinned.write_text("\n".join(constraints), "utf-8")
    install = [str(bin_ / "python"), "-m", "pip", "install", "-q", "-c", str(pinned), *TOOLS, f"{ROOT}[all]"]
    told = subprocess.run(install, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    options = ["-q", "-o", "addopts=--strict-markers --import-mode=importlib", "-p", "no:cacheprovider", "-m", "not engines"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "COVERAGE_"))}
    run = [str(bin_ / "python"), "-m", "pytest", *options, *CORE]
    return subprocess.run(run, cwd=ROOT, env=env, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("version", PYTHONS)
def test_the_core_set_passes_on_each_python(version: str, tmp_path: Path):
    python = python_of(version)
    if python is None:
        pytest.skip(f"Python {version} is not here: not run")
    told = run_core(python, tmp_path, [])
    assert told.returncode == 0, told.stdout[-4000:]


def test_the_core_set_passes_on_the_lowest_versions(tmp_path: Path):
    lines = [*PROJECT["dependencies"], *EXTRAS["tables"], *EXTRAS["frames"], *EXTRAS["testing"]]
    told = run_core(sys.executable, tmp_path, [lowest(line) for line in lines])
    assert told.returncode == 0, told.stdout[-4000:]
