"""The manual, built once for all tests of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs import site


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "BUILD", tmp_path_factory.mktemp("manual"))
        return site.build()
