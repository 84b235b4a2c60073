"""Exact sums of points: equal to sums of fractions, written with the decimals of the finest."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.scoring.rounding import places_of, rounded, total

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=None) | st.sampled_from(
    [Decimal("1E+3"), Decimal("-0.0"), Decimal("0E-3"), Decimal("90.00"), Decimal("1E-40")]
)


@given(st.lists(AMOUNTS, max_size=12))
def test_a_total_is_the_sum_of_fractions(values: list[Decimal]):
    exact = rounded(sum((Fraction(value) for value in values), Fraction(0)), max(map(places_of, values), default=0))
    assert total(values).as_tuple() == exact.as_tuple()
