"""Quantities in a row share the operator before the first and the one behind the last."""

import pytest

from perfrules import parse


@pytest.mark.parametrize("wording", ["分别为5家、3家和2家", "分别为5家、3家、2家", "分别为5家，3家和2家"])
def test_the_operator_of_the_first_holds_for_all(wording: str):
    assert [(one.operator, one.comparator.quantity.value) for one in parse(wording).criteria] == [("为", 5), ("为", 3), ("为", 2)]
