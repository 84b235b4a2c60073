"""Which value of a list belongs to which criterion."""

import pytest

from perfrules import evaluate


@pytest.mark.parametrize(
    ("actual", "code"),
    [
        ("1. 6家；3期", "AC016"),
        ("6家；2. 3期", "AC015"),
    ],
)
def test_a_list_of_which_some_have_numbers_goes_by_its_numbers(actual: str, code: str):
    assert evaluate("1. ≥5家；2. ≥3期", "1. 6家；2. 3期").points == 100
    assert code in [item.code for item in evaluate("1. ≥5家；2. ≥3期", actual).findings]
