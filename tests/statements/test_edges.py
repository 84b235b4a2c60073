"""Numbers that whole columns cannot hold, and wordings that are read when they are asked for."""

import pytest

from perfrules import parse
from perfrules.scoring.policies.loading import DEFAULT, load
from perfrules.statements.lookups import LIMIT, Place, entry
from perfrules.statements.readings import Readings, criterion_row


def test_a_bound_beyond_the_exact_doubles_is_left_to_the_row_api():
    policy = load(DEFAULT).at(None)
    assert entry(parse(f"≥{LIMIT - 1}家"), Place(), "家", policy) is not None
    assert entry(parse(f"≥{LIMIT}家"), Place(), "家", policy) is None


def test_a_wording_that_is_not_known_is_read_once():
    found = Readings()
    read = found.read("≥50家")
    assert read == parse("≥50家")
    assert found.known == {("≥50家", ""): read}
    assert found.read("≥50家") is read


@pytest.mark.parametrize("number", [f"{2**63}", "0." + "1" * 19])
def test_a_bound_that_no_64_bits_hold_is_told_by_its_text_only(number: str):
    row = criterion_row(parse(f"≥{number}家").criteria[0])
    assert row["kind"] == "bound"
    assert row["text"] == f"≥{number}家"
    assert not {"low", "high", "decimals"} & row.keys()
