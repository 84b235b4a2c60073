"""A target that is a fraction of a whole, held against shares that are written otherwise."""

import pytest

from perfrules import evaluate


@pytest.mark.parametrize(
    ("target", "actual", "outcome", "codes"),
    [
        ("三分之二以上", "70%", "met", []),
        ("三分之二以上", "3/4", "met", []),
        ("三分之一～三分之二", "40%", "met", []),
        ("三分之一～三分之二", "70%", "unmet", ["AC001"]),
        ("三分之二～2", "50%", "cannot_judge", ["AC036"]),  # 2 is no part of a whole
        ("0～三分之二", "40%", "cannot_judge", ["AC036"]),
    ],
)
def test_a_share_is_held_against_a_fraction_of_a_whole(target: str, actual: str, outcome: str, codes: list[str]):
    score = evaluate(target, actual)
    assert (score.outcome.value, [item.code for item in score.findings if item.code.startswith("AC")]) == (outcome, codes)
