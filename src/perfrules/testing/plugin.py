"""A pytest plugin: the fixture ``check_table`` fails a test whose table has findings.

pytest finds it by the entry point of the distribution; where plugins are not loaded by themselves, switch it on in
``conftest.py`` with ``pytest_plugins = ["perfrules.testing.plugin"]``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from perfrules.findings import Finding


class CheckTable(Protocol):
    """The call that the fixture gives."""

    def __call__(
        self, path: str | os.PathLike[str], *, fail_on: str = "error", select: Iterable[str] = ("ALL",), ignore: Iterable[str] = ()
    ) -> list[Finding]:
        """Check the table at ``path``; the test fails where a finding weighs ``fail_on`` or more, with each in full.

        Gives back all findings. Raises :class:`~perfrules.errors.TableError` for a file that cannot be read and
        :class:`~perfrules.errors.SettingsError` for a rule or severity that does not exist.
        """


@pytest.fixture(name="check_table")
def check_table_() -> CheckTable:
    """``check_table("表.xlsx", fail_on="warning")`` in a test checks a team's table."""

    def call(
        path: str | os.PathLike[str], *, fail_on: str = "error", select: Iterable[str] = ("ALL",), ignore: Iterable[str] = ()
    ) -> list[Finding]:
        from pathlib import Path

        from perfrules.lint import Selection, inspect
        from perfrules.lint.selection import severity_of

        level = severity_of(fail_on)
        found = inspect(Path(path), selection=Selection.of(select, ignore))
        failing = found.where(lambda item: item if item.severity.rank >= level.rank else None)
        if failing.findings:
            lines = [f"{item.location}: {item.code} {item.message}" for item in failing.findings]
            pytest.fail("\n".join([f"{path}：{len(lines)} 条发现", *lines]), pytrace=False)
        return found.findings

    return call
