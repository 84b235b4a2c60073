import pytest

from perfrules.keys import OWN_EXECUTION, criterion_key, execution_key, indicator_key, own_key


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (indicator_key(2, 3), "P02I3"),
        (indicator_key(120, 1), "P120I1"),
        (execution_key(2), "P02X"),
        (own_key(3), "DI3"),
        (OWN_EXECUTION, "DX"),
        (criterion_key("P14I6", 2), "P14I6C2"),
    ],
)
def test_a_key_begins_with_a_letter_and_says_where_its_row_stands(key: str, written: str):
    assert key == written
