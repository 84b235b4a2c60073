"""The text of a comparator reads back to an equal one, whatever it was built of; what would not cannot be built."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules
from perfrules import (
    AtLeast,
    Between,
    Change,
    Deadline,
    Exactly,
    PerfrulesError,
    Qualitative,
    Quantity,
    Rank,
    Target,
    ValueRangeError,
    Vocabulary,
    parse,
)
from perfrules.canonical import is_plain
from perfrules.comparators import BOUNDS, Comparator, Trend
from perfrules.testing.strategies import BASES, known_units

PARTS = (
    *known_units(),
    "个",
    "每",
    "第",
    "前",
    "约",
    "≥",
    "以上",
    "左右",
    "余",
    "甲",
    "企业",
    "人才",
    "x",
    "kW",
    "万",
    "千",
    "/",
    "·",
    " ",
    "5",
    "、",
    "（",
    "",
)
units = st.one_of(st.none(), st.sampled_from(known_units()), st.lists(st.sampled_from(PARTS), max_size=3).map("".join), st.text(max_size=4))
numbers = st.one_of(
    st.integers(-5, 40),
    st.integers(1890, 2110),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=2),
    st.fractions(max_denominator=9999),
)


@st.composite
def built(draw: st.DrawFn) -> Comparator | None:
    """A comparator of anything, None where it cannot be built."""
    unit = draw(units)
    try:
        low, high = sorted((Quantity(draw(numbers), unit) for _ in range(2)), key=lambda end: end.value)
        bound = draw(st.sampled_from([*BOUNDS.values()]))
        kind = draw(st.sampled_from(["bound", "range", "change", "change of a range", "deadline", "rank", "words"]))
        closed = draw(st.booleans()), draw(st.booleans())
        base = draw(st.one_of(st.sampled_from([None, *BASES]), st.text(max_size=6), st.sampled_from(PARTS)))
        trend = draw(st.sampled_from(Trend))
        match kind:
            case "bound":
                return bound(low)
            case "range":
                return Between(low, high, *closed)
            case "change":
                return Change(trend, bound(low), base)
            case "change of a range":
                return Change(trend, Between(low, high, *closed), base)
            case "deadline":
                year = draw(st.one_of(st.integers(1, 9999), st.integers(1890, 2110)))
                at = draw(st.sampled_from([f"{year:04d}", f"{year:04d}-02", f"{year:04d}-12-31", "--02", "--02-29"]))
                ops: tuple[Literal["<="], Literal["<"]] = ("<=", "<")
                return Deadline(draw(st.sampled_from(ops)), at)
            case "rank":
                places: tuple[Literal["<="], Literal["="]] = ("<=", "=")
                return Rank(draw(st.sampled_from(places)), draw(st.integers(1, 10**8)))
            case _:
                return Qualitative(draw(st.one_of(st.text(min_size=1), st.lists(st.sampled_from(PARTS), min_size=1).map("".join))))
    except PerfrulesError:
        return None


@given(built())
def test_whatever_can_be_built_reads_back(comparator: Comparator | None):
    if comparator is None or comparator == Qualitative(""):  # a JSON form without words
        return
    assert [criterion.comparator for criterion in parse(str(comparator)).criteria] == [comparator]


@given(st.sampled_from(["≥", "＜", "约", ""]), numbers, units, st.sampled_from(["", "以上", "～9", "%", "；≥3家"]))
def test_whatever_number_is_read_reads_back(sign: str, number: Decimal | int | Fraction, unit: str | None, tail: str):
    for criterion in parse(f"{sign}{number}{unit or ''}{tail}").criteria:
        if criterion.is_quantitative:
            assert [again.comparator for again in parse(str(criterion.comparator)).criteria] == [criterion.comparator]


@pytest.mark.parametrize(
    "comparator",
    [
        Exactly(Quantity("1/3", "千米")),
        AtLeast(Quantity("-2/3", "千瓦")),
        Between(Quantity("1/3"), Quantity("2/3")),
        Between(Quantity("-1/3", "家"), Quantity("1/3", "家"), high_closed=False),
        Change(Trend.INCREASE, Exactly(Quantity("53/21", "千克")), "上年"),
        Change(Trend.EITHER, Exactly(Quantity("5/7", "%"))),
        AtLeast(Quantity(5, "企业")),
        AtLeast(Quantity(1, "元/人·月")),
        AtLeast(Quantity(2023)),
        Between(Quantity(2021), Quantity(2023)),
    ],
    ids=str,
)
def test_what_is_seldom_and_can_be_said(comparator: Comparator):
    assert perfrules.comparator(str(comparator)) == comparator


@pytest.mark.parametrize("unit", ["个倍", "位位", "3家", "家以上", " 家", "家 ", "\n", "≥", "成", "家、户", "元/", "十"])
def test_a_unit_that_is_none(unit: str):
    with pytest.raises(ValueRangeError, match="读出来不是这个要求"):
        AtLeast(Quantity(5, unit))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Exactly(Quantity(2023, "年")),
        lambda: Exactly(Quantity("1" * 41)),
        lambda: Exactly(Quantity("0." + "1" * 21)),
        lambda: Exactly(Quantity("123456789012345678")),
        lambda: Change(Trend.INCREASE, AtLeast(Quantity(5, "%")), "≥5家"),
        lambda: Deadline("<=", "0005"),
        lambda: Rank("<=", 10**7),
        lambda: Qualitative("≥5家"),
        lambda: Qualitative(" 提高"),
    ],
)
def test_what_would_read_as_something_else(make):
    with pytest.raises(ValueRangeError, match="读出来不是这个要求"):
        make()


@pytest.mark.parametrize("wording", ["约二日前", "≥0I¡"])
def test_a_number_whose_text_would_not_read_back_is_not_read(wording: str):
    (criterion,) = parse(wording).criteria
    assert not criterion.is_quantitative
    assert "CP010" in [found.code for found in parse(wording).findings]


def test_what_was_read_is_taken_as_it_stands():
    target = parse("50人×2期")
    assert Target.from_dict(target.to_dict()) == target


def test_a_unit_of_ones_own_is_one_while_its_vocabulary_holds():
    with Vocabulary(counting=["位位"]).applied():
        assert parse(str(AtLeast(Quantity(5, "位位")))).criteria[0].comparator == AtLeast(Quantity(5, "位位"))


def test_what_is_plain():
    plain = [Quantity(5, "家"), Quantity("0.5", "%"), Quantity(10**9)]
    odd = [
        Quantity(13800138000),
        Quantity("0.0000001"),
        Quantity(2000),
        Quantity(2000, "年"),
        Quantity(3, "成"),
        Quantity(1, "元/人"),
        Quantity("2/7"),
    ]
    assert [is_plain(quantity) for quantity in plain + odd] == [True] * 3 + [False] * 7
