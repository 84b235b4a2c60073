"""What columns rest on: quotients of integers, and numbers before a unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules import units
from perfrules.frames.forms import LIMIT, Form, Quotient, constant, fitted, half_up
from perfrules.frames.pieces import Scale, pieces
from perfrules.frames.plans import Key, plan
from perfrules.frames.readings import reading_of
from perfrules.frames.zones import Judgement, Zone
from perfrules.scoring.actuals.reading import read_actual
from perfrules.scoring.actuals.values import NumberValue
from perfrules.scoring.policies import load
from perfrules.scoring.results.outcomes import Outcome
from perfrules.scoring.rounding import rounded

WORDS = frozenset(units.in_use().words())
SUFFIXES = sorted({"", "%", "万", "亿", "百", *WORDS, *(scale + word for scale in "千万亿" for word in WORDS)})
READ = {suffix: reading for suffix in SUFFIXES if (reading := reading_of(suffix, WORDS)) is not None}
terms = st.integers(-(10**20), 10**20)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    suffix, decimals = draw(st.sampled_from(sorted(READ))), draw(st.integers(0, 4))
    whole = READ[suffix].mantissas
    mantissa = draw(st.one_of(st.integers(0, whole[-1]), st.integers(0, 10**5), st.integers(whole[0], whole[-1])))
    return f"{Decimal(mantissa).scaleb(-decimals):f}", suffix


@given(numbers())
@example(("2023.0", "家"))
@example(("1.5", "万元"))
@example(("100000000000000000", "%"))
def test_a_number_before_a_unit_is_read_as_columns_take_it(written: tuple[str, str]):
    number, suffix = written
    value, reading = read_actual(f"{number}{suffix}"), READ[suffix]
    assert isinstance(value, NumberValue)
    assert (Fraction(value.value), value.unit, value.scale) == (Fraction(number) * reading.factor, reading.unit, reading.scale)


@pytest.mark.parametrize(
    "number",
    [
        "1",
        "5",
        "12",
        "60",
        "366",
        "1949",
        "2019",
        "2024",
        "2030",
        "19.5",
        "2.0",
        "4.0",
        "8.5",
        "2024.12",
        "12.31",
        "20240101",
    ],
)
def test_every_unit_takes_every_shape_of_number(number: str):
    for suffix, reading in READ.items():
        value = read_actual(f"{number}{suffix}")
        assert isinstance(value, NumberValue)
        assert (Fraction(value.value), value.unit, value.scale) == (Fraction(number) * reading.factor, reading.unit, reading.scale), suffix


def test_what_hangs_on_the_number_or_is_no_unit_is_not_read():
    assert {"家", "%", "万元", "人次", "", "亿"} <= READ.keys()
    assert not {"年", "月"} & READ.keys()
    assert reading_of("?", WORDS) is None
    assert reading_of("家企业", WORDS) is None


@given(
    st.fractions(),
    st.fractions(),
    st.sampled_from(["constant", "line", "reciprocal", "square"]),
    st.lists(st.fractions(1, 100), min_size=3, max_size=3, unique=True),
)
def test_three_points_tell_the_form(one: Fraction, other: Fraction, kind: str, values: list[Fraction]):
    law = {
        "constant": lambda value: other,
        "line": lambda value: one * value + other,
        "reciprocal": lambda value: one / value,
        "square": lambda value: value**2,
    }[kind]
    form = fitted(values, [law(value) for value in values])
    if kind == "square":
        assert form is None
    else:
        assert form is not None
        assert all(form.at(value) == law(value) for value in [*values, Fraction(7, 3)])


@given(st.fractions(0, 1), st.fractions(-3, 3), st.integers(0, 10**9), st.integers(0, 4))
def test_the_quotient_rounds_half_up(slope: Fraction, offset: Fraction, mantissa: int, decimals: int):
    form, value = Form(slope, offset), Fraction(mantissa, 10**decimals)
    if form.at(value) >= 0:
        assert half_up(form, Fraction(1000), decimals).at(mantissa) == int(rounded(form.at(value) * 1000, 0))


@given(terms, terms, terms, terms, st.sampled_from([-1, 1]))
def test_within_reach_no_intermediate_needs_more_than_64_bits(alpha: int, beta: int, gamma: int, delta: int, sign: int):
    quotient = Quotient(alpha, beta, gamma, delta)
    reach = quotient.reach()
    if reach >= 0:
        for mantissa in (0, reach // 2, reach):
            for slope, offset in ((alpha, beta), (gamma, delta)):
                product = slope * sign * mantissa
                assert max(abs(product), abs(offset), abs(product + offset)) < LIMIT


def judgement(share: Form, ratio: Form | None) -> Judgement:
    return Judgement(Outcome.UNMET, (), False, share, ratio)


@pytest.mark.parametrize(
    ("share", "ratio"),
    [
        (constant(Fraction(1, 2)), Form(Fraction(1), Fraction(0))),  # a ratio that changes its sign
        (Form(Fraction(1, 10**30), Fraction(1, 2)), None),  # terms beyond 64 bits
    ],
)
def test_what_is_not_proven_is_not_decided(share: Form, ratio: Form | None):
    zone = Zone(Fraction(-1), Fraction(1), judgement(share, ratio))
    scale = Scale(load().weights.execution, load(), 2)
    assert not any(piece.outcome for _, piece in pieces([zone], 1, scale, range(-100, 100)))


def test_a_plan_without_keys():
    made = plan({}, load())
    assert (made.places, made.pieces, made.thresholds) == (2, [], [])


@pytest.mark.parametrize(
    "key", [Key("≥5家", "", "其他", "家", 0, 100, 0, ""), Key("≥5家", "", "", "家", 0, -1, 0, ""), Key("≥5家", "", "", "家", 0, 1, 0, "分")]
)
def test_a_key_that_the_row_api_refuses_is_not_decided(key: Key):
    assert not any(piece.outcome for piece in plan({key: 100}, load()).pieces)
