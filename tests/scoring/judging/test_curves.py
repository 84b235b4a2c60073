"""The laws of a curve: it stands in order, is the same in every unit, and goes the way its policy goes."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.scoring.judging.completion import complete, step_of
from perfrules.scoring.judging.curves import bounds_of, curve, scale, shape_of
from perfrules.scoring.judging.meanings import Requirement
from perfrules.scoring.judging.pieces import piece_at
from perfrules.scoring.policies.ladders import Band
from perfrules.scoring.policies.loading import Policy, load, shipped
from perfrules.scoring.policies.settings import Forward, Negative, Outside, Over, Reverse
from perfrules.scoring.results.outcomes import Outcome


def own(**tables: Any) -> Policy:
    rule = {"source": "本例", "evidence": "ours"}
    made = {name: kind(**values, **rule) for name, (kind, values) in tables.items()}
    return load("mof-2020-10").model_copy(update={"id": "own", **made})


STEPS = ({"from": "1.2", "earns": 1}, {"from": 1, "earns": "0.9"}, {"from": "0.8", "earns": "0.7"}, {"from": 0, "earns": 0})
TIERS = ({"from": 3, "earns": "0.5"}, {"from": 2, "earns": "0.9"})
POLICIES = [
    *map(load, shipped()),
    own(forward=(Forward, {"method": "steps", "steps": STEPS}), over=(Over, {"flag": "1.5", "explain": "never", "tiers": TIERS})),
    own(forward=(Forward, {"method": "binary"}), reverse=(Reverse, {"formula": "binary"})),
    own(forward=(Forward, {"method": "floor_linear", "floor": "0.3"}), range=(Outside, {"missed": "zero"})),
    own(forward=(Forward, {"method": "floor_linear", "floor": 0}), negative=(Negative, {"count": "cannot_judge"})),
]
policies = st.sampled_from(POLICIES)
numbers = st.one_of(st.sampled_from([Fraction(value) for value in (-2, -1, 0, 1, 2)]), st.fractions(-1000, 1000, max_denominator=1000))


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    low, high = sorted((draw(numbers), draw(numbers)))
    kind = draw(st.sampled_from(["low", "high", "range", "same"]))
    closed = st.booleans()
    if kind == "low":
        return Requirement(low, None, draw(closed), flag_above=draw(st.booleans()))
    if kind == "high":
        return Requirement(None, high, high_closed=draw(closed))
    if kind == "same" or low == high:
        return Requirement(low, low)
    return Requirement(low, high, draw(closed), draw(closed))


def earned(required: Requirement, value: Fraction, policy: Policy) -> Fraction:
    return complete(required, value, policy).share


@given(requirements(), policies, st.booleans())
def test_pieces_stand_in_order_and_begin_below_everything(required: Requirement, policy: Policy, counted: bool):
    pieces = curve(shape_of(required, counted=counted), policy)
    bounds = bounds_of(required)
    assert pieces[0].start is None
    marks = [(piece.start.times * bounds[piece.start.of], piece.start.after) for piece in pieces[1:] if piece.start]
    assert len(marks) == len(pieces) - 1
    assert marks == sorted(marks)


@given(requirements(), numbers, policies)
def test_what_meets_the_requirement_is_met_and_nothing_else(required: Requirement, value: Fraction, policy: Policy):
    assert (complete(required, value, policy).outcome is Outcome.MET) == (value in required)


@given(requirements(), numbers, st.fractions("0.001", 1000), policies)
def test_a_curve_is_the_same_in_every_unit(required: Requirement, value: Fraction, factor: Fraction, policy: Policy):
    low, high = (None if end is None else end * factor for end in (required.low, required.high))
    other = Requirement(low, high, required.low_closed, required.high_closed, required.flag_above)
    one, same = complete(required, value, policy), complete(other, value * factor, policy)
    assert (one.outcome, one.share, one.ratio, one.codes) == (same.outcome, same.share, same.ratio, same.codes)


@given(requirements(), st.lists(numbers, min_size=2, max_size=6), policies)
def test_nearer_never_earns_less(required: Requirement, values: list[Fraction], policy: Policy):
    low, high = required.low, required.high
    for one, other in pairwise(sorted(values)):
        if low is not None and other <= low and (required.low_closed or other < low):
            assert earned(required, one, policy) <= earned(required, other, policy)
        if high is not None and one >= high and (required.high_closed or one > high):
            assert earned(required, one, policy) >= earned(required, other, policy)


@given(requirements(), numbers, policies)
def test_shares_lie_between_nothing_and_everything(required: Requirement, value: Fraction, policy: Policy):
    assert 0 <= earned(required, value, policy) <= 1


@pytest.mark.parametrize(
    ("value", "share"), [(-1, 0), (0, 0), ("7.99", 0), (8, "0.7"), ("9.99", "0.7"), (10, 1), (19, 1), (20, "0.9"), (30, "0.5"), (99, "0.5")]
)
def test_steps_below_the_bound_and_tiers_above(value: Any, share: Any):
    assert earned(Requirement(Fraction(10), None), Fraction(value), POLICIES[-4]) == Fraction(share)


@pytest.mark.parametrize(("value", "share"), [("-21", 0), ("-20", 0), ("-15", "0.5"), ("-10.1", "0.99"), ("-10", 1), (3, 1)])
def test_a_negative_bound_pays_by_the_distance(value: Any, share: Any):
    assert earned(Requirement(Fraction(-10), None), Fraction(value), load()) == Fraction(share)


def test_the_lowest_band_of_a_scale_has_no_lower_end():
    bands = load("mof-2021-101").satisfaction.bands
    shares = [
        piece_at(scale(bands, 100), Fraction(value), {"one": Fraction(1)}).share.at(Fraction(value), Fraction(1))
        for value in (-5, 60, 80, 95)
    ]
    assert shares == [Fraction(0), Fraction(1, 2), Fraction(4, 5), Fraction(1)]


def test_a_negative_count_is_no_points_or_not_judged():
    required = Requirement(Fraction(5), None)
    assert complete(required, Fraction(-1), load(), counted=True).codes == ("AC011",)
    assert complete(required, Fraction(-1), POLICIES[-1], counted=True).outcome is Outcome.CANNOT_JUDGE


def test_below_the_lowest_band_the_lowest_holds():
    bands = tuple(Band.model_validate(step) for step in STEPS[1:3])
    assert [step_of(bands, Fraction(share)).earns for share in ("1.1", "0.9", "0.8", "0.1")] == [Fraction(9, 10), *[Fraction(7, 10)] * 3]
