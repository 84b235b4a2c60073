"""Any actual value against any target, any policy: a score within its weight, or an error of perfrules' own."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import PerfrulesError, Quantity, comparators, evaluate, parse
from perfrules.scoring.policies.loading import shipped

TARGETS = (
    "≥50家",
    "≤3%",
    "=0起",
    "80%～90%",
    "约5人",
    "同比增长5%以上",
    "2023年12月31日前",
    "前10名",
    "进一步提高",
    "1. ≥5家；2. ≤3%",
    "-5℃以上",
)
values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.fractions(), st.dates(), st.datetimes(), st.times(),
    st.text(max_size=20), st.binary(max_size=5), st.integers().map(str), st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.builds("{}{}".format, st.decimals(-1000, 1000, places=2), st.sampled_from(["家", "%", "万元", "人次", "名", "年", "起", "‰", "倍"])),
)  # fmt: skip
ONCE = [Decimal("sNaN"), Decimal("NaN"), float("nan"), float("inf"), Decimal("1E+5000"), 10**5000, "1e400", "9" * 5000, "\ud800",
        Fraction(1, 3), datetime(9999, 12, 31, tzinfo=UTC), date.min, time.max, object()]  # fmt: skip


@given(st.sampled_from(TARGETS), values, st.sampled_from(shipped()), st.one_of(st.none(), st.integers(0, 200), st.decimals()))
def test_a_score_lies_within_its_weight(target, value, policy, weight):
    try:
        score = evaluate(target, value, policy=policy, weight=100 if weight is None else weight)
    except PerfrulesError as error:
        str(error).encode()
        return
    assert 0 <= score.interval.low <= score.points <= score.interval.high or score.interval.low == score.points
    assert score.interval.high <= score.maximum
    score.explain().encode("utf-8", "backslashreplace")
    score.to_dict()


@pytest.mark.parametrize("value", ONCE, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("target", TARGETS)
def test_what_once_failed(target, value):
    assert 0 <= evaluate(target, value).points <= 100


@given(values)
def test_what_can_be_built_of_a_number_reads_back(value):
    """A bound of a bare number, if it can be built, is the one that is read of its own text."""
    try:
        bound = comparators.AtLeast(Quantity(value))
    except PerfrulesError:
        return
    again = [item.comparator for item in parse(str(bound)).criteria]
    assert again == [bound]
