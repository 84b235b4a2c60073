import pytest

from perfrules.wording.characters import enclosed_number, ranges
from perfrules.wording.lists import numbered


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("1. 甲；2. 乙", ["甲", "乙"]),
        ("①甲 ②乙", ["甲", "乙"]),
        ("（1）甲（2）乙", ["甲", "乙"]),
        ("甲1、乙", []),
        ("1.甲，2.乙", ["甲", "乙"]),
        ("1.2023年甲；2.2023年乙", ["2023年甲", "2023年乙"]),
        ("1.5米；2.5米", []),
        ("", []),
    ],
)
def test_the_items_of_a_numbered_name(name: str, items: list[str]):
    assert numbered(name) == items


def test_every_stretch_of_enclosed_numbers_counts_from_one():
    for low, high in ranges("enclosed"):
        assert [enclosed_number(chr(code)) for code in range(low, high + 1)] == list(range(1, high - low + 2))
    assert enclosed_number("1") is None
