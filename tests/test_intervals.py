from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Interval

ends = st.one_of(st.none(), st.integers(-5, 5).map(Decimal))
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans())
PROBES = [Fraction(half, 2) for half in range(-14, 15)]


def admitted(interval: Interval) -> set[Fraction]:
    return {probe for probe in PROBES if probe in interval}


@given(intervals, intervals)
def test_the_intersection_admits_what_both_admit(one: Interval, other: Interval):
    assert admitted(one & other) == admitted(one) & admitted(other)
    assert one & other == other & one
    assert one & one == one


@given(intervals, intervals)
def test_one_covers_another_where_it_admits_every_value_of_it(one: Interval, other: Interval):
    assert one.covers(other) is (admitted(other) <= admitted(one) and unlimited(one, other))


def unlimited(one: Interval, other: Interval) -> bool:
    """Whether ``one`` has no limit where ``other`` has none; the probes do not reach so far."""
    return other.is_empty or not ((one.low is not None and other.low is None) or (one.high is not None and other.high is None))


@given(intervals)
def test_an_empty_interval_admits_nothing(interval: Interval):
    assert interval.is_empty is (not admitted(interval))


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(), "(-∞, +∞)"),
        (Interval(Decimal("80.0"), Decimal("9E+1"), True, False), "[80, 90)"),
        (Interval(None, Decimal(3)), "(-∞, 3]"),
        (Interval(Decimal(-3), None, False), "(-3, +∞)"),
    ],
)
def test_as_text(interval: Interval, text: str):
    assert str(interval) == text
