"""Expressions as text, in every dialect."""

import pytest

from perfrules.errors import SettingsError
from perfrules.statements.dialects import dialect, dialects
from perfrules.statements.expressions import Choice, Column, Nothing, Whole


@pytest.mark.parametrize("name", dialects())
def test_nothing_is_null_and_an_arm_without_otherwise_has_no_else(name: str):
    written = dialect(name)
    assert written.expression(Nothing()) == "NULL"
    assert "ELSE" not in written.expression(Choice(((Column("a"), Whole(1)),), Nothing()))
    assert "ELSE" in written.expression(Choice(((Column("a"), Whole(1)),), Whole(2)))


def test_a_dialect_that_is_none():
    with pytest.raises(SettingsError, match="oracel"):
        dialect("oracel")
