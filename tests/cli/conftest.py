"""Each test of the program begins in Chinese, whatever language the one before it spoke."""

from collections.abc import Iterator

import pytest

from perfrules.cli import language


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    token = language._LANGUAGE.set("zh")
    yield
    language._LANGUAGE.reset(token)
