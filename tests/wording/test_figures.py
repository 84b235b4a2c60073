"""Laws of figures: whole or refused, informed about or asked for."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from perfrules import Severity, parse
from perfrules.comparators import BOUNDS, Bound, Exactly
from perfrules.quantities import Quantity
from perfrules.testing.notation import noted
from perfrules.wording.characters import ranges

SIGNS = st.sampled_from(["≥", "≤", "不少于", "不超过", ">", "<", ""])
UNITS = st.sampled_from(["家", "人", "场", "万元", "%", "台"])
NUMBERS = st.integers(min_value=1, max_value=99_999)
RELATIONS = st.sampled_from([chr(code) for low, high in ranges("relations") for code in range(low, high + 1)])
DIGITS = st.sampled_from([chr(code) for low, high in ranges("digits") for code in range(low, high + 1)])


def _errors(text: str) -> set[str]:
    return {found.code for found in parse(text).findings if found.severity is Severity.ERROR}


@given(st.sampled_from([kind for op, kind in BOUNDS.items() if op != "~"]), st.fractions(min_value=0, max_value=999, max_denominator=999))
def test_a_bound_of_a_fraction_reads_back(kind: type[Bound], value: Fraction):
    bound = kind(Quantity(value))
    assert [criterion.comparator for criterion in parse(str(bound)).criteria] == [bound]


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999))
def test_a_ratio_is_worth_its_quotient(above: int, below: int):
    assume(not re.fullmatch(r"\d|1\d|2[0-4]", str(above)) or not re.fullmatch(r"[0-5]\d", str(below)))  # 9:30 is a time
    (criterion,) = parse(f"师生比不低于{above}:{below}").criteria
    assert noted(parse(f"师生比不低于{above}:{below}")).startswith(">=")
    assert Fraction(1, 1) * above / below in criterion.comparator


@given(RELATIONS, NUMBERS, UNITS, st.sampled_from(["{0}{1}{2}", "{0} {1}{2}", "{1}{0}{2}", "{1}{2}{0}"]))
def test_a_relation_that_is_not_known_is_refused(sign: str, number: int, unit: str, form: str):
    text = form.format(sign, number, unit)
    assert not any(criterion.is_quantitative for criterion in parse(text).criteria)
    assert _errors(text) & {"OP012", "CP010"}


def test_every_mathematical_sign_is_known_or_refused():
    blocks = (0xAC, 0xD7, 0xF7, *range(0x2200, 0x2300), *range(0x27C0, 0x27F0), *range(0x2980, 0x2B00))
    signs = [chr(code) for code in blocks if unicodedata.category(chr(code)) == "Sm"]
    read = {sign: parse(f"{sign}50家") for sign in signs}
    silent = [sign for sign, target in read.items() if noted(target) == "=50 家" and not target.findings]
    assert "".join(silent) == "∎∗∘∙√∣∥∴∵∶⊕⊖⊗⊘⊙⊚⊛⊜⊝⊞⊟⊠⊡⋅⋆⋯"  # what leads an item or parts two


@given(SIGNS, st.lists(st.integers(min_value=0, max_value=9999), min_size=2, max_size=4), st.sampled_from([",", ",,"]), UNITS)
def test_groups_that_are_no_thousands_are_one_error(sign: str, groups: list[int], comma: str, unit: str):
    figure = comma.join(str(group) for group in groups)
    assume(not re.fullmatch(r"\d{1,3}(,\d{3})+", figure))
    target = parse(f"{sign}{figure}{unit}")
    assert [criterion.is_quantitative for criterion in target.criteria] == [False]
    assert "CP010" in _errors(target.text)


@given(SIGNS, NUMBERS, DIGITS, st.booleans(), UNITS)
def test_digits_of_another_script_spoil_the_whole_figure(sign: str, number: int, digit: str, before: bool, unit: str):
    text = f"{sign}{digit}{number}{unit}" if before else f"{sign}{number}{digit}{unit}"
    assert not any(criterion.is_quantitative for criterion in parse(text).criteria)
    assert _errors(text)


@given(SIGNS, NUMBERS, UNITS, st.sampled_from(["上年", "去年", "去年同期", "上年实际", "全省平均", "2022年"]), NUMBERS)
def test_a_figure_of_the_past_in_parentheses_asks_for_nothing(sign: str, number: int, unit: str, words: str, past: int):
    plain = f"{sign}{number}{unit}"
    assert noted(parse(f"{plain}（{words}{past}{unit}）")) == noted(parse(plain))


@given(SIGNS, st.integers(min_value=1, max_value=9999))
def test_the_same_amount_in_another_unit_is_said_once(sign: str, hectares: int):
    plain = f"{sign}{hectares}公顷"
    assert noted(parse(f"{plain}（{hectares * 15}亩）")) == noted(parse(plain))
    assert noted(parse(f"{plain}（{hectares * 15 + hectares}亩）")) == "Q"


@given(NUMBERS, st.integers(min_value=1, max_value=99))
def test_a_tolerance_makes_a_range_of_a_bare_number(number: int, percent: int):
    (criterion,) = parse(f"{number}平方米（允许偏差±{percent}%）").criteria
    reach = Fraction(number * percent, 100)
    interval = criterion.comparator.interval  # type: ignore[union-attr]
    assert (Fraction(interval.low or 0), Fraction(interval.high or 0)) == (number - reach, number + reach)


@given(st.integers(min_value=2, max_value=999), st.sampled_from(["部门", "乡镇", "场馆", "试点县"]), SIGNS, st.integers(1, 100))
def test_things_that_a_rate_is_about_are_no_requirement(count: int, noun: str, sign: str, rate: int):
    assert noted(parse(f"{count}个{noun}共享率{sign}{rate}%")) == noted(parse(f"共享率{sign}{rate}%"))


@given(st.integers(min_value=1, max_value=99), st.sampled_from(["℃", "mm", "米", "分贝"]))
def test_a_minus_behind_a_noun_is_a_sign_where_a_quantity_has_one(size: int, unit: str):
    (criterion,) = parse(f"温度-{size}{unit}").criteria
    assert criterion.comparator == Exactly(Quantity(Decimal(-size), unit))
