"""Profiles of hypothesis: ``HYPOTHESIS_PROFILE`` names one; without it ``ci`` where CI is set, else ``perfrules``."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from perfrules.wording import faults

# Time is measured in tests/benchmarks, on a quiet machine.
settings.register_profile("perfrules", deadline=None)
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


@pytest.fixture(autouse=True, scope="session")
def _faults_of_the_reader_fail_the_test() -> Iterator[None]:
    with faults.raised():
        yield
