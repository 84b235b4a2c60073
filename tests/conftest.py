from collections.abc import Iterator

import pytest
from hypothesis import settings

from perfrules.wording import faults

settings.register_profile("perfrules", deadline=None)  # time is measured in tests/benchmarks, on a quiet machine
settings.load_profile("perfrules")


@pytest.fixture(autouse=True, scope="session")
def _faults_of_the_reader_fail_the_test() -> Iterator[None]:
    with faults.raised():
        yield
