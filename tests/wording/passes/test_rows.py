"""Quantities in a row share the operator before the first and the one behind the last."""

import pytest

from perfrules import parse
from perfrules.testing import noted


@pytest.mark.parametrize("wording", ["分别为5家、3家和2家", "分别为5家、3家、2家", "分别为5家，3家和2家"])
def test_the_operator_of_the_first_holds_for_all(wording: str):
    target = parse(wording)
    assert noted(target) == "=5 家 | =3 家 | =2 家"
    assert [one.operator for one in target.criteria] == ["为"] * 3
