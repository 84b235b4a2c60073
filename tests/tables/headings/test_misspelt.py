import pytest

from perfrules.tables.headings.columns import COLUMNS
from perfrules.tables.headings.misspelt import misspelt_role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("实际完城值", "actual"),
        ("年度指表值", "target"),
        ("分直", "weight"),
        ("得份", "points"),
        ("偏差源因", "reason"),
        ("一集指标", "first"),
        ("上年完成值", None),
        ("半年指标值", None),
        ("明年目标值", None),
        ("分值", None),
        ("牵头单位", None),
    ],
)
def test_a_character_that_sounds_or_looks_alike(heading, role):
    assert misspelt_role(heading, COLUMNS) == role


def test_of_two_roles_none():
    assert misspelt_role("分直", {"weight": ("分值",), "points": ("份值",)}) is None
    assert misspelt_role("考核份", {"weight": ("考核分",)}) == "weight"
    assert misspelt_role("考核分", {"weight": ("考核分",)}) is None
