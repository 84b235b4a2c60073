import copy
import operator
import pickle
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Exactly, Quantity, parse
from perfrules.errors import UnitError, ValueRangeError
from perfrules.quantities import EXACT, decimal, decimal_of, exact, plain, scaled, times
from perfrules.testing import quantities
from perfrules.units import standard

finite = st.decimals(allow_nan=False, allow_infinity=False)
areas = st.sampled_from(["平方米", "亩", "公顷", "平方公里"])


# —— decimals ——


@pytest.mark.parametrize(
    ("given_", "value"),
    [
        ("99.70", "99.7"),
        (1000, "1000"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("0.00", "0"),
        (Decimal("5.50"), "5.5"),
        ("-1.20", "-1.2"),
        ("1_000", "1000"),
    ],
)
def test_a_decimal_has_no_exponent_and_no_trailing_zeros(given_: Any, value: str):
    assert str(decimal(given_)) == value


def test_a_decimal_has_its_limits():
    assert len(str(decimal("1E+20000"))) == 20_001
    assert decimal("1E-20000").as_tuple().exponent == -20_000
    for far in ("1E+20001", "1E-20001"):
        with pytest.raises(ValueRangeError, match="超出"):
            decimal(far)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (0.1, "float"),
        (True, "bool"),
        ("NaN", "有限"),
        ("Infinity", "有限"),
        ("许多", "不是数值"),
        ("", "不是数值"),
        (None, "不是数值"),
        ((0, "x", 1), "不是数值"),
    ],
)
def test_what_is_no_decimal(given_: Any, said: str):
    with pytest.raises(ValueRangeError, match=said):
        decimal(given_)


@given(finite)
def test_plain_is_exact_whatever_the_context(value: Decimal):
    with localcontext(prec=1):
        text = plain(value)
        assert decimal(value) == Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


def test_a_fraction_that_ends_is_a_decimal_and_another_is_none():
    assert decimal_of(Fraction(5, 8)) == Decimal("0.625")
    with pytest.raises(UnitError, match="有限小数"):
        decimal_of(Fraction(1, 3))


def test_the_context_loses_nothing_silently():
    assert EXACT.prec == 200
    assert decimal_of(Fraction(1, 2**100)) == Decimal(5**100).scaleb(-100, EXACT)


# —— quantities ——


@given(quantities())
def test_the_text_of_a_quantity_reads_back(quantity: Quantity):
    (criterion,) = parse(f"={quantity}").criteria
    assert criterion.comparator == Exactly(quantity)


@given(quantities())
def test_a_quantity_is_a_value(quantity: Quantity):
    assert eval(repr(quantity), {"Quantity": Quantity}) == quantity
    for other in (pickle.loads(pickle.dumps(quantity)), copy.copy(quantity), copy.deepcopy(quantity)):
        assert other == quantity
        assert hash(other) == hash(quantity)
    with pytest.raises(AttributeError):
        quantity.value = Decimal(1)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("20000000000", "元", "200亿元"),
        (800_000, "元", "80万元"),
        (100_000, None, "10万"),
        (99_999, "家", "99999家"),
        (15_000, "家", "15000家"),
        (-300_000, "元", "-30万元"),
        ("123000000.5", "元", "123000000.5元"),
        (123_000_000, "元", "1.23亿元"),
        (123_456_789, "元", "123456789元"),
        (100_000_000, "%", "100000000%"),
        (3, "月", "3个月"),
        (7, "工作日", "7个工作日"),
        ("0.5", "百分点", "0.5个百分点"),
        (5, None, "5"),
    ],
)
def test_printed_as_people_write_it(value: Any, unit: str | None, text: str):
    assert str(Quantity(value, unit)) == text


def test_printing_reads_no_context():
    with localcontext(prec=1):
        assert scaled(Decimal(123000000), "元") == "1.23亿"
        assert str(Quantity(-123_000_000, "元")) == "-1.23亿元"


def test_an_empty_unit_is_none():
    assert Quantity(5, "") == Quantity(5)
    assert repr(Quantity("5.0")) == "Quantity('5')"


def test_equality_is_of_value_and_unit_as_they_stand():
    assert Quantity(1000, "米") != Quantity(1, "公里")
    assert Quantity("5.0", "家") == Quantity(5, "家")


@given(quantities(units=["亩"]), areas, quantities(units=["公顷"]))
def test_order_is_exact_across_units(one: Quantity, unit: str, other: Quantity):
    mine, theirs = Fraction(one.value) * Fraction(2000, 3), Fraction(other.value) * 10000
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        assert compare(one, other) is compare(mine, theirs)
        assert compare(other, one) is compare(theirs, mine)
    assert one.fraction(unit) * standard().factor(unit, "平方米") == mine  # type: ignore[operator]


@given(
    st.sampled_from([unit.name for unit in standard().units.values() if unit.dimension in ("length", "mass", "money")]),
    st.integers(-(10**9), 10**9),
)
def test_conversion_there_and_back_is_exact(unit: str, value: int):
    base = {"length": "米", "mass": "千克", "money": "元"}[standard().units[unit].dimension]
    assert Quantity(value, unit).to(base).to(unit) == Quantity(value, unit)


def test_a_conversion_without_a_finite_decimal_is_refused_and_its_ratio_is_not():
    with pytest.raises(UnitError, match="有限小数"):
        Quantity(1, "亩").to("公顷")
    assert Quantity(1, "亩").ratio(Quantity(1, "公顷")) == Fraction(1, 15)
    with pytest.raises(ZeroDivisionError):
        Quantity(1, "亩").ratio(Quantity(0, "公顷"))


@pytest.mark.parametrize(
    "compare", [operator.lt, operator.le, operator.gt, operator.ge, Quantity.ratio, lambda one, other: one.to(other.unit)]
)
@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (Quantity(5, "家"), Quantity(5, "人"), "“家”不能换算为“人”"),
        (Quantity(5), Quantity(5, "%"), "“无单位”不能换算为“%”"),
        (Quantity(5, "千米"), Quantity(5, "元"), "“千米”不能换算为“元”"),
        (Quantity(5, "万象"), Quantity(5, "元"), "“万象”不能换算为“元”"),
        (Quantity(5, "万元"), Quantity(5, "元"), "5万元写作 Quantity\\(50000, '元'\\)"),
        (Quantity(5, "人次"), Quantity(5, "亿人次"), "5亿人次写作 Quantity\\(500000000, '人次'\\)"),
    ],
)
def test_across_dimensions_nothing_is_compared(compare: Any, one: Quantity, other: Quantity, said: str):
    with pytest.raises(UnitError, match=said):
        compare(one, other)


# —— fractions that no decimal holds ——

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


@given(fractions, st.sampled_from([None, "家", "亩"]))
def test_a_fraction_is_kept_exactly(value: Fraction, unit: str | None):
    quantity = Quantity(value, unit)
    assert Fraction(quantity.value) == value
    assert Quantity(plain(quantity.value), unit) == quantity
    assert (Exactly(quantity).interval.low, value in Exactly(quantity)) == (quantity.value, True)
    assert repr(quantity).startswith(f"Quantity('{plain(quantity.value)}'")


@given(fractions)
def test_a_fraction_is_a_decimal_wherever_one_holds_it(value: Fraction):
    ends = 10**40 * value.numerator % value.denominator == 0
    assert isinstance(exact(value), Decimal) is ends


@given(fractions, st.integers(min_value=-(10**6), max_value=10**6))
def test_a_product_is_exact(value: Fraction, factor: int):
    assert Fraction(times(exact(value), factor)) == value * factor


def test_a_fraction_converts_exactly_and_is_compared():
    assert Quantity("1/3", "公里").to("米") == Quantity("1000/3", "米")
    assert Quantity("1/3") < Quantity("0.34")
    assert str(Quantity("2/3", "亩")) == "2/3亩"
    with pytest.raises(ValueRangeError, match="不是数值"):
        Quantity("1/0")
