"""A part and a whole, with and without the rate that is written beside them."""

import pytest

from perfrules.scoring.actuals.proportions import proportion_in


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("122人/125人", True),
        ("97.6%（122/125）", True),
        ("97%（122/125）", True),
        ("98%（122/125）", True),
        ("96%（122/125）", False),
        ("97%（98/100）", False),
        ("97.5%（122/125）", False),
    ],
)
def test_a_rate_agrees_with_its_part_and_whole(text: str, agrees: bool):
    found = proportion_in(text)
    assert found is not None
    assert found.agrees is agrees


@pytest.mark.parametrize("text", ["122/125？", "2023/11", "122人/125家", "122/125/3", "约122/125"])
def test_what_is_no_part_of_a_whole(text: str):
    assert proportion_in(text) is None
