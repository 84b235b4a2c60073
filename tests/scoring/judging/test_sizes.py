"""Bounds as actual values, held against the bounds that are asked for."""

import pytest

from perfrules import evaluate


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        ("≥5公里", "≥6000米", "met"),
        ("≥5公里", "≥4000米", "cannot_judge"),
        ("≥5000米", "≥6公里", "met"),
        ("≥5000米", "≥4公里", "cannot_judge"),
        ("5～8公里", "6000～7000米", "met"),
        ("5～8公里", "6000～9000米", "cannot_judge"),
    ],
)
def test_a_bound_in_another_unit_is_held_in_the_unit_of_the_target(target: str, actual: str, outcome: str):
    assert evaluate(target, actual).outcome == outcome
