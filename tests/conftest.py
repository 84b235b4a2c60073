"""Profiles of hypothesis: ``HYPOTHESIS_PROFILE`` names one; without it ``ci`` where CI is set, else ``perfrules``."""

import os
import random
import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from perfrules.wording import faults

APART = ("processes", "engines", "browser", "versions", "docs", "mutants")
"""The sets whose tests may start Python again."""

# Time is measured in tests/benchmarks, on a quiet machine.
settings.register_profile("perfrules", deadline=None, max_examples=50)  # others in every run; .ci/run tries the 300 of "ci"
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=300, database=None, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.register_profile(  # whether a test fails is asked, not by which smallest example
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "perfrules"))


@pytest.fixture(scope="session")
def worked_out() -> Mapping[str, str]:
    """What the build writes ahead, a text a module; it takes seconds, so it is made once a process and only where it is asked for."""
    from perfrules.generating import contents

    return contents()


@pytest.fixture(autouse=True, scope="session")
def _faults_of_the_reader_fail_the_test() -> Iterator[None]:
    with faults.raised():
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffled", type=int, metavar="SEED", help="run the tests in an order of chance; a seed gives the same one again")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    for item in items:
        if item.path.suffix == ".ipynb":  # a notebook has a kernel
            item.add_marker("processes")
    if (seed := config.getoption("shuffled")) is not None:
        random.Random(seed).shuffle(items)


_alone: list[str] = []
"""The test that runs, where it may start no other Python."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    measured = "benchmarks" in item.path.parts  # they are run by name only
    if not measured and not any(item.get_closest_marker(name) for name in APART):
        _alone.append(item.nodeid)
    try:
        return (yield)
    finally:
        _alone.clear()


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and _alone and str(Path(sys.executable).parent) in str(arguments[:2]):
        raise RuntimeError(f"{_alone[0]} starts Python again: mark it as one of the set “processes”")


sys.addaudithook(_heard)
