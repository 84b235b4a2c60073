"""Mutants on trial: a changed copy of the source against the tests of the changed module, up to the first failure."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.operators import Mutant

ROOT = Path(__file__).parents[2]
SECONDS = 300
"""A mutant that takes more of the processor than this has been noticed; on a busy machine the clock would notice every one."""

_OPTIONS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
SELECTED = _OPTIONS[_OPTIONS.index("-m") + 1]
"""The marks of the fast tests."""
_NOTHING_TO_RUN = 5

ROOMS = {
    "bounds.py": ("tests/test_comparators.py", "tests/test_intervals.py"),
    "comparators.py": ("tests/test_comparators.py", "tests/test_canonical.py"),
    "intervals.py": ("tests/test_intervals.py", "tests/test_comparators.py"),
    "quantities.py": ("tests/test_quantities.py", "tests/test_comparators.py"),
    "wording/values": ("tests/wording",),
    "wording/passes": ("tests/wording",),
    "scoring": ("tests/scoring",),
    "rollup.py": ("tests/test_rollup.py", "tests/test_rollup_hulls.py"),
    "frames": ("tests/frames",),
}
"""What decides, each with the tests that answer for it; paths below the package, and below the project."""

COVERED = tomllib.loads((ROOT / "tests" / "covered.toml").read_text("utf-8"))
NEAREST = ("test_derivations.py", "test_cases.py", "test_readings.py", "test_figures.py", "test_laws.py")
"""The tests of a room that notice most, and so are run first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant: whether a test noticed it, and what pytest said at the end."""

    noticed: bool
    said: str


def room(module: str) -> tuple[str, ...]:
    """The tests of the room of a module."""
    return next(tests for room, tests in ROOMS.items() if module == room or module.startswith(f"{room}/"))


def answering(module: str, root: Path = ROOT) -> list[str]:
    """The tests of a module below the package, its own before those of its room, as they stand below ``root``."""
    tests = room(module)
    inside = Path(module.removeprefix("scoring/").removeprefix("frames/").removeprefix("wording/"))
    folders = [root / test for test in tests if (root / test).is_dir()]
    own = [folder / inside.with_name(f"test_{inside.name}") for folder in folders]
    whole = (Path(module).parent / "*").as_posix()
    own += [root / "tests" / test for name in (module.removesuffix(".py"), whole) for test in COVERED.get(name, ())]
    near = [folder / name for folder in folders for name in NEAREST]
    first = [str(path.relative_to(root)) for path in (*own, *near) if path.is_file()]
    return list(dict.fromkeys([*first, *tests]))


def copied(folder: Path) -> Path:
    """A copy of what the tests of a module need, in ``folder``."""
    for name in ("src", "tests", "grammars", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def tried(copy: Path, module: str, text: str, tests: Sequence[str]) -> Trial:
    """The trial of ``module`` with ``text`` in its place, in a copy of the project; the copy is as before afterwards.

    The files among ``tests`` are run before its folders, which take longer to collect than most mutants live.
    """
    path = copy / "src" / "perfrules" / module
    before = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "COVERAGE_", "PYTHONDONT"))}
    env = kept | {"PYTHONPATH": str(copy / "src"), "PYTHONPYCACHEPREFIX": str(copy / "compiled"), "HYPOTHESIS_PROFILE": "mutants"}
    files = [test for test in tests if test.endswith(".py")]
    folders = [test for test in tests if test not in files]
    try:
        trial = _run(copy, env, files) if files else None
        if folders and (trial is None or not trial.noticed):
            trial = _run(copy, env, [*folders, *(f"--ignore={file}" for file in files)])
    finally:
        path.write_text(before, "utf-8")
    assert trial is not None
    return trial


def tried_together(
    jobs: int, waiting: Mapping[str, Mutant], tests: Mapping[str, Sequence[str]], told: Callable[[str, Trial], None]
) -> None:
    """Try mutants in copies of the project, each against the tests that are given for its module."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        free = queue.SimpleQueue[Path]()
        for at in range(jobs):
            path = Path(folder) / str(at)
            path.mkdir()
            free.put(copied(path))

        def each(name: str) -> None:
            one = waiting[name]
            copy = free.get()
            try:
                told(name, tried(copy, one.module, one.text, tests[one.module]))
            finally:
                free.put(copy)

        list(pool.map(each, waiting))


def _run(copy: Path, env: dict[str, str], tests: Sequence[str]) -> Trial:
    options = ["-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
               "-o", "addopts=--strict-markers --import-mode=importlib", "-m", SELECTED]  # fmt: skip
    run = ["bash", "-c", f'ulimit -t {SECONDS} && exec "$@"', "-", sys.executable, "-m", "pytest", *options, *tests]
    told = subprocess.run(run, cwd=copy, env=env, check=False, capture_output=True, text=True)
    if told.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Trial(noticed=True, said="timeout")
    said = (told.stdout + told.stderr).strip().splitlines()
    if told.returncode not in (0, 1, 2, _NOTHING_TO_RUN):
        raise RuntimeError("\n".join(said[-20:]))
    noticed = told.returncode not in (0, _NOTHING_TO_RUN)
    return Trial(noticed, next((line for line in said if line.startswith(("FAILED", "ERROR"))), said[-1] if said else ""))
